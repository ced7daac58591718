import { readdirSync, readlinkSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';

/** What each of these files tells is read by src/progress/files. */
export type TrainerFileKind = 'trainerState' | 'metricsCsv' | 'eventFile' | 'wandbSummary' | 'wandbOutput';

export interface TrainerFile {
  readonly kind: TrainerFileKind;
  readonly path: string;
  readonly modifiedMs: number;
  /** The run's own for sure: its processes hold it open, or it is where the command said. Else it may be of another that works in this folder. */
  readonly isOwn: boolean;
}

/** Bounds of the search, so that it costs little in any folder. */
const bounds = { folders: 60, entries: 2000, depth: 4, openFiles: 256 } as const;

/** Folders that trainers make beside a script, by their defaults. */
const usualFolders = [
  'lightning_logs',
  'wandb',
  'runs',
  'outputs',
  'output',
  'out',
  'results',
  'logs',
  'tb_logs',
  'checkpoints',
  'trainer_output',
  'tmp_trainer',
  'saves',
];

/** Options that name a folder for what a training writes. */
const folderOption =
  /^-{0,2}(?:[\w.]*[._-])?(?:output|out|log|logging|save|results?|checkpoint|ckpt|run|default_root|tensorboard|exp|work)[_-]?(?:dir|directory|path|folder|root(?:_dir)?)?$/i;

interface SearchedRun {
  /** The first processes of its tree. */
  readonly pids: readonly number[];
  readonly cwd: string;
  readonly command: readonly string[];
  /** Files that were written last before are those of another run. */
  readonly startedMs: number;
}

/** The files that a run's trainer has written since it began: where its options say, where trainers usually do, and those that its processes hold open. The newest of each kind. */
export function findTrainerFiles(run: SearchedRun): TrainerFile[] {
  const found = new Map<TrainerFileKind, TrainerFile>();
  const takeAs =
    (isOwn: boolean) =>
    (folder: string, name: string): void => {
      const kind = kindOf(folder, name);
      if (kind === null) return;
      const path = join(folder, name);
      const modifiedMs = modifiedTime(path);
      if (modifiedMs === null || modifiedMs < run.startedMs) return;
      const before = found.get(kind);
      // What is the run's own for sure goes before what is newer.
      const isBetter =
        before === undefined ||
        (before.isOwn === isOwn ? before.modifiedMs < modifiedMs : isOwn && before.path !== path);
      if (isBetter) found.set(kind, { kind, path, modifiedMs, isOwn });
    };
  const openFiles = openFilesOf(run.pids);
  for (const path of openFiles) takeAs(true)(dirname(path), basename(path));
  const budget = { folders: bounds.folders as number, entries: bounds.entries as number };
  const named = namedFolders(run, openFiles);
  for (const folder of named) search(folder, bounds.depth, takeAs(true), budget);
  for (const folder of usualFolders.map((name) => join(run.cwd, name)))
    if (!named.includes(folder)) search(folder, bounds.depth, takeAs(false), budget);
  return [...found.values()];
}

/** Of Lightning, Keras, Ultralytics and Stable-Baselines3. */
const metricsTables: readonly string[] = [
  'metrics.csv',
  'log.csv',
  'training_log.csv',
  'results.csv',
  'progress.csv',
];

function kindOf(folder: string, name: string): TrainerFileKind | null {
  if (name === 'trainer_state.json') return 'trainerState';
  if (metricsTables.includes(name)) return 'metricsCsv';
  if (name.startsWith('events.out.tfevents.')) return 'eventFile';
  if (name === 'wandb-summary.json') return 'wandbSummary';
  return name === 'output.log' && /[\\/]wandb(?:[\\/]|$)/.test(folder) ? 'wandbOutput' : null;
}

/** The folders that the command names, and those of the files that its processes hold open. */
function namedFolders({ cwd, command }: SearchedRun, openFiles: readonly string[]): string[] {
  const named = command.flatMap((argument, index) => {
    const [option, value = command[index + 1]] = splitOption(argument);
    return folderOption.test(option) && value !== undefined && !value.startsWith('-') ? [value] : [];
  });
  const around = openFiles.filter((path) => kindOf(dirname(path), basename(path)) !== null).map(dirname);
  return [...new Set([...named.map((path) => (isAbsolute(path) ? path : resolve(cwd, path))), ...around])];
}

/** `--output_dir=x` and Hydra's `output_dir=x` in one, `--output_dir` alone. */
function splitOption(argument: string): [string, string?] {
  const at = argument.indexOf('=');
  return at === -1 ? [argument] : [argument.slice(0, at), argument.slice(at + 1)];
}

function search(
  folder: string,
  depth: number,
  take: (folder: string, name: string) => void,
  budget: { folders: number; entries: number },
): void {
  if (budget.folders <= 0 || budget.entries <= 0) return;
  budget.folders -= 1;
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return;
  }
  budget.entries -= entries.length;
  for (const entry of entries) if (entry.isFile()) take(folder, entry.name);
  if (depth === 0) return;
  // The newest first: a folder of a hundred old runs is not read whole.
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .slice(0, bounds.entries)
    .map(({ name }) => {
      const path = join(folder, name);
      return { path, modified: modifiedTime(path) ?? 0 };
    })
    .sort((a, b) => b.modified - a.modified);
  for (const { path } of folders) search(path, depth - 1, take, budget);
}

const modifiedTime = (path: string): number | null => {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return null;
  }
};

/** The paths of files that processes hold open; empty where there is no /proc. */
function openFilesOf(pids: readonly number[]): string[] {
  return [
    ...new Set(
      pids.flatMap((each) => {
        const folder = `/proc/${each}/fd`;
        try {
          return readdirSync(folder)
            .slice(0, bounds.openFiles)
            .flatMap((name) => linkOf(join(folder, name)) ?? []);
        } catch {
          return [];
        }
      }),
    ),
  ];
}

function linkOf(path: string): string | null {
  try {
    const target = readlinkSync(path);
    return target.startsWith('/') ? target : null;
  } catch {
    return null;
  }
}
