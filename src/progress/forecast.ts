import type { Range } from '../units/quantities';

/** A moment of a training: how many units were done, when, and with how many joules. Each never falls. */
export interface ProgressPoint {
  readonly seconds: number;
  readonly done: number;
  readonly joules: number;
}

export interface Forecast {
  /** Of the whole training. `mid` is the likeliest, the truth lies between `low` and `high` nine times of ten. */
  readonly joules: Range;
  /** The whole training's duration, in seconds since the start. */
  readonly seconds: Range;
}

/** Of fewer moments nothing is foretold. */
const fewestPoints = 4;
/** A piece that took this many times the usual for its units held a pause: an evaluation, a checkpoint. */
const pauseFactor = 2.5;
/** The slow first steps are over with the first piece that takes no longer than this many times the usual. */
const warmFactor = 1.3;
/** What the pauses that have not been seen yet may add to what remains, at most: evaluations of some minutes an epoch. */
const unseenPauses = 0.12;
/** How far the rate of what remains may lie from the rate that was seen: clocks, temperature, lengths of sequences. */
const drift = 0.02;
/** 90 % of a normal distribution lie within so many standard deviations. */
const ninetyPercent = 1.645;

/**
 * The total of a training that has `total` units to do, from the points that were seen; null where there are too few.
 *
 * What the units take is the median of the later pieces, so that neither the slow first steps nor pauses are in it. What
 * pauses have taken beyond that comes again with the units between them. The interval is made of the spread of the pieces,
 * of a drift, and of pauses that may still come; all of them shrink with what remains.
 */
export function forecast(points: readonly ProgressPoint[], total: number): Forecast | null {
  const last = points.at(-1);
  const first = points[0];
  if (last === undefined || first === undefined || points.length < fewestPoints || total <= 0) return null;
  if (last.done <= first.done) return null;
  const remaining = Math.max(0, total - last.done);
  const joules = remainder(points, total, (point) => point.joules);
  const seconds = remainder(points, total, (point) => point.seconds);
  if (remaining === 0 || joules === null || seconds === null) {
    const done = (value: number): Range => ({ low: value, mid: value, high: value });
    return { joules: done(last.joules), seconds: done(last.seconds) };
  }
  return { joules: plus(last.joules, joules), seconds: plus(last.seconds, seconds) };
}

const plus = (base: number, { low, mid, high }: Range): Range => ({
  low: base + low,
  mid: base + mid,
  high: base + high,
});

interface Piece {
  /** Where it begins and ends, in units. */
  readonly from: number;
  readonly to: number;
  /** What a unit of it took. */
  readonly rate: number;
}

/** What the units that remain take of the quantity that `of` tells. */
function remainder(
  points: readonly ProgressPoint[],
  total: number,
  of: (point: ProgressPoint) => number,
): Range | null {
  const pieces = piecesOf(points, of);
  const last = points.at(-1);
  const first = points[0];
  if (pieces.length === 0 || last === undefined || first === undefined) return null;
  const remaining = total - last.done;
  const seen = last.done - first.done;
  // The first steps compile, fill caches and warm up: the later part tells what a unit takes.
  const later = pieces.filter((piece) => piece.from >= first.done + 0.3 * seen);
  const settled = later.length >= 3 ? later : pieces;
  const usual = median(settled.map(({ rate }) => rate));
  if (!(usual > 0)) return null;
  const isPause = ({ rate }: Piece): boolean => rate > pauseFactor * usual;
  const steady = settled.filter((piece) => !isPause(piece));
  const mean = weightedMean(steady.length > 0 ? steady : settled);
  const pauses = pausesIn(pieces, mean, usual);
  // Nothing is known of what comes after the last one: its interval is what it took.
  const pauseRate = pauses.count === 0 ? 0 : pauses.sum / Math.max(pauses.lastAt - first.done, seen / 2);
  const mid = remaining * (mean + pauseRate);

  const rates = (steady.length > 0 ? steady : settled).map(({ rate }) => rate);
  const spread = deviation(rates, mean);
  const piecesToCome = remaining / (seen / pieces.length);
  // The mean is known from n pieces, and what comes is a sum of as many as fit: both deviate.
  const statistical =
    ninetyPercent *
    spread *
    remaining *
    Math.sqrt(1 / Math.max(1, rates.length) + 1 / Math.max(1, piecesToCome));
  const change = Math.abs(halves(steady) ?? 0) * remaining;
  const certain = Math.hypot(statistical, drift * mid, change);
  const share = remaining / total;
  const unseen = unseenPauses * share * remaining * mean;
  // In the first percents the training may still be warming up, and get faster.
  const warming = 0.8 * Math.exp(-(last.done / total) / 0.03) * mid;
  const onePause = pauses.count === 0 ? 0 : pauses.largest;
  const doubt = pauses.count === 0 ? 0 : (remaining * pauseRate) / Math.sqrt(pauses.count);
  return {
    low: Math.max(0, mid - certain - warming - Math.min(doubt + onePause, remaining * pauseRate)),
    mid,
    high:
      mid + certain + Math.max(pauses.count === 0 ? unseen : unseen / (1 + pauses.count), doubt) + onePause,
  };
}

function piecesOf(points: readonly ProgressPoint[], of: (point: ProgressPoint) => number): Piece[] {
  const pieces: Piece[] = [];
  let from = points[0];
  if (from === undefined) return [];
  // Some hundred pieces are enough, and a piece of one unit where units are slow.
  const last = points.at(-1) ?? from;
  const leastUnits = (last.done - from.done) / 120;
  for (const point of points.slice(1)) {
    const units = point.done - from.done;
    if (units <= 0 || units < leastUnits) continue;
    pieces.push({ from: from.done, to: point.done, rate: Math.max(0, of(point) - of(from)) / units });
    from = point;
  }
  return pieces;
}

/** What pauses have taken beyond the usual, once the slow first steps are over. */
function pausesIn(
  pieces: readonly Piece[],
  mean: number,
  usual: number,
): { readonly count: number; readonly sum: number; readonly largest: number; readonly lastAt: number } {
  const warm = pieces.findIndex(({ rate }) => rate <= warmFactor * usual);
  const found = pieces.slice(Math.max(0, warm)).filter(({ rate }) => rate > pauseFactor * usual);
  const extra = found.map(({ from, to, rate }) => (rate - mean) * (to - from));
  return {
    count: found.length,
    sum: extra.reduce((sum, value) => sum + value, 0),
    largest: Math.max(0, ...extra),
    lastAt: found.at(-1)?.to ?? 0,
  };
}

/** How far the rate of the later half lies from that of the earlier one; null of too few pieces. */
function halves(pieces: readonly Piece[]): number | null {
  if (pieces.length < 6) return null;
  const middle = Math.floor(pieces.length / 2);
  return weightedMean(pieces.slice(middle)) - weightedMean(pieces.slice(0, middle));
}

function weightedMean(pieces: readonly Piece[]): number {
  const units = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  return units > 0 ? pieces.reduce((sum, { from, to, rate }) => sum + rate * (to - from), 0) / units : 0;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

function deviation(values: readonly number[], mean: number): number {
  if (values.length < 2) return mean;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
