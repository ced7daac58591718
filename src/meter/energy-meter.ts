import { averageTickSeconds, AveragedCounter } from './averaged-counter';
import { CounterSteps } from './counter-steps';
import { CounterTicks } from './counter-ticks';
import { trapezoid } from './energy-arithmetic';
import { EnergyMark, type MarkName } from './energy-mark';
import { PowerComparison } from './power-comparison';
import { fullSight, SamplingBounds, type Bounds, type SensorSight } from './sampling-bounds';
import type { CounterTraits, Measurement } from './source';
import type { StretchOfDevice } from './sources/sample-lines';
import { SensedPower } from './sensed-power';
import { jumpReason, noReading, resetReason, type Gap } from './gap';

/** Time and power are in seconds and watts throughout; time is monotonic and given, never asked for. */
interface Point {
  readonly t: number;
  readonly counterJoules: number | null;
  readonly watts: number | null;
}

/**
 * The energy of one device, from its readings.
 *
 * Without a counter it is the trapezoid of power over the real time between readings. With one, or with averaged power,
 * of which one is made (averaged-counter.ts), the counter is the truth, but it stands still between its ticks: the true energy is the counter plus what was drawn since the last
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
  private readonly ticks: CounterTicks;
  /** When it was asked last with an answer, and for how long it had not been then. */
  private heardAt = -Infinity;
  private unheardSeconds = 0;
  private failedSince: { readonly t: number; readonly reason: string } | null = null;
  /** How many readings one after the other have failed, up to the newest. */
  failures = 0;
  /** Why the readings before the first one failed. */
  private lateReason: string | null = null;
  /** What was taken to be drawn where nothing has counted it: before the first reading, and around a counter's new zero. Of it some are sure. */
  private assumed = { seconds: 0, joules: 0, sureJoules: 0 };
  private readonly marks = new Map<MarkName, EnergyMark>();
  private readonly foundGaps: Gap[] = [];
  /** The newest reading, where its counter had jumped. */
  private jumped: Point | null = null;
  /** The energy by the counter beside the same by power. */
  readonly comparison = new PowerComparison();

  /** The device's own counter, or one that is made of averaged power; null where energy is the integral of power. */
  readonly counter: CounterTraits | null;
  private readonly averaged: AveragedCounter | null;
  private readonly sampling: SamplingBounds;
  private readonly steps: CounterSteps;
  private readonly sensed = new SensedPower();

  constructor(
    counter: CounterTraits | null,
    /** Over how much of the past the power sensor averages, in seconds; 0 for power at the moment. */
    averagedSeconds: number,
    /**
     * Readings further apart than this are not joined by a straight line of power; but those of a program that prints less often are, if it
     * was asked all the time and did not fail.
     */
    private readonly longestJoinSeconds: number,
    /** The device never draws more. */
    highestWatts = Infinity,
    sight: SensorSight = fullSight,
  ) {
    this.averaged = counter === null && averagedSeconds > 0 ? new AveragedCounter(averagedSeconds) : null;
    this.counter = this.averaged === null ? counter : { tickSeconds: averageTickSeconds, wrapJoules: null };
    this.ticks = new CounterTicks(this.counter?.tickSeconds ?? 0, this.averaged !== null);
    this.sampling = new SamplingBounds(sight);
    this.steps = new CounterSteps({
      highestWatts,
      limitWatts: sight.limitWatts,
      wrapJoules: this.counter?.wrapJoules ?? null,
    });
  }

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

  /** What the newest reading's counter told, and how much less the joules of `leastJoules` are; null where there is no counter, or it has just jumped. */
  get newestCounter(): { readonly joules: number; readonly aheadJoules: number } | null {
    const joules = this.last?.counterJoules ?? null;
    if (joules === null || this.averaged !== null || this.isFailing) return null;
    return { joules, aheadJoules: -this.counterOffset };
  }

  /** When the newest reading was; null before any. */
  get newestSeconds(): number | null {
    return this.last?.t ?? null;
  }

  /** How often the counter has been seen to move. */
  get tickCount(): number {
    return this.ticks.count;
  }

  /** Whether the newest reading has told the power of its moment. */
  get knowsPower(): boolean {
    return this.last !== null && this.last.watts !== null;
  }

  /** Whether the time between two ticks is known. */
  get knowsPeriod(): boolean {
    return this.ticks.period !== null;
  }

  get isFailing(): boolean {
    return this.failedSince !== null;
  }

  /**
   * What the device answered at `askedAt`, which is of the moment `t`. `stretch` tells of readings between the one before and this, each of
   * which was a usual one of counter and power.
   */
  add(t: number, measurement: Measurement, stretch: StretchOfDevice | null = null, askedAt = t): void {
    if (measurement.ok) this.hear(askedAt);
    if (this.last !== null && t <= this.last.t) return;
    if (!measurement.ok) {
      this.failedSince ??= { t: this.last?.t ?? t, reason: measurement.reason };
      this.failures += 1;
      return;
    }
    if (measurement.watts !== null && !this.tellsAverage(measurement)) this.sense(t, measurement.watts);
    if (stretch !== null) this.sampling.see(stretch.highestWatts);
    const point = this.pointOf(t, measurement);
    this.failures = 0;
    if (this.last === null) {
      this.begin(point);
    } else if (point.counterJoules === null || this.last.counterJoules === null) {
      this.integrate(this.last, point);
    } else {
      const before = this.last.counterJoules;
      const hasJumped = this.steps.isJump(this.last, point);
      const isConfirmed = this.jumped !== null && this.steps.goesOn(this.jumped, point);
      if (hasJumped && !isConfirmed) {
        this.jumped = point;
        this.failedSince ??= { t: this.last.t, reason: jumpReason };
        return;
      }
      const isNewZero = hasJumped && !this.steps.canBeOfSleep(this.last, point);
      this.count(this.last, point, { counter: point.counterJoules, before, hasJumped: isNewZero, stretch });
      this.jumped = null;
    }
    this.failedSince = null;
    this.last = point;
    this.unheardSeconds = 0;
  }

  private hear(askedAt: number): void {
    this.unheardSeconds = Math.max(this.unheardSeconds, askedAt - this.heardAt);
    this.heardAt = Math.max(this.heardAt, askedAt);
  }

  /** Whether nothing is known of power between the newest reading and one at `t`. */
  private isApart(t: number): boolean {
    return (
      this.last !== null &&
      t - this.last.t > this.longestJoinSeconds &&
      (this.isFailing || this.unheardSeconds > this.longestJoinSeconds)
    );
  }

  /** The machine has slept for so many seconds, before `until`. */
  sleep(seconds: number, until: number): void {
    this.steps.sleep(seconds, until);
  }

  /**
   * Joules between `t` and the first reading, which has just come and told a power of `watts`: as much as if it had been even. Where
   * the power is not known, or that is too long ago, they are none, and there is a gap.
   */
  bridgeStart(t: number, watts: number | null): number {
    if (this.last === null || this.last.t <= t) return 0;
    const seconds = this.last.t - t;
    if (watts !== null && seconds <= this.longestJoinSeconds) {
      this.assume(seconds, watts * seconds, 0);
      return watts * seconds;
    }
    const reason = this.lateReason ?? noReading;
    this.foundGaps.push({ fromSeconds: t, toSeconds: this.last.t, bridged: false, reason });
    return 0;
  }

  /** From here on `bounds` counts. */
  resetBounds(): void {
    this.sampling.reset();
    this.averaged?.resetBounds();
    this.assumed = { seconds: 0, joules: 0, sureJoules: 0 };
  }

  /**
   * How far from the truth the energy between two marks can be, by what the readings can't show: between a counter's
   * ticks, what power told at the launch and the exit; else what is between and beside the readings. The sensor's own
   * error comes on top.
   */
  bounds(): Bounds {
    const most = this.sampling.mostWatts;
    const { below, above } = this.boundsOfReadings(most);
    const { seconds, joules, sureJoules } = this.assumed;
    return { below: below + joules - sureJoules, above: above + Math.max(0, most * seconds - joules) };
  }

  private assume(seconds: number, joules: number, sureJoules: number): void {
    const { assumed } = this;
    this.assumed = {
      seconds: assumed.seconds + seconds,
      joules: assumed.joules + joules,
      sureJoules: assumed.sureJoules + sureJoules,
    };
  }

  private boundsOfReadings(most: number): Bounds {
    if (this.counter === null) return this.sampling.bounds();
    const launch = this.edge('launch', most);
    const exit = this.edge('exit', most);
    const averaged = this.averaged?.bounds(most) ?? { below: 0, above: 0 };
    // A mean is of a moment that is up to a tick ago, at the launch and at the exit alike.
    const late = this.averaged === null ? 0 : averageTickSeconds * most;
    return {
      below: launch.above + exit.below + averaged.below + late,
      above: launch.below + exit.above + averaged.above + late,
    };
  }

  /** How far below and above what is told of a mark the truth can be: no further than the ticks on both sides of it. */
  private edge(name: MarkName, mostWatts: number): Bounds {
    const mark = this.marks.get(name);
    const unseen = ((this.counter?.tickSeconds ?? 0) + (mark?.unreadSeconds ?? 0)) * mostWatts;
    if (mark === undefined) return { below: 0, above: unseen };
    const bounds = mark.bounds(this.joulesAtMark(name) ?? mark.energy, unseen);
    // Nobody waits for the next tick of a counter that ticks so often.
    return isFine(this.counter) ? { ...bounds, above: Math.min(bounds.above, unseen) } : bounds;
  }

  private pointOf(
    t: number,
    { counterJoules, watts, averagedWatts }: Extract<Measurement, { ok: true }>,
  ): Point {
    const mean = averagedWatts ?? watts;
    if (this.averaged === null || mean === null)
      return { t, counterJoules: this.counter === null ? null : counterJoules, watts };
    const sensed = this.hasSensed(averagedWatts) ? this.sensed.joules : null;
    return {
      t,
      counterJoules: this.isApart(t)
        ? this.averaged.restart(t, mean, sensed)
        : this.averaged.add(t, mean, sensed),
      watts: averagedWatts === undefined ? null : watts,
    };
  }

  /** Whether the power of the moment is told beside the average, by a sensor that sees all of the time. */
  private hasSensed(averagedWatts: number | undefined): boolean {
    return averagedWatts !== undefined && this.sampling.seesAll;
  }

  /** Whether the watts are the average themselves. */
  private tellsAverage({ averagedWatts }: Extract<Measurement, { ok: true }>): boolean {
    return this.averaged !== null && averagedWatts === undefined;
  }

  private sense(t: number, watts: number): void {
    this.sampling.see(watts);
    if (this.last === null) return;
    const before = { t: this.last.t, watts: this.last.watts ?? watts };
    if (this.sensed.goOn(before, { t, watts })) this.sampling.trust();
  }

  /** Remembers the moment `t`, right after a reading. Readings that follow tell more exactly what had been drawn by now. */
  setMark(name: MarkName, t: number): void {
    const { last } = this;
    if (last === null) {
      this.marks.delete(name);
      return;
    }
    // A reading of another program is of a little before, and the newest may have failed: power has gone on since.
    const longest = this.isFailing ? this.longestJoinSeconds : Infinity;
    const seconds = Math.min(Math.max(0, t - last.t), longest);
    const isUnread = this.counter !== null && (this.isFailing || t - last.t > readNowSeconds);
    const watts = last.watts ?? (isUnread ? (this.averaged?.watts ?? this.ticks.slopeWatts) : null) ?? 0;
    const since = this.counter === null || isUnread ? watts * seconds : 0;
    if (this.counter === null && name === 'exit' && seconds > readNowSeconds)
      this.sampling.add(seconds, watts, watts);
    this.marks.set(
      name,
      new EnergyMark({
        t: isUnread ? Math.max(t, last.t) : last.t,
        unreadSeconds: isUnread ? seconds : 0,
        energy: this.energy + since,
        answered: this.energy + (this.isFailing ? 0 : since),
        ticks: this.ticks.count,
        watts,
        counted: this.least,
        tickedAt: this.averaged === null && !isUnread ? null : (this.ticks.previous?.t ?? last.t),
      }),
    );
  }

  /** How often the counter has been seen to move since the mark; 0 where there is none. */
  ticksSinceMark(name: MarkName): number {
    return this.ticks.count - (this.marks.get(name)?.ticks ?? this.ticks.count);
  }

  /** Joules at the mark: the newest energy less what was drawn since. Exact once the counter has ticked after the mark. */
  joulesAtMark(name: MarkName): number | null {
    const mark = this.marks.get(name);
    if (mark === undefined || this.last === null) return null;
    if (this.last.t <= mark.t) return mark.answered;
    if (this.counter === null) return mark.energy;
    const exact = mark.exactJoules(this.ticks.period ?? this.counter.tickSeconds, this.sampling.seesAll);
    if (exact !== null) return exact;
    const drawn = this.knowsPower ? mark.drawn : (this.ticks.slopeWatts ?? 0) * (this.last.t - mark.t);
    return this.energy - drawn;
  }

  /** Whether `takeGaps` has something to tell. */
  get hasGaps(): boolean {
    return this.foundGaps.length > 0;
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
    this.lateReason = this.failedSince?.reason ?? null;
    this.counterOffset = -(point.counterJoules ?? 0);
    this.ticks.start(this.counter?.tickSeconds ?? 0, point.watts ?? 0);
  }

  private integrate(from: Point, to: Point): void {
    const seconds = to.t - from.t;
    const isApart = this.isApart(to.t);
    if (isApart || from.watts === null || to.watts === null) {
      const reason = this.failedSince?.reason ?? noReading;
      if (isApart) {
        this.foundGaps.push({ fromSeconds: from.t, toSeconds: to.t, bridged: false, reason });
      }
      return;
    }
    this.energy += trapezoid(from.watts, to.watts, seconds);
    this.sampling.add(seconds, from.watts, to.watts);
  }

  private count(
    from: Point,
    to: Point,
    { counter, before: counterBefore, hasJumped, stretch }: CountedStep,
  ): void {
    const seconds = to.t - from.t;
    const energyBefore = this.energy;
    const power = stretch === null ? this.powerBetween(from, to) : stretch.joules / seconds;
    const highest = Math.max(power, from.watts ?? 0, to.watts ?? 0, stretch?.highestWatts ?? 0);
    let carriedOn = this.energy + power * seconds;
    const isReset = this.steps.isReset(from, to);
    if (hasJumped || isReset) {
      // The driver was reloaded: count on from here. What was drawn meanwhile is known from power, or not at all.
      const counted = isReset && this.steps.canBeSinceReset(counter, seconds) ? counter : 0;
      if (to.watts === null) this.seeByCounter(counted, seconds);
      carriedOn = Math.max(carriedOn, this.energy + counted);
      // Since its last tick, which is what was sure before.
      this.assume(seconds + (this.counter?.tickSeconds ?? 0), carriedOn - this.least, counted);
      this.counterOffset = carriedOn - counter;
      this.ticks.forget();
      this.ticks.start(seconds, highest);
    } else if (counter < counterBefore) {
      this.counterOffset += this.counter?.wrapJoules ?? 0;
      this.ticks.start(seconds, highest);
    } else if (counter > counterBefore) {
      if (to.watts === null) this.seeByCounter(counter - counterBefore, seconds);
      this.ticks.tick(to.t, counter + this.counterOffset, seconds);
      this.ticks.start(seconds, highest);
    } else {
      this.ticks.goOn(power, highest, seconds);
    }
    const atTick = counter + this.counterOffset;
    this.energy = this.ticks.hold(carriedOn, atTick);
    this.least = Math.max(this.least, atTick);
    for (const mark of this.marks.values()) {
      mark.goOn(power * Math.min(seconds, Math.max(0, to.t - mark.t)), to.watts);
      if (this.ticks.count > mark.ticks)
        mark.tick({
          t: this.ticks.previous?.t ?? to.t,
          joules: atTick,
          atMark: from.watts === null || to.watts === null ? null : this.energy - mark.drawn,
        });
    }
    if (isReset || hasJumped) {
      const reason = isReset ? resetReason : jumpReason;
      this.foundGaps.push({ fromSeconds: from.t, toSeconds: to.t, bridged: power > 0, reason });
      return;
    }
    const isApart = stretch === null && this.isApart(to.t);
    if (isApart || this.jumped !== null) {
      const reason = this.failedSince?.reason ?? noReading;
      this.foundGaps.push({ fromSeconds: from.t, toSeconds: to.t, bridged: this.averaged === null, reason });
    }
    if (isApart || from.watts === null || to.watts === null) return;
    const counted = this.energy - energyBefore;
    if (stretch === null) this.comparison.add(seconds, power, counted);
    else this.comparison.addStretch(seconds, stretch, counted);
  }

  /** Without a sensor the counter alone tells how much the device can draw for a moment: some times its mean, however its tick fell. */
  private seeByCounter(joules: number, seconds: number): void {
    this.sampling.see((mostOfMean * joules) / (seconds + (this.counter?.tickSeconds ?? 0)));
  }

  /** Mean power between two readings: the sensor's where there is one, else what the counter has shown. */
  private powerBetween(from: Point, to: Point): number {
    if (from.watts !== null && to.watts !== null) return (from.watts + to.watts) / 2;
    return to.watts ?? from.watts ?? this.ticks.slopeWatts ?? 0;
  }
}

/** Whether a counter stands still so shortly that its ticks need not be watched at the launch and at the exit. */
export const isFine = (counter: CounterTraits | null): boolean =>
  counter !== null && counter.tickSeconds <= fineTickSeconds;

const fineTickSeconds = 0.01;

/** How a counter has gone on from one reading to the next. */
interface CountedStep {
  readonly counter: number;
  readonly before: number;
  readonly hasJumped: boolean;
  readonly stretch: StretchOfDevice | null;
}

/** A device draws no more for a moment than this many times its mean from one reading to the next. */
const mostOfMean = 3;

/** A reading that is older, on a machine that made its meter wait, is not that of the moment. */
const readNowSeconds = 0.005;
