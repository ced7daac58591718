// Runs in VS Code's extension host, beside the extension as it is built: VS Code itself asks its providers, each call timed.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Module } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import { suiteLineMark } from '../../test/host-log.mjs';
import {
  documentsVariable,
  figuresFileVariable,
  type DocumentKind,
  type EditorFigures,
  type HoldUp,
  type LongFile,
  type Typing,
} from './figures';
import { activateExtension, type Call, type Method } from './held-extension';
import { HoldUpWatch } from './hold-up-watch';

/** The kinds of documents, in their order; the first of all loads the estimator. */
const titles = {
  first: 'config.json',
  new: 'config.json of a model type',
  odd: 'config.json with much to say of',
  large: 'config.json of 1 MB',
  python: 'Python of 2,000 lines',
  trained: 'Python of 2,000 lines of models and training loops',
} as const satisfies Partial<Record<DocumentKind | 'new', string>>;
const seenRounds = 10;
const warmingKeys = 30;
const keys = 100;
/** Twelve keys a second: a quick typist. */
const betweenKeysMs = 80;

const longFiles: readonly LongFile[] = [
  '2,000 lines.py',
  '10,000 lines.py',
  '1 MB.json',
  '1 MB.yaml',
  '5 MB.ipynb',
];
/** After the last key of a burst: longer than what the extension waits for. */
const pauseMs = 800;
const bursts = 2;
const keysOfBurst = 6;
/** From the start of what a file sets off until it is done. */
const settleMs = 1800;
const scanMs = 8000;
const longestMs = 20_000;

const folder = process.env[documentsVariable] ?? '';
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Called by VS Code. */
export async function run(): Promise<void> {
  try {
    await measure();
  } catch (error) {
    console.log(suiteLineMark + (error instanceof Error ? (error.stack ?? error.message) : String(error)));
    throw error;
  }
}

async function measure(): Promise<void> {
  const typing: Typing[] = [];
  const typedIn = ['first/0/config.json', 'large/0/config.json', 'typed/train.py'];
  for (const name of typedIn) typing.push(await typeInto(name, false));
  const holdUps: HoldUp[] = [];
  for (const name of longFiles) holdUps.push(...(await holdUpsOf(name, false)));
  const { ms: activation, calls: made } = await activateExtension();
  const watch = new HoldUpWatch();
  const partsAtStart = loadedParts();
  await ask('plain/0/package.json', 'lenses', made);
  const partsAfterPlain = loadedParts();
  // Until the workspace's files have been looked at.
  await sleep(scanMs);
  holdUps.push({
    file: 'the documents',
    done: 'scanned with the workspace',
    isActive: true,
    ...watch.stop(),
  });
  const figures = new Map<string, number[]>();
  const tell = (name: string, ms: number): void => {
    figures.set(name, [...(figures.get(name) ?? []), ms]);
  };
  for (const [kind, title] of Object.entries(titles))
    for (const [index, name] of readdirSync(path.join(folder, kind)).entries()) {
      const [file = ''] = readdirSync(path.join(folder, kind, name));
      const isFirst = index === 0 && kind !== 'new' && kind !== 'odd';
      await askNewAndSeen(`${kind}/${name}/${file}`, `${title}${isFirst ? ', the first' : ''}`, made, tell);
    }
  for (const name of typedIn) typing.push(await typeInto(name, true, made));
  for (const name of longFiles) holdUps.push(...(await holdUpsOf(name, true)));
  const result: EditorFigures = {
    activation,
    partsAtStart,
    partsAfterPlain,
    calls: Object.fromEntries(figures),
    typing,
    holdUps,
  };
  writeFileSync(process.env[figuresFileVariable] ?? '', JSON.stringify(result));
}

/** The extension's large parts that this host has loaded. */
function loadedParts(): number {
  const { _cache: cache } = Module as unknown as { readonly _cache: Readonly<Record<string, unknown>> };
  return Object.keys(cache).filter((file) => file.includes(`${path.sep}dist${path.sep}parts${path.sep}`))
    .length;
}

