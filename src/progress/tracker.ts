import { Announced, nounOf } from './announced';
import { advance, goesOn, newCounter, type Counter } from './counter';
import type { AnnouncedTotal } from './output/announced-totals';
import type { EpochFact, Progress, ProgressFact } from './progress';

/** Output that counts more things than this is no training's. */
const mostCounters = 64;

/**
 * Makes one progress of what a training prints: finds the counter that is the training's among its bars and lines
 * (evaluation, downloads and other bars advance for less of the time), and joins one that counts within an epoch with the
 * epochs.
 */
export class ProgressTracker {
  private readonly counters = new Map<string, Counter>();
  private readonly announced = new Announced();
  /** Whether epochs are counted from 0; null before the first is seen. */
  private epochsFromZero: boolean | null = null;
  private epoch: EpochFact | null = null;
  private shown: Progress | null = null;

  /** Takes one fact, told at `seconds` of a monotonic clock. Returns the progress where it has changed, else null. */
  take(fact: ProgressFact, seconds: number): Progress | null {
    if (fact.epoch !== null) this.takeEpoch(fact.epoch);
    // Lines of epochs alone are their beginning or end; a bar of epochs counts them.
    if (fact.epoch === null || fact.unit !== 'epoch') this.count(fact, seconds);
    return this.changed();
  }

  /** Takes what the training says there is to do. Returns the progress where that has changed it, else null. */
  announce(told: AnnouncedTotal, seconds: number): Progress | null {
    const { noun, unit, total } = told;
    if (!this.announced.take(told)) return this.shown === null ? null : this.changed();
    const label = `total ${noun}`;
    return this.take({ label, done: total, total: null, unit, isInEpoch: false, epoch: null }, seconds);
  }

  private changed(): Progress | null {
    const current = this.current();
    if (current === null) return null;
    const progress = withinTotals(current);
    if (!isFurther(progress, this.shown)) return null;
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

  /** The epoch that the output is in; null where none is told. */
  private epochNow(): number | null {
    if (this.epoch !== null) return this.epoch.isPosition ? null : this.epoch.index;
    return this.outerBar()?.done ?? null;
  }

  private epochTotal({ total }: EpochFact): number | null {
    // Counted from 0 to `9` there are 10; to `10`, where that is what the loop was given, 10 as well.
    if (total === null || this.epochsFromZero !== true) return total;
    return total % 5 === 0 ? total : total + 1;
  }

  private count(fact: ProgressFact, seconds: number): void {
    const counter = this.find(fact);
    if (counter !== null) advance(counter, fact, seconds, this.epochNow());
    else if (this.counters.size < mostCounters)
      this.counters.set(
        keyOf(fact),
        newCounter(fact, seconds, { over: this.epochsOverNow(), now: this.epochNow() }),
      );
  }

  private find(fact: ProgressFact): Counter | null {
    const same = this.counters.get(keyOf(fact));
    if (same !== undefined) return same;
    for (const [key, counter] of this.counters) {
      if (!goesOn(counter, fact)) continue;
      this.counters.delete(key);
      this.counters.set(keyOf(fact), counter);
      return counter;
    }
    return null;
  }

  private current(): Progress | null {
    const candidates = [...this.counters.values()].flatMap((counter) => {
      const progress = counter.total === 1 || counter.isGuess ? null : this.progressOf(counter);
      const saysTraining = /\btrain/.test(counter.label);
      return progress === null ? [] : [{ progress, saysTraining, activeSeconds: counter.activeSeconds }];
    });
    const longest = Math.max(0, ...candidates.map(({ activeSeconds }) => activeSeconds));
    const active = candidates.filter(({ activeSeconds }) => activeSeconds >= longest / 2);
    const [best] = active.sort(
      (a, b) =>
        rank(b.progress) - rank(a.progress) ||
        Number(b.saysTraining) - Number(a.saysTraining) ||
        b.activeSeconds - a.activeSeconds,
    );
    return best?.progress ?? this.epochsAlone();
  }

  private epochsAlone(): Progress | null {
    if (this.epoch === null) return null;
    const epochs = { done: this.epochsOver(this.epoch), total: this.totalOfEpochs() };
    return { ...epochs, unit: 'epoch', epochs };
  }

  private progressOf(counter: Counter): Progress | null {
    const { unit, done, total } = counter;
    if (unit === 'epoch') {
      const epochs = { done, total: total ?? this.announcedFor(counter) };
      return { ...epochs, unit, epochs };
    }
    const epochTotal = this.totalOfEpochs();
    const isWithin =
      !this.isOverAllEpochs(counter) &&
      (counter.isInEpoch || (epochTotal !== null && epochTotal > 1 && this.namesEpochsBefore(counter)));
    if (!isWithin)
      return { done, total: total ?? this.announcedFor(counter), unit, epochs: this.positionInEpochs() };
    const length = total ?? counter.passLength;
    if (length === null) return { done, total: null, unit, epochs: null };
    const over = this.epochsOverAt(counter);
    const epochs = { done: over + done / length, total: epochTotal };
    // Per cent of an epoch add up to epochs.
    if (unit === 'percent') return { ...epochs, unit: 'epoch', epochs };
    return {
      done: over * length + done,
      total: epochTotal === null ? null : Math.max(epochTotal * length, over * length + done),
      unit,
      epochs,
    };
  }

  /** What was announced for what a counter counts; null where nothing was, or it has passed that. */
  private announcedFor({ label, unit, done }: Counter): number | null {
    const noun = nounOf(label, unit);
    const told = noun === null ? null : this.announced.of(noun);
    return told !== null && done <= told ? told : null;
  }

  /** Its total is that of the whole training, or it went on while epochs changed. */
  private isOverAllEpochs({ isGlobal, total, unit }: Counter): boolean {
    return isGlobal || (unit === 'step' && total !== null && this.announced.of('step') === total);
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
    return this.outerBar()?.total ?? this.announced.of('epoch');
  }

  private outerBar(): Counter | undefined {
    return [...this.counters.values()].find(({ unit }) => unit === 'epoch');
  }

  private positionInEpochs(): Progress['epochs'] {
    return this.epoch?.isPosition === true
      ? { done: this.epoch.index, total: this.announced.of('epoch') }
      : null;
  }
}

/** Bars of other lengths are other bars; a numbered line has no length, or tells it each time. */
const keyOf = ({ label, unit, total }: ProgressFact): string => `${label}\n${unit}\n${total ?? ''}`;

/** A total is worth most, then the finer unit; per cent are the last of those, for what they are of is not told. */
const rank = ({ total, unit }: Progress): number =>
  (total === null ? 0 : 2) + (unit === 'epoch' ? 0 : unit === 'percent' ? 0.5 : 1);

/** A total that is 0 or was passed is none. */
function withinTotals(progress: Progress): Progress {
  const { done, total, epochs } = progress;
  const known = (count: number | null, of: number): number | null =>
    count !== null && count > 0 && count >= of ? count : null;
  return {
    ...progress,
    total: known(total, done),
    epochs: epochs === null ? null : { ...epochs, total: known(epochs.total, epochs.done) },
  };
}

function isFurther(progress: Progress, before: Progress | null): boolean {
  if (before === null) return true;
  if (progress.unit !== before.unit) return true;
  return progress.done > before.done || progress.total !== before.total;
}
