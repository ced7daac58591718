/**
 * Power sensors are read at least this often, so that the integral follows bursts; counters miss nothing by
 * themselves. A missed burst weighs less the longer the run, so reading slows down from the one to the other.
 */
const unevenSeconds = { first: 0.01, later: 0.1, shareOfElapsed: 0.001 } as const;
/**
 * A sensor that tells the mean of the last second leaves nothing out: its energy is that of a second ago and the mean since.
 * After the beginning four readings a second, at an even distance, are enough: each has one that lies a second before it.
 */
const averagedPeriodSeconds = 0.25;
const beginningSeconds = 3;

/** When sensors without a counter are read. All times are monotonic seconds. */
export class SensorPace {
  private startedAt = 0;

  constructor(
    /** Whether all of them tell the mean of their last second. */
    private readonly areAveraged: boolean,
    /** Of the samples: sensors are read no less often. */
    private readonly intervalSeconds: number,
  ) {}

  start(at: number): void {
    this.startedAt = at;
  }

  /** When they are read next after `now`, and how far apart readings are from there on; null where that is uneven. */
  next(now: number): { readonly at: number; readonly period: number | null } {
    const elapsed = now - this.startedAt;
    if (this.areAveraged && elapsed >= beginningSeconds) {
      const period = Math.min(averagedPeriodSeconds, this.intervalSeconds);
      // A wake-up that was a little early is not made twice.
      const step = Math.floor(elapsed / period + 0.2) + 1;
      return { at: this.startedAt + step * period, period };
    }
    const { first, later, shareOfElapsed } = unevenSeconds;
    // A load that repeats in step with the readings would always be seen at the same point.
    const dither = 0.7 + 0.6 * Math.random();
    const wait = Math.min(Math.max(elapsed * shareOfElapsed, first), later, this.intervalSeconds);
    return { at: now + dither * wait, period: null };
  }
}