const uriOf = (name: string): vscode.Uri => vscode.Uri.file(path.join(folder, name));

const wholeOf = (document: vscode.TextDocument): vscode.Range =>
  new vscode.Range(0, 0, document.lineCount, 0);
const lineOfModel = (document: vscode.TextDocument): vscode.Position =>
  document.positionAt(Math.max(0, document.getText().search(/"model_type"|LlamaConfig\(/)) + 1);

/** What VS Code asks providers for, by its own commands, which take a document and a place in it. */
const questions = {
  lenses: { command: 'vscode.executeCodeLensProvider', method: 'provideCodeLenses', place: () => undefined },
  hints: { command: 'vscode.executeInlayHintProvider', method: 'provideInlayHints', place: wholeOf },
  hover: { command: 'vscode.executeHoverProvider', method: 'provideHover', place: lineOfModel },
  fixes: { command: 'vscode.executeCodeActionProvider', method: 'provideCodeActions', place: wholeOf },
} as const satisfies Record<
  string,
  {
    readonly command: string;
    readonly method: Method;
    readonly place: (document: vscode.TextDocument) => unknown;
  }
>;
type Question = keyof typeof questions;

/** Has VS Code ask all providers of a file; the calls of the extension's, each answered. */
async function ask(file: string, what: Question, made: readonly Call[]): Promise<readonly Call[]> {
  const document = await vscode.workspace.openTextDocument(uriOf(file));
  const { command, method, place } = questions[what];
  const from = made.length;
  await vscode.commands.executeCommand(command, document.uri, place(document));
  const asked = made.slice(from).filter((call) => call.method === method);
  if (asked.length === 0 || asked.some(({ settledMs }) => Number.isNaN(settledMs)))
    throw new Error(`${what} of ${file}: not asked for, or not answered`);
  return asked;
}

/** A file that VS Code has not opened before, then the same again and again. */
async function askNewAndSeen(
  file: string,
  title: string,
  made: readonly Call[],
  tell: (name: string, ms: number) => void,
): Promise<void> {
  for (const what of Object.keys(questions) as Question[]) {
    if (what === 'fixes') {
      if (!file.startsWith('odd/')) continue;
      await showProblems(file);
    }
    for (let round = 0; round <= seenRounds; round += 1) {
      const from = performance.now();
      let asked = what === 'fixes' ? await askForFixes(file, made) : await ask(file, what, made);
      const answered = answerOf(asked);
      let present = answered;
      // A provider that needs longer answers with what it knows, and has VS Code ask again.
      while (what === 'lenses' && present?.count === 0 && performance.now() - from < longestMs) {
        await sleep(2);
        asked = await ask(file, what, made);
        present = answerOf(asked);
      }
      if (what !== 'hints' && present?.count === 0) throw new Error(`no ${what} for ${file}`);
      const name = round === 0 ? `${title}: new, ${what}` : `seen, ${what}`;
      const returned = asked.reduce((sum, call) => sum + call.returnedMs, 0);
      tell(`${name}, until all providers have returned`, returned);
      tell(`${name}, until the provider answers`, answered?.settledMs ?? Number.NaN);
      tell(
        `${name}, until they are there`,
        present === answered ? (answered?.settledMs ?? Number.NaN) : performance.now() - from,
      );
    }
  }
}

/**
 * That of the models, whose providers are registered first; that of differences waits for git, which is no work of the host. The window may
 * have asked at the same time, for the line of the cursor.
 */
const answerOf = (asked: readonly Call[]): Call | undefined =>
  asked
    .filter(({ provider }) => provider === 0)
    .reduce<Call | undefined>((most, call) => (call.count > (most?.count ?? -1) ? call : most), undefined);

/** The window gives its providers the problems that it knows, which it is told a moment after the host knows them. */
async function askForFixes(file: string, made: readonly Call[]): Promise<readonly Call[]> {
  const until = performance.now() + 20_000;
  for (;;) {
    const asked = await ask(file, 'fixes', made);
    if (asked.some(({ count }) => count > 0) || performance.now() > until) return asked;
    await sleep(50);
  }
}

/** Shows a file and waits until the Problems view has what is said of it. */
async function showProblems(file: string): Promise<void> {
  await vscode.window.showTextDocument(uriOf(file));
  const until = performance.now() + 20_000;
  while (!vscode.languages.getDiagnostics(uriOf(file)).some(({ source }) => source === 'Wattlens')) {
    if (performance.now() > until) throw new Error(`nothing is said of ${file}`);
    await sleep(50);
  }
}

/** Types at an even pace into the file's first text, as VS Code's own command does. */
async function typeInto(name: string, isActive: boolean, made: readonly Call[] = []): Promise<Typing> {
  const document = await vscode.workspace.openTextDocument(uriOf(name));
  const editor = await vscode.window.showTextDocument(document);
  const at = document.positionAt(document.getText().indexOf('"x"') + 2);
  editor.selection = new vscode.Selection(at, at);
  const type = async (): Promise<number> => {
    const from = performance.now();
    await vscode.commands.executeCommand('type', { text: 'y' });
    return performance.now() - from;
  };
  for (let key = 0; key < warmingKeys; key += 1) {
    await type();
    await sleep(betweenKeysMs / 2);
  }
  // Until what a pause sets off is done.
  await sleep(1500);
  const echoes: number[] = [];
  const before = document.getText().length;
  const firstCall = made.length;
  const watch = new HoldUpWatch();
  const processor = process.cpuUsage();
  const from = performance.now();
  for (let key = 0; key < keys; key += 1) {
    echoes.push(await type());
    await sleep(Math.max(0, from + (key + 1) * betweenKeysMs - performance.now()));
  }
  // What the last key has set off is part of it.
  await sleep(1000);
  const { user, system } = process.cpuUsage(processor);
  if (document.getText().length !== before + keys) throw new Error(`${name} did not take the keys`);
  const seconds = (performance.now() - from) / 1000;
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return {
    file: name,
    isActive,
    keys,
    seconds,
    processorMs: (user + system) / 1000,
    echoes,
    longestBlock: watch.stop().processorMs,
    provided: made.slice(firstCall).map(({ returnedMs }) => returnedMs),
  };
}

/** Opens a long file, types into it with pauses, and saves it: how long the host was held up by each. */
async function holdUpsOf(file: LongFile, isActive: boolean): Promise<readonly HoldUp[]> {
  const uri = uriOf(`long/${file}`);
  const watched = async (done: HoldUp['done'], act: () => Promise<void>): Promise<HoldUp> => {
    const watch = new HoldUpWatch();
    await act();
    await sleep(settleMs);
    return { file, done, isActive, ...watch.stop() };
  };
  if (file.endsWith('.ipynb')) {
    const text = readFileSync(uri.fsPath, 'utf8');
    // What changes a file on disk, as an editor of notebooks does.
    const saved = await watched('saved', async () => {
      writeFileSync(uri.fsPath, `${text}\n`);
      await sleep(0);
    });
    writeFileSync(uri.fsPath, text);
    return [saved];
  }
  const opened = await watched('opened', async () => {
    await vscode.window.showTextDocument(uri);
  });
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) throw new Error(`${file} is not shown`);
  const at = editor.document.positionAt(editor.document.getText().indexOf('"x"') + 2);
  editor.selection = new vscode.Selection(at, at);
  const typed = await watched('typed in, with pauses', async () => {
    for (let burst = 0; burst < bursts; burst += 1) {
      for (let key = 0; key < keysOfBurst; key += 1) {
        await vscode.commands.executeCommand('type', { text: 'y' });
        await sleep(betweenKeysMs);
      }
      await sleep(pauseMs);
    }
  });
  const saved = await watched('saved', async () => {
    await editor.document.save();
  });
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  return [opened, typed, saved];
}
