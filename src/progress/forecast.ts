import type { Range } from '../units/quantities';
import type { ProgressPoint } from './moments';
import {
  deviation,
  likeNeighbours,
  median,
  piecesOf,
  stretchesOf,
  trendAt,
  weightedMean,
  withoutSkipped,
  type Piece,
  type Trend,
} from './pieces';
import { wanderOf } from './wander';
import { workOf, type Stage } from './stages';

export interface Forecast {
  /** Joules of the whole training. `mid` is the likeliest; the truth lies between `low` and `high` nine times out of ten. */
  readonly joules: Range;
  /** The whole training's duration, in seconds since the start. */
  readonly seconds: Range;
}

/** With fewer moments nothing is foretold. */
const fewestPoints = 4;
/** A piece that took this many times the usual for its units held a pause: an evaluation, a checkpoint. */
const pauseFactor = 2.5;
/** A piece alone that took so much longer than the usual, and so many deviations, held a short one. */
const stallShare = 0.15;
const stallDeviations = 6;
/** The slow first steps are over with the first two pieces that take no longer than this many times the usual. */
const warmFactor = 1.3;
/** What the pauses that have not been seen yet may add to what remains, at most: evaluations of some minutes an epoch. */
const unseenPauses = 0.12;
/** And by how much more where only few pieces were seen: in so few, stalls that come now and then may be missing. */
const unseenOfFew = 2;
const mostUnseen = 0.15;
/** How far the rate of what remains may lie from the rate that was seen: clocks, temperature, lengths of sequences. */
const drift = 0.02;
/** 90 % of a normal distribution lie within so many standard deviations. */
const ninetyPercent = 1.645;
/** A rate that has changed is the rate of now once it has held for this share of what was seen: before, the others tell too. */
const trustedShare = 0.4;
/** Pauses come again and again where the gaps between them differ by less than this share. */
const regularGaps = 0.2;
/** With fewer pauses it is not known whether they come regularly or by chance. */
const fewestRegular = 4;

/**
 * The total of a training that has `total` units to do, from the points that were seen; null where there are too few. Where its
 * plan says in which stages its units grow, each counts for what it works on. The interval then reaches down to where half of that takes no longer,
 * since devices were idle on little, and up by a quarter of it, since attention's products grow with the square of a sequence.
 */
export function forecast(
  points: readonly ProgressPoint[],
  total: number,
  stages: readonly Stage[] = [],
): Forecast | null {
  const even = evenForecast(points, total);
  if (stages.length === 0 || even === null) return even;
  const inWork = evenForecast(
    points.map((point) => ({ ...point, done: workOf(point.done, stages) })),
    workOf(total, stages),
  );
  if (inWork === null) return null;
  return {
    joules: withDoubtOfStages(inWork.joules, even.joules),
    seconds: withDoubtOfStages(inWork.seconds, even.seconds),
  };
}

function withDoubtOfStages({ low, mid, high }: Range, even: Range): Range {
  const growth = Math.max(0, mid - even.mid);
  return { low: Math.max(0, Math.min(low, mid - growth / 2)), mid, high: high + growth / 4 };
}

/**
 * The same where all units are alike.
 *
 * What the units take is the median of the later pieces, so that neither the slow first steps nor pauses are in it. What
 * pauses have taken beyond that comes again with the units between them. The interval is made of the spread of the pieces,
 * of a drift, of changes of the rate that were seen, of how far a pace that wanders may go, and of pauses and stalls that may still come;
 * all of them shrink with what remains.
 */
function evenForecast(points: readonly ProgressPoint[], total: number): Forecast | null {
  const last = points.at(-1);
  const first = points[0];
  if (last === undefined || first === undefined || points.length < fewestPoints || total <= 0) return null;
  if (last.done <= first.done) return null;
  const remaining = Math.max(0, total - last.done);
  const trained = withoutSkipped(points);
  if (remaining > 0 && trained.length < fewestPoints) return null;
  const joules = remainder(trained, total, (point) => point.joules);
  const seconds = remainder(trained, total, (point) => point.seconds);
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
  const paused = pausesAmong(pieces, settled, usual);
  const withoutPauses = settled.filter((piece) => !paused.has(piece));
  const { steady, mean, faster, slower, isOneWay, jumpSquares } = rateNow(
    withoutPauses.length > 0 ? withoutPauses : settled,
    remaining / seen,
  );
  const pauses = pausesIn(pieces, paused, mean, usual, seen);
  const middle = (last.done + total) / 2;
  const trend = isOneWay ? (trendAt(withoutPauses, middle) ?? risingFromStart(pieces, paused, middle)) : null;
  // A rate that has jumped moves in no line: somebody else has come, or gone.
  const { halfMove, rises, falls } = movesOn(
    trend !== null && trend.squares < jumpSquares ? trend : null,
    mean,
  );
  const mid = remaining * (mean + halfMove + pauses.rate);

  const rates = steady.map(({ rate }) => rate);
  const spread = deviation(rates, mean);
  const piecesToCome = remaining / (seen / pieces.length);
  // The mean is known from n pieces, and what comes is a sum of as many as fit: both deviate.
  const statistical =
    ninetyPercent *
    spread *
    remaining *
    Math.sqrt(likeNeighbours(rates) * (1 / Math.max(1, rates.length) + 1 / Math.max(1, piecesToCome)));
  const halfChange = Math.abs(halves(steady) ?? 0) * remaining;
  const certain = Math.hypot(statistical, drift * mid, halfChange);
  const warmed = pieces.slice(warmFrom(pieces, usual)).filter((piece) => !paused.has(piece));
  const wander = wanderOf(warmed, remaining / seen);
  const below = Math.max(certain, remaining * mean * (1 - Math.exp(-wander)));
  const above = Math.max(certain, remaining * mean * (Math.exp(wander) - 1));
  const unseenShare = unseenPauses + Math.min(mostUnseen, unseenOfFew / pieces.length);
  const unseen = (unseenShare * remaining * mean) / (1 + pauses.count);
  // In the first percents the training may still be warming up, and get faster.
  const warming = 0.8 * Math.exp(-(seen / (total - first.done)) / 0.03) * mid;
  const { low: fewer, high: more } = pauseDoubt(pauses, remaining, piecesToCome / pieces.length);
  return {
    low: Math.max(
      0,
      mid - below - warming - fewer - Math.max(faster + Math.max(0, halfMove), falls) * remaining,
    ),
    mid,
    high: mid + above + unseen + more + pauses.largest + Math.max(slower, rises) * remaining,
  };
}

