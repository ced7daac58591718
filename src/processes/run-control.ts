import { descendantsOf, readProcessFacts } from './process-facts';

/** Why a signal could not be sent, as a phrase; null where it was. */
type Problem = string | null;

/**
 * Asks a command to end as Ctrl+C does, so that it can save what it has: its whole foreground group is interrupted, as a
 * terminal would, where that is not this process's own group; else the process alone.
 */
export function interrupt(pid: number): Problem {
  const group = readProcessFacts(pid)?.group ?? null;
  const ownGroup = readProcessFacts(process.pid)?.group ?? null;
  const isOwn = group === null || group <= 1 || group === ownGroup;
  const problem = send(isOwn ? pid : -group, 'SIGINT');
  // A process that is stopped takes no interrupt before it goes on.
  if (problem === null && isPaused(pid)) return resume(pid);
  return problem;
}

/** Stops a command and all that it has started where they are, or lets them go on. */
export function pause(pid: number): Problem {
  return signalTree(pid, 'SIGSTOP');
}
export function resume(pid: number): Problem {
  return signalTree(pid, 'SIGCONT');
}

/** Whether a process was stopped (SIGSTOP, Ctrl+Z); false where the system does not tell. */
export const isPaused = (pid: number): boolean => readProcessFacts(pid)?.isStopped === true;

function signalTree(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): Problem {
  if (process.platform === 'win32') return 'Windows has no signal that pauses a process';
  // A parent that waits for its children is stopped first and goes on last.
  const tree = [pid, ...descendantsOf(pid).map((each) => each.pid)];
  const problems = (signal === 'SIGSTOP' ? tree : tree.reverse()).map((each) => send(each, signal));
  return problems.every((problem) => problem !== null) ? (problems[0] ?? null) : null;
}

function send(pid: number, signal: NodeJS.Signals): Problem {
  try {
    process.kill(pid, signal);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH') return 'it has ended';
    return code === 'EPERM' ? 'it is another user’s' : String(error);
  }
}
