import { clamp } from './energy-arithmetic';

/** A tick that was seen between two readings so close is known well. */
export const sharpSeconds = 0.012;

interface Tick {
  /** When it was, as well as that is known. */
  readonly t: number;
  readonly joules: number;
  readonly isSharp: boolean;
}

/**
 * When a counter has moved, and what can have been drawn since: the truth is the counter and between `least` and `most`
 * joules, bounds that are narrow when the counter is read often.
 */
export class CounterTicks {
  /** How often the counter has been seen to move. */
  count = 0;
  previous: Tick | null = null;
  /** Seconds between two ticks that were seen well one after the other. */
  period: number | null = null;
  /** Mean power between the last two ticks. */
  slopeWatts: number | null = null;
  private sinceTick = { least: 0, most: 0, longestSeconds: 0 };

  constructor(
    /** The longest that the counter stands still between two updates. */
    private readonly tickSeconds: number,
    /** True where it is made of readings: it ticks at a reading itself. */
    private readonly isOfReadings: boolean,
  ) {}

  /** The counter was seen to have moved to `joules` at some time in the last `seconds`. */
  tick(t: number, joules: number, seconds: number): void {
    const isSharp = seconds <= sharpSeconds;
    const since = this.isOfReadings ? 0 : Math.min(seconds, this.tickSeconds);
    const moment = t - since / 2;
    if (this.previous !== null && moment > this.previous.t)
      this.slopeWatts = (joules - this.previous.joules) / (moment - this.previous.t);
    if (isSharp && this.previous?.isSharp === true) this.period = moment - this.previous.t;
    this.previous = { t: moment, joules, isSharp };
    this.count += 1;
  }

  /** Counts on from another zero: ticks before it say nothing of those after it. */
  forget(): void {
    this.previous = null;
  }

  /** The counter has moved at some time in the last `seconds`. */
  start(seconds: number, highestWatts: number): void {
    const longestSeconds = Math.min(seconds, this.tickSeconds);
    this.sinceTick = { least: 0, most: highestWatts * longestSeconds, longestSeconds };
  }

  /** It has stood still for another `seconds`. */
  goOn(watts: number, highestWatts: number, seconds: number): void {
    const { sinceTick, tickSeconds } = this;
    const least = sinceTick.least + watts * seconds;
    const longestSeconds = sinceTick.longestSeconds + seconds;
    const most =
      longestSeconds <= tickSeconds
        ? sinceTick.most + watts * seconds
        : Math.max(least, highestWatts * tickSeconds);
    this.sinceTick = { least, most, longestSeconds: Math.min(longestSeconds, tickSeconds) };
  }

  /** Energy that was carried on by power, held to what can have been drawn since the counter stood at `joules`. */
  hold(energy: number, joules: number): number {
    return clamp(energy, joules + this.sinceTick.least, joules + this.sinceTick.most);
  }
}
