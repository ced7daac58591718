import { unixSeconds, type GramsPerKilowattHour, type UnixSeconds } from '../units/quantities';
import { meanIntensity, type IntensityPoint } from './intensity-series';

/** A stretch of time, and the mean intensity over it. */
export interface Window {
  readonly from: UnixSeconds;
  readonly to: UnixSeconds;
  readonly gramsPerKwh: GramsPerKilowattHour;
}

/** The shortest rounding error of times is no gap. */
const wholeCoverage = 1 - 1e-9;

/** A run of `seconds` that begins at `from`; null where the forecast does not cover all of it. */
export function windowAt(
  points: readonly IntensityPoint<UnixSeconds>[],
  from: UnixSeconds,
  seconds: number,
): Window | null {
  const to = unixSeconds(from + seconds);
  const mean = meanIntensity(points, from, to);
  return mean === null || mean.coverage < wholeCoverage ? null : { from, to, gramsPerKwh: mean.gramsPerKwh };
}

/**
 * The cleanest time for a run of `seconds` that begins at `earliest` or later and ends by `latest`; the earlier of two that are
 * equally clean. The mean over a window is linear between the moments at which one of its ends meets a point's, so the
 * least is at one of those. Null where the forecast covers no such window.
 */
export function cleanestWindow(
  points: readonly IntensityPoint<UnixSeconds>[],
  earliest: UnixSeconds,
  latest: UnixSeconds,
  seconds: number,
): Window | null {
  const starts = [
    earliest,
    latest - seconds,
    ...points.flatMap(({ from, to }) => [from, to, from - seconds, to - seconds]),
  ];
  let best: Window | null = null;
  for (const start of [...new Set(starts)].sort((first, second) => first - second)) {
    if (start < earliest || start + seconds > latest) continue;
    const window = windowAt(points, unixSeconds(start), seconds);
    // A gain below a thousandth is none that is worth waiting for.
    if (window !== null && (best === null || window.gramsPerKwh < best.gramsPerKwh * 0.999)) best = window;
  }
  return best;
}