interface MovesOn {
  /** By how much the likeliest rate differs from that of now. */
  readonly halfMove: number;
  /** By how much more, or less, a unit may take than that. */
  readonly rises: number;
  readonly falls: number;
}

/**
 * A rate that has moved along a line may stay where it is, or move on: likeliest is half of that. Where the line may be chance, the
 * interval alone reaches to its end.
 */
function movesOn(trend: Trend | null, mean: number): MovesOn {
  if (trend === null) return { halfMove: 0, rises: 0, falls: 0 };
  const move = trend.rate - mean;
  const halfMove = trend.isSure ? Math.max(-0.25 * mean, move / 2) : 0;
  const doubt = ninetyPercent * trend.deviation;
  return {
    halfMove,
    rises: Math.max(Math.abs(halfMove), move > 0 ? move - halfMove + doubt : 0),
    falls: Math.max(Math.abs(halfMove), move < 0 ? Math.min(mean / 2, halfMove - move) : 0),
  };
}

/** Slow first steps don't hide that a rate rises: then the first ones tell it best. */
function risingFromStart(pieces: readonly Piece[], paused: ReadonlySet<Piece>, middle: number): Trend | null {
  const trained = pieces.filter((piece) => !paused.has(piece));
  const trend = trendAt(trained, middle);
  return trend !== null && trend.rate > weightedMean(trained) ? trend : null;
}

interface RateNow {
  /** The pieces that tell it. */
  readonly steady: readonly Piece[];
  readonly mean: number;
  /** By how much a unit may take less, or more, by the changes that were seen. */
  readonly faster: number;
  readonly slower: number;
  /** False where it has gone up and down. */
  readonly isOneWay: boolean;
  /** The sum of the squares by which the pieces differ from the one jump that was seen; infinite where there was none, or a staircase. */
  readonly jumpSquares: number;
}

/**
 * What a unit takes from now on. Where the rate has changed one way, that is the latest; it may change once more, or be as it
 * was: what has just begun tells less than what has held. Where it goes up and down, all of it counts. `timesSeen` is what remains
 * as a multiple of what was seen.
 */
function rateNow(pieces: readonly Piece[], timesSeen: number): RateNow {
  const stretches = stretchesOf(pieces);
  const means = stretches.map(weightedMean);
  const now = means.at(-1) ?? 0;
  const changes = means.slice(1).map((mean, index) => mean - (means[index] ?? mean));
  const latest = changes.at(-1) ?? 0;
  const isOneWay = changes.every((each) => Math.sign(each) === Math.sign(latest));
  const jumpSquares =
    stretches.length !== 2
      ? Infinity
      : stretches.reduce(
          (sum, stretch, index) =>
            sum + stretch.reduce((inner, { rate }) => inner + (rate - (means[index] ?? 0)) ** 2, 0),
          0,
        );
  if (stretches.length === 1 || !isOneWay) {
    const mean = weightedMean(pieces);
    const [least, most] = [Math.min(...means), Math.max(...means)];
    // It comes and goes: what remains is a mixture, in which each has its share, more or less, as in what was seen.
    const share = Math.min(1, Math.sqrt((1 + 1 / timesSeen) / stretches.length));
    return {
      steady: pieces,
      mean,
      faster: share * (mean - least),
      slower: share * (most - mean),
      isOneWay,
      jumpSquares,
    };
  }
  const steady = stretches.at(-1) ?? pieces;
  const before = means.at(-2) ?? now;
  const trust = Math.min(1, unitsIn(steady) / (trustedShare * unitsIn(pieces)));
  const mean = trust * now + (1 - trust) * weightedMean(pieces);
  // The ends are where they would be were now's the rate for sure.
  const [fewer, more] = latest > 0 ? [latest, (latest / before) * now] : [0.25 * -latest, -latest];
  return {
    steady,
    mean,
    faster: Math.max(0, mean - now) + fewer,
    slower: Math.max(0, more + now - mean),
    isOneWay,
    jumpSquares,
  };
}

