import type { EpochFact, Progress, ProgressFact } from './progress';

/** Output that counts more things than this is no training's. */
const mostCounters = 40;
/** A counter that stood still this long was not at work all that time. */
const longestStepSeconds = 900;

/** Counted for each advance, so that output that comes all at once is weighed too. */
const advanceSeconds = 0.001;

/** One thing that the output counts: a bar, a numbered line. */
interface Counter {
  label: string;
  unit: ProgressFact['unit'];
  done: number;
  total: number | null;
  /** It says itself that it begins again with each epoch, or that was seen. */
  isInEpoch: boolean;
  /** How often it began again. */
  restarts: number;
  /** Epochs that were over when it was first seen. */
  epochsBefore: number;
  /** The epoch that its own lines name; null where they name none. */
  epoch: EpochFact | null;
  /** What it counted up to before it began again, where it tells no total. */
  passLength: number | null;
  /** How long it was seen to advance, in seconds. */
  activeSeconds: number;
  lastSeconds: number;
}

/**
 * Makes one progress of what a training prints: finds the counter that is the training's among its bars and lines
 * (evaluation, downloads and other bars advance for less of the time), and joins one that counts within an epoch with the
 * epochs.
 */
export class ProgressTracker {
  private readonly counters = new Map<string, Counter>();
  /** Whether epochs are counted from 0; null before the first is seen. */
  private epochsFromZero: boolean | null = null;
  private epoch: EpochFact | null = null;
  private shown: Progress | null = null;

  /** Takes one fact, told at `seconds` of a monotonic clock. Returns the progress where it has changed, else null. */
  take(fact: ProgressFact, seconds: number): Progress | null {
    if (fact.epoch !== null) this.takeEpoch(fact.epoch);
    // Lines of epochs alone are their beginning or end; a bar of epochs counts them.
    if (fact.epoch === null || fact.unit !== 'epoch') this.count(fact, seconds);
    const progress = this.current();
    if (progress === null || !isFurther(progress, this.shown)) return null;
    this.shown = progress;
    return progress;
  }

  private takeEpoch(epoch: EpochFact): void {
    if (!epoch.isPosition) this.epochsFromZero ??= epoch.index === 0;
    const { total } = this.epoch ?? { total: null };
    this.epoch = { ...epoch, total: epoch.total ?? total };
  }

  /** How many epochs are over by a line that names one; a position is that already. */
  private epochsOver({ index, isPosition, hasEnded }: EpochFact): number {
    if (isPosition) return index;
    return Math.max(0, index - (this.epochsFromZero === true ? 0 : 1) + (hasEnded ? 1 : 0));
  }

  private epochsOverNow(): number {
    return this.epoch === null ? (this.outerBar()?.done ?? 0) : Math.floor(this.epochsOver(this.epoch));
  }

  private epochTotal({ total }: EpochFact): number | null {
    // Counted from 0 to `9` there are 10; to `10`, where that is what the loop was given, 10 as well.
    if (total === null || this.epochsFromZero !== true) return total;
    return total % 5 === 0 ? total : total + 1;
  }

  private count(fact: ProgressFact, seconds: number): void {
    const counter = this.find(fact);
    if (counter === null) {
      if (this.counters.size >= mostCounters) return;
      this.counters.set(keyOf(fact), {
        label: fact.label,
        unit: fact.unit,
        done: fact.done,
        total: fact.total,
        isInEpoch: fact.isInEpoch,
        restarts: 0,
        epochsBefore: fact.epoch === null ? this.epochsOverNow() : 0,
        epoch: fact.epoch,
        passLength: null,
        activeSeconds: 0,
        lastSeconds: seconds,
      });
      return;
    }
    let since = Math.min(Math.max(0, seconds - counter.lastSeconds), longestStepSeconds);
    if (fact.done < counter.done) {
      // A line that came late, as from another rank, is not a new beginning.
      if (fact.done > counter.done / 2) return;
      counter.restarts += 1;
      counter.isInEpoch = true;
      // It was not at work since it ended: an evaluation's bar stands still while the training goes on.
      since = 0;
      if (counter.total === null) counter.passLength = counter.done;
    }
    if (fact.done !== counter.done) {
      counter.activeSeconds += since + advanceSeconds;
      counter.lastSeconds = seconds;
    }
    counter.isInEpoch ||= fact.isInEpoch;
    counter.done = fact.done;
    counter.total = fact.total ?? counter.total;
    if (counter.total !== null && counter.done > counter.total) counter.total = null;
    counter.epoch = fact.epoch ?? counter.epoch;
  }

