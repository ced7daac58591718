import { closeSync, openSync, readSync } from 'node:fs';

/** Every Linux that Node runs on tells 100 ticks a second (USER_HZ). */
export const ticksPerSecond = 100;

/** The fields of /proc/<pid>/stat after the name, whatever that holds, counted from 0: see proc_pid_stat(5). */
export const statField = {
  state: 0,
  parent: 1,
  group: 2,
  session: 3,
  foregroundGroup: 5,
  userTime: 11,
  systemTime: 12,
  childrenUser: 13,
  childrenSystem: 14,
  start: 19,
  startStack: 25,
  startBreak: 44,
} as const;

export const fieldsOfStat = (stat: string): string[] =>
  stat
    .slice(stat.lastIndexOf(')') + 2)
    .trimEnd()
    .split(' ');

/** Longer than any: 52 numbers of at most 20 digits, and a name. */
const statBytes = Buffer.allocUnsafe(2048);

/** Null where there is no such process, and on systems without /proc. */
export function readStat(pid: number | 'self'): string | null {
  let file: number;
  try {
    file = openSync(`/proc/${pid}/stat`, 'r');
  } catch {
    return null;
  }
  try {
    // One read: the kernel makes the whole of it at once.
    return statBytes.toString('latin1', 0, readSync(file, statBytes, 0, statBytes.length, 0));
  } catch {
    return null;
  } finally {
    closeSync(file);
  }
}

/** Whether a process has ended and nobody has waited for it yet. */
export const hasEnded = (fields: readonly string[]): boolean => /^[ZX]/.test(fields[statField.state] ?? '');
