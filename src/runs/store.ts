import { closeSync, createReadStream, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { homedir, hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { JournalDecoder } from './decode';
import type { StartRecord } from './journal';
import { applyRecord, emptyRunState, type RunState } from './run-state';
import { summarizeState, type RunSummary } from './summary';
import { unreadRun, type UnreadRun } from './unread-run';

export const journalFileName = 'journal.ndjson';
export const summaryFileName = 'summary.json';

/** `$WATTLENS_RUNS`, else `~/.wattlens/runs`. */
export function defaultRunsFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const chosen = environment['WATTLENS_RUNS'];
  return chosen === undefined || chosen === '' ? join(homedir(), '.wattlens', 'runs') : resolve(chosen);
}

export const journalPath = (runsFolder: string, id: string): string => join(runsFolder, id, journalFileName);

/** The ids of all runs, oldest first; none where the folder does not exist. Other errors of the file system are thrown. */
export async function listRunIds(runsFolder: string): Promise<string[]> {
  try {
    const entries = await readdir(runsFolder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && fileExists(journalPath(runsFolder, entry.name)))
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** All runs, oldest first; what can't be read of one is said in its notes. */
export async function listRuns(runsFolder: string): Promise<(RunSummary | UnreadRun)[]> {
  const runs: (RunSummary | UnreadRun)[] = [];
  for (const id of await listRunIds(runsFolder)) {
    const path = journalPath(runsFolder, id);
    try {
      runs.push((await readRun(path)) ?? unreadRun(id, whyNoRun(path)));
    } catch (error) {
      runs.push(unreadRun(id, `The journal can't be read (${errorCode(error)}).`));
    }
  }
  return runs;
}

const errorCode = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** What every journal begins with. */
const opening = '{"type":"start"';
/** No first record is longer. */
const longestStartBytes = 1024 * 1024;

/** Why `readRun` found no run in a file. Errors of the file system are thrown. */
export function whyNoRun(path: string): string {
  const file = openSync(path, 'r');
  try {
    const beginning = Buffer.alloc(longestStartBytes);
    const text = beginning.toString('utf8', 0, readSync(file, beginning, 0, longestStartBytes, 0));
    return opening.startsWith(text.slice(0, opening.length)) && !text.includes('\n')
      ? 'The journal ends before its first record was whole.'
      : 'This is not the journal of a run.';
  } finally {
    closeSync(file);
  }
}

/** The summary of one journal, or null where it holds no readable start. Errors of the file system are thrown. */
export async function readRun(path: string): Promise<RunSummary | null> {
  const state = await readRunState(path);
  if (state.start === null) return null;
  return summarizeState(state, { meterAlive: isMeterAlive(state.start, path) });
}

async function readRunState(path: string): Promise<RunState> {
  const state = emptyRunState();
  const decoder = new JournalDecoder();
  for await (const piece of createReadStream(path)) {
    for (const record of decoder.push(piece as Buffer)) applyRecord(state, record);
  }
  for (const record of decoder.finish()) applyRecord(state, record);
  return state;
}

/** The run that meters a process and all that it starts at this moment, by its id; null where there is none. */
export async function findLiveRun(runsFolder: string, pid: number): Promise<string | null> {
  // The newest first: a live run is hardly an old one.
  for (const id of (await listRunIds(runsFolder)).reverse()) {
    const path = journalPath(runsFolder, id);
    const state = readBeginning(path);
    const start = state?.start ?? null;
    if (start === null || state?.childPid !== pid) continue;
    const hasEnded = fileExists(join(runsFolder, id, summaryFileName));
    if (!hasEnded && isMeterAlive(start, path)) return id;
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

/** A journal of another machine, on a shared disk, that was written to this lately is taken to be alive. */
const freshSeconds = 120;
/** How much later than the run's start a process may have begun and still be its meter: clocks are rounded. */
const startSlackSeconds = 2;

/** Whether the process that writes this journal still lives; a process that only has its number now does not count. */
export function isMeterAlive(start: StartRecord, path: string): boolean {
  if (start.host.name !== hostname()) {
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return Date.now() - modified < freshSeconds * 1000;
  }
  // A signal to 0 or below would go to whole groups of processes, and so be answered.
  if (start.meterPid < 1) return false;
  try {
    process.kill(start.meterPid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const begun = processStartSeconds(start.meterPid);
  return begun === null || begun <= Date.parse(start.startedAt) / 1000 + startSlackSeconds;
}

/** When a process began, in seconds since 1970, where /proc tells; null elsewhere. */
function processStartSeconds(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ');
    const ticks = Number(fields[19]);
    const bootSeconds = Number(/^btime (\d+)/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1]);
    // 100 ticks a second on every Linux that Node runs on (USER_HZ).
    const begun = bootSeconds + ticks / 100;
    return Number.isFinite(begun) ? begun : null;
  } catch {
    return null;
  }
}
