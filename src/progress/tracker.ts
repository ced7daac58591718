import { Announced, nounOf } from './announced';
import { advance, goesOn, newCounter, type Counter } from './counter';
import { NextTraining } from './next-training';
import type { AnnouncedTotal } from './output/announced-totals';
import type { EpochFact, Progress, ProgressFact } from './progress';

/** Output that counts more things than this is no training's. */
const mostCounters = 64;
/** A bar is under way once it has advanced so often. */
const fewestAdvances = 5;
/** A bar within another one tells the training only where it takes so many times as long. */
const innerShare = 4;
/** A counter whose total grows so often while it stands still is none. */
const mostGrowthsAtRest = 3;

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
  private readonly next = new NextTraining();
  /** What trainings before this one have done, as in the folds of a cross-validation; null before a second one begins. */
  private before: Pick<Progress, 'done' | 'unit'> | null = null;
  private shown: Progress | null = null;

  /** Takes one fact, told at `seconds` of a monotonic clock. Returns the progress where it has changed, else null. */
  take(fact: ProgressFact, seconds: number): Progress | null {
    const training = this.next.judge(fact, seconds, this.counters.get(keyOf(fact)));
    if (training === 'waits') return null;
    if (training === 'next') this.beginNext();
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
    if (current === null) return this.withdrawn();
    // The next training's first epoch is told before what counts in it.
    if (current.unit === 'epoch' && (this.before?.unit ?? 'epoch') !== 'epoch') return null;
    const progress = withinTotals(this.afterOthers(current));
    if (!isFurther(progress, this.shown)) return null;
    this.shown = progress;
    return progress;
  }

  /** A total that was shown, and was none: its counter stood still while it grew. */
  private withdrawn(): Progress | null {
    const { shown } = this;
    const hasTotal = (shown?.total ?? null) !== null;
    if (shown === null || !hasTotal || ![...this.counters.values()].some(isSwapped)) return null;
    this.shown = { ...shown, total: null };
    return this.shown;
  }

  private beginNext(): void {
    const { shown } = this;
    if (shown !== null) this.before = { done: shown.done, unit: shown.unit };
    this.counters.clear();
    this.epoch = null;
    const epoch = this.next.begin();
    if (epoch !== null) this.takeEpoch(epoch);
  }

  /** How many trainings there will be is not told: the whole has no total then. */
  private afterOthers(progress: Progress): Progress {
    const { before } = this;
    if (before === null) return progress;
    const done = before.unit === progress.unit ? before.done + progress.done : progress.done;
    return { ...progress, done, total: null, epochs: null };
  }

  private takeEpoch(epoch: EpochFact): void {
    if (!epoch.isPosition) this.epochsFromZero ??= epoch.index === 0;
    const { index, isPosition, hasEnded } = epoch;
    this.epoch =
      epoch.total === null && this.epoch !== null ? { ...this.epoch, index, isPosition, hasEnded } : epoch;
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

  /**
   * Of how many epochs a line tells. Counted from 0 to `9` there are 10; to `10`, where that is what the loop was given, 10 as well. Of
   * `0/3` nobody knows, until it comes to the third, or the number was announced.
   */
  private epochTotal({ index, total, totalIs }: EpochFact): number | null {
    if (total === null || this.epochsFromZero !== true) return total;
    if (totalIs === 'last index' || index >= total) return total + 1;
    const announced = this.announced.of('epoch');
    if (totalIs === 'count' || total === announced) return total;
    if (total + 1 === announced || (total + 1) % 5 === 0) return total + 1;
    return total % 5 === 0 ? total : null;
  }

  private count(fact: ProgressFact, seconds: number): void {
    if (this.isAfterEpoch(fact)) return;
    const counter = this.find(fact);
    if (counter !== null && fact.label === '' && !counter.isInner && fact.done > counter.done)
      this.settleInner();
    if (counter !== null) advance(counter, fact, seconds, this.epochNow());
    else if (this.counters.size < mostCounters) {
      const epochs = { over: this.epochsOverNow(), now: this.epochNow() };
      const isInner = fact.label === '' && this.hasBarUnderWay();
      this.counters.set(keyOf(fact), { ...newCounter(fact, seconds, epochs), isInner });
    }
  }

  /** Keras tells its epochs above their bars: another bar below an epoch that is through is of an evaluation. */
  private isAfterEpoch({ label, total }: ProgressFact): boolean {
    const now = this.epochNow();
    return (
      label === 'keras' &&
      now !== null &&
      [...this.counters.values()].some(
        (counter) =>
          counter.label === label &&
          counter.seenInEpoch === now &&
          counter.done === counter.total &&
          counter.total !== total,
      )
    );
  }

  /** The bar goes on in which they were drawn. */
  private settleInner(): void {
    for (const [key, counter] of this.counters)
      if (counter.isInner) this.counters.set(key, { ...counter, isSettled: true });
  }

  /** Of bars without a label one that begins while another is under way is an evaluation, or what is done between. */
  private hasBarUnderWay(): boolean {
    return [...this.counters.values()].some(
      ({ label, total, done, isInner, advances }) =>
        label === '' && !isInner && total !== null && done < total && advances >= fewestAdvances,
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
      const progress =
        counter.total === 1 || counter.isGuess || counter.isSettled || isSwapped(counter)
          ? null
          : this.progressOf(counter);
      const saysTraining = /\btrain/.test(counter.label);
      const activeSeconds = counter.isInner ? counter.activeSeconds / innerShare : counter.activeSeconds;
      return progress === null ? [] : [{ progress, saysTraining, activeSeconds }];
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
      (counter.isInEpoch || (this.mayHaveEpochs(epochTotal) && this.namesEpochsBefore(counter)));
    if (!isWithin) {
      const announced = total ?? this.announcedFor(counter);
      // A line alone, without a total, is written after its step: `iter 29` is the last of 30 that are counted from 0.
      const isLast = total === null && counter.isFromZero && done + 1 === announced;
      return { done: isLast ? done + 1 : done, total: announced, unit, epochs: this.positionInEpochs() };
    }
    const length = total ?? counter.passLength;
    if (length === null) return { done, total: null, unit, epochs: null };
    const over = this.epochsOverAt(counter);
    // Passes that it was not seen in count as long as this one.
    const unitsOver = counter.unitsBefore + Math.max(0, over - counter.restarts) * length;
    const epochs = { done: over + done / length, total: epochTotal };
    // Per cent of an epoch add up to epochs.
    if (unit === 'percent') return { ...epochs, unit: 'epoch', epochs };
    return {
      done: unitsOver + done,
      total: epochTotal === null ? null : unitsOver + Math.max((epochTotal - over) * length, done),
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

  /** Whether there is more than one epoch, or may be: of `0/1` nobody knows. */
  private mayHaveEpochs(total: number | null): boolean {
    return total === null ? this.epoch !== null && this.epoch.total !== null : total > 1;
  }

  /** A line such as `Epoch 1/3` stands above a bar that is of that epoch. */
  private namesEpochsBefore(counter: Counter): boolean {
    if (/global|total/.test(counter.label)) return false;
    return this.epoch === null ? this.outerBar() !== undefined : !this.epoch.isPosition;
  }

  private epochsOverAt(counter: Counter): number {
    if (counter.epoch !== null && counter.epochsFromZero) return counter.epoch.index;
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

const isSwapped = ({ growthsAtRest }: Counter): boolean => growthsAtRest >= mostGrowthsAtRest;

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
