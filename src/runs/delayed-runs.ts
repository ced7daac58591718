import { chmodSync, lstatSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeWhole } from '../files/whole-file';
import { whyNotWritable } from './folder';
import { isOwn, ownTextOf } from './own-file';
import { sharedFolderNames } from './run-files';
import { inEnglish, said, type Message } from '../units/message';

const id = v.pipe(v.string(), v.uuid());
const moment = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'no such day'),
);

const runSchema = v.object({
  id,
  /** Whose run it is: the address of the workspace that planned it; empty where no folder was open. */
  workspace: v.string(),
  /** The address of the folder whose settings hold; empty where none does. */
  folder: v.string(),
  /** The machine that it was planned on, and is started on. */
  host: v.string(),
  label: v.string(),
  /** The program and its arguments. */
  command: v.pipe(v.array(v.string()), v.minLength(1)),
  cwd: v.string(),
  /** The Python that was chosen for it. */
  python: v.string(),
  startAt: moment,
  /** What the task that waits was made of, so that it can be made again. */
  definition: v.record(v.string(), v.unknown()),
});

/** A run that waits for its time. No key and no value of an environment file stands in it. */
export type DelayedRun = Readonly<v.InferOutput<typeof runSchema>>;

const holderSchema = v.object({
  host: v.string(),
  pid: v.number(),
  startTicks: v.nullable(v.number()),
  /** A meter waits; a window is about to start one. */
  role: v.picklist(['meter', 'window']),
  /** When this was written, in ms since 1970. */
  at: v.pipe(v.number(), v.finite()),
});

/** The process that a delayed run waits in. */
export type Holder = Readonly<v.InferOutput<typeof holderSchema>>;

/** How often a meter that has no start to be told by says that it lives. */
export const beatMs = 30_000;
const longestSilenceMs = 4 * beatMs;
/** From a window's word that it starts a run until its meter holds it. */
const longestStartMs = 60_000;

/**
 * Whether a run is being waited for, or is just being started: `elsewhere` where another machine does, of which no more can be
 * told. `isAlive` tells whether a process of this machine lives.
 */
export function holdOf(
  holder: Holder | null,
  nowMs: number,
  isAlive: (holder: Holder) => boolean,
): 'meter' | 'window' | 'elsewhere' | 'none' {
  if (holder === null) return 'none';
  if (holder.host !== hostname()) return 'elsewhere';
  const silentMs = Math.abs(nowMs - holder.at);
  if (holder.role === 'window') return silentMs < longestStartMs && isAlive(holder) ? 'window' : 'none';
  const isSilent = holder.startTicks === null && silentMs > longestSilenceMs;
  return !isSilent && isAlive(holder) ? 'meter' : 'none';
}

const handedSchema = v.object({ runsFolder: v.pipe(v.string(), v.minLength(1)), run: runSchema });

/** What the meter is told of the run that it waits for. */
export type HandedRun = Readonly<v.InferOutput<typeof handedSchema>>;

export const delayedRunVariable = 'WATTLENS_DELAYED_RUN';

export const handedText = (handed: HandedRun): string => JSON.stringify(handed);

/** Null where the text is none of `handedText`. */
export function parseHanded(text: string): HandedRun | null {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), handedSchema), text);
  return parsed.success ? parsed.output : null;
}

/** Later than this after its time a run is not started by itself any more. */
export const longestLateMs = 10 * 60_000;

/** Nobody waits for longer, so that nothing older is of use. */
const longestKeptMs = 30 * 24 * 3_600_000;
const fileOf = { waiting: '.json', over: '.over.json', holder: '.holder.json' } as const;
const fileName = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(\.over|\.holder)?\.json$/;

const delayedRunsFolder = (runsFolder: string): string => join(runsFolder, sharedFolderNames.delayed);

/** A file that is not what it should be, and is left alone. */
export interface WrongFile {
  readonly file: string;
  readonly why: Message;
}

/**
 * The delayed runs of a runs folder, one file each, which are all that is known of them: whoever renames the file of a run
 * that waits has started it or cancelled it, and no one else can. A second file names the process that waits.
 */
export class DelayedRunFiles {
  readonly folder: string;
  constructor(runsFolder: string) {
    this.folder = delayedRunsFolder(runsFolder);
  }

  /** Makes the folder, for this user alone; why it can't be written, null where it can. */
  open(): Message | null {
    const unwritable = whyNotWritable(this.folder);
    const why = unwritable ?? this.whyForeign();
    if (why !== null) return why;
    try {
      chmodSync(this.folder, 0o700);
    } catch {
      // A file system without modes; of each file it is looked whether others can write it.
    }
    return null;
  }

