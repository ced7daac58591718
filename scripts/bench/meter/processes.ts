import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'koffi';

/** The children of every process, by /proc. */
function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(Number(name));
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

function parentOf(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\)/s, '').trim().split(' ');
    return Number(fields[1]);
  } catch {
    return null;
  }
}

/** A process and all below it. */
export function treeOf(root: number): number[] {
  const children = childrenByParent();
  const found = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/** proc(5): USER_HZ is 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

const clockGetTime = load(null).func('int clock_gettime(int clock, _Out_ int64_t *time)') as (
  clock: number,
  time: BigInt64Array,
) => number;

/**
 * Seconds of processor time of a process, of its threads and of its children that have ended too; 0 where it is gone. Of the process
 * itself in nanoseconds, threads that have ended included: of a tool that starts a thread for each reading no file tells it finer than in
 * ticks of 10 ms. Of its children in such ticks.
 */
export function processorSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\)/s, '').trim().split(' ');
    // cutime and cstime, the 16th and 17th field; the first two are cut off.
    const [childrenUser = 0, childrenSystem = 0] = fields
      .slice(13, 15)
      .map((ticks) => Number(ticks) / ticksPerSecond);
    return ownSeconds(pid) + childrenUser + childrenSystem;
  } catch {
    return 0;
  }
}

/** The processor clock of another process, as clock_getcpuclockid(3) names it: the number's complement, and 2 for the scheduler's count. */
function ownSeconds(pid: number): number {
  const time = new BigInt64Array(2);
  if (clockGetTime((~pid << 3) | 2, time) !== 0) return 0;
  return Number(time[0]) + Number(time[1]) / 1e9;
}

/** Bytes that are resident now. */
export function residentBytes(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'latin1');
    return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
