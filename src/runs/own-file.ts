import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { said, type Message } from '../units/message';

/** More than any such file holds. */
const mostBytes = 1_000_000;

/** Whether a file or a folder is this user's; always where the system does not tell. */
export const isOwn = ({ uid }: { readonly uid: number }): boolean =>
  process.getuid === undefined || uid === process.getuid();

type OwnText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: Message | null };

/**
 * The text of a file that this user alone can have written, for what it names is started: no link to a file of another folder,
 * nothing of another user, nothing that others can write. Else why not, as a phrase; null where it is gone.
 */
export function ownTextOf(path: string): OwnText {
  const no = (why: Message | null): OwnText => ({ ok: false, why });
  let file: number;
  try {
    // Not Windows', which has neither. What is looked at is what is read; a pipe must not hold this up.
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;
    file = openSync(path, (O_RDONLY ?? 0) | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return no(null);
    return no(code === 'ELOOP' ? said`it is a link` : said`it can’t be read (${code ?? String(error)})`);
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return no(said`it is no file`);
    if (stats.size > mostBytes) return no(said`it is too large`);
    if (!isOwn(stats)) return no(said`it is another user’s`);
    if (process.getuid !== undefined && (stats.mode & 0o022) !== 0) return no(said`others can write it`);
    return { ok: true, text: readFileSync(file, 'utf8') };
  } catch (error) {
    return no(said`it can’t be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  } finally {
    closeSync(file);
  }
}
