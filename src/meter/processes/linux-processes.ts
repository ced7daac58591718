import { readdirSync, readFileSync } from 'node:fs';

/** One process, as /proc/<pid>/stat tells it. */
export interface ProcessRecord {
  readonly pid: number;
  readonly parent: number;
  /** Clock ticks after the boot; with the pid it names a process for good. */
  readonly startTicks: number;
  /** Processor time of the process and of those of its children that it has waited for. */
  readonly cpuSeconds: number;
  /** It has ended, and nobody has waited for it yet. */
  readonly hasEnded: boolean;
  /** Its process group: what a shell without job control starts stays in that of the shell. Left out where not known. */
  readonly group?: number;
}

/** Every Linux that Node runs on tells 100 ticks a second (USER_HZ). */
const ticksPerSecond = 100;

/** Fields of /proc/<pid>/stat after the name, counted from 0: see proc_pid_stat(5). */
const field = {
  parent: 1,
  group: 2,
  userTime: 11,
  systemTime: 12,
  childrenUser: 13,
  childrenSystem: 14,
  start: 19,
} as const;

/** The record of `stat`'s text, whatever the name of the process holds; null where it is cut or foreign. */
export function parseProcess(pid: number, stat: string): ProcessRecord | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const number = (index: number): number => Number(fields[index]);
  const ticks =
    number(field.userTime) +
    number(field.systemTime) +
    number(field.childrenUser) +
    number(field.childrenSystem);
  const numbers = {
    pid,
    parent: number(field.parent),
    group: number(field.group),
    startTicks: number(field.start),
    cpuSeconds: ticks / ticksPerSecond,
  };
  if (!Object.values(numbers).every(Number.isFinite)) return null;
  return { ...numbers, hasEnded: fields[0] === 'Z' || fields[0] === 'X' };
}

/** Null where there is no such process. */
export function readProcess(pid: number): ProcessRecord | null {
  try {
    return parseProcess(pid, readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return null;
  }
}

/** Every process that this one can see; empty where there is no /proc. */
export function listProcesses(): ProcessRecord[] {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  }
  return names.flatMap((name) => (/^\d+$/.test(name) ? (readProcess(Number(name)) ?? []) : []));
}

/** Processor seconds of the children that this process has waited for; null where there is no /proc. */
export function waitedSeconds(): number | null {
  try {
    const stat = readFileSync('/proc/self/stat', 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[field.childrenUser]) + Number(fields[field.childrenSystem]);
    return Number.isFinite(ticks) ? ticks / ticksPerSecond : null;
  } catch {
    return null;
  }
}
