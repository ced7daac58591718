import type { GramsPerKilowattHour, UnixSeconds } from '../units/quantities';

/**
 * An intensity that holds from one moment to another, in seconds of one clock: since 1970 in what providers answer,
 * since its start in a run.
 */
export interface IntensityPoint<Time extends number = number> {
  readonly from: Time;
  readonly to: Time;
  readonly gramsPerKwh: GramsPerKilowattHour;
  /** Forecast, or filled in by the provider. */
  readonly isEstimated: boolean;
}

/** What a provider answers: the intensity of one place over time, of one kind alone. */
export interface IntensitySeries {
  /** The provider's name, as people know it. */
  readonly source: string;
  /** The provider's own name of the place. */
  readonly place: string;
  readonly licence: string;
  readonly kind: 'average' | 'marginal';
  readonly scope: 'life cycle' | 'direct';
  /** In the order of time, without overlaps; there may be gaps. */
  readonly points: readonly IntensityPoint<UnixSeconds>[];
  /** Until then the provider has nothing newer to say. */
  readonly freshUntil: UnixSeconds;
}

/** In the order of time and without overlaps: where points overlap the later one of the list holds. Those without length are left out. */
export function inOrder<Time extends number>(
  points: readonly IntensityPoint<Time>[],
): readonly IntensityPoint<Time>[] {
  let sorted: IntensityPoint<Time>[] = [];
  for (const point of points) {
    // The usual answer is in order already: then nothing is cut.
    const isNext = point.from >= (sorted.at(-1)?.to ?? -Infinity);
    if (isNext && point.to > point.from) sorted.push(point);
    else sorted = [...overlay(sorted, [point])];
  }
  return sorted;
}

/** `older` with `newer` laid over it; both sorted and without overlaps in themselves, as is what is returned. */
export function overlay<Time extends number>(
  older: readonly IntensityPoint<Time>[],
  newer: readonly IntensityPoint<Time>[],
): readonly IntensityPoint<Time>[] {
  let result = [...older];
  for (const point of newer) {
    if (!(point.to > point.from)) continue;
    const before = result.filter(({ from }) => from < point.from);
    const after = result.filter(({ to }) => to > point.to);
    result = [
      ...before.map((each) => (each.to > point.from ? { ...each, to: point.from } : each)),
      point,
      ...after.map((each) => (each.from < point.to ? { ...each, from: point.to } : each)),
    ];
  }
  return result;
}

export interface IntensityMean {
  /** Over the part of the time that is covered. */
  readonly gramsPerKwh: GramsPerKilowattHour;
  /** Of the time asked for, from 0 to 1. */
  readonly coverage: number;
  /** Of the covered time, the part whose values are estimates. */
  readonly estimatedShare: number;
}

/** The mean over time between two moments; null where nothing is known of them. */
export function meanIntensity<Time extends number>(
  points: readonly IntensityPoint<Time>[],
  from: Time,
  to: Time,
): IntensityMean | null {
  let seconds = 0;
  let estimated = 0;
  let sum = 0;
  for (const point of points) {
    const within = Math.min(point.to, to) - Math.max(point.from, from);
    if (within <= 0) continue;
    seconds += within;
    sum += within * point.gramsPerKwh;
    if (point.isEstimated) estimated += within;
  }
  if (seconds === 0) return null;
  return {
    gramsPerKwh: (sum / seconds) as GramsPerKilowattHour,
    coverage: seconds / (to - from),
    estimatedShare: estimated / seconds,
  };
}
