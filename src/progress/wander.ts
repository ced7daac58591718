import { stretchesOf, weightedMean, type Piece } from './pieces';

/** Of fewer pieces nobody knows whether they are more alike than chance makes them. */
const fewestPieces = 8;
/** Neighbours are alike where their differences are smaller than chance makes them, one time of forty (von Neumann's ratio). */
const chanceDeviations = 2;
/**
 * So many times the deviation of the pace's slow part the mean of what comes may lie off, nine times out of ten; and by so much more for each
 * time that what remains is as long as what was seen: the shorter one has looked, the smaller a part of the way one has seen.
 */
const reach = { least: 2, perTimesSeen: 0.6 } as const;
/**
 * A mean of values that are alike over a time lies as far off as one of so many fewer that know nothing of one another; ten of these times,
 * and not two, since from few the time is found too short.
 */
const timesAlike = 10;
/** A pace that goes further than to three times as fast, or as slow, is not foretold. */
const furthest = Math.log(3);

/**
 * How far the mean of what comes may lie from that of what was seen, as a logarithm, because the pace wanders: each piece is like the one
 * before it. 0 where it does not. `timesSeen` is what remains as a multiple of what was seen.
 */
export function wanderOf(pieces: readonly Piece[], timesSeen: number): number {
  const stretches = stretchesOf(pieces);
  // One jump is no wandering, unless the pace wanders before and after it.
  const isJump = stretches.length === 2 && wanderAmong(stretches.flatMap(levelled), timesSeen) === 0;
  return isJump ? 0 : wanderAmong(pieces, timesSeen);
}

function levelled(stretch: readonly Piece[]): Piece[] {
  const mean = weightedMean(stretch);
  return stretch.map((piece) => ({ ...piece, rate: piece.rate / mean }));
}

function wanderAmong(pieces: readonly Piece[], timesSeen: number): number {
  const logs = pieces.flatMap(({ rate }) => (rate > 0 ? [Math.log(rate)] : []));
  const { length } = logs;
  if (length < fewestPieces) return 0;
  const mean = logs.reduce((sum, value) => sum + value, 0) / length;
  const squares = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const steps = logs.slice(1).reduce((sum, value, index) => sum + (value - (logs[index] ?? value)) ** 2, 0);
  // Of values that know nothing of one another the ratio is 2, with this deviation.
  const byChance = Math.sqrt((4 * (length - 2)) / (length ** 2 - 1));
  if (!(squares > 0) || steps / squares >= 2 - chanceDeviations * byChance) return 0;
  // Half of the squared steps is what pieces differ by from one to the next: the rest is slow.
  const slow = Math.sqrt(Math.max(0, squares - steps / 2) / (length - 1));
  const times = (reach.least + reach.perTimesSeen * timesSeen) * Math.min(1, Math.sqrt(timesSeen));
  return Math.min(furthest, times * slow * shareLeft(logs, mean, squares));
}

/**
 * What of the deviation of the slow part is left in the mean of all that was seen, 0 to 1: all of it where the pace goes one way for as long
 * as one has looked, little where it comes back many times (dips while it evaluates). By the integrated autocorrelation time, until the first
 * lag at which values are no longer alike.
 */
function shareLeft(logs: readonly number[], mean: number, squares: number): number {
  const { length } = logs;
  let alike = 0.5;
  for (let lag = 1; lag < length; lag += 1) {
    const products = logs
      .slice(lag)
      .reduce((sum, value, index) => sum + (value - mean) * ((logs[index] ?? mean) - mean), 0);
    if (!(products > 0)) break;
    alike += products / squares;
  }
  return Math.min(1, Math.sqrt((timesAlike * alike) / length));
}
