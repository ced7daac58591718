import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { writeWhole } from '../files/whole-file';
import { checkpointOf } from './checkpoint';
import { JournalDecoder } from './decode';
import { DiskReserve } from './disk-reserve';
import { whyNotWritable } from './folder';
import type { JournalRecord, SampleRecord } from './journal';
import { RecentReadings } from './recent';
import { applyRecord, emptyRunState } from './run-state';
import { journalFileName, summaryFileName } from './run-files';
import { summarize, type RunSummary } from './summary';
import { SampleThinner, spacingAt } from './thinning';
import { noteTexts } from './note-texts';
import { inEnglish } from '../units/message';

/** While a disk is full this much is kept back, about an hour of samples; beyond it the older half goes. */
const longestBacklog = 4 * 1024 * 1024;
/** It is looked whether the file is still there this often, by the time of the readings; nothing is lost until then. */
const longestUnlookedSeconds = 3;
/** A reading waits no longer than this for its write, by the time of the readings. */
const longestWaitSeconds = 0.09;
/** A reader of a long journal reads this much of it; and of checkpoints alone a journal must not consist. */
const checkpointSpacing = { bytes: 512 * 1024, ownSizes: 10 } as const;
/** Records of which each has all that those before it told: of a thinned journal's step the newest is written. */
const cumulative: ReadonlySet<string> = new Set(['overhead', 'bounds', 'progress']);

interface Line {
  /** All of it, or what the file did not take yet. */
  readonly bytes: Buffer;
  /** A sample of which nothing is in the file: joules are cumulative, so that the next one has its energy. */
  readonly canBeDropped: boolean;
}

export interface WriterOptions {
  readonly flushMilliseconds?: number;
  /** The sizes at which a journal is thinned out and gets checkpoints, as a factor on the usual ones. */
  readonly scale?: number;
}

/**
 * Appends to one journal: whole lines, one write for each batch. When the disk refuses, lines are kept and tried
 * again at the next flush, and `onTrouble` hears of it once, in a sentence; nothing is ever thrown at the training.
 */
export class JournalWriter {
  private readonly path: string;
  private file: number;
  private readonly reserve: DiskReserve;
  private readonly thinner = new SampleThinner();
  private readonly recent: RecentReadings;
  /** What a reader of all lines so far knows. */
  private readonly told = emptyRunState();
  /** The newest of each cumulative kind, until the next line of readings. */
  private readonly held = new Map<string, JournalRecord>();
  private lines: Line[] = [];
  private backlog = 0;
  /** Bytes of all lines so far; `nextCheckpoint` is the size from which on one is due. */
  private size = 0;
  /** What `appendable` has given last, and files since replaced that it had given. */
  private lent: number | null = null;
  private readonly former: number[] = [];
  /** Bytes of the newest sample's line. */
  private sampleBytes = 0;
  private nextCheckpoint: number;
  private droppedSamples = 0;
  /** The newest line that tells of them. */
  private dropNote: Line | null = null;
  /** Time of the newest record, and of the newest one when the last write was tried. */
  private newestSeconds = 0;
  private triedSeconds = 0;
  private lookedSeconds = 0;
  private isClosing = false;
  private trouble: string | null = null;
  /** Set while something waits for its write: a meter that has nothing to write is not woken for it. */
  private timer: NodeJS.Timeout | null = null;

  /** Makes the run's folder, which must not exist yet, and its journal. Errors of the file system are thrown. */
  constructor(
    private readonly runFolder: string,
    private readonly onTrouble: (reason: string) => void,
    private readonly options: WriterOptions = {},
  ) {
    mkdirSync(runFolder);
    this.path = join(runFolder, journalFileName);
    this.file = openNew(this.path);
    this.reserve = new DiskReserve(runFolder);
    this.recent = new RecentReadings(runFolder);
    this.nextCheckpoint = checkpointSpacing.bytes * this.scale;
  }

  /** `isMoreToCome` where the next reading follows at once, and is to be in the same write. */
  append(record: JournalRecord, isMoreToCome = false): void {
    if (record.type !== 'start') this.newestSeconds = record.t;
    if (record.type === 'sample') {
      this.appendSample(record);
      if (!isMoreToCome && record.t - this.triedSeconds >= longestWaitSeconds) this.flush();
      else this.wakeUp();
      return;
    }
    this.wakeUp();
    if (cumulative.has(record.type) && this.spacing > 0) {
      this.held.set(record.type, record);
      this.recent.append(record);
      return;
    }
    // What comes between two readings must not move over the one before it.
    if (record.type !== 'note') this.writeKept();
    this.write(record);
  }

