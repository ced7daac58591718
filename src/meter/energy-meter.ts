import { PowerComparison } from './power-comparison';
import type { CounterTraits, Measurement } from './source';

export interface Gap {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** True where the energy of the gap is known all the same. */
  readonly bridged: boolean;
  readonly reason: string;
}

/** Time and power are in seconds and watts throughout; time is monotonic and given, never asked for. */
interface Point {
  readonly t: number;
  readonly counterJoules: number | null;
  readonly watts: number | null;
}

/** Moments of a run whose energy is told exactly only by what comes after. */
export type MarkName = 'launch' | 'exit';

interface Mark {
  readonly t: number;
  readonly energy: number;
  readonly ticks: number;
  /** Joules by power since. */
  drawn: number;
}

/**
 * The energy of one device, from its readings.
 *
 * Without a counter it is the trapezoid of power over the real time between readings. With one, the counter is the
 * truth, but it stands still between its ticks: the true energy is the counter plus what was drawn since the last
 * tick. That lies between `sinceTick.least` and `sinceTick.most` joules, bounds that are narrow when the counter is
 * read often. Energy is carried on by power and held inside them, so that it never leaves the counter by more than
 * a tick.
 *
 * A counter that jumps further than the device can draw is not followed. Either the next reading goes on from before,
 * and the jump was a bad reading; or it goes on from the jump, and the counter has another zero from there on.
 */
export class EnergyMeter {
  private last: Point | null = null;
  private energy = 0;
  private least = 0;
  /** Added to the counter to make it count on from the first reading, over resets and wraps. */
  private counterOffset = 0;
  private sinceTick = { least: 0, most: 0, longestSeconds: 0 };
  private previousTick: { readonly t: number; readonly joules: number } | null = null;
  private slopeWatts: number | null = null;
  private ticks = 0;
  private failedSince: { readonly t: number; readonly reason: string } | null = null;
  /** The last `averagedSeconds`, oldest first. */
  private past: { readonly t: number; readonly energy: number }[] = [];
  private readonly marks = new Map<MarkName, Mark>();
  private readonly foundGaps: Gap[] = [];
  /** The newest reading, where its counter had jumped. */
  private jumped: Point | null = null;
  /** The energy by the counter beside the same by power. */
  readonly comparison = new PowerComparison();

  constructor(
    private readonly counter: CounterTraits | null,
    /** Over how much of the past the power sensor averages, in seconds; 0 for power at the moment. */
    private readonly averagedSeconds: number,
    /** Readings further apart than this are not joined by a straight line of power. */
    private readonly longestJoinSeconds: number,
    /** The device never draws more. */
    private readonly highestWatts = Infinity,
  ) {}

  /**
   * Joules since the first reading, at the time of the newest one; null before any. It can go back by what power
   * had been ahead of the counter: less than a tick.
   */
  get joules(): number | null {
    return this.last === null ? null : this.energy;
  }

  /** What is sure to have been drawn: never ahead of the counter by power, so it never goes back. */
  get leastJoules(): number | null {
    return this.last === null ? null : this.counter === null ? this.energy : this.least;
  }

  /** How often the counter has been seen to move. */
  get tickCount(): number {
    return this.ticks;
  }

  get isFailing(): boolean {
    return this.failedSince !== null;
  }

  add(t: number, measurement: Measurement): void {
    if (this.last !== null && t <= this.last.t) return;
    if (!measurement.ok) {
      this.failedSince ??= { t: this.last?.t ?? t, reason: measurement.reason };
      return;
    }
    const point: Point = {
      t,
      counterJoules: this.counter === null ? null : measurement.counterJoules,
      watts: measurement.watts,
    };
    if (this.last === null) {
      this.begin(point);
    } else if (point.counterJoules === null || this.last.counterJoules === null) {
      this.integrate(this.last, point);
    } else {
      const before = this.last.counterJoules;
      const hasJumped = this.isJump(this.last, point);
      if (hasJumped && !this.goesOnFromJump(point)) {
        this.jumped = point;
        this.failedSince ??= { t: this.last.t, reason: jumpReason };
        return;
      }
      this.count(this.last, point, point.counterJoules, before, hasJumped);
      this.jumped = null;
    }
    this.failedSince = null;
    this.last = point;
  }

