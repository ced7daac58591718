import {
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { JournalDecoder } from './decode';
import type { JournalRecord } from './journal';
import { DiskReserve } from './disk-reserve';
import { journalFileName, summaryFileName } from './store';
import { summarize, type RunSummary } from './summary';

/** While a disk is full this much is kept back, about an hour of samples; beyond it the older half goes. */
const longestBacklog = 4 * 1024 * 1024;

interface Line {
  /** All of it, or what the file did not take yet. */
  readonly bytes: Buffer;
  /** A sample of which nothing is in the file: joules are cumulative, so that the next one has its energy. */
  readonly canBeDropped: boolean;
}

/**
 * Appends to one journal: whole lines, one write for each batch. When the disk refuses, lines are kept and tried
 * again at the next flush, and `onTrouble` hears of it once; nothing is ever thrown at the training.
 */
export class JournalWriter {
  private readonly path: string;
  private readonly file: number;
  private readonly reserve: DiskReserve;
  private lines: Line[] = [];
  private backlog = 0;
  private droppedSamples = 0;
  /** The newest line that tells of them. */
  private dropNote: Line | null = null;
  /** Of the newest record. */
  private newestSeconds = 0;
  private trouble: string | null = null;
  private readonly timer: NodeJS.Timeout;

  /** Makes the run's folder, which must not exist yet, and its journal. Errors of the file system are thrown. */
  constructor(
    private readonly runFolder: string,
    private readonly onTrouble: (reason: string) => void,
    flushMilliseconds = 800,
  ) {
    mkdirSync(runFolder);
    this.path = join(runFolder, journalFileName);
    this.file = openSync(
      this.path,
      constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | constants.O_APPEND,
      0o644,
    );
    this.reserve = new DiskReserve(runFolder);
    this.timer = setInterval(() => {
      this.flush();
    }, flushMilliseconds);
    this.timer.unref();
  }

  append(record: JournalRecord): void {
    if (record.type !== 'start') this.newestSeconds = record.t;
    const line = lineOf(record);
    this.lines.push(line);
    this.backlog += line.bytes.length;
    if (this.backlog > longestBacklog) this.dropSamples(longestBacklog / 2);
  }

  /** Writes what is waiting. Returns whether all of it is in the file now. */
  flush(): boolean {
    try {
      while (this.lines.length > 0) {
        const batch = Buffer.concat(this.lines.map((line) => line.bytes));
        const written = writeSync(this.file, batch);
        if (written === 0) throw new Error('the file takes nothing');
        this.forget(written);
      }
      this.trouble = null;
      return true;
    } catch (error) {
      const reason = messageOf(error);
      if (this.trouble === null) this.onTrouble(reason);
      this.trouble = reason;
      return false;
    }
  }

  /**
   * Writes the last lines and the summary, and lets go of the file. A disk that is still full gets its reserve back,
   * and of what waits the samples are given up for the end. Returns what is lost, in a sentence for people, or null.
   */
  close(summary: RunSummary | null): string | null {
    clearInterval(this.timer);
    if (!this.flush()) {
      this.reserve.release();
      this.dropSamples(0);
    }
    const lost: string[] = [];
    const hasEnd = this.flush();
    if (!hasEnd) lost.push(`the journal lacks the end of the run (${this.trouble ?? ''})`);
    if (this.droppedSamples > 0) lost.push(`the journal lacks ${this.droppedSamples} readings`);
    this.reserve.release();
    try {
      fsyncSync(this.file);
      // Where readings are missing the summary is what the journal tells; where its end is, the summary alone has it.
      const isShort = hasEnd && this.droppedSamples > 0;
      const told = isShort ? summarize(this.readBack(), { meterAlive: false }) : summary;
      if (told !== null)
        writeWhole(join(this.runFolder, summaryFileName), `${JSON.stringify(told, null, 2)}\n`);
    } catch (error) {
      lost.push(`${summaryFileName} can't be written (${messageOf(error)})`);
    }
    closeSync(this.file);
    return lost.length === 0 ? null : lost.join('; ');
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
    const text = `The disk was full: ${this.droppedSamples} readings are missing in the journal. The next ones have their energy.`;
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

const lineOf = (record: JournalRecord): Line => ({
  bytes: Buffer.from(`${JSON.stringify(record)}\n`),
  canBeDropped: record.type === 'sample',
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Under another name first, so that no reader sees half of it; nothing is left of what can't be written. */
function writeWhole(path: string, text: string): void {
  const part = `${path}.part`;
  try {
    writeFileSync(part, text);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
