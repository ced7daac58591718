import { closeSync, openSync, promises, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { JournalDecoder } from './decode';
import type { JournalRecord } from './journal';
import { recentFileNames } from './run-files';

/** Ten minutes of ten readings a second of eight devices. */
const fullBytes = 2e6;

/**
 * The newest readings of a run whose journal is thinned out, each of them, in two files of bounded size: when the
 * newer one is full it takes the place of the older one. So a meter that is killed loses no more than one of a short run
 * does, and the recent past is known in full.
 */
export class RecentReadings {
  private file: number | null = null;
  private bytes = 0;
  private waiting: string[] = [];

  constructor(private readonly runFolder: string) {}

  append(record: JournalRecord): void {
    this.waiting.push(`${JSON.stringify(record)}\n`);
  }

  /** Writes what is waiting. A disk that refuses it loses it: the journal has its energy within a step. */
  flush(): void {
    if (this.waiting.length === 0) return;
    const batch = Buffer.from(this.waiting.join(''));
    this.waiting = [];
    try {
      this.file ??= openSync(join(this.runFolder, recentFileNames.newer), 'a');
      this.bytes += writeSync(this.file, batch);
      if (this.bytes >= fullBytes) this.turn();
    } catch {
      this.close();
    }
  }

  close(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }

  private turn(): void {
    this.close();
    this.bytes = 0;
    renameSync(join(this.runFolder, recentFileNames.newer), join(this.runFolder, recentFileNames.older));
  }
}

/** What came after the run's moment `t`, in order; nothing where there are no such files. */
export async function readRecent(runFolder: string, t: number): Promise<JournalRecord[]> {
  const recent: JournalRecord[] = [];
  for (const name of [recentFileNames.older, recentFileNames.newer]) {
    const decoder = new JournalDecoder();
    const bytes = await promises.readFile(join(runFolder, name)).catch(() => Buffer.alloc(0));
    for (const record of [...decoder.push(bytes), ...decoder.finish()])
      if (record.type !== 'start' && record.t >= t) recent.push(record);
  }
  return recent;
}