const unitsIn = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { from, to }) => sum + to - from, 0);

/**
 * The pieces that held a pause or a stall: those that took many times the usual, and, where a piece is of many units, those that
 * stand out of what the others differ by while the ones beside them don't.
 */
function pausesAmong(pieces: readonly Piece[], settled: readonly Piece[], usual: number): ReadonlySet<Piece> {
  const usualDeviation = 1.4826 * median(settled.map(({ rate }) => Math.abs(rate - usual)));
  const outlying = usual + Math.max(stallShare * usual, stallDeviations * usualDeviation);
  const standsOut = (piece: Piece | undefined): boolean => piece !== undefined && piece.rate > outlying;
  return new Set(
    pieces.filter(
      (piece, index) =>
        piece.rate > pauseFactor * usual ||
        (standsOut(piece) && !standsOut(pieces[index - 1]) && !standsOut(pieces[index + 1])),
    ),
  );
}

/** The position of the first piece after the slow first steps. */
function warmFrom(pieces: readonly Piece[], usual: number): number {
  const isWarm = (piece: Piece | undefined): boolean =>
    piece !== undefined && piece.rate <= warmFactor * usual;
  return Math.max(
    0,
    pieces.findIndex((piece, index) => isWarm(piece) && isWarm(pieces[index + 1])),
  );
}

interface Pauses {
  readonly count: number;
  /** What they have taken beyond the usual, a unit. */
  readonly rate: number;
  readonly largest: number;
  /** Whether they come in even distances. */
  readonly areRegular: boolean;
  /** By how much their lengths differ: the mean of their squares, as a multiple of the squared mean. */
  readonly dispersion: number;
}

/** What pauses have taken beyond the usual, once the slow first steps are over. */
function pausesIn(
  pieces: readonly Piece[],
  paused: ReadonlySet<Piece>,
  mean: number,
  usual: number,
  seen: number,
): Pauses {
  const found = pieces.slice(warmFrom(pieces, usual)).filter((piece) => paused.has(piece));
  const extra = found.map(({ from, to, rate }) => (rate - mean) * (to - from));
  const sum = extra.reduce((total, value) => total + value, 0);
  const count = extra.length;
  if (count === 0) return { count, rate: 0, largest: 0, areRegular: true, dispersion: 1 };
  const begin = pieces[0]?.from ?? 0;
  const ends = found.map(({ to }) => to);
  const gaps = ends.map((end, index) => end - (ends[index - 1] ?? begin));
  const meanGap = gaps.reduce((total, gap) => total + gap, 0) / count;
  const areRegular = count >= fewestRegular && deviation(gaps, meanGap) < regularGaps * meanGap;
  // Where pauses are even, the time since the last one tells nothing yet: they are counted up to it.
  const over = areRegular ? Math.max((ends.at(-1) ?? 0) - begin, seen / 2) : seen;
  const squares = extra.reduce((total, value) => total + value ** 2, 0) / count;
  return {
    count,
    rate: sum / over,
    largest: Math.max(...extra),
    areRegular,
    dispersion: squares / Math.max(Number.MIN_VALUE, (sum / count) ** 2),
  };
}

/** How much less, or more, pauses may take of what remains. `timesSeen` is that as a multiple of what was seen. */
function pauseDoubt(
  { count, rate, largest, areRegular, dispersion }: Pauses,
  remaining: number,
  timesSeen: number,
): { readonly low: number; readonly high: number } {
  if (count === 0) return { low: 0, high: 0 };
  const expected = remaining * rate;
  const toCome = Math.max(1, count * timesSeen);
  if (areRegular) {
    const doubt = expected / Math.sqrt(count);
    return { low: Math.min(doubt + largest, expected), high: doubt };
  }
  // As often as they have come by chance, with the deviation of that, and of those to come.
  const doubt = ninetyPercent * expected * Math.sqrt(dispersion * (1 / count + 1 / toCome));
  // Few that came by chance may be followed by many: the count that is not exceeded nineteen times out of twenty.
  const more = expected * (mostCount(count) / count - 1);
  return { low: Math.min(doubt, expected), high: Math.max(doubt, Math.hypot(more, doubt)) };
}

/** The highest mean of which so few events are seen one time of twenty (Wilson and Hilferty's approximation for Poisson's distribution). */
function mostCount(count: number): number {
  const next = count + 1;
  return next * (1 - 1 / (9 * next) + ninetyPercent / (3 * Math.sqrt(next))) ** 3;
}

/** How far the rate of the later half lies from that of the earlier one; null of too few pieces. */
function halves(pieces: readonly Piece[]): number | null {
  if (pieces.length < 6) return null;
  const middle = Math.floor(pieces.length / 2);
  return weightedMean(pieces.slice(middle)) - weightedMean(pieces.slice(0, middle));
}
