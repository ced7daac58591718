import type { Joules } from '../../units/quantities';
import { joules } from '../../units/quantities';

/** Cumulative energy by time, as a run's curve has it: seconds since the run's start, ascending; joules since then. */
export interface EnergyCurve {
  readonly seconds: readonly number[];
  readonly joules: readonly (number | null)[];
}

export interface EnergyOfSpan {
  readonly joules: Joules;
  /** The part of the span that the curve covers, 0 to 1. */
  readonly covered: number;
}

/**
 * The seconds that a cell took, of what VS Code tells in whole milliseconds since 1970. One that began and ended in the same
 * took less than one, and is given all of it.
 */
export const spanOfCell = ({
  startTime,
  endTime,
}: {
  readonly startTime: number;
  readonly endTime: number;
}): { readonly from: number; readonly to: number } => ({
  from: startTime / 1000,
  to: (endTime === startTime ? endTime + 1 : endTime) / 1000,
});

/** The energy of a span of time, straight between samples; null where the curve covers nothing of it. */
export function energyBetween(curve: EnergyCurve, from: number, to: number): EnergyOfSpan | null {
  const points = curve.seconds.flatMap((t, index) => {
    const value = curve.joules[index] ?? null;
    return value === null ? [] : [{ t, value }];
  });
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined || !(to > from)) return null;
  const begin = Math.max(from, first.t);
  const end = Math.min(to, last.t);
  if (end <= begin) return null;
  return {
    joules: joules(Math.max(0, valueAt(points, end) - valueAt(points, begin))),
    covered: (end - begin) / (to - from),
  };
}

function valueAt(points: readonly { readonly t: number; readonly value: number }[], t: number): number {
  const after = points.findIndex((point) => point.t >= t);
  const right = points[after];
  const left = points[after - 1] ?? right;
  if (right === undefined || left === undefined) return points.at(-1)?.value ?? 0;
  if (right.t === left.t) return right.value;
  return left.value + ((right.value - left.value) * (t - left.t)) / (right.t - left.t);
}