  /** Remembers the moment `t`, right after a reading. Readings that follow tell more exactly what had been drawn by now. */
  setMark(name: MarkName, t: number): void {
    const { last } = this;
    if (last === null) {
      this.marks.delete(name);
      return;
    }
    // A reading of another program is of a little before: power has gone on since.
    const seconds = Math.min(Math.max(0, t - last.t), this.longestJoinSeconds);
    const since = this.counter === null ? (last.watts ?? 0) * seconds : 0;
    this.marks.set(name, { t: last.t, energy: this.energy + since, ticks: this.ticks, drawn: 0 });
  }

  /** How often the counter has been seen to move since the mark; 0 where there is none. */
  ticksSinceMark(name: MarkName): number {
    return this.ticks - (this.marks.get(name)?.ticks ?? this.ticks);
  }

  /** Joules at the mark: the newest energy less what was drawn since. Exact once the counter has ticked after the mark. */
  joulesAtMark(name: MarkName): number | null {
    const mark = this.marks.get(name);
    if (mark === undefined || this.last === null) return null;
    if (this.counter === null || this.last.t === mark.t) return mark.energy;
    const hasSensor = this.last.watts !== null;
    const drawn = hasSensor ? mark.drawn : (this.slopeWatts ?? 0) * (this.last.t - mark.t);
    return this.energy - drawn;
  }

  /** Gaps that were closed since the last call. */
  takeGaps(): Gap[] {
    return this.foundGaps.splice(0);
  }

  /** The gap that is still open at the end of a run, or null. */
  openGap(t: number): Gap | null {
    return this.failedSince === null
      ? null
      : { fromSeconds: this.failedSince.t, toSeconds: t, bridged: false, reason: this.failedSince.reason };
  }

  private begin(point: Point): void {
    this.counterOffset = -(point.counterJoules ?? 0);
    this.startTick(this.counter?.tickSeconds ?? 0, point.watts ?? 0);
    this.remember(point.t);
  }

  private integrate(from: Point, to: Point): void {
    const seconds = to.t - from.t;
    if (seconds > this.longestJoinSeconds || from.watts === null || to.watts === null) {
      const reason = this.failedSince?.reason ?? 'no reading for longer than three intervals';
      if (seconds > this.longestJoinSeconds) {
        this.foundGaps.push({ fromSeconds: from.t, toSeconds: to.t, bridged: false, reason });
      }
      this.past = [];
      this.remember(to.t);
      return;
    }
    this.energy = this.energyFromAverage(to) ?? this.energy + trapezoid(from.watts, to.watts, seconds);
    this.remember(to.t);
  }

  /**
   * A mean over the last second is late: its integral leaves out the end of a run and takes in what was before. But
   * it tells exactly what was drawn since one second ago: E(t) = E(t - 1 s) + mean(t) x 1 s. Null until there is an
   * energy of so long ago.
   */
  private energyFromAverage(point: Point): number | null {
    if (this.averagedSeconds === 0 || point.watts === null) return null;
    const before = this.energyAt(point.t - this.averagedSeconds);
    return before === null ? null : before + point.watts * this.averagedSeconds;
  }

  /** Between two remembered moments energy is taken to grow evenly. */
  private energyAt(t: number): number | null {
    const later = this.past.findIndex((moment) => moment.t >= t);
    const from = this.past[later - 1];
    const to = this.past[later];
    if (from === undefined || to === undefined) return null;
    return from.energy + ((to.energy - from.energy) * (t - from.t)) / (to.t - from.t);
  }

  private remember(t: number): void {
    if (this.averagedSeconds === 0) return;
    this.past.push({ t, energy: this.energy });
    const firstNeeded = this.past.findIndex((moment) => moment.t >= t - this.averagedSeconds);
    if (firstNeeded > 1) this.past.splice(0, firstNeeded - 1);
  }

  /** Whether the counter went further than the device can draw in that time. A fall to any value can be a reset. */
  private isJump(from: Point, to: Point): boolean {
    if (from.counterJoules === null || to.counterJoules === null) return false;
    const step = to.counterJoules - from.counterJoules;
    const wrap = this.counter?.wrapJoules ?? null;
    if (step < 0 && wrap === null) return false;
    return !this.canDraw(step < 0 ? step + (wrap ?? 0) : step, to.t - from.t);
  }

  private goesOnFromJump(point: Point): boolean {
    const { jumped } = this;
    return (
      jumped !== null &&
      (point.counterJoules ?? 0) >= (jumped.counterJoules ?? 0) &&
      !this.isJump(jumped, point)
    );
  }

