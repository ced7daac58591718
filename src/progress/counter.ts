import type { EpochFact, ProgressFact } from './progress';

/** A counter that stood still this long was not at work all that time. */
const longestStepSeconds = 900;
/** Counted for each advance, so that output that comes all at once is weighed too. */
const advanceSeconds = 0.001;
/** Lines of several processes come a little out of order: a counter that falls by less than this has not begun again. */
const leastFall = 5;
/** Epochs that changed while a counter went on, until it is known to count over all of them. */
const changesUntilGlobal = { guessed: 1, told: 2 } as const;

/** One thing that the output counts: a bar, a numbered line. */
export interface Counter {
  label: string;
  unit: ProgressFact['unit'];
  done: number;
  total: number | null;
  /** It says itself that it begins again with each epoch, or that was seen. */
  isInEpoch: boolean;
  /** It went on while the epoch changed: it counts over all epochs. */
  isGlobal: boolean;
  epochChanges: number;
  /** The epoch in which it was last seen; null before the first is known. */
  seenInEpoch: number | null;
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
  /** All that was seen of it are its ends: one line an epoch. */
  tellsEndsAlone: boolean;
  /** It may be of something else, until it has gone on. */
  isGuess: boolean;
}

/** What epochs the output tells of when a counter is first seen. */
interface Epochs {
  readonly over: number;
  /** The one that it is in; null where none is told. */
  readonly now: number | null;
}

export const newCounter = (fact: ProgressFact, seconds: number, epochs: Epochs): Counter => ({
  label: fact.label,
  unit: fact.unit,
  done: fact.done,
  total: fact.total,
  isInEpoch: fact.isInEpoch,
  isGlobal: false,
  epochChanges: 0,
  seenInEpoch: epochs.now,
  restarts: 0,
  epochsBefore: fact.epoch === null ? epochs.over : 0,
  epoch: fact.epoch,
  passLength: null,
  activeSeconds: 0,
  lastSeconds: seconds,
  tellsEndsAlone: fact.done === fact.total,
  isGuess: fact.isGuess ?? false,
});

/** Takes a counter's next fact; `epochNow` is the epoch that the output is in, null where that is not known. */
export function advance(
  counter: Counter,
  fact: ProgressFact,
  seconds: number,
  epochNow: number | null,
): void {
  if (isLate(counter, fact)) return;
  let since = Math.min(Math.max(0, seconds - counter.lastSeconds), longestStepSeconds);
  if (fact.done < counter.done) {
    if (!beginsAgain(counter, fact)) return;
    counter.restarts += 1;
    counter.isInEpoch = true;
    counter.isGlobal = false;
    // It was not at work since it ended: an evaluation's bar stands still while the training goes on.
    since = 0;
    if (counter.total === null) counter.passLength = counter.done;
  } else if (isDoneAgain(counter, fact, epochNow)) counter.restarts += 1;
  else noteEpochChange(counter, fact, epochNow);
  counter.seenInEpoch = epochNow;
  counter.tellsEndsAlone &&= fact.done === fact.total;
  if (fact.done !== counter.done) {
    counter.isGuess = false;
    counter.activeSeconds += since + advanceSeconds;
    counter.lastSeconds = seconds;
  }
  counter.isInEpoch ||= fact.isInEpoch;
  counter.done = fact.done;
  counter.total = fact.total ?? counter.total;
  if (counter.total !== null && counter.done > counter.total) counter.total = null;
  counter.epoch = fact.epoch ?? counter.epoch;
}

/** A line of an epoch that is over, as from another process. */
const isLate = ({ epoch }: Counter, fact: ProgressFact): boolean =>
  epoch !== null && fact.epoch !== null && !epoch.isPosition && fact.epoch.index < epoch.index;

function beginsAgain(counter: Counter, fact: ProgressFact): boolean {
  if (counter.epoch !== null && fact.epoch !== null && fact.epoch.index > counter.epoch.index) return true;
  if (fact.done > counter.done / 2) return false;
  const wasDone = counter.total !== null && counter.done >= 0.9 * counter.total;
  return wasDone || counter.done - fact.done >= leastFall;
}

/** One line an epoch, at its end, always tells the same. A bar that stands full while the epochs go on is only drawn again. */
const isDoneAgain = (counter: Counter, fact: ProgressFact, epochNow: number | null): boolean =>
  counter.tellsEndsAlone &&
  epochNow !== null &&
  counter.seenInEpoch !== null &&
  epochNow > counter.seenInEpoch &&
  fact.done === fact.total &&
  fact.done === counter.done;

function noteEpochChange(counter: Counter, fact: ProgressFact, epochNow: number | null): void {
  if (epochNow === null || counter.seenInEpoch === null || counter.restarts > 0) return;
  if (epochNow <= counter.seenInEpoch || fact.done <= counter.done) return;
  counter.epochChanges += 1;
  const needed = fact.isInEpoch ? changesUntilGlobal.told : changesUntilGlobal.guessed;
  if (counter.epochChanges >= needed) counter.isGlobal = true;
}

/** Whether a fact without a counter of its own goes on with one whose total has changed, or was passed. */
export function goesOn(counter: Counter, fact: ProgressFact): boolean {
  if (counter.label !== fact.label || counter.unit !== fact.unit || fact.done < counter.done) return false;
  if (fact.label !== '') return true;
  // Bars without a label are many things: this one must have been under way, and be where that one was.
  const isUnderWay = counter.done >= leastFall && (counter.total === null || counter.done <= counter.total);
  return isUnderWay && fact.done <= counter.done + Math.max(2, 0.1 * counter.done);
}
