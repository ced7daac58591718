import type { StretchOfDevice } from './sources/sample-lines';

/** A counter and the integral of power that differ by less than this agree. */
const notableShare = 0.1;
/** So many independent readings of power, and so many standard errors, before a difference is believed. */
const leastReadings = 10;
const standardErrors = 3;

/**
 * Holds the energy by a counter against that by power over the same time. Power that is read once a second misses
 * what is between two readings, so a difference counts only where it is more than the scatter of power explains.
 */
export class PowerComparison {
  private seconds = 0;
  private secondsSquared = 0;
  private sensedJoules = 0;
  private countedJoules = 0;
  /** Sum of power squared times time. */
  private wattsSquaredSeconds = 0;

  /** Begins anew. */
  reset(): void {
    this.seconds = 0;
    this.secondsSquared = 0;
    this.sensedJoules = 0;
    this.countedJoules = 0;
    this.wattsSquaredSeconds = 0;
  }

  /** `watts` is the mean power of the sensor over `seconds`, `joules` what the counter told meanwhile. */
  add(seconds: number, watts: number, joules: number): void {
    this.seconds += seconds;
    this.secondsSquared += seconds * seconds;
    this.sensedJoules += watts * seconds;
    this.countedJoules += joules;
    this.wattsSquaredSeconds += watts * watts * seconds;
  }

  /** The same of many readings at once, between which the power is told. */
  addStretch(
    seconds: number,
    { secondsSquared, joules, wattsSquaredSeconds }: StretchOfDevice,
    counted: number,
  ): void {
    this.seconds += seconds;
    this.secondsSquared += secondsSquared;
    this.sensedJoules += joules;
    this.countedJoules += counted;
    this.wattsSquaredSeconds += wattsSquaredSeconds;
  }

  /** How much more the integral of power is than the counter, as a share of the counter; null where they agree. */
  difference(): number | null {
    if (this.seconds <= 0 || this.countedJoules <= 0) return null;
    // Readings far apart weigh more than those close together (Kish's effective sample size).
    const readings = (this.seconds * this.seconds) / this.secondsSquared;
    if (readings < leastReadings) return null;
    const mean = this.sensedJoules / this.seconds;
    const variance = Math.max(0, this.wattsSquaredSeconds / this.seconds - mean * mean);
    const standardErrorJoules = Math.sqrt(variance / readings) * this.seconds;
    const difference = this.sensedJoules - this.countedJoules;
    const isNotable =
      Math.abs(difference) > notableShare * this.countedJoules &&
      Math.abs(difference) > standardErrors * standardErrorJoules;
    return isNotable ? difference / this.countedJoules : null;
  }
}
