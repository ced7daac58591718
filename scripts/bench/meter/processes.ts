import { readdirSync, readFileSync } from 'node:fs';

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

/**
 * Seconds of processor time of a process, of its threads and of its children that have ended too; 0 where it is gone. The
 * kernel tells the sum in ticks of 10 ms, and that of the threads that live in nanoseconds: the larger one is nearer.
 */
export function processorSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\)/s, '').trim().split(' ');
    // utime, stime, cutime and cstime, the 14th to 17th field; the first two are cut off.
    const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields
      .slice(11, 15)
      .map((ticks) => Number(ticks) / ticksPerSecond);
    return Math.max(user + system, secondsOfThreads(pid)) + childrenUser + childrenSystem;
  } catch {
    return 0;
  }
}

function secondsOfThreads(pid: number): number {
  return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => {
    try {
      const [nanoseconds] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ');
      return sum + Number(nanoseconds) / 1e9;
    } catch {
      // It has ended meanwhile, or this kernel does not tell.
      return sum;
    }
  }, 0);
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