  private find(fact: ProgressFact): Counter | null {
    const same = this.counters.get(keyOf(fact));
    if (same !== undefined) return same;
    if (fact.label === '') return null;
    // Its total has changed while it goes on.
    for (const [key, counter] of this.counters) {
      const isOne = counter.label === fact.label && counter.unit === fact.unit && fact.done >= counter.done;
      if (!isOne) continue;
      this.counters.delete(key);
      this.counters.set(keyOf(fact), counter);
      return counter;
    }
    return null;
  }

  private current(): Progress | null {
    const candidates = [...this.counters.values()].flatMap((counter) => {
      const progress = counter.total === 1 ? null : this.progressOf(counter);
      return progress === null ? [] : [{ progress, activeSeconds: counter.activeSeconds }];
    });
    const longest = Math.max(0, ...candidates.map(({ activeSeconds }) => activeSeconds));
    const active = candidates.filter(({ activeSeconds }) => activeSeconds >= longest / 2);
    const [best] = active.sort(
      (a, b) => rank(b.progress) - rank(a.progress) || b.activeSeconds - a.activeSeconds,
    );
    return best?.progress ?? this.epochsAlone();
  }

  private epochsAlone(): Progress | null {
    if (this.epoch === null) return null;
    const epochs = { done: this.epochsOver(this.epoch), total: this.epochTotal(this.epoch) };
    return { ...epochs, unit: 'epoch', epochs };
  }

  private progressOf(counter: Counter): Progress | null {
    const { unit, done, total } = counter;
    if (unit === 'epoch') return { done, total, unit, epochs: { done, total } };
    const epochTotal = this.totalOfEpochs();
    const isWithin =
      counter.isInEpoch || (epochTotal !== null && epochTotal > 1 && this.namesEpochsBefore(counter));
    if (!isWithin) return { done, total, unit, epochs: this.positionInEpochs() };
    const length = total ?? counter.passLength;
    if (length === null) return { done, total: null, unit, epochs: null };
    const over = this.epochsOverAt(counter);
    const fraction = over + done / length;
    return {
      done: over * length + done,
      total: epochTotal === null ? null : Math.max(epochTotal * length, over * length + done),
      unit,
      epochs: { done: fraction, total: epochTotal },
    };
  }

  /** A line such as `Epoch 1/3` stands above a bar that is of that epoch. */
  private namesEpochsBefore(counter: Counter): boolean {
    if (/global|total/.test(counter.label)) return false;
    return this.epoch === null ? this.outerBar() !== undefined : !this.epoch.isPosition;
  }

  private epochsOverAt(counter: Counter): number {
    if (counter.epoch !== null) return Math.floor(this.epochsOver({ ...counter.epoch, hasEnded: false }));
    return counter.epochsBefore + counter.restarts;
  }

  private totalOfEpochs(): number | null {
    if (this.epoch !== null) {
      const total = this.epochTotal(this.epoch);
      if (total !== null) return total;
    }
    return this.outerBar()?.total ?? null;
  }

  private outerBar(): Counter | undefined {
    return [...this.counters.values()].find(({ unit }) => unit === 'epoch');
  }

  private positionInEpochs(): Progress['epochs'] {
    return this.epoch?.isPosition === true ? { done: this.epoch.index, total: null } : null;
  }
}

/** Bars of other lengths are other bars; a numbered line has no length, or tells it each time. */
const keyOf = ({ label, unit, total }: ProgressFact): string => `${label}\n${unit}\n${total ?? ''}`;

/** A total is worth most, then the finer unit. */
const rank = ({ total, unit }: Progress): number => (total === null ? 0 : 2) + (unit === 'epoch' ? 0 : 1);

function isFurther(progress: Progress, before: Progress | null): boolean {
  if (before === null) return true;
  if (progress.unit !== before.unit) return true;
  return progress.done > before.done || progress.total !== before.total;
}
