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
  // The usual answer has no overlaps, whatever its order: then nothing is cut.
  const byTime = points.filter(({ from, to }) => to > from).sort((first, second) => first.from - second.from);
  if (byTime.every(({ from }, index) => from >= (byTime[index - 1]?.to ?? -Infinity))) return byTime;
  return overlay([], points);
}

/** `older` with `newer` laid over it; both sorted and without overlaps in themselves, as is what is returned. */
export function overlay<Time extends number>(
  older: readonly IntensityPoint<Time>[],
  newer: readonly IntensityPoint<Time>[],
): readonly IntensityPoint<Time>[] {
  const result = [...older];
  for (const point of newer) {
    if (!(point.to > point.from)) continue;
    const first = firstIndex(result, ({ to }) => to > point.from);
    const end = firstIndex(result, ({ from }) => from >= point.to);
    const [before, after] = [result[first], result[end - 1]];
    result.splice(
      first,
      end - first,
      ...(before !== undefined && before.from < point.from ? [{ ...before, to: point.from }] : []),
      point,
      ...(end > first && after !== undefined && after.to > point.to ? [{ ...after, from: point.to }] : []),
    );
  }
  return result;
}

/** Index of the first value that `holds` accepts, in a list in which it accepts all that follow; the list's length where it accepts none. */
function firstIndex<Value>(values: readonly Value[], holds: (value: Value) => boolean): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const value = values[middle];
    if (value !== undefined && holds(value)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export interface IntensityMean {
  /** Over the part of the time that is covered. */
  readonly gramsPerKwh: GramsPerKilowattHour;
  /** Share of the time asked for that has values, from 0 to 1. */
  readonly coverage: number;
  /** Share of the covered time whose values are estimates. */
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