  /** The runs that wait, and the files that are none. Nothing is thrown. */
  list(): { readonly waiting: readonly DelayedRun[]; readonly wrong: readonly WrongFile[] } {
    const waiting: DelayedRun[] = [];
    const wrong: WrongFile[] = [];
    const foreign = this.whyForeign();
    if (foreign !== null) return { waiting, wrong: [{ file: this.folder, why: foreign }] };
    for (const name of this.names()) {
      const [, runId, kind] = fileName.exec(name) ?? [];
      // A part is about to be renamed; the rest is looked at with its run.
      if (kind !== undefined || name.endsWith('.part')) continue;
      const read = runId === undefined ? said`its name is none of a delayed run` : this.read(name, runId);
      if (read === null) continue;
      if ('text' in read) wrong.push({ file: join(this.folder, name), why: read });
      else waiting.push(read);
    }
    return { waiting, wrong };
  }

  /** The runs that were started or cancelled lately. */
  over(): readonly DelayedRun[] {
    if (this.whyForeign() !== null) return [];
    return this.names().flatMap((name) => {
      const [, runId, kind] = fileName.exec(name) ?? [];
      const read = kind === '.over' && runId !== undefined ? this.read(name, runId) : null;
      return read === null || 'text' in read ? [] : [read];
    });
  }

  /** Whether a run waits; one that was started or cancelled never does again. Null where that can't be told. */
  stateOf(runId: string): 'waiting' | 'over' | 'unknown' | null {
    try {
      if (exists(this.path(runId, 'over'))) return 'over';
      return exists(this.path(runId, 'waiting')) ? 'waiting' : 'unknown';
    } catch {
      return null;
    }
  }

  /** Errors of the file system are thrown, and where the file would not be taken for this user's alone. */
  keep(run: DelayedRun): void {
    const path = this.path(run.id, 'waiting');
    writeWhole(path, JSON.stringify(run), { mode: 0o600 });
    const kept = ownTextOf(path);
    if (kept.ok) return;
    rmSync(path, { force: true });
    throw new Error(`${path}: ${kept.why === null ? 'it is gone' : inEnglish(kept.why)}`);
  }

  /**
   * Takes a run away from all others, to start it or because it is cancelled. False where another has done so before. Errors
   * of the file system are thrown.
   */
  finish(runId: string): boolean {
    try {
      renameSync(this.path(runId, 'waiting'), this.path(runId, 'over'));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    } finally {
      this.release(runId);
    }
  }

  holderOf(runId: string): Holder | null {
    const text = ownTextOf(this.path(runId, 'holder'));
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), holderSchema), text.ok ? text.text : null);
    return parsed.success ? parsed.output : null;
  }

  /** Names the process that waits from here on. Errors of the file system are thrown. */
  hold(runId: string, holder: Omit<Holder, 'host' | 'at'>): void {
    const held: Holder = { ...holder, host: hostname(), at: Date.now() };
    writeWhole(this.path(runId, 'holder'), JSON.stringify(held), { mode: 0o600 });
  }

  /** No process waits for it any more. */
  release(runId: string): void {
    try {
      rmSync(this.path(runId, 'holder'), { force: true });
    } catch {
      return;
    }
  }

  /** Removes what is of no use any more, and nothing else. */
  clean(nowMs: number): void {
    for (const name of this.names().filter((each) => fileName.test(each.replace(/\.\d+\.part$/, '')))) {
      try {
        const path = join(this.folder, name);
        if (nowMs - statSync(path).mtimeMs > longestKeptMs) rmSync(path);
      } catch {
        continue;
      }
    }
  }

  private names(): string[] {
    try {
      return readdirSync(this.folder).sort();
    } catch {
      // No run has ever waited here.
      return [];
    }
  }

  /** Why the folder is not this user's own, as a phrase; null where it is, or there is none. */
  private whyForeign(): Message | null {
    try {
      const stats = lstatSync(this.folder, { throwIfNoEntry: false });
      if (stats === undefined) return null;
      if (stats.isSymbolicLink()) return said`it is a link`;
      return isOwn(stats) ? null : said`it is another user’s`;
    } catch {
      // There is nothing to be read either.
      return null;
    }
  }

  /** Why a file is no run's, as a phrase; null where it is gone. */
  private read(name: string, runId: string): DelayedRun | Message | null {
    const own = ownTextOf(join(this.folder, name));
    if (!own.ok) return own.why;
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), runSchema), own.text);
    if (!parsed.success) {
      const [issue] = parsed.issues;
      const path = v.getDotPath(issue);
      return path === null ? said`at its beginning: ${issue.message}` : said`at ${path}: ${issue.message}`;
    }
    return parsed.output.id === runId ? parsed.output : said`its id is not its name`;
  }

  private path(runId: string, kind: keyof typeof fileOf): string {
    return join(this.folder, `${v.parse(id, runId)}${fileOf[kind]}`);
  }
}

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;
