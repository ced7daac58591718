import { readdir, lstat, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isMeterAlive } from './meter-alive';
import { openJournal } from './open-journal';
import { isRunFile, journalFileName } from './run-files';
import { listRunIds } from './store';

/** What of the runs stays. Neither is set by itself: nothing is ever deleted that nobody asked for. */
export interface Retention {
  /** Runs that ended longer ago than this go. */
  readonly days?: number;
  /** The oldest go until all that is left takes no more. */
  readonly bytes?: number;
}

/** A run that goes, or a run that stays though it should go, with the reason. */
export interface PrunedRun {
  readonly id: string;
  readonly bytes: number;
  /** Milliseconds since 1970; when its journal was written to last. */
  readonly lastWritten: number;
  /** Null where all of the run goes. */
  readonly kept: string | null;
}

const millisecondsOfDay = 86_400_000;

/**
 * Which runs go, the oldest first. Never one that is metered now, and none whose journal is not that of a run of this
 * name: what lies in the folder that way was put there by somebody else. Errors of the file system are thrown.
 */
export async function runsToPrune(
  runsFolder: string,
  retention: Retention,
  now = Date.now(),
): Promise<PrunedRun[]> {
  const runs: (PrunedRun & { readonly isOver: boolean })[] = [];
  for (const id of await listRunIds(runsFolder)) {
    const run = await prunable(runsFolder, id);
    if (run !== null) runs.push(run);
  }
  runs.sort((a, b) => a.lastWritten - b.lastWritten);
  const oldest = retention.days === undefined ? -Infinity : now - retention.days * millisecondsOfDay;
  let left = runs.reduce((sum, { bytes }) => sum + bytes, 0);
  const gone: PrunedRun[] = [];
  for (const { isOver, ...run } of runs) {
    const isTooMuch = retention.bytes !== undefined && left > retention.bytes;
    if (!isOver || (run.lastWritten >= oldest && !isTooMuch)) continue;
    left -= run.bytes;
    gone.push(run);
  }
  return gone;
}

/** Deletes one run: the files that runs write, and its folder where nothing else is in it. Returns it as it went. */
export async function pruneRun(runsFolder: string, run: PrunedRun): Promise<PrunedRun> {
  // It may have come to life since it was looked at, as a run of another machine does that was silent for a while.
  const current = await prunable(runsFolder, run.id);
  if (current === null || !current.isOver || current.lastWritten !== run.lastWritten)
    return { ...run, kept: 'it is being written again' };
  const folder = join(runsFolder, run.id);
  try {
    const names = await readdir(folder);
    // The journal last: a run that is cut in the middle of this is still a run.
    for (const name of names.filter(isRunFile).filter((each) => each !== journalFileName))
      await rm(join(folder, name));
    await rm(join(folder, journalFileName));
    const others = names.filter((name) => !isRunFile(name));
    if (others.length > 0)
      return { ...run, kept: `its folder stays: ${others.join(', ')} is not of the run` };
    await rmdir(folder);
    return run;
  } catch (error) {
    return { ...run, kept: error instanceof Error ? error.message : String(error) };
  }
}

/** Null where the folder is no run's, or can't be read. */
async function prunable(
  runsFolder: string,
  id: string,
): Promise<(PrunedRun & { readonly isOver: boolean }) | null> {
  const folder = join(runsFolder, id);
  try {
    // A link to a folder elsewhere is nothing that a meter makes.
    if (!(await lstat(folder)).isDirectory()) return null;
    const path = join(folder, journalFileName);
    const { start } = (await openJournal(path)).state;
    if (start?.id !== id) return null;
    let bytes = 0;
    for (const name of (await readdir(folder)).filter(isRunFile))
      bytes += (await lstat(join(folder, name))).size;
    const { mtimeMs: lastWritten } = await lstat(path);
    return { id, bytes, lastWritten, kept: null, isOver: !isMeterAlive(start, path) };
  } catch {
    return null;
  }
}
