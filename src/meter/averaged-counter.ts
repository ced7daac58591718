import { trapezoid } from './energy-arithmetic';
import { fullSight, SamplingBounds, type Bounds } from './sampling-bounds';

/** A sensor that averages is brought up to date about this often. */
export const averageTickSeconds = 0.1;

/**
 * A counter made of a sensor that tells the mean power of the last `averagedSeconds`. Its integral would be late: it
 * leaves out the end of a run and takes in what was before. But the mean tells exactly what was drawn since one such span
 * ago: C(t) = C(t - 1 s) + mean(t) x 1 s. Before the first reading power is taken to have been even.
 */
export class AveragedCounter {
  /** Of the last `averagedSeconds`, oldest first. */
  private past: { readonly t: number; readonly joules: number }[] = [];
  private first: { readonly t: number; readonly watts: number; readonly joules: number } | null = null;
  /** `told` never falls, as a counter does not; `joules` can, by what was drawn early or late before the first reading. */
  private newest = { t: 0, watts: 0, joules: 0, told: 0 };
  /** What the other sensor had told at the first reading. */
  private sensedBefore = 0;
  /** How far off, at the most, what was told before it was begun anew can be. */
  private former = { below: 0, above: 0 };
  /** The time between readings that are further apart than a mean goes back. */
  private readonly unseen = new SamplingBounds(fullSight);

  constructor(private readonly averagedSeconds: number) {}

  /** The newest mean. */
  get watts(): number {
    return this.newest.watts;
  }

  /**
   * Joules since the first reading, as the sensor knew them when it was last brought up to date. `sensed` are those by
   * another sensor that sees all of the time; null where there is none.
   */
  add(t: number, watts: number, sensed: number | null = null): number {
    if (this.first === null) return this.begin(t, watts, 0, sensed);
    const { newest } = this;
    // The sensor stands still between its updates; where power is even its value does so for longer.
    if (watts === newest.watts && t - newest.t < averageTickSeconds) return newest.told;
    // The first means are partly of before, of which nothing else is known.
    const isEarly = t - this.first.t < this.averagedSeconds;
    const joules =
      isEarly && sensed !== null
        ? this.first.joules + sensed - this.sensedBefore
        : this.joulesAtMeanBegin(t, watts) + watts * this.averagedSeconds;
    const told = Math.max(newest.told, joules);
    this.newest = { t, watts, joules, told };
    this.past.push({ t, joules });
    const firstNeeded = this.past.findIndex((moment) => moment.t >= t - this.averagedSeconds);
    if (firstNeeded > 1) this.past.splice(0, firstNeeded - 1);
    return told;
  }

  /** Goes on after a time of which nothing is known: nothing of it is counted. */
  restart(t: number, watts: number, sensed: number | null = null): number {
    const { below, above } = this.boundsOfSpanBefore(Infinity);
    this.former = { below: this.former.below + below, above: this.former.above + above };
    return this.begin(t, watts, this.newest.told, sensed);
  }

  /** From here on `bounds` counts what no mean tells of. */
  resetBounds(): void {
    this.unseen.reset();
    this.former = { below: 0, above: 0 };
  }

  /**
   * How far below and above the truth can lie, in joules, where no power is above `mostWatts`: what of the span before the
   * first reading was drawn early in it, and what late, is not known; nor what was drawn while no mean told of it.
   */
  bounds(mostWatts: number): Bounds {
    const early = this.boundsOfSpanBefore(mostWatts);
    const unseen = this.unseen.bounds(mostWatts);
    return {
      below: early.below + unseen.below + this.former.below,
      above: early.above + unseen.above + this.former.above,
    };
  }

  /** The same of how the span before the first reading was filled, which can be off anew in each that follows. */
  private boundsOfSpanBefore(mostWatts: number): Bounds {
    if (this.first === null) return { below: 0, above: 0 };
    const span = this.averagedSeconds;
    const elapsed = this.newest.t - this.first.t;
    const early = elapsed - span * Math.floor(elapsed / span);
    const late = span - early;
    const whole = this.first.watts * span;
    const taken = (whole * late) / span;
    const least = early > 0 ? Math.max(0, whole - mostWatts * early) : whole;
    const most = Math.min(whole, mostWatts * late);
    const held = this.newest.told - this.newest.joules;
    return { below: Math.max(0, most - taken + held), above: Math.max(0, taken - least - held) };
  }

  private begin(t: number, watts: number, joules: number, sensed: number | null): number {
    this.first = { t, watts, joules };
    this.sensedBefore = sensed ?? 0;
    this.newest = { t, watts, joules, told: joules };
    this.past = [{ t, joules }];
    return joules;
  }

  /** Joules where the mean of `watts` at `t` begins; up to there power has gone on evenly from that of the reading before. */
  private joulesAtMeanBegin(t: number, watts: number): number {
    const begin = t - this.averagedSeconds;
    const last = this.past.at(-1);
    if (last === undefined || begin <= last.t) return this.joulesAt(begin);
    const seconds = begin - last.t;
    // All of the time between the two: the next means begin within it.
    this.unseen.add(t - last.t, this.newest.watts, watts);
    return last.joules + trapezoid(this.newest.watts, watts, seconds);
  }

  /** Up to the newest remembered moment; between two of them, and before the first, energy is taken to grow evenly. */
  private joulesAt(t: number): number {
    const [oldest] = this.past;
    if (oldest === undefined || this.first === null) return 0;
    if (t <= oldest.t) return oldest.joules - this.first.watts * (oldest.t - t);
    const later = this.past.findIndex((moment) => moment.t >= t);
    const to = this.past[later];
    const from = this.past[later - 1];
    if (to === undefined || from === undefined) return oldest.joules;
    return from.joules + ((to.joules - from.joules) * (t - from.t)) / (to.t - from.t);
  }
}