  private canDraw(joules: number, seconds: number): boolean {
    return joules <= this.highestWatts * (seconds + longestTickSeconds);
  }

  private count(from: Point, to: Point, counter: number, counterBefore: number, hasJumped: boolean): void {
    const seconds = to.t - from.t;
    const energyBefore = this.energy;
    const power = this.powerBetween(from, to);
    const highest = Math.max(power, from.watts ?? 0, to.watts ?? 0);
    let carriedOn = this.energy + power * seconds;
    const wrap = this.counter?.wrapJoules ?? null;
    const isReset = counter < counterBefore && wrap === null;
    if (hasJumped || isReset) {
      // The driver was reloaded: count on from here. What was drawn meanwhile is known from power, or not at all.
      if (isReset && this.canDraw(counter, seconds)) carriedOn = Math.max(carriedOn, this.energy + counter);
      this.counterOffset = carriedOn - counter;
      this.previousTick = null;
      this.startTick(seconds, highest);
    } else if (counter < counterBefore) {
      this.counterOffset += wrap ?? 0;
      this.startTick(seconds, highest);
    } else if (counter > counterBefore) {
      this.tick(to.t, counter, seconds);
      this.startTick(seconds, highest);
    } else {
      this.continueTick(power, highest, seconds);
    }
    const atTick = counter + this.counterOffset;
    this.energy = clamp(carriedOn, atTick + this.sinceTick.least, atTick + this.sinceTick.most);
    this.least = Math.max(this.least, atTick);
    for (const mark of this.marks.values()) mark.drawn += power * seconds;
    if (isReset || hasJumped) {
      const reason = isReset ? 'the energy counter was reset' : jumpReason;
      this.foundGaps.push({ fromSeconds: from.t, toSeconds: to.t, bridged: power > 0, reason });
      return;
    }
    if (seconds > this.longestJoinSeconds || this.jumped !== null) {
      const reason = this.failedSince?.reason ?? 'no reading for longer than three intervals';
      this.foundGaps.push({ fromSeconds: from.t, toSeconds: to.t, bridged: true, reason });
    }
    if (seconds <= this.longestJoinSeconds && from.watts !== null && to.watts !== null)
      this.comparison.add(seconds, power, this.energy - energyBefore);
  }

  private tick(t: number, counter: number, seconds: number): void {
    const joules = counter + this.counterOffset;
    const moment = t - Math.min(seconds, this.counter?.tickSeconds ?? 0) / 2;
    if (this.previousTick !== null && moment > this.previousTick.t) {
      this.slopeWatts = (joules - this.previousTick.joules) / (moment - this.previousTick.t);
    }
    this.previousTick = { t: moment, joules };
    this.ticks += 1;
  }

  /** The counter has moved at some time in the last `seconds`. */
  private startTick(seconds: number, highestWatts: number): void {
    const longestSeconds = Math.min(seconds, this.counter?.tickSeconds ?? 0);
    this.sinceTick = { least: 0, most: highestWatts * longestSeconds, longestSeconds };
  }

  private continueTick(watts: number, highestWatts: number, seconds: number): void {
    const { sinceTick } = this;
    const tickSeconds = this.counter?.tickSeconds ?? 0;
    const least = sinceTick.least + watts * seconds;
    const longestSeconds = sinceTick.longestSeconds + seconds;
    const most =
      longestSeconds <= tickSeconds
        ? sinceTick.most + watts * seconds
        : Math.max(least, highestWatts * tickSeconds);
    this.sinceTick = { least, most, longestSeconds: Math.min(longestSeconds, tickSeconds) };
  }

  /** Mean power between two readings: the sensor's where there is one, else what the counter has shown. */
  private powerBetween(from: Point, to: Point): number {
    if (from.watts !== null && to.watts !== null) return (from.watts + to.watts) / 2;
    return to.watts ?? from.watts ?? this.slopeWatts ?? 0;
  }
}

const jumpReason = 'the energy counter jumped further than the device can draw';
/** A counter that is updated less often than this is not used, so no step of it stands for more time. */
const longestTickSeconds = 0.5;

const trapezoid = (fromWatts: number, toWatts: number, seconds: number): number =>
  ((fromWatts + toWatts) / 2) * seconds;

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