  /** The open file, for a thread that appends lines of samples by itself; null where they are to be thinned out, or others wait. */
  get appendable(): number | null {
    if (this.spacing > 0 || this.lines.length > 0) return null;
    this.closeFormer();
    this.lent = this.file;
    return this.file;
  }

  /** A sample whose line such a thread has appended, or its newest one of several. */
  follow(sample: SampleRecord): void {
    this.newestSeconds = sample.t;
    applyRecord(this.told, sample);
    this.size += (sample.readings ?? 1) * this.sampleBytes;
  }

  /** Takes lines, the first of which may be the rest of one, that such a thread could not append: they are the next to be written. */
  takeOver(lines: Uint8Array): void {
    this.lines.unshift({ bytes: Buffer.from(lines), canBeDropped: false });
    this.backlog += lines.length;
    this.wakeUp();
  }

  /** Writes what is waiting. Returns whether all of it is in the file now. */
  flush(): boolean {
    this.triedSeconds = this.newestSeconds;
    this.sleep();
    try {
      if (this.isLost()) this.makeAgain();
      while (this.lines.length > 0) {
        const [only, ...others] = this.lines;
        const batch =
          only !== undefined && others.length === 0
            ? only.bytes
            : Buffer.concat(this.lines.map((line) => line.bytes));
        const written = writeSync(this.file, batch);
        if (written === 0) throw new Error('the file takes nothing');
        this.forget(written);
      }
      this.trouble = null;
      this.recent.flush();
      return true;
    } catch (error) {
      const reason = messageOf(error);
      if (this.trouble === null)
        this.onTrouble(`the journal can't be written (${reason}); readings are kept and tried again`);
      this.trouble = reason;
      this.wakeUp();
      return false;
    }
  }

  /**
   * Writes the last lines and the summary, and lets go of the file. A disk that is still full gets its reserve back,
   * and of what waits the samples are given up for the end. Returns what is lost, in a sentence for people, or null.
   */
  close(summary: RunSummary | null): string | null {
    this.isClosing = true;
    this.writeKept();
    if (!this.flush()) {
      this.reserve.release();
      this.dropSamples(0);
    }
    const lost: string[] = [];
    const hasEnd = this.flush();
    if (!hasEnd) lost.push(`the journal lacks the end of the run (${this.trouble ?? ''})`);
    if (this.droppedSamples > 0)
      lost.push(
        `the journal lacks ${this.droppedSamples} ${this.droppedSamples === 1 ? 'reading' : 'readings'}`,
      );
    this.reserve.release();
    this.recent.close();
    try {
      fsyncSync(this.file);
      // Where readings are missing the summary is what the journal tells; where its end is, the summary alone has it.
      const isShort = hasEnd && this.droppedSamples > 0;
      const told = isShort ? summarize(this.readBack(), { meterAlive: false }) : summary;
      if (told !== null) writeSummary(join(this.runFolder, summaryFileName), told);
    } catch (error) {
      lost.push(`${summaryFileName} can't be written (${messageOf(error)})`);
    }
    this.sleep();
    this.closeFormer();
    closeSync(this.file);
    return lost.length === 0 ? null : lost.join('; ');
  }

  private closeFormer(): void {
    for (const file of this.former.splice(0)) closeSync(file);
  }

  /** Flushes soon, whatever else is appended. */
  private wakeUp(): void {
    this.timer ??= setTimeout(() => {
      this.flush();
    }, this.options.flushMilliseconds ?? 800).unref();
  }

