/**
 * Power sensors are read at least this often, so that the integral follows bursts; counters miss nothing by
 * themselves. A missed burst weighs less the longer the run, so reading slows down from the one to the other.
 */
const unevenSeconds = { first: 0.01, later: 0.1, shareOfElapsed: 0.001 } as const;
const unevenShare = 0.3;
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

  /** How far apart readings are at `now`, and by which share of that unevenly: a load that repeats in step with them would always be seen at the same point. */
  spacing(now: number): { readonly seconds: number; readonly uneven: number } {
    const elapsed = now - this.startedAt;
    if (this.areAveraged && elapsed >= beginningSeconds)
      return { seconds: Math.min(averagedPeriodSeconds, this.intervalSeconds), uneven: 0 };
    const { first, later, shareOfElapsed } = unevenSeconds;
    const seconds = Math.min(Math.max(elapsed * shareOfElapsed, first), later, this.intervalSeconds);
    return { seconds, uneven: unevenShare };
  }

  /** When they are read next after `now`. */
  next(now: number): number {
    const { seconds, uneven } = this.spacing(now);
    if (uneven > 0) return now + seconds * (1 - uneven + 2 * uneven * Math.random());
    // A wake-up that was a little early is not made twice.
    const step = Math.floor((now - this.startedAt) / seconds + 0.2) + 1;
    return this.startedAt + step * seconds;
  }
}
