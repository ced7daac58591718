// Not of node:fs/promises, which takes milliseconds to load: a training waits for what names the runs folder.
import { closeSync, openSync, promises, readSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { inEnglish } from '../units/message';
import { JournalDecoder } from './decode';
import { systemReason } from './folder';
import { journalVersion } from './journal';
import { isMeterAlive } from './meter-alive';
import { longestStartBytes, openJournal } from './open-journal';
import { journalFileName, journalPath, mayBeRun, summaryFileName } from './run-files';
import { indexedSummary, indexSummary } from './run-index';
import { applyRecord, emptyRunState, withRecent, type RunState } from './run-state';
import { summarizeState, type RunSummary } from './summary';
import { unreadRun, type UnreadRun } from './unread-run';
import { noteTexts } from './note-texts';

/** The ids of all runs, oldest first; none where the folder does not exist. Throws an error that says in a phrase why it can't be read. */
export async function listRunIds(runsFolder: string): Promise<string[]> {
  try {
    const entries = await promises.readdir(runsFolder, { withFileTypes: true });
    return entries

      .filter(
        (entry) =>
          mayBeRun(entry.name) && entry.isDirectory() && fileExists(journalPath(runsFolder, entry.name)),
      )
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new Error(`the runs folder ${runsFolder} can't be read (${inEnglish(systemReason(error))})`, {
      cause: error,
    });
  }
}

/** All runs, oldest first; what can't be read of one is said in its notes. Those that are over by the index (run-index.ts). */
export async function listRuns(runsFolder: string): Promise<(RunSummary | UnreadRun)[]> {
  const runs: (RunSummary | UnreadRun)[] = [];
  for (const id of await listRunIds(runsFolder)) runs.push(await readListedRun(runsFolder, id));
  return runs;
}

/** One of them. */
export const readListedRun = async (runsFolder: string, id: string): Promise<RunSummary | UnreadRun> =>
  indexedSummary(runsFolder, id) ?? readJournal(runsFolder, id);

async function readJournal(runsFolder: string, id: string): Promise<RunSummary | UnreadRun> {
  const path = journalPath(runsFolder, id);
  try {
    const summary = await readRun(path);
    if (summary === null) return unreadRun(id, whyNoRun(path));
    if (summary.state !== 'running' && summary.id === id)
      indexSummary(runsFolder, summary, statSync(path).size);
    return summary;
  } catch (error) {
    return unreadRun(id, noteTexts.write("The journal can't be read ({0}).", errorCode(error)));
  }
}

const errorCode = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** What every journal begins with. */
const opening = '{"type":"start"';

/** Why `readRun` found no run in a file. Errors of the file system are thrown. */
export function whyNoRun(path: string): string {
  const file = openSync(path, 'r');
  try {
    const beginning = Buffer.alloc(longestStartBytes);
    const text = beginning.toString('utf8', 0, readSync(file, beginning, 0, longestStartBytes, 0));
    if (opening.startsWith(text.slice(0, opening.length)) && !text.includes('\n'))
      return noteTexts.write('The journal ends before its first record was whole.');
    const version = /^\{"type":"start","version":([\d.]+)[,}]/.exec(text)?.[1];
    return version !== undefined && Number(version) > journalVersion
      ? noteTexts.write(
          'The journal was written by a newer Wattlens (journal version {0}; this one reads {1}).',
          version,
          journalVersion,
        )
      : noteTexts.write('This is not the journal of a run.');
  } finally {
    closeSync(file);
  }
}

/** The summary of one journal, or null where it holds no readable start. Errors of the file system are thrown. */
export async function readRun(path: string): Promise<RunSummary | null> {
  const { state, recent } = await openJournal(path);
  if (state.start === null) return null;
  return summarizeState(withRecent(state, recent), { meterAlive: isMeterAlive(state.start, path) });
}

/** The runs that meter one of these processes, and all that it starts, at this moment: the run's id by the process's number. */
export async function findLiveRuns(
  runsFolder: string,
  pids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>();
  for (const id of await listRunIds(runsFolder)) {
    const pid = meteredNow(runsFolder, id);
    if (pid !== null && pids.includes(pid)) found.set(pid, id);
  }
  return found;
}

/** Whether the run of that id is metered at this moment. */
export const isLiveRun = (runsFolder: string, id: string): boolean =>
  mayBeRun(id) && meteredNow(runsFolder, id) !== null;

/**
 * The process of a run that is metered here at this moment; null where it has ended, or none was started yet. On another machine and in
 * another container, which may share the folder, numbers are other processes', and what is drawn is none of this one's.
 */
function meteredNow(runsFolder: string, id: string): number | null {
  if (fileExists(join(runsFolder, id, summaryFileName))) return null;
  const path = journalPath(runsFolder, id);
  const state = readBeginning(path);
  const start = state?.start ?? null;
  if (start?.host.name !== hostname() || !isMeterAlive(start, path)) return null;
  return state?.childPid ?? null;
}

/** The run that a meter of this machine has begun since `sinceMs` (1970), by its id; null where there is none. */
export async function findRunOfMeter(
  runsFolder: string,
  meterPid: number,
  sinceMs: number,
): Promise<string | null> {
  for (const id of (await listRunIds(runsFolder)).reverse()) {
    const start = readBeginning(journalPath(runsFolder, id))?.start ?? null;
    if (start === null) continue;
    // Ids are in the order of their starts; clocks are rounded.
    if (Date.parse(start.startedAt) < sinceMs - 2000) return null;
    if (start.meterPid === meterPid && start.host.name === hostname()) return id;
  }
  return null;
}

/** The state after a journal's first lines; null where it can't be read. */
function readBeginning(path: string): RunState | null {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(64 * 1024);
      const state = emptyRunState();
      const decoder = new JournalDecoder();
      for (const record of decoder.push(bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0))))
        applyRecord(state, record);
      return state;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

export type RunLookup =
  | { readonly kind: 'found'; readonly id: string; readonly path: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous'; readonly ids: readonly string[] };

/** Finds a run by its id, the beginning of its id, `latest`, or the path of its folder or journal. */
export async function findRun(runsFolder: string, text: string): Promise<RunLookup> {
  const ids = await listRunIds(runsFolder);
  if (text === 'latest') return foundOrNone(runsFolder, ids.at(-1));
  if (ids.includes(text)) return foundOrNone(runsFolder, text);
  const matching = text === '' ? [] : ids.filter((id) => id.startsWith(text));
  if (matching.length > 1) return { kind: 'ambiguous', ids: matching };
  if (matching.length === 1) return foundOrNone(runsFolder, matching[0]);
  const path = [resolve(text, journalFileName), resolve(text)].find(
    (candidate) => /[/\\.]/.test(text) && fileExists(candidate),
  );
  return path === undefined ? { kind: 'none' } : { kind: 'found', id: text, path };
}

const foundOrNone = (runsFolder: string, id: string | undefined): RunLookup =>
  id === undefined ? { kind: 'none' } : { kind: 'found', id, path: journalPath(runsFolder, id) };

function fileExists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
