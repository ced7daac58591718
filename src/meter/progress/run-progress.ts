import { StringDecoder } from 'node:string_decoder';
import { closeSync, fstatSync, openSync, readFileSync, readlinkSync, readSync, statSync } from 'node:fs';
import { EventFile } from '../../progress/files/event-file';
import { readMetricsCsv } from '../../progress/files/metrics-csv';
import { readTrainerState, readWandbSummary } from '../../progress/files/trainer-state';
import { OutputProgress } from '../../progress/output/output-progress';
import type { Progress } from '../../progress/progress';
import { FollowedFile } from './followed-file';
import { findTrainerFiles, type TrainerFile } from './trainer-files';

/** How often what is followed is looked at. */
const lookSeconds = 1;
/** Files are searched for this long after the start, and then each time after twice as long. */
const searchSeconds = { first: 4, longest: 120 } as const;
/** Of a text file its beginning and its end are read. */
const textBytes = 16 * 1024;

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
  'trainer_state.json',
  'event file',
  'metrics.csv',
  'W&B',
] as const;
export type ProgressSource = (typeof sourceRank)[number];

/** Monotonic seconds. */
const clock = (): number => Number(process.hrtime.bigint()) / 1e9;

/**
 * Follows how far a training has come, from what it prints and from the files that its trainer writes, without a change to
 * it. What a terminal shows is handed in by `takeOutput`; where output goes to a file, that is read.
 */
export class RunProgress {
  private readonly output = new OutputProgress();
  private readonly decoder = new StringDecoder('utf8');
  private readonly outputFiles: {
    readonly file: FollowedFile;
    readonly reader: OutputProgress;
    readonly decoder: StringDecoder;
  }[];
  private readonly eventFiles = new Map<
    string,
    { readonly file: FollowedFile; readonly reader: EventFile }
  >();
  private readonly wandbOutputs = new Map<
    string,
    { readonly file: FollowedFile; readonly reader: OutputProgress }
  >();
  private readonly latest = new Map<ProgressSource, Progress>();
  private readonly startedMs: number;
  private readonly timer: NodeJS.Timeout;
  private found: readonly TrainerFile[] = [];
  private nextSearch: number;
  private searchWait: number = searchSeconds.first;

  constructor(
    private readonly training: FollowedTraining,
    private readonly onProgress: (progress: Progress, from: ProgressSource) => void,
  ) {
    this.startedMs = Date.now() - 2000;
    this.nextSearch = clock() + searchSeconds.first;
    this.outputFiles = outputFilesOf(training.pid).map((path) => ({
      // A command that was just started may add to a file of before.
      file: new FollowedFile(path, training.isAttached ? 'end' : sizeOf(path)),
      reader: new OutputProgress(),
      decoder: new StringDecoder('utf8'),
    }));
    this.timer = setInterval(() => {
      this.look();
    }, lookSeconds * 1000);
    this.timer.unref();
  }

  /** What the training prints to its terminal, as it comes. */
  takeOutput(bytes: Uint8Array): void {
    this.tell('terminal output', this.output.take(this.decoder.write(bytes), clock()));
  }

  /** Progress that another process has read from the terminal. */
  takeProgress(progress: Progress): void {
    this.tell('terminal output', progress);
  }

  /** Looks once more, for what came last. */
  close(): void {
    clearInterval(this.timer);
    this.look();
  }

  private look(): void {
    const now = clock();
    for (const { file, reader, decoder } of this.outputFiles) {
      const { bytes } = file.read();
      if (bytes.length > 0) this.tell('output file', reader.take(decoder.write(bytes), now));
    }
    if (now >= this.nextSearch) {
      this.found = findTrainerFiles({ ...this.training, startedMs: this.startedMs });
      this.searchWait = Math.min(2 * this.searchWait, searchSeconds.longest);
      this.nextSearch = now + this.searchWait;
      for (const file of this.found) this.readFile(file, now);
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
        const { bytes, hasSkipped } = followed.file.read();
        // After a jump the frames are not known any more.
        if (!hasSkipped) this.tell('event file', followed.reader.take(bytes));
        break;
      }
      case 'wandbOutput': {
        let followed = this.wandbOutputs.get(path);
        followed ??= { file: new FollowedFile(path, 0), reader: new OutputProgress() };
        this.wandbOutputs.set(path, followed);
        this.tell(
          'W&B',
          followed.reader.take(new StringDecoder('utf8').write(followed.file.read().bytes), now),
        );
        break;
      }
    }
  }

  private tell(from: ProgressSource, progress: Progress | null): void {
    if (progress === null) return;
    this.latest.set(from, progress);
    const best = sourceRank.find((source) => this.latest.has(source));
    if (best !== from) {
      // A file that knows the total where the output doesn't completes it; otherwise the better source is heard.
      const heard = best === undefined ? undefined : this.latest.get(best);
      if (heard?.total !== null || progress.total === null || heard.unit !== progress.unit) return;
    }
    this.onProgress(this.completed(best ?? from, progress), best ?? from);
  }

  private completed(best: ProgressSource, told: Progress): Progress {
    const progress = this.latest.get(best) ?? told;
    if (progress.total !== null) return progress;
    const other = [...this.latest.values()].find(
      ({ unit, total }) => unit === progress.unit && total !== null && total >= progress.done,
    );
    return other === undefined ? progress : { ...progress, total: other.total };
  }
}

/** The regular files that a process's output and errors go to. */
function outputFilesOf(pid: number): string[] {
  const paths = [1, 2].flatMap((stream) => {
    try {
      const path = readlinkSync(`/proc/${pid}/fd/${stream}`);
      return statSync(path).isFile() ? [path] : [];
    } catch {
      return [];
    }
  });
  return [...new Set(paths)];
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

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
