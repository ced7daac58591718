import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { identityOf, isAlive } from '../../processes/process-identity';
import { holdOf, type DelayedRunFiles } from '../../runs/delayed-runs';

/** Another window that starts the same run at the same time has written its word by then. */
const claimMs = 300;

/**
 * Takes it on to start the wait of a run; false where another window or meter has, or the run is over. A window whose
 * `windowAnswers` does not resolve can start nothing, and leaves the run to others. Errors of the file system are thrown.
 */
export async function claimWait(
  files: DelayedRunFiles,
  runId: string,
  windowAnswers: () => Promise<void>,
  pid = process.pid,
): Promise<boolean> {
  await windowAnswers();
  // That may have taken hours.
  if (holdOf(files.holderOf(runId), Date.now(), isAlive) !== 'none') return false;
  if (files.stateOf(runId) !== 'waiting') return false;
  files.hold(runId, { ...identityOf(pid), role: 'window' });
  await sleep(claimMs);
  const holder = files.holderOf(runId);
  return holder?.pid === pid && holder.host === hostname() && files.stateOf(runId) === 'waiting';
}
