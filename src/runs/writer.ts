import {
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { JournalRecord } from './journal';
import { journalFileName, summaryFileName } from './store';
import type { RunSummary } from './summary';

/** While a disk is full this much is kept back, about an hour of samples; beyond it the oldest samples go. */
const longestBacklog = 4 * 1024 * 1024;

/**
 * Appends to one journal: whole lines, one write for each batch. When the disk refuses, lines are kept and tried
 * again at the next flush, and `onTrouble` hears of it once; nothing is ever thrown at the training.
 */
export class JournalWriter {
  private readonly file: number;
  private lines: string[] = [];
  /** The part of a line that a full disk took only the beginning of. */
  private unfinished: Buffer | null = null;
  private backlog = 0;
  private inTrouble = false;
  private readonly timer: NodeJS.Timeout;

  /** Makes the run's folder, which must not exist yet, and its journal. Errors of the file system are thrown. */
  constructor(
    private readonly runFolder: string,
    private readonly onTrouble: (reason: string) => void,
    flushMilliseconds = 500,
  ) {
    mkdirSync(runFolder);
    this.file = openSync(
      join(runFolder, journalFileName),
      constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | constants.O_APPEND,
      0o644,
    );
    this.timer = setInterval(() => {
      this.flush();
    }, flushMilliseconds);
    this.timer.unref();
  }

  append(record: JournalRecord): void {
    const line = `${JSON.stringify(record)}\n`;
    this.lines.push(line);
    this.backlog += line.length;
    while (this.backlog > longestBacklog) {
      const oldestSample = this.lines.findIndex((candidate) => candidate.startsWith('{"type":"sample"'));
      if (oldestSample < 0) break;
      this.backlog -= this.lines.splice(oldestSample, 1)[0]?.length ?? 0;
    }
  }

  /** Writes what is waiting. Returns whether all of it is in the file now. */
  flush(): boolean {
    if (this.lines.length === 0 && this.unfinished === null) return true;
    try {
      if (this.unfinished !== null) this.unfinished = this.write(this.unfinished);
      if (this.unfinished === null && this.lines.length > 0) {
        const batch = Buffer.from(this.lines.join(''));
        this.lines = [];
        this.backlog = 0;
        this.unfinished = batch;
        this.unfinished = this.write(batch);
      }
      this.inTrouble = false;
    } catch (error) {
      if (!this.inTrouble) this.onTrouble(error instanceof Error ? error.message : String(error));
      this.inTrouble = true;
    }
    return this.unfinished === null && this.lines.length === 0;
  }

  /** What the file did not take, or null. */
  private write(bytes: Buffer): Buffer | null {
    const written = writeSync(this.file, bytes);
    return written < bytes.length ? this.write(this.keep(bytes.subarray(written))) : null;
  }

  /** Remembers the rest before the next write, which may throw. */
  private keep(rest: Buffer): Buffer {
    this.unfinished = rest;
    return rest;
  }

  /** Writes the last lines and the summary, and lets go of the file. */
  close(summary: RunSummary | null): void {
    clearInterval(this.timer);
    const whole = this.flush();
    try {
      if (whole) fsyncSync(this.file);
      if (summary !== null)
        writeWhole(join(this.runFolder, summaryFileName), `${JSON.stringify(summary, null, 2)}\n`);
    } catch (error) {
      if (!this.inTrouble) this.onTrouble(error instanceof Error ? error.message : String(error));
    }
    closeSync(this.file);
  }
}

/** Under another name first, so that no reader sees half of it. */
function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
}
