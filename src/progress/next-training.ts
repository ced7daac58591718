import type { Counter } from './counter';
import type { EpochFact, ProgressFact } from './progress';

/** Epochs that were told before, for so long, are those of another training: all at once they are a summary. */
const leastSeconds = 1;
/** By so many epochs the output falls back; by one, it is a line of another process that comes late. */
const leastFall = 2;

/** Notices that another training begins after one that is over: the folds of a cross-validation, the trials of a search. */
export class NextTraining {
  /** The epoch that each kind of line told last. */
  private readonly told = new Map<string, EpochFact>();
  /** Since when epochs are told that were told before, and the first of them. */
  private anew: { readonly since: number; readonly epoch: EpochFact | null } | null = null;

  /**
   * Whether a fact is of the training that was told so far; waits to be of that or of the next one; or is of the next, whose first epoch
   * it tells. `bar` is the counter that the fact goes on with.
   */
  judge(fact: ProgressFact, seconds: number, bar: Counter | undefined): 'same' | 'waits' | 'next' {
    if (this.isAnew(fact, bar)) this.anew ??= { since: seconds, epoch: fact.epoch };
    else if (fact.epoch !== null || fact.unit === 'epoch') this.anew = null;
    if (this.anew === null) return 'same';
    return seconds - this.anew.since < leastSeconds ? 'waits' : 'next';
  }

  /** Goes over to the next training. Returns the epoch that it began with; null where no line told it. */
  begin(): EpochFact | null {
    const epoch = this.anew?.epoch ?? null;
    this.anew = null;
    this.told.clear();
    return epoch;
  }

  private isAnew({ done, epoch, label, unit }: ProgressFact, bar: Counter | undefined): boolean {
    if (unit === 'epoch' && epoch === null)
      return bar !== undefined && bar.total !== null && bar.done >= bar.total && bar.done - done >= leastFall;
    if (epoch === null || epoch.isPosition || epoch.total === null) return false;
    const key = `${label}\n${unit}`;
    const last = this.told.get(key);
    const isAnew = last?.total === epoch.total && last.index - epoch.index >= leastFall;
    if (!isAnew) this.told.set(key, epoch);
    return isAnew;
  }
}
