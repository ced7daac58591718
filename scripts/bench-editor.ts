// `npm run bench:editor`: the extension as it is built, in the extension host of a real VS Code, which asks its providers itself.
// Prints each figure with its target; exits with 1 where a median misses it.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { writeDocuments, writePlainWorkspace } from './bench/editor/documents';
import {
  documentsVariable,
  figuresFileVariable,
  type EditorFigures,
  type HoldUp,
  type IdleMinute,
  type Typing,
} from './bench/editor/figures';
import { stageExtension } from './host/staged-extension.mjs';
import { outFolder, root } from './setup/paths.mjs';

const windows = Number(process.argv[2] ?? 5);
const targets = { activation: 50, new: 30, seen: 5, holdUp: 15 };
/** A window takes some three minutes, and more on a busy machine. */
const longestWindowMs = 900_000;
const workFolder = path.join(outFolder, 'bench-editor');

/** The staged extension, whose `main` holds it back until the measuring module in the same folder asks for it. */
async function stageHeldExtension(): Promise<string> {
  const folder = await stageExtension('bench-editor');
  await build({
    absWorkingDir: root,
    entryPoints: ['held-extension', 'measure', 'measure-idle'].map(
      (name) => `scripts/bench/editor/${name}.ts`,
    ),
    outdir: path.join(folder, 'bench'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', './held-extension'],
    logLevel: 'warning',
  });
  const manifest = path.join(folder, 'package.json');
  const contents = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, unknown>;
  writeFileSync(manifest, JSON.stringify({ ...contents, main: './bench/held-extension.js' }));
  return folder;
}

/** The figures of one window, new as a user's first. */
function measureWindow(extension: string): Promise<EditorFigures> {
  const documents = path.join(workFolder, 'documents');
  writeDocuments(documents);
  return runIn<EditorFigures>(extension, 'measure', documents);
}

function measureIdle(extension: string): Promise<readonly IdleMinute[]> {
  const workspace = path.join(workFolder, 'plain');
  writePlainWorkspace(workspace);
  return runIn<readonly IdleMinute[]>(extension, 'measure-idle', workspace);
}

/** What a module measures in the extension host of a window with a workspace. */
async function runIn<Figures>(extension: string, measure: string, documents: string): Promise<Figures> {
  const figures = path.join(workFolder, 'figures.json');
  rmSync(figures, { force: true });
  await runTests({
    vscodeExecutablePath: path.join(root, 'scripts', 'host', 'vscode-server-host.mjs'),
    extensionDevelopmentPath: extension,
    extensionTestsPath: path.join(extension, 'bench', measure),
    extensionTestsEnv: {
      [documentsVariable]: documents,
      [figuresFileVariable]: figures,
      WATTLENS_RUNS: path.join(workFolder, 'runs'),
    },
    launchArgs: [documents],
  });
  return JSON.parse(readFileSync(figures, 'utf8')) as Figures;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

let missed = 0;
function tell(name: string, values: readonly number[], most: number | null, unit = 'ms'): void {
  const median = quantile(values, 0.5);
  const isHeld = most === null || median <= most;
  if (!isHeld) missed += 1;
  const figure = (value: number): string => value.toFixed(2).padStart(8);
  const target = most === null ? '' : `at most ${most} ${unit}`;
  console.log(
    `${isHeld ? ' ' : '✘'} ${figure(median)} ${unit}  p95 ${figure(quantile(values, 0.95))}  ${String(values.length).padStart(5)} x  ${target.padEnd(14)}  ${name}`,
  );
}

/** A row that says little is not printed: what returns a promise returns at once, and only lenses are answered before they are there. */
const isTold = (name: string): boolean => name.includes('lenses') || name.endsWith('are there');

/** The first file of a kind loads and warms up what reads it, and long files are read whole: after the provider has answered. */
const isPromised = (name: string): boolean =>
  !name.endsWith('are there') || !/the first|1 MB|Python/.test(name);

const deedOf = ({ file, done }: HoldUp): string => `${file} is ${done}`;

/** What the extension adds is told by the same without it: VS Code itself copies a long file when it is opened. */
function tellHoldUps(all: readonly HoldUp[]): void {
  const added = [...new Set(all.map(deedOf))].map((deed) => {
    const of = (isActive: boolean): readonly number[] =>
      all
        .filter((holdUp) => deedOf(holdUp) === deed && holdUp.isActive === isActive)
        .map(({ processorMs }) => processorMs);
    for (const isActive of [false, true]) {
      const times = of(isActive);
      const name = `the longest that the host was held up while ${deed}, ${isActive ? 'with' : 'without'} the extension`;
      if (times.length > 0) tell(name, times, null);
    }
    const without = of(false);
    return quantile(of(true), 0.5) - (without.length === 0 ? 0 : quantile(without, 0.5));
  });
  tell('the most that the extension adds to any of these', [Math.max(...added)], targets.holdUp);
}

function tellTyping(all: readonly Typing[]): void {
  for (const file of [...new Set(all.map((typing) => typing.file))]) {
    const of = (isActive: boolean): readonly Typing[] =>
      all.filter((typing) => typing.file === file && typing.isActive === isActive);
    for (const isActive of [false, true]) {
      const typings = of(isActive);
      const name = `typing into ${file}, ${isActive ? 'with' : 'without'} the extension`;
      tell(
        `${name}: processor time of the host a key`,
        typings.map(({ processorMs, keys }) => processorMs / keys),
        null,
      );
      tell(
        `${name}: the same as a share of a core`,
        typings.map(({ processorMs, seconds }) => processorMs / seconds / 10),
        null,
        '% ',
      );
      tell(
        `${name}: a key, until host and window have it`,
        typings.flatMap(({ echoes }) => echoes),
        null,
      );
      tell(
        `${name}: the longest that the host was held up, on a processor`,
        typings.map(({ longestBlock }) => longestBlock),
        null,
      );
    }
    tell(
      `typing into ${file}: a provider, until it has returned`,
      of(true).flatMap(({ provided }) => provided),
      targets.seen,
    );
  }
}

async function main(): Promise<void> {
  process.env['WATTLENS_TEST_HOST_TIMEOUT_MS'] ??= String(longestWindowMs);
  const { buildAll } = await import('./build.mjs');
  const problems = await buildAll({ production: true });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  mkdirSync(workFolder, { recursive: true });
  const extension = await stageHeldExtension();
  const all: EditorFigures[] = [];
  for (let round = 0; round < windows; round += 1) all.push(await measureWindow(extension));
  const idle = await measureIdle(extension);

  console.log(`Medians of ${windows} windows of VS Code; p95 over all calls`);
  tell(
    'activation, loading included',
    all.map(({ activation }) => activation),
    targets.activation,
  );
  for (const name of Object.keys(all[0]?.calls ?? {}).filter(isTold)) {
    const values = all.flatMap(({ calls }) => calls[name] ?? []);
    tell(name, values, isPromised(name) ? targets[name.startsWith('seen') ? 'seen' : 'new'] : null);
  }
  tellTyping(all.flatMap(({ typing }) => typing));
  tellHoldUps(all.flatMap(({ holdUps }) => holdUps));
  for (const { isActive, processorMs } of idle)
    tell(
      `a minute of a workspace without models or training, ${isActive ? 'with' : 'without'} the extension: processor time of the host`,
      [processorMs],
      null,
    );
  const parts = Math.max(
    ...all.flatMap(({ partsAtStart, partsAfterPlain }) => [partsAtStart, partsAfterPlain]),
  );
  console.log(`${parts} of the large parts are loaded by activation and by a file without a model`);
  if (parts > 0) missed += 1;
  process.exitCode = missed === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
