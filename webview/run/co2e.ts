import { joules, toKilowattHours } from '../../src/units/quantities';
import type { SeriesView } from '../protocol';
import type { CarbonView, IntensityView } from './protocol';

/**
 * Emissions up to each moment of the curves, in grams: the energy between two moments times the intensity then, live where a
 * provider told it and the table's elsewhere, times PUE. Null where the energy is not known.
 */
export function cumulativeGrams(
  { seconds, joules: energies }: SeriesView,
  carbon: CarbonView,
): (number | null)[] {
  let grams = 0;
  let before: { readonly second: number; readonly joules: number } = { second: 0, joules: 0 };
  // Points are in the order of time: those that are over are not gone through again.
  let first = 0;
  return seconds.map((second, index) => {
    const now = energies[index] ?? null;
    if (now === null) return null;
    const drawn = now - before.joules;
    while ((carbon.points[first]?.to ?? Infinity) <= before.second) first += 1;
    grams +=
      toKilowattHours(joules(drawn)) * meanIntensity(carbon, first, before.second, second) * carbon.pue;
    before = { second, joules: now };
    return grams;
  });
}

/** Over a stretch of time, each value for as long as it holds; of the points from `first` on. */
function meanIntensity(
  { points, kind, gramsPerKwh }: CarbonView,
  first: number,
  from: number,
  to: number,
): number {
  if (kind === 'marginal' || to <= from) return gramsPerKwh;
  let covered = 0;
  let sum = 0;
  for (let index = first; index < points.length; index += 1) {
    const point = points[index];
    if (point === undefined || point.from >= to) break;
    const seconds = Math.min(to, point.to) - Math.max(from, point.from);
    if (seconds <= 0) continue;
    covered += seconds;
    sum += seconds * point.gramsPerKwh;
  }
  return (sum + Math.max(0, to - from - covered) * gramsPerKwh) / Math.max(covered, to - from);
}

/** The steps of the curve of intensity within the run; null where no value is known. */
export function intensitySteps(
  points: readonly IntensityView[],
  end: number,
): { readonly x: number; readonly y: number | null }[] {
  const steps: { x: number; y: number | null }[] = [];
  let reached = 0;
  for (const { from, to, gramsPerKwh } of points) {
    const begin = Math.max(0, from);
    const until = Math.min(end, to);
    if (until <= begin) continue;
    if (begin > reached) steps.push({ x: reached, y: null });
    steps.push({ x: begin, y: gramsPerKwh }, { x: until, y: gramsPerKwh });
    reached = until;
  }
  return steps;
}
