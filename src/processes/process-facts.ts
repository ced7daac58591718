import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { fieldsOfStat, hasEnded, readStat, statField, ticksPerSecond } from './process-stat';

/** What Linux tells of a process: see proc_pid_stat(5). */
export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** The group in the foreground of its terminal; -1 where it has no terminal. */
  readonly foregroundGroup: number;
  /** Clock ticks after the boot; with the pid it names a process for good. */
  readonly startTicks: number;
  /** Processor time so far, its own alone. */
  readonly cpuSeconds: number;
  /** It was stopped by a signal (SIGSTOP, Ctrl+Z), and waits to go on. */
  readonly isStopped: boolean;
}

/** Null where the text is cut or foreign, or tells of a process that has ended. */
export function parseProcessFacts(pid: number, stat: string): ProcessFacts | null {
  const fields = fieldsOfStat(stat);
  const number = (index: number): number => Number(fields[index] ?? NaN);
  const facts = {
    pid,
    parent: number(statField.parent),
    group: number(statField.group),
    foregroundGroup: number(statField.foregroundGroup),
    startTicks: number(statField.start),
    cpuSeconds: (number(statField.userTime) + number(statField.systemTime)) / ticksPerSecond,
  };
  return hasEnded(fields) || !Object.values(facts).every(Number.isFinite)
    ? null
    : { ...facts, isStopped: fields[statField.state] === 'T' };
}

/** Null where no such process lives, and on systems without /proc. */
export function readProcessFacts(pid: number): ProcessFacts | null {
  const stat = readStat(pid);
  return stat === null ? null : parseProcessFacts(pid, stat);
}

/** All processes that can be seen; empty where there is no /proc. */
export function listProcessFacts(): ProcessFacts[] {
  try {
    return readdirSync('/proc').flatMap((name) =>
      /^\d+$/.test(name) ? (readProcessFacts(Number(name)) ?? []) : [],
    );
  } catch {
    return [];
  }
}

/** The processes that a process has started itself and that live, oldest first. */
export function childrenOf(pid: number): ProcessFacts[] {
  // A file for each thread; a shell has one.
  const listed = readText(`/proc/${pid}/task/${pid}/children`);
  const children =
    listed === null
      ? listProcessFacts().filter(({ parent }) => parent === pid)
      : listed.split(' ').flatMap((child) => (child === '' ? [] : (readProcessFacts(Number(child)) ?? [])));
  return children.sort((a, b) => a.startTicks - b.startTicks || a.pid - b.pid);
}

/** All below a process that live, by one look; `all` is that look, where it was had already. */
export function descendantsOf(
  pid: number,
  all: readonly ProcessFacts[] = listProcessFacts(),
): ProcessFacts[] {
  const found: ProcessFacts[] = [];
  const waiting = [pid];
  for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
    for (const child of all) {
      if (child.parent !== parent || found.includes(child)) continue;
      found.push(child);
      waiting.push(child.pid);
    }
  }
  return found;
}

/** All above a process, the nearest first; `parentOf` tells the parent of each. Ends where that is not known, or would go in a circle. */
export function processesAbove(pid: number, parentOf: (pid: number) => number | undefined): number[] {
  const found: number[] = [];
  for (
    let parent = parentOf(pid);
    parent !== undefined && parent > 0 && parent !== pid && !found.includes(parent);
    parent = parentOf(parent)
  )
    found.push(parent);
  return found;
}

/** A process and the first of those below it, `most` in all, without a look at every process of the machine. */
export function beginningOfTree(pid: number, most: number): number[] {
  const pids = [pid];
  for (let index = 0; index < pids.length && pids.length < most; index += 1)
    pids.push(...childrenOf(pids[index] ?? 0).map((child) => child.pid));
  return pids.slice(0, most);
}

/** Its command line; empty where that is not known. */
export const commandOf = (pid: number): readonly string[] =>
  (readText(`/proc/${pid}/cmdline`) ?? '').split('\0').slice(0, -1);

/** The folder that it works in; null where that is not known. */
export function folderOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/** When a process began, in seconds since 1970, to about 10 ms; null where the system does not tell. */
export function startedAtSeconds({ startTicks }: Pick<ProcessFacts, 'startTicks'>): number | null {
  // Seconds since the boot, by the clock that the ticks count: the wall clock may have been set since.
  const upSeconds = Number.parseFloat(readText('/proc/uptime') ?? '');
  const age = upSeconds - startTicks / ticksPerSecond;
  return Number.isFinite(age) ? Date.now() / 1000 - Math.max(0, age) : null;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
