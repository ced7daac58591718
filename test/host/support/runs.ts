import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseJournalLine, type JournalRecord, type StartRecord } from '../../../src/runs/journal';
import { eventually } from './workspace';

export interface RunOnDisk {
  readonly id: string;
  readonly start: StartRecord;
  readonly records: readonly JournalRecord[];
}

/** The runs of a folder whose journal has begun, oldest first. */
export function runsIn(folder: string): RunOnDisk[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((id) => {
      const path = join(folder, id, 'journal.ndjson');
      if (!existsSync(path)) return [];
      const records = readFileSync(path, 'utf8')
        .split('\n')
        .map(parseJournalLine)
        .filter((record) => record !== null);
      const start = records.find((record) => record.type === 'start');
      return start === undefined ? [] : [{ id, start, records }];
    });
}

export const runOf = (folder: string, what: string, is: (run: RunOnDisk) => boolean): Promise<RunOnDisk> =>
  eventually(what, () => runsIn(folder).find(is));

/** The run, once its journal has its end. */
export const endedRun = (folder: string, id: string): Promise<RunOnDisk> =>
  runOf(
    folder,
    `the end of run ${id}`,
    (run) => run.id === id && run.records.some(({ type }) => type === 'end'),
  );
