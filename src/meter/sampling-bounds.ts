/** What a power sensor can see, and what its device can draw. */
export interface SensorSight {
  /** The share of the time that its power at the moment covers, 0 to 1. */
  readonly coverage: number;
  /** The device draws no more; null where that is not known. */
  readonly limitWatts: number | null;
}

export const fullSight: SensorSight = { coverage: 1, limitWatts: null };

/** Joules that the truth can lie below and above what was told, as far as readings can't show. */
export interface Bounds {
  readonly below: number;
  readonly above: number;
}

/** So many standard errors. */
const standardErrors = 3;
/** Of n looks that saw nothing, the share of the time that something can have been there all the same: 3 / n, at 95 % (the rule of three). */
const ruleOfThree = 3;

/**
 * How far the integral of power readings can be from the truth. Three things are not seen: what is between two readings,
 * which is as uneven as the readings themselves; what no reading has caught, as rare bursts; and, with a sensor that looks
 * for a part of each period alone (25 ms of each 100 ms on A100 and H100, arXiv 2312.02741), all of the rest, which a
 * load in step with it can fill with anything.
 */
export class SamplingBounds {
  private seconds = 0;
  private secondsSquared = 0;
  private joules = 0;
  /** Joules squared: of each span its length and half the squared difference of its ends. */
  private variance = 0;
  private highest = 0;

  private coverage: number;

  constructor(private readonly sight: SensorSight) {
    this.coverage = sight.coverage;
  }

  /** Whether the sensor sees all of the time. */
  get seesAll(): boolean {
    return this.coverage >= 1;
  }

  /** The sensor was seen to be a better one than was thought. */
  trust(): void {
    this.coverage = 1;
  }

  reset(): void {
    this.seconds = 0;
    this.secondsSquared = 0;
    this.joules = 0;
    this.variance = 0;
  }

  /** A power that was seen, with or without a span. */
  see(watts: number): void {
    this.highest = Math.max(this.highest, watts);
  }

  /** Two readings that were joined by a line. */
  add(seconds: number, fromWatts: number, toWatts: number): void {
    this.see(Math.max(fromWatts, toWatts));
    this.seconds += seconds;
    this.secondsSquared += seconds * seconds;
    this.joules += ((fromWatts + toWatts) / 2) * seconds;
    this.variance += (seconds * (toWatts - fromWatts)) ** 2 / 2;
  }

  /** The most that the device is taken to draw: its limit, or the highest reading. */
  get mostWatts(): number {
    return Math.max(this.highest, this.sight.limitWatts ?? 0);
  }

  /** Where no limit is known, what was not seen may have been nothing, or twice the highest that was. */
  private get mostUnseenWatts(): number {
    return this.sight.limitWatts === null ? 2 * this.highest : this.mostWatts;
  }

  bounds(mostWatts = this.mostUnseenWatts): Bounds {
    if (this.seconds <= 0) return { below: 0, above: 0 };
    const readings = (this.seconds * this.seconds) / this.secondsSquared;
    const unseen = Math.min(1, 1 - this.coverage + ruleOfThree / readings);
    const scatter = standardErrors * Math.sqrt(this.variance);
    return {
      below: Math.min(this.joules, scatter + unseen * this.joules),
      above: scatter + unseen * Math.max(0, mostWatts * this.seconds - this.joules),
    };
  }
}
