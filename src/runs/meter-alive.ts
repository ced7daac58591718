import { readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import type { StartRecord } from './journal';

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
