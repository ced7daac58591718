import type { Progress } from '../../progress/progress';
import type { ProgressRecord } from '../../runs/journal';

/** Progress is written to the journal at most this often, and in a long run once in each thousandth part of it. */
const leastSeconds = 0.5;
const shareOfElapsed = 0.001;

/** Thins the progress that a training tells to what the journal needs. Times are seconds since the run's start. */
export class ProgressLog {
  private pending: ProgressRecord | null = null;
  private writtenAt = -Infinity;
  private written: ProgressRecord | null = null;

  take(progress: Progress, from: string, t: number): void {
    this.pending = { type: 'progress', t, ...progress, from };
  }

  /** What is to be written now; null where nothing is. `isLast` at the end of the run, when what waits is written at once. */
  due(now: number, isLast = false): ProgressRecord | null {
    const { pending } = this;
    if (pending === null) return null;
    const isEarly = now - this.writtenAt < Math.max(leastSeconds, shareOfElapsed * now);
    // Samples are written a little after their time: what was told since is written with a later one.
    if (!isLast && (isEarly || pending.t > now)) return null;
    this.pending = null;
    const { written } = this;
    const isSame =
      pending.done === written?.done &&
      pending.total === written.total &&
      pending.tokensPerUnit === written.tokensPerUnit;
    if (isSame) return null;
    this.writtenAt = now;
    this.written = pending;
    return pending;
  }
}
