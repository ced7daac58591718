import type { ProgressPoint } from './moments';

/** What a stretch of a training took, a unit. */
export interface Piece {
  /** Where it begins and ends, in units. */
  readonly from: number;
  readonly to: number;
  readonly rate: number;
}

/** Some hundred pieces are enough, and a piece of one unit where units are slow. */
const mostPieces = 120;

export function piecesOf(points: readonly ProgressPoint[], of: (point: ProgressPoint) => number): Piece[] {
  const pieces: Piece[] = [];
  let from = points[0];
  if (from === undefined) return [];
  const last = points.at(-1) ?? from;
  const leastUnits = (last.done - from.done) / mostPieces;
  for (const point of points.slice(1)) {
    const units = point.done - from.done;
    if (units <= 0 || units < leastUnits) continue;
    pieces.push({ from: from.done, to: point.done, rate: Math.max(0, of(point) - of(from)) / units });
    from = point;
  }
  return pieces;
}

/** Units that go by so much faster than the later ones are not trained: a training that goes on skips them. */
const skippedShare = 0.15;

/** The points from where a training has really begun: one that goes on from a checkpoint passes over what was done. */
export function withoutSkipped(points: readonly ProgressPoint[]): readonly ProgressPoint[] {
  if (points.length < 4) return points;
  const rates = points.slice(1).map((point, index) => {
    const before = points[index] ?? point;
    return (point.seconds - before.seconds) / Math.max(Number.MIN_VALUE, point.done - before.done);
  });
  const usual = median(rates.slice(-Math.max(3, Math.floor(rates.length / 4))));
  const first = rates.findIndex((rate) => rate >= skippedShare * usual);
  // The stretch after it has both in it.
  return first <= 0 ? points : points.slice(first + 1);
}

/** A change of the rate is one where it is as large as this, and this many times what chance makes of it. */
const change = { leastShare: 0.08, leastDeviations: 5, fewestPieces: 4 } as const;

/** Stretches of pieces with one rate each, in their order: where sequences get longer, devices clock down, others use the machine. */
export function stretchesOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const split = bestSplit(pieces);
  return split === null
    ? [pieces]
    : [...stretchesOf(pieces.slice(0, split)), ...stretchesOf(pieces.slice(split))];
}

function bestSplit(pieces: readonly Piece[]): number | null {
  const rates = pieces.map(({ rate }) => rate);
  let best: number | null = null;
  let most: number = change.leastDeviations;
  let left = 0;
  let leftSquares = 0;
  const sum = rates.reduce((total, rate) => total + rate, 0);
  const squares = rates.reduce((total, rate) => total + rate ** 2, 0);
  for (const [index, rate] of rates.entries()) {
    left += rate;
    leftSquares += rate ** 2;
    const [n, m] = [index + 1, rates.length - index - 1];
    if (n < change.fewestPieces || m < change.fewestPieces) continue;
    const [before, after] = [left / n, (sum - left) / m];
    const variance =
      (leftSquares - n * before ** 2 + (squares - leftSquares) - m * after ** 2) / Math.max(1, n + m - 2);
    const deviations =
      Math.abs(after - before) / Math.sqrt(Math.max(1e-12 * before ** 2, variance) * (1 / n + 1 / m));
    if (deviations <= most || Math.abs(after - before) < change.leastShare * before) continue;
    most = deviations;
    best = index + 1;
  }
  return best;
}

/** A change along the whole of what was seen counts from so many standard deviations, and this share of the rate. */
const fewestOfTrend = 8;
const trendDeviations = { possible: 1.5, sure: 3.5 } as const;
const trendShare = 0.03;

/** The straight line along which a rate moves: sequences that get longer step by step. */
export interface Trend {
  /** What a unit takes at the place asked about. */
  readonly rate: number;
  /** Standard deviation of that. */
  readonly deviation: number;
  /** The sum of the squares by which the pieces differ from the line. */
  readonly squares: number;
  /** False where chance may do it, too, one time of eight. */
  readonly isSure: boolean;
}

/** The trend at a place further on; null where what was seen is as likely without one. */
export function trendAt(pieces: readonly Piece[], at: number): Trend | null {
  if (pieces.length < fewestOfTrend) return null;
  const mean = weightedMean(pieces);
  const places = pieces.map(({ from, to }) => (from + to) / 2);
  const center = places.reduce((sum, place) => sum + place, 0) / places.length;
  const width = places.reduce((sum, place) => sum + (place - center) ** 2, 0);
  const slope =
    pieces.reduce((sum, { rate }, index) => sum + rate * ((places[index] ?? 0) - center), 0) / width;
  const rest = pieces.map(({ rate }, index) => rate - mean - slope * ((places[index] ?? 0) - center));
  const squares = rest.reduce((sum, value) => sum + value ** 2, 0);
  const variance = squares / (pieces.length - 2);
  const change = slope * ((places.at(-1) ?? 0) - (places[0] ?? 0));
  const doubt = Math.sqrt(variance / width);
  if (Math.abs(slope) <= trendDeviations.possible * doubt || Math.abs(change) <= trendShare * mean)
    return null;
  return {
    rate: Math.max(0, mean + slope * (at - center)),
    deviation: doubt * Math.abs(at - center),
    squares,
    isSure: Math.abs(slope) > trendDeviations.sure * doubt,
  };
}

export function weightedMean(pieces: readonly Piece[]): number {
  const units = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  return units > 0 ? pieces.reduce((sum, { from, to, rate }) => sum + rate * (to - from), 0) / units : 0;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

export function deviation(values: readonly number[], mean: number): number {
  if (values.length < 2) return mean;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Of fewer values nobody knows how alike neighbours are. */
const fewestNeighbours = 6;
const mostAlike = 0.9;

/**
 * How many times the variance of a mean grows, 1 or more, because each value is like the one before it: a pace that wanders keeps
 * to one side for long, and its mean deviates more than that of as many values by chance. By their autocorrelation, as in a process
 * of first order, where that is more than chance makes of it.
 */
export function likeNeighbours(values: readonly number[]): number {
  if (values.length < fewestNeighbours) return 1;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const rest = values.map((value) => value - mean);
  const squares = rest.reduce((sum, value) => sum + value ** 2, 0);
  if (!(squares > 0)) return 1;
  const products = rest.reduce((sum, value, index) => sum + value * (rest[index - 1] ?? 0), 0);
  const alike = Math.min(mostAlike, products / squares - 2 / Math.sqrt(values.length));
  return alike > 0 ? (1 + alike) / (1 - alike) : 1;
}
