import { readFileSync } from 'node:fs';

/**
 * The variable by which the processes of a run are known again, whatever becomes of their parents, groups and sessions: every
 * process has the environment of the one that started it. It holds the run's id, after those of the runs that this one is within.
 */
const markVariable = 'WATTLENS_RUN';

/** The environment with the mark of a run. */
export function withMark(environment: NodeJS.ProcessEnv, id: string): NodeJS.ProcessEnv {
  const outer = environment[markVariable];
  return { ...environment, [markVariable]: outer === undefined || outer === '' ? id : `${outer},${id}` };
}

/** The runs that a process with this environment is within, by their ids: the outermost first. */
export const marksIn = (environment: Readonly<Record<string, string | undefined>>): string[] =>
  (environment[markVariable] ?? '').split(',').filter((id) => id !== '');

/**
 * Whether a process has the mark of a run. Not so of other users' processes, of those that were started with an environment of their own
 * (`env -i`, `sudo`), and on systems without /proc.
 */
export function hasMark(pid: number, id: string): boolean {
  try {
    const marks = readFileSync(`/proc/${pid}/environ`, 'latin1')
      .split('\0')
      .filter((entry) => entry.startsWith(`${markVariable}=`))
      .flatMap((entry) => entry.slice(markVariable.length + 1).split(','));
    return marks.includes(id);
  } catch {
    // It has ended, or isn't this user's to look at.
    return false;
  }
}
