import { journalPath } from '../../runs/run-files';
import type { RunSummary } from '../../runs/summary';
import { readSettings } from '../settings';
import { isRunId, type RunMonitor } from './run-monitor';

/** The summary of a run by its id, however old; null where there is none, or it can't be read. */
export async function readSummary(monitor: RunMonitor, id: string): Promise<RunSummary | null> {
  const known = monitor.find(id)?.summary ?? null;
  if (known !== null || !isRunId(id)) return known;
  try {
    const { readRun } = await import('../../runs/store');
    return await readRun(journalPath(readSettings().runsFolder, id));
  } catch {
    return null;
  }
}
