import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { whyUnread } from './read-beginning';

/** A file as git has it at a revision, or why it has none, in one line for people. */
export type RevisionReading =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly commit: string }
  /** The revision has no such file. `earlier` is the file that it was renamed from, named from the repository's root. */
  | {
      readonly kind: 'absent';
      readonly message: string;
      readonly commit: string;
      readonly earlier: { readonly name: string; readonly bytes: Uint8Array } | null;
    }
  | { readonly kind: 'refused'; readonly message: string };

type Answer =
  | { readonly ok: true; readonly stdout: Buffer }
  | { readonly ok: false; readonly stderr: string; readonly isMissing: boolean };

const largestFile = 64 * 1024 * 1024;

/** Asks git, which must neither ask the network (a partial clone would) nor write. Never rejects. */
function git(folder: string, parameters: readonly string[]): Promise<Answer> {
  const environment = {
    ...process.env,
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_TERMINAL_PROMPT: '0',
    // Older versions know no GIT_NO_LAZY_FETCH: with no protocol allowed nothing is fetched.
    GIT_ALLOW_PROTOCOL: '',
  };
  return new Promise((done) => {
    execFile(
      'git',
      ['-c', 'core.fsmonitor=false', '-C', folder, ...parameters],
      { env: environment, encoding: 'buffer', maxBuffer: largestFile, windowsHide: true },
      (error, stdout, stderr) => {
        if (error === null) done({ ok: true, stdout });
        else
          done({
            ok: false,
            stderr: stderr.toString('utf8').trim().split('\n')[0] ?? '',
            isMissing: error.code === 'ENOENT',
          });
      },
    );
  });
}

const refused = (message: string): { readonly kind: 'refused'; readonly message: string } => ({
  kind: 'refused',
  message,
});

const whyNot = (answer: Extract<Answer, { ok: false }>, otherwise: string): string =>
  answer.isMissing ? 'the program git can’t be started' : answer.stderr.replace(/^fatal: /, '') || otherwise;

/** The root of the repository that holds a folder. */
async function rootOf(
  folder: string,
): Promise<
  { readonly kind: 'root'; readonly root: string } | { readonly kind: 'refused'; readonly message: string }
> {
  const answer = await git(folder, ['rev-parse', '--show-toplevel']);
  if (answer.ok) return { kind: 'root', root: lineOf(answer.stdout) };
  return refused(
    answer.stderr.includes('not a git repository')
      ? `${folder} is not in a git repository`
      : `${folder}: ${whyNot(answer, 'git has no work tree here')}`,
  );
}

const lineOf = (output: Buffer): string => output.toString('utf8').replace(/\r?\n$/, '');

const notRevision = (revision: string, root: string): string =>
  `${revision} is not a revision of the repository ${root}`;

/** Why a folder's repository has no such revision; null where it has, or where there is no repository to ask. */
export async function whyNoRevision(folder: string, revision: string): Promise<string | null> {
  if (revision === '' || revision.startsWith('-')) return `${JSON.stringify(revision)} is no revision`;
  const repository = await rootOf(folder);
  if (repository.kind === 'refused') return null;
  return (await commitOf(folder, revision)) === null ? notRevision(revision, repository.root) : null;
}

async function commitOf(folder: string, revision: string): Promise<string | null> {
  const named = await git(folder, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  return named.ok ? lineOf(named.stdout) : null;
}

/** Reads a file as it is at a revision. */
export async function readAtRevision(file: string, revision: string): Promise<RevisionReading> {
  if (revision === '' || revision.startsWith('-'))
    return refused(`${JSON.stringify(revision)} is no revision`);
  let path: string;
  try {
    // Git has of a link only where it points to.
    path = await realpath(resolve(file));
  } catch (error) {
    return refused(`${file} can't be read (${whyUnread(error)})`);
  }
  const folder = dirname(path);
  const repository = await rootOf(folder);
  if (repository.kind === 'refused') return refused(`${file}: ${repository.message}`);
  const commit = await commitOf(folder, revision);
  if (commit === null) return refused(notRevision(revision, repository.root));
  const inRepository = relative(await realpath(repository.root), path).replaceAll('\\', '/');
  const content = await git(folder, ['cat-file', 'blob', `${commit}:${inRepository}`]);
  if (content.ok) return { kind: 'file', bytes: content.stdout, commit };
  // Of a partial clone the commit may name a file of which the content was never fetched.
  const entry = await git(repository.root, ['ls-tree', commit, '--', inRepository]);
  if (entry.ok && entry.stdout.length > 0)
    return refused(`${file}: git has not its content at ${revision}: ${whyNot(content, 'it can’t be read')}`);
  const name = await renamedFrom(repository.root, commit, inRepository);
  const earlier = name === null ? null : await git(folder, ['cat-file', 'blob', `${commit}:${name}`]);
  return {
    kind: 'absent',
    message: `${file} is not there at ${revision}${name === null ? '' : ` (it was ${name})`}`,
    commit,
    earlier: name === null || earlier?.ok !== true ? null : { name, bytes: earlier.stdout },
  };
}

/** The name that a file had at a commit, where git takes it for renamed; below the root. */
async function renamedFrom(root: string, commit: string, path: string): Promise<string | null> {
  const answer = await git(root, [
    'diff',
    '--no-ext-diff',
    '--no-textconv',
    '--name-status',
    '-z',
    '-M',
    '--diff-filter=R',
    commit,
    '--',
  ]);
  if (!answer.ok) return null;
  const words = answer.stdout.toString('utf8').split('\0');
  for (let at = 0; at + 2 < words.length; at += 3) if (words[at + 2] === path) return words[at + 1] ?? null;
  return null;
}

/** The files below a folder that git tracks and that are there, relative to it. */
export async function trackedFiles(
  folder: string,
): Promise<
  | { readonly kind: 'files'; readonly files: readonly string[] }
  | { readonly kind: 'refused'; readonly message: string }
> {
  const repository = await rootOf(folder);
  if (repository.kind === 'refused') return repository;
  const answer = await git(folder, ['ls-files', '-z', '--cached', '--', '.']);
  if (!answer.ok) return refused(`${folder}: ${whyNot(answer, 'git can’t list its files')}`);
  return { kind: 'files', files: [...new Set(answer.stdout.toString('utf8').split('\0').filter(Boolean))] };
}

/** The files below a folder, relative to it, that stand in the work tree and at a revision, and differ; none where git does not tell. */
export async function changedSince(folder: string, revision: string): Promise<ReadonlySet<string>> {
  const answer = await git(folder, [
    'diff',
    '--no-ext-diff',
    '--no-textconv',
    '--name-only',
    '--relative',
    '-z',
    '--no-renames',
    '--diff-filter=MT',
    revision,
    '--',
    '.',
  ]);
  return new Set(answer.ok ? answer.stdout.toString('utf8').split('\0').filter(Boolean) : []);
}
