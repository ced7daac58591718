import { readFileSync } from 'node:fs';

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
} as const;

export const fieldsOfStat = (stat: string): string[] =>
  stat
    .slice(stat.lastIndexOf(')') + 2)
    .trimEnd()
    .split(' ');

/** Null where there is no such process, and on systems without /proc. */
export function readStat(pid: number | 'self'): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return null;
  }
}

/** Whether a process has ended and nobody has waited for it yet. */
export const hasEnded = (fields: readonly string[]): boolean => /^[ZX]/.test(fields[statField.state] ?? '');
