import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { EventFile } from '../../progress/files/event-file';
import { readMetricsCsv } from '../../progress/files/metrics-csv';
import { readTrainerState, readWandbSummary } from '../../progress/files/trainer-state';
import type { Progress } from '../../progress/progress';
import { beginningOfTree, readProcessFacts, startedAtSeconds } from '../../processes/process-facts';
import { monotonicSeconds } from '../monotonic';
import { FollowedFile } from './followed-file';
import { Neighbours } from './neighbours';
import { OutputBytes } from './output-bytes';
import { findOutputFiles, type OutputFileKind } from './output-files';
import { findTrainerFiles, type TrainerFile } from './trainer-files';

/** How often what is followed is looked at. */
const lookSeconds = 1;
/** Files are searched for this long after the start, and then each time after twice as long. */
const searchSeconds = { first: 1, longest: 120 } as const;
/** In large folders so seldom that it costs no more than this share of a core. */
const mostSearchShare = 0.00004;
/** Of a text file its beginning and its end are read. */
const textBytes = 16 * 1024;

/** Of a tree of workers the first tell what there is to tell. */
const mostProcesses = 8;

/** A shell opens the file of a redirection before the command starts, and this follows it a moment later. */
const openedBeforeMs = 2000;
/** Times of files are those of the kernel's last tick. */
const fileClockMs = 20;

/** Of an event file so many parts are read at one look. */
const mostParts = 32;

/** A file that has what a training prints. */
interface OutputFile {
  readonly file: FollowedFile;
  readonly reader: OutputBytes;
}

const outputFile = (path: string, from: number | 'end'): OutputFile => ({
  file: new FollowedFile(path, from),
  reader: new OutputBytes(),
});

export interface FollowedTraining {
  readonly pid: number;
  readonly cwd: string;
  readonly command: readonly string[];
  /** True where the process was started by hand: what its output says from before is then passed over. */
  readonly isAttached: boolean;
}

/** Where a progress was read, the best first: output tells each step, files each now and then. */
const sourceRank = [
  'terminal output',
  'output file',
  'log file',
  'trainer_state.json',
  'event file',
  'metrics.csv',
  'W&B',
] as const;
export type ProgressSource = (typeof sourceRank)[number];

const sourceOf: Readonly<Record<OutputFileKind, ProgressSource>> = {
  printed: 'output file',
  log: 'log file',
};

/**
 * Follows how far a training has come, from what it prints and from the files that its trainer writes, without a change to
 * it. What a terminal shows is handed in by `takeOutput`; where output goes to a file, that is read.
 */
export class RunProgress {
  private readonly output = new OutputBytes();
  private readonly outputFiles = new Map<string, OutputFile & { readonly source: ProgressSource }>();
  private readonly eventFiles = new Map<
    string,
    { readonly file: FollowedFile; readonly reader: EventFile }
  >();
  private readonly wandbOutputs = new Map<string, OutputFile>();
  private readonly latest = new Map<ProgressSource, Progress>();
  /** Files that were written last before that are of another run. */
  private readonly writtenSinceMs: number;
  private readonly openedSinceMs = Date.now() - openedBeforeMs;
  private readonly neighbours: Neighbours;
  /** Files that nobody else can have written when they were found. */
  private readonly ownFiles = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private nextSearch: number;
  private searchWait: number = searchSeconds.first;

  constructor(
    private readonly training: FollowedTraining,
    private readonly onProgress: (progress: Progress, from: ProgressSource) => void,
  ) {
    const facts = training.isAttached ? null : readProcessFacts(training.pid);
    const startedAt = facts === null ? null : startedAtSeconds(facts);
    this.writtenSinceMs = startedAt === null ? this.openedSinceMs : startedAt * 1000 - fileClockMs;
    this.neighbours = new Neighbours(training.pid, training.cwd);
    this.nextSearch = monotonicSeconds() + searchSeconds.first;
    this.findOutputFiles(beginningOfTree(training.pid, mostProcesses));
    this.schedule();
  }

  /** Where no output goes to a file, only the next search is waited for: each wake-up costs. */
  private schedule(): void {
    const untilSearch = Math.max(0, this.nextSearch - monotonicSeconds());
    const wait = this.outputFiles.size > 0 ? Math.min(lookSeconds, untilSearch) : untilSearch;
    this.timer = setTimeout(() => {
      this.look();
      this.schedule();
    }, wait * 1000);
    this.timer.unref();
  }

  /** What the training prints to its terminal, as it comes. */
  takeOutput(bytes: Uint8Array): void {
    this.tell('terminal output', this.output.take(bytes, monotonicSeconds()));
  }

  /** Progress that another process has read from the terminal. */
  takeProgress(progress: Progress): void {
    this.tell('terminal output', progress);
  }

  /** Looks once more, for what came last. */
  close(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.nextSearch = 0;
    this.look();
    const now = monotonicSeconds();
    this.tell('terminal output', this.output.end(now));
    for (const { reader, source } of this.outputFiles.values()) this.tell(source, reader.end(now));
  }

