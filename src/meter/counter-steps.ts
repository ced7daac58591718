/** What a device's counter can do. */
export interface CounterLimits {
  /** The device never draws more; Infinity where that is not known. */
  readonly highestWatts: number;
  /** Its power limit, which it may pass for a moment; null where that is not known. */
  readonly limitWatts: number | null;
  /** Where the counter begins again at 0; null where it never does. */
  readonly wrapJoules: number | null;
}

/** Of a counter, in monotonic seconds and joules; null where it told nothing. */
interface CounterReading {
  readonly t: number;
  readonly counterJoules: number | null;
}

/** A counter that is updated less often than this is not used, so no step of it stands for more time. */
const longestTickSeconds = 0.5;

/** Over a tenth of a second a GPU can draw more than its power limit, but not by so much. */
const mostOfLimit = 1.5;

/** Tells what a step of a counter from one reading to the next can have been. */
export class CounterSteps {
  /** For how long the machine slept, and the moment before which that was: monotonic time stands still meanwhile. */
  private asleep = { seconds: 0, until: -Infinity };

  constructor(private readonly limits: CounterLimits) {}

  /** The machine has slept for so many seconds, before `until`: counters can begin anew then, or go on all the time. */
  sleep(seconds: number, until: number): void {
    this.asleep = { seconds, until };
  }

  /** Whether the counter went further than the device can draw in that time. A fall to any value can be a reset. */
  isJump(from: CounterReading, to: CounterReading): boolean {
    const step = stepOf(from, to);
    if (step === null || this.isReset(from, to)) return false;
    return !this.canDraw(step < 0 ? step + (this.limits.wrapJoules ?? 0) : step, to.t - from.t);
  }

  /** Whether the counter, which has jumped to `from`, counts on from there. */
  goesOn(from: CounterReading, to: CounterReading): boolean {
    return (stepOf(from, to) ?? 0) >= 0 && !this.isJump(from, to);
  }

  /** Whether the counter has begun anew: one that wraps does so in a sleep alone. */
  isReset(from: CounterReading, to: CounterReading): boolean {
    const isFall = (stepOf(from, to) ?? 0) < 0;
    return isFall && (this.limits.wrapJoules === null || this.sleptSince(from.t) > 0);
  }

  /** Whether what looks like a jump can be what was drawn in a sleep. */
  canBeOfSleep(from: CounterReading, to: CounterReading): boolean {
    const slept = this.sleptSince(from.t);
    return slept > 0 && !this.isJump({ ...from, t: from.t - slept }, to);
  }

  /** Whether a counter that fell can have counted so much within these seconds from 0: else it fell to what it was at before a bad reading. */
  canBeSinceReset(joules: number, seconds: number): boolean {
    const { limitWatts, highestWatts } = this.limits;
    return joules <= seconds * (limitWatts === null ? highestWatts : mostOfLimit * limitWatts);
  }

  /** For how long the machine may have slept since a reading at `t`. */
  private sleptSince(t: number): number {
    return t < this.asleep.until ? this.asleep.seconds : 0;
  }

  private canDraw(joules: number, seconds: number): boolean {
    return joules <= this.limits.highestWatts * (seconds + longestTickSeconds);
  }
}

const stepOf = (from: CounterReading, to: CounterReading): number | null =>
  from.counterJoules === null || to.counterJoules === null ? null : to.counterJoules - from.counterJoules;
