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
  /** Its first place was 0: it may count from 0 to one less than its total. */
  readonly isFromZero: boolean;
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
  /** Its own lines count epochs from 0. */
  epochsFromZero: boolean;
  /** What it counted up to before it began again, where it tells no total. */
  passLength: number | null;
  /** Units of the passes that it has gone through before the one that it is in. */
  unitsBefore: number;
  /** Lower places that were told since it went on: it may have begun again, or they are of something else that is printed. */
  lower: { readonly since: number; done: number; times: number } | null;
  /** How long it took from one place to the next, the last time. */
  lastWait: number;
  /** How often its total grew while it stood still: it is the total that counts, and its place is an epoch (WeNet). */
  growthsAtRest: number;
  /** It began while another bar without a label was under way: an evaluation, or something in the other. */
  isInner: boolean;
  /** That other bar has gone on since: this one is not the training's. */
  isSettled: boolean;
  /** How long it was seen to advance, in seconds, and how often. */
  activeSeconds: number;
  advances: number;
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
  isFromZero: fact.done === 0,
  isInEpoch: fact.isInEpoch,
  isGlobal: false,
  epochChanges: 0,
  seenInEpoch: epochs.now,
  restarts: 0,
  epochsBefore: fact.epoch === null ? epochs.over : 0,
  epoch: fact.epoch,
  epochsFromZero: fact.epoch?.index === 0,
  passLength: null,
  unitsBefore: 0,
  lower: null,
  lastWait: 0,
  growthsAtRest: 0,
  isInner: false,
  isSettled: false,
  activeSeconds: 0,
  advances: 0,
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
  if (fact.done < counter.done || isNextPass(counter, fact)) {
    if (!beginsAgain(counter, fact) || !isSure(counter, fact, seconds, epochNow)) return;
    counter.restarts += 1;
    counter.unitsBefore += counter.total ?? counter.done;
    counter.isInEpoch = true;
    counter.isGlobal = false;
    // It was not at work since it ended: an evaluation's bar stands still while the training goes on.
    since = 0;
    if (counter.total === null) counter.passLength = counter.done;
  } else if (isDoneAgain(counter, fact, epochNow)) {
    counter.restarts += 1;
    counter.unitsBefore += counter.done;
  } else noteEpochChange(counter, fact, epochNow);
  counter.lower = null;
  counter.seenInEpoch = epochNow;
  counter.tellsEndsAlone &&= fact.done === fact.total;
  if (fact.done !== counter.done) {
    counter.isGuess = false;
    counter.advances += 1;
    counter.activeSeconds += since + advanceSeconds;
    counter.lastWait = Math.max(0, seconds - counter.lastSeconds);
    counter.lastSeconds = seconds;
  } else if (fact.total !== null && counter.total !== null && fact.total > counter.total)
    counter.growthsAtRest += 1;
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
  if (isOfLaterEpoch(counter, fact)) return true;
  if (fact.done > counter.done / 2) return false;
  const wasDone = counter.total !== null && counter.done >= 0.9 * counter.total;
  return wasDone || counter.done - fact.done >= leastFall;
}

/** Passes are not all of one length: the next one may be seen first where it is further than the last one was. */
const isNextPass = (counter: Counter, fact: ProgressFact): boolean =>
  isOfLaterEpoch(counter, fact) &&
  counter.total !== null &&
  counter.done >= counter.total &&
  fact.total !== null &&
  fact.total !== counter.total;

const isOfLaterEpoch = ({ epoch }: Counter, fact: ProgressFact): boolean =>
  epoch !== null && fact.epoch !== null && fact.epoch.index > epoch.index;

/** So many lower places in a row, over as long as one took before, are a counter that has begun again. */
const fewestLower = 3;

/**
 * Whether a counter has surely begun again. A bar, or a line that tells its epoch, has; a number alone may stand in a text that is
 * printed, as of a sample that a model has written ("Step 1: ..."): it must go on from there.
 */
function isSure(counter: Counter, fact: ProgressFact, seconds: number, epochNow: number | null): boolean {
  if (fact.total !== null || isOfLaterEpoch(counter, fact)) return true;
  if (epochNow !== null && counter.seenInEpoch !== null && epochNow > counter.seenInEpoch) return true;
  const { lower } = counter;
  if (lower === null || fact.done <= lower.done) {
    counter.lower = { since: seconds, done: fact.done, times: 1 };
    return false;
  }
  lower.done = fact.done;
  lower.times += 1;
  return lower.times >= fewestLower && seconds - lower.since >= counter.lastWait;
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
  if (counter.label !== fact.label || counter.unit !== fact.unit) return false;
  // The next epoch may have more batches, or fewer.
  if (isOfLaterEpoch(counter, fact) && counter.total !== null && counter.done >= counter.total) return true;
  if (fact.done < counter.done) return false;
  if (fact.label !== '') return true;
  // Bars without a label are many things: this one must have been under way, and be where that one was.
  const isUnderWay = counter.done >= leastFall && (counter.total === null || counter.done <= counter.total);
  return isUnderWay && fact.done <= counter.done + Math.max(2, 0.1 * counter.done);
}
