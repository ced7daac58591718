import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../files/whole-file';
import { parseJournalLine } from './journal';
import { indexFileName, journalFileName, summaryFileName } from './run-files';
import type { RunSummary } from './summary';
import { unreadRun, type UnreadRun } from './unread-run';

/**
 * The index of all runs is one file in each run's folder: its summary, by the meter where the run has ended, and by the
 * reader that came first where it was cut off. So nothing is shared, and nothing needs a lock: where the file is missing,
 * is not of the journal's end or can't be read, the journal is read again.
 */

/** What each summary has; an older version's may have less. */
const fields = Object.keys(unreadRun('', ''));

/** The summary of a run that is over, as its folder has it; null where it has none that holds for its journal. */
export function indexedSummary(runsFolder: string, id: string): RunSummary | null {
  const folder = join(runsFolder, id);
  const path = join(folder, journalFileName);
  const ended = readSummary(join(folder, summaryFileName), id);
  if (ended !== null) return ended.ended !== null && ended.ended === endOf(path) ? ended : null;
  const cutOff = readSummary(join(folder, indexFileName), id);
  if (cutOff === null) return null;
  const { journalBytes, ...summary } = cutOff;
  return journalBytes === statSync(path, { throwIfNoEntry: false })?.size ? summary : null;
}

/** No end record is longer. */
const longestEndBytes = 512;

/** When a journal's last record says that the run has ended; null where it is no end. */
function endOf(path: string): string | null {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(longestEndBytes);
      const { size } = fstatSync(file);
      const from = Math.max(0, size - longestEndBytes);
      const text = bytes.toString('utf8', 0, readSync(file, bytes, 0, longestEndBytes, from));
      const record = parseJournalLine(text.trimEnd().split('\n').at(-1) ?? '');
      return record?.type === 'end' ? record.endedAt : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

/** Keeps the summary of a run that was cut off. Where its folder can't be written it is made again each time. */
export function indexSummary(runsFolder: string, summary: RunSummary, journalBytes: number): void {
  const path = join(runsFolder, summary.id, indexFileName);
  try {
    writeWhole(path, JSON.stringify({ ...summary, journalBytes }));
  } catch {
    return;
  }
}

type StoredSummary = RunSummary & { readonly journalBytes?: number };

function readSummary(path: string, id: string): StoredSummary | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isSummary(value, id) ? value : null;
  } catch {
    return null;
  }
}

function isSummary(value: unknown, id: string): value is StoredSummary {
  if (typeof value !== 'object' || value === null) return false;
  const summary = value as Partial<StoredSummary | UnreadRun>;
  return (
    summary.id === id &&
    summary.state !== undefined &&
    ['ended', 'interrupted'].includes(summary.state) &&
    Array.isArray(summary.devices) &&
    Array.isArray(summary.notes) &&
    fields.every((field) => field in summary)
  );
}
