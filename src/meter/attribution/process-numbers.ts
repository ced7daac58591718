import { readFileSync } from 'node:fs';
import type { DeviceProcess } from '../source';

/** What numbers processes have in the containers (PID namespaces) that they are in. */
export interface ProcessNumbers {
  /** Of a process that is seen here, by its number here: its numbers from here to the innermost. */
  inner(pid: number): readonly number[];
  /** Of a process by its number on the host, where the host's /proc is seen: its numbers from the host's to the innermost. */
  host(pid: number): readonly number[];
}

/** Where the host's processes are seen in a container, by custom; HOST_PROC names another place. */
const hostFolder = (): string => process.env['HOST_PROC'] ?? '/host/proc';

/** By NSpid of proc_pid_status(5). */
export const processNumbers = (own = '/proc', host = hostFolder()): ProcessNumbers => ({
  inner: (pid) => numbersIn(`${own}/${pid}/status`),
  host: (pid) => numbersIn(`${host}/${pid}/status`),
});

function numbersIn(path: string): readonly number[] {
  try {
    const text = /^NSpid:(.*)$/m.exec(readFileSync(path, 'latin1'))?.[1] ?? '';
    return text.trim().split(/\s+/).map(Number).filter(Number.isSafeInteger);
  } catch {
    return [];
  }
}

/**
 * A driver's list with the numbers that its processes have here. The driver numbers them as the host does, or as the container does
 * that a process is in: one whose number is of no process here is looked for by its other numbers. What can't be told
 * from another stays as it is.
 */
export function numberedHere(
  processes: readonly DeviceProcess[],
  here: ReadonlySet<number>,
  numbers: ProcessNumbers,
): readonly DeviceProcess[] {
  if (here.size === 0 || processes.every(({ pid }) => here.has(pid))) return processes;
  return processes.map((process) => {
    if (here.has(process.pid)) return process;
    const fromHost = numbers
      .host(process.pid)
      .slice(1)
      .find((pid) => here.has(pid) && isSame(numbers.host(process.pid), numbers.inner(pid)));
    if (fromHost !== undefined) return { ...process, pid: fromHost };
    const pid = innerNumbers(here, numbers).get(process.pid) ?? null;
    return pid === null ? process : { ...process, pid };
  });
}

/** The numbers here are the last of those on the host. */
const isSame = (host: readonly number[], here: readonly number[]): boolean =>
  here.length > 0 &&
  here.length < host.length &&
  here.every((pid, index) => pid === host.at(index - here.length));

/** Of each look at the processes: all devices of a run share it. */
const known = new WeakMap<ReadonlySet<number>, ReadonlyMap<number, number | null>>();

/** The number here of the one process that has a number further in; null where several have it. */
function innerNumbers(
  here: ReadonlySet<number>,
  numbers: ProcessNumbers,
): ReadonlyMap<number, number | null> {
  const before = known.get(here);
  if (before !== undefined) return before;
  const found = new Map<number, number | null>();
  known.set(here, found);
  for (const pid of here)
    for (const inner of numbers.inner(pid).slice(1)) found.set(inner, found.has(inner) ? null : pid);
  return found;
}