  private look(): void {
    const now = monotonicSeconds();
    for (const { file, reader, source } of this.outputFiles.values())
      this.tell(source, reader.take(file.readEnd(), now));
    if (now >= this.nextSearch) this.search(now);
  }

  private search(now: number): void {
    const pids = beginningOfTree(this.training.pid, mostProcesses);
    this.findOutputFiles(pids);
    const files = findTrainerFiles({ ...this.training, pids, startedMs: this.writtenSinceMs });
    const isOwn = (file: TrainerFile): boolean => file.isOwn || this.ownFiles.has(file.path);
    const isAlone = files.every(isOwn) || !this.neighbours.areBusy(now);
    for (const file of files) {
      if (!isOwn(file) && !isAlone) continue;
      this.ownFiles.add(file.path);
      this.readFile(file, now);
    }
    const cost = monotonicSeconds() - now;
    this.searchWait = Math.min(2 * this.searchWait, searchSeconds.longest);
    this.nextSearch =
      now + Math.max(this.searchWait, isFirstMinute(this.searchWait) ? 0 : cost / mostSearchShare);
  }

  /** The files that the command's output and logs, or those of what it has started, go to; from where this run has written on. */
  private findOutputFiles(pids: readonly number[]): void {
    for (const { kind, path, size, birthtimeMs } of findOutputFiles(pids)) {
      if (this.outputFiles.has(path)) continue;
      const from = this.training.isAttached ? 'end' : birthtimeMs >= this.openedSinceMs ? 0 : size;
      this.outputFiles.set(path, { ...outputFile(path, from), source: sourceOf[kind] });
    }
  }

  private readFile({ kind, path }: TrainerFile, now: number): void {
    switch (kind) {
      case 'trainerState':
        this.tell('trainer_state.json', readTrainerState(readText(path)));
        break;
      case 'metricsCsv':
        this.tell('metrics.csv', readMetricsCsv(readStart(path), readEnd(path)));
        break;
      case 'wandbSummary':
        this.tell('W&B', readWandbSummary(readText(path)));
        break;
      case 'eventFile': {
        let followed = this.eventFiles.get(path);
        followed ??= { file: new FollowedFile(path, 0), reader: new EventFile() };
        this.eventFiles.set(path, followed);
        const { file, reader } = followed;
        // Pictures and histograms make these files long; where one record begins is known from the one before alone.
        for (let part = 0, bytes = file.readOn(); part < mostParts && bytes.length > 0; part += 1) {
          this.tell('event file', reader.take(bytes));
          bytes = file.readOn();
        }
        break;
      }
      case 'wandbOutput': {
        const followed = this.wandbOutputs.get(path) ?? outputFile(path, 0);
        this.wandbOutputs.set(path, followed);
        this.tell('W&B', followed.reader.take(followed.file.readEnd(), now));
        break;
      }
    }
  }

  private tell(from: ProgressSource, progress: Progress | null): void {
    if (progress === null) return;
    this.latest.set(from, progress);
    const told = sourceRank.filter((source) => this.latest.has(source));
    // Per cent of a whole that is not named are heard where nothing counts.
    const best = told.find((source) => this.latest.get(source)?.unit !== 'percent') ?? told[0];
    if (best !== from) {
      // A file that knows the total or the tokens where the output doesn't completes it; otherwise the better source is heard.
      const heard = best === undefined ? undefined : this.latest.get(best);
      if (heard?.unit !== progress.unit) return;
      const tellsTotal = heard.total === null && progress.total !== null;
      const tellsTokens = heard.tokensPerUnit === undefined && progress.tokensPerUnit !== undefined;
      if (!tellsTotal && !tellsTokens) return;
    }
    this.onProgress(this.completed(best ?? from, progress), best ?? from);
  }

  private completed(best: ProgressSource, told: Progress): Progress {
    const progress = this.latest.get(best) ?? told;
    const others = [...this.latest.values()].filter(({ unit }) => unit === progress.unit);
    const known = others.find(({ total }) => total !== null && total >= progress.done);
    const tokens = others.find(({ tokensPerUnit }) => tokensPerUnit !== undefined);
    return { ...tokens, ...progress, total: progress.total ?? known?.total ?? null };
  }
}

/** A training that begins soon names its files soon, whatever that costs. */
const isFirstMinute = (searchWait: number): boolean => searchWait <= 32;

function readText(path: string): string {
  try {
    // trainer_state.json of a long run has its whole history.
    return statSync(path).size > 64 * 1024 * 1024 ? '' : readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const readStart = (path: string): string => readPart(path, () => 0);
const readEnd = (path: string): string => readPart(path, (size) => Math.max(0, size - textBytes));

function readPart(path: string, from: (size: number) => number): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return '';
  }
  try {
    const bytes = Buffer.alloc(textBytes);
    const length = readSync(file, bytes, 0, textBytes, from(fstatSync(file).size));
    return bytes.toString('utf8', 0, length);
  } catch {
    return '';
  } finally {
    closeSync(file);
  }
}