  private sleep(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private appendSample(sample: SampleRecord): void {
    const { spacing } = this;
    if (spacing > 0) this.recent.append(sample);
    this.writeSamples(this.thinner.push(sample, spacing));
    if (this.size < this.nextCheckpoint) return;
    this.writeKept();
    const before = this.size;
    const checkpoint = checkpointOf(this.told);
    if (checkpoint !== null) this.write(checkpoint);
    const { bytes, ownSizes } = checkpointSpacing;
    this.nextCheckpoint = this.size + Math.max(bytes * this.scale, ownSizes * (this.size - before));
  }

  private get scale(): number {
    return this.options.scale ?? 1;
  }

  /** Seconds between two lines of readings, as long as the journal has become. */
  private get spacing(): number {
    return spacingAt(this.size / this.scale);
  }

  /** Writes lines of readings, and before them what was told meanwhile. */
  private writeSamples(samples: readonly SampleRecord[]): void {
    if (samples.length > 0) this.writeHeld();
    for (const sample of samples) this.write(sample);
  }

  private writeHeld(): void {
    for (const record of this.held.values()) this.write(record);
    this.held.clear();
  }

  /** Writes all that was kept back to be joined with what comes. */
  private writeKept(): void {
    this.writeSamples(this.thinner.flush());
    this.writeHeld();
  }

  private write(record: JournalRecord): void {
    applyRecord(this.told, record);
    const line = lineOf(record);
    if (line.canBeDropped) this.sampleBytes = line.bytes.length;
    this.lines.push(line);
    this.size += line.bytes.length;
    this.backlog += line.bytes.length;
    if (this.backlog > longestBacklog) this.dropSamples(longestBacklog / 2);
  }

  /** Whether somebody has deleted the journal. Writes would still succeed, into a file without a name. */
  private isLost(): boolean {
    if (this.newestSeconds - this.lookedSeconds < longestUnlookedSeconds && !this.isClosing) return false;
    this.lookedSeconds = this.newestSeconds;
    try {
      return statSync(this.path, { throwIfNoEntry: false }) === undefined;
    } catch {
      // Not to be known: the file that is open is still the best there is.
      return false;
    }
  }

  /** The journal again under its name, with all that was in it, which lives as long as it is open. */
  private makeAgain(): void {
    const why = whyNotWritable(dirname(this.runFolder)) ?? whyNotWritable(this.runFolder);
    if (why !== null) throw new Error(`its folder was deleted, and can't be made again: ${inEnglish(why)}`);
    const file = openNew(this.path);
    try {
      copy(this.file, file);
    } catch (error) {
      closeSync(file);
      rmSync(this.path, { force: true });
      throw error;
    }
    // The number of a file that a thread may still write to must not be given to another.
    if (this.lent === this.file) this.former.push(this.file);
    else closeSync(this.file);
    this.file = file;
    this.recent.close();
    this.onTrouble(
      'the journal of this run was deleted while it was written; it was made again, with all that was in it',
    );
  }

  /** Takes the first `count` bytes off what is waiting. */
  private forget(count: number): void {
    this.backlog -= count;
    let whole = 0;
    let rest = count;
    for (const { bytes } of this.lines) {
      if (rest < bytes.length) break;
      rest -= bytes.length;
      whole += 1;
    }
    this.lines.splice(0, whole);
    const [cut] = this.lines;
    if (cut !== undefined && rest > 0)
      this.lines[0] = { bytes: cut.bytes.subarray(rest), canBeDropped: false };
  }

  /** Drops waiting samples, the oldest first, down to `bytes`, and notes it; the newest, which has all the energy, stays. */
  private dropSamples(bytes: number): void {
    const newest = this.lines.findLastIndex((line) => line.canBeDropped);
    this.lines = this.lines.filter((line, index) => {
      if (line !== this.dropNote && (this.backlog <= bytes || !line.canBeDropped || index === newest))
        return true;
      this.backlog -= line.bytes.length;
      if (line !== this.dropNote) this.droppedSamples += 1;
      return false;
    });
    if (this.droppedSamples === 0) return;
    const text = noteTexts.write(
      'The disk was full: {0} readings are missing in the journal. The next ones have their energy.',
      this.droppedSamples,
    );
    this.dropNote = lineOf({ type: 'note', t: this.newestSeconds, text });
    this.backlog += this.dropNote.bytes.length;
    // The last line may be the end of the run.
    this.lines.splice(-1, 0, this.dropNote);
  }

  private readBack(): JournalRecord[] {
    const decoder = new JournalDecoder();
    return [...decoder.push(readFileSync(this.path)), ...decoder.finish()];
  }
}

/** Laid out for people where there is room for it. */
function writeSummary(path: string, summary: RunSummary): void {
  try {
    writeWhole(path, `${JSON.stringify(summary, null, 2)}\n`);
  } catch {
    writeWhole(path, `${JSON.stringify(summary)}\n`);
  }
}

const lineOf = (record: JournalRecord): Line => ({
  bytes: Buffer.from(`${JSON.stringify(record)}\n`),
  canBeDropped: record.type === 'sample',
});

const openNew = (path: string): number =>
  openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR | constants.O_APPEND, 0o644);

function copy(from: number, to: number): void {
  const piece = Buffer.allocUnsafe(1024 * 1024);
  const { size } = fstatSync(from);
  for (let offset = 0; offset < size;) {
    const count = readSync(from, piece, 0, piece.length, offset);
    if (count === 0) return;
    for (let written = 0; written < count;) written += writeSync(to, piece, written, count - written);
    offset += count;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
