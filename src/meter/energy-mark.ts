import { clamp } from './energy-arithmetic';
import { sharpSeconds } from './counter-ticks';
import type { Bounds } from './sampling-bounds';

/** Moments of a run whose energy is told exactly only by what comes after. */
export type MarkName = 'launch' | 'exit';

interface MarkedMoment {
  readonly t: number;
  readonly energy: number;
  /** The same as far as readings have told: without what may have been drawn since the newest one, where the next has failed. */
  readonly answered: number;
  /** How often the counter had been seen to move. */
  readonly ticks: number;
  readonly watts: number;
  /** Joules of the counter as it stood: no more can have been drawn at its tick before. */
  readonly counted: number;
  /** When the tick before it was, where that is known. */
  readonly tickedAt: number | null;
  /** How long before it the newest reading was, where the one at it has failed or came late. */
  readonly unreadSeconds: number;
}

interface TickAfter {
  readonly t: number;
  readonly joules: number;
  /** The joules at the mark by power back from there; null where power says nothing. */
  readonly atMark: number | null;
}

/** Power of a part of the time that differs by less from the counter's is taken for that of all of it. */
const agreeingShare = 0.1;

/** A moment of which the energy becomes known as readings follow: it lies between a counter's ticks on both sides of it. */
export class EnergyMark {
  readonly t: number;
  readonly energy: number;
  readonly answered: number;
  readonly ticks: number;
  readonly unreadSeconds: number;
  /** Joules by power since. */
  drawn = 0;
  private readonly counted: number;
  private readonly tickedAt: number | null;
  /** The lowest and the highest power since, until the tick. */
  private lowestWatts: number;
  private highestWatts: number;
  /** The first tick after it that was seen. */
  private after: TickAfter | null = null;
  /** What was told of it, so that it is told once. */
  private told: number | null = null;

  constructor({ t, energy, answered, ticks, watts, counted, tickedAt, unreadSeconds }: MarkedMoment) {
    this.unreadSeconds = unreadSeconds;
    this.t = t;
    this.energy = energy;
    this.answered = answered;
    this.ticks = ticks;
    this.counted = counted;
    this.tickedAt = tickedAt;
    this.lowestWatts = watts;
    this.highestWatts = watts;
  }

  /** Another reading, `joules` later by power. */
  goOn(joules: number, watts: number | null): void {
    this.drawn += joules;
    if (watts === null || this.after !== null) return;
    this.lowestWatts = Math.min(this.lowestWatts, watts);
    this.highestWatts = Math.max(this.highestWatts, watts);
  }

  tick(after: TickAfter): void {
    this.after ??= after;
  }

  /**
   * Joules at the mark; null before a tick after it. Between the two ticks by power, where a sensor has seen all of the time
   * or both agree; else evenly, because what both ticks tell is exact, and power of a part of the time is not.
   */
  exactJoules(period: number, seesAll: boolean): number | null {
    if (this.after === null) return null;
    return (this.told ??= this.joulesBefore(this.after, period, seesAll));
  }

  /** How far below and above `told` the truth can be: no further than the ticks; `unseen` joules where none has come after it. */
  bounds(told: number, unseen: number): Bounds {
    return {
      below: Math.max(0, told - this.counted),
      above: this.after === null ? unseen : Math.max(0, this.after.joules - told),
    };
  }

  private joulesBefore({ t, joules, atMark }: TickAfter, period: number, seesAll: boolean): number {
    const { t: marked, counted, tickedAt } = this;
    const since = t - marked;
    // Where it was read late, some ticks may have passed unseen; but right behind a tick the next one is a little more than a period away, as it is seen.
    const periods = Math.max(1, Math.ceil((since - sharpSeconds) / period));
    const span = tickedAt === null ? periods * period : t - tickedAt;
    const mean = (joules - counted) / span;
    const agrees =
      this.highestWatts < mean * (1 + agreeingShare) && this.lowestWatts > mean * (1 - agreeingShare);
    if (atMark !== null && (seesAll || agrees)) return clamp(atMark, counted, joules);
    return counted + (joules - counted) * clamp(1 - since / span, 0, 1);
  }
}
