import { sharpSeconds } from './counter-ticks';
import { trapezoid } from './energy-arithmetic';

/** Power, and when it was read, in watts and seconds. */
interface SensedPoint {
  readonly t: number;
  readonly watts: number;
}

/** Of two changes of a sensor that looks once in 100 ms. */
const quickChangeSeconds = 0.06;

/** The power of the moment, as it goes on from one reading to the next. */
export class SensedPower {
  /** By it, since the first reading. */
  joules = 0;
  /** When it was seen to change. */
  private changedAt = -Infinity;

  /**
   * Goes on to the next reading. Returns whether the sensor sees all of the time: one that looks for a part of each 100 ms tells the same
   * until the next, so that one that changes sooner is none.
   */
  goOn(from: SensedPoint, to: SensedPoint): boolean {
    const seconds = to.t - from.t;
    this.joules += trapezoid(from.watts, to.watts, seconds);
    if (to.watts === from.watts) return false;
    const isSharp = seconds <= sharpSeconds;
    const seesAll = isSharp && to.t - this.changedAt < quickChangeSeconds;
    this.changedAt = isSharp ? to.t : -Infinity;
    return seesAll;
  }
}
