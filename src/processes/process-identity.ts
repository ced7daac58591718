import { readProcessFacts } from './process-facts';

/** A process by its number and its start, so that one that has taken the number over is another. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Null where the system does not tell. */
  readonly startTicks: number | null;
}

export const identityOf = (pid: number): ProcessIdentity => ({
  pid,
  startTicks: readProcessFacts(pid)?.startTicks ?? null,
});

/** Whether that very process lives; where its start is not known, whether one of its number does. */
export function isAlive({ pid, startTicks }: ProcessIdentity): boolean {
  if (startTicks !== null) return readProcessFacts(pid)?.startTicks === startTicks;
  // A signal to 0 or below would go to whole groups of processes, and so be answered.
  if (pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
