import type { Device } from '../runs/journal';
import type { MarkName } from './energy-mark';
import { EnergyMeter, isFine } from './energy-meter';
import type { Gap } from './gap';
import { observe, observePast, type Observation } from './observation';
import type { Measurement, Probe } from './source';
import type { LineDevice, Stretch, StretchOfDevice } from './sources/sample-lines';

export interface DeviceGap extends Gap {
  readonly device: string;
}

/** What all devices have drawn by one moment, in the order of `devices`. */
export interface Tally {
  readonly t: number;
  /** Since `begin`; null where a device has not answered yet. Never less than in the tally before. */
  readonly joules: (number | null)[];
  /** Power: the sensor's at this moment beside a counter, else the mean since the tally before; null where not known. */
  readonly watts: (number | null)[];
}

/** A counter's steps blur its mean power: it is taken over at least this many of them. */
const leastTicksOfMean = 5;

/** A device that has failed so often one time after the other is not waited for. */
const lostFailures = 4;

interface Account {
  readonly probe: Probe;
  readonly meter: EnergyMeter;
  /** The meter's joules at `begin`. */
  zero: number | null;
  /** Joules of the newest tally. */
  told: number | null;
  /** The sensor's newest watts. */
  watts: number | null;
  /** Where the mean power that is told next begins. */
  meanFrom: { readonly t: number; readonly joules: number } | null;
  meanWatts: number | null;
  /** Why it failed, as far as `takeFailures` has told: a device that fails now and then is told once. */
  readonly reasonsTold: Set<string>;
}

export interface DeviceFailure {
  readonly name: string;
  readonly reason: string;
}

export interface DeviceDisagreement {
  readonly name: string;
  readonly source: string;
  /** How much more the integral of power is than the counter, as a share of the counter. */
  readonly share: number;
}

/**
 * Keeps the energy of all devices of a run. Time comes from `clock`, in monotonic seconds; the devices are read
 * when asked to, and by nobody else.
 */
export class Accountant {
  readonly devices: readonly Device[];
  private readonly accounts: readonly Account[];
  private readonly probes: readonly Probe[];
  private readonly sensors: readonly Probe[];
  private readonly byProbe: ReadonlyMap<string, Account>;
  /** When the run began, in monotonic seconds. */
  private begunAt: number | null = null;

  constructor(
    probes: readonly Probe[],
    private readonly clock: () => number,
    longestJoinSeconds: number,
  ) {
    this.devices = probes.map(toDevice);
    this.accounts = probes.map((probe) => ({
      probe,
      meter: new EnergyMeter(probe.counter, probe.averagedSeconds, longestJoinSeconds, probe.highestWatts, {
        coverage: probe.sensorCoverage ?? 1,
        limitWatts: probe.limitWatts ?? null,
      }),
      zero: null,
      told: null,
      watts: null,
      meanFrom: null,
      meanWatts: null,
      reasonsTold: new Set(),
    }));
    this.probes = probes;
    this.sensors = probes.filter(({ counter }) => counter === null);
    this.byProbe = new Map(this.accounts.map((account) => [account.probe.id, account]));
  }

  readAll(): void {
    this.take(this.observe());
  }

  /** Reads all devices, and leaves it to `take` to account what they answered. */
  observe(): Observation {
    return observe(this.probes, this.clock);
  }

  /** The same of a moment before now: see `observePast`. */
  observePast(at: number, stretch: Stretch | null = null): Observation {
    return observePast(this.probes, at, stretch);
  }

  /** The same of what has no counter: its energy is only as good as it is read often. */
  observeSensors(): Observation {
    return observe(this.sensors, this.clock);
  }

  /** Accounts what was observed. Observations are taken in the order of their time. */
  take({ t: askedAt, readings, stretch }: Observation): void {
    readings.forEach(({ probe, t, measurement }, index) => {
      const account = this.byProbe.get(probe);
      if (account === undefined) return;
      account.watts = measurement.ok ? measurement.watts : null;
      account.meter.add(t, measurement, deviceOfStretch(stretch, index), askedAt);
      this.takeLateZero(account, measurement);
    });
  }

  /** Call before readings are taken: the machine has slept for so many seconds since the last ones that were. */
  sleep(seconds: number): void {
    for (const { meter } of this.accounts) meter.sleep(seconds, this.clock());
  }

  /** Whether each coarse counter has told the energy at the mark exactly. */
  hasSettled(name: MarkName): boolean {
    return this.accounts.every((account) => hasSettled(account, name));
  }

  /** Reads the coarse counters, where not each has told the energy at the mark exactly. Returns whether all have then. */
  readUntilSettled(name: MarkName): boolean {
    if (this.hasSettled(name)) return true;
    // All of them, and not those alone that have not ticked: to stop looking would lose sight of their next tick.
    this.take(
      observe(
        this.accounts.filter(hasCoarseCounter).map(({ probe }) => probe),
        this.clock,
      ),
    );
    return this.hasSettled(name);
  }

  /** Marks this moment, which is now or when the newest reading was: `readUntilSettled` waits for ticks after it, `tallyAtMark` tells the energy at it. */
  mark(name: MarkName, t = this.clock()): void {
    for (const { meter } of this.accounts) meter.setMark(name, t);
  }

  /**
   * Energy counts from the mark of the launch on, as it is known now that the counters have ticked. Call before the first
   * tally after `begin`.
   */
  countFromLaunch(): void {
    for (const account of this.accounts) {
      if (account.zero !== null) account.zero = account.meter.joulesAtMark('launch') ?? account.zero;
      // The first tick had energy of before in it.
      account.meter.comparison.reset();
    }
  }

  /** From here on energy counts as the run's. Returns the first tally, all at 0 J. */
  begin(t = this.clock()): Tally {
    for (const account of this.accounts) {
      account.meter.comparison.reset();
      account.meter.resetBounds();
      account.zero = account.meter.joules;
      account.told = account.zero === null ? null : 0;
    }
    for (const account of this.accounts) {
      account.meanFrom = account.told === null ? null : { t: account.meter.newestSeconds ?? t, joules: 0 };
      account.meanWatts = account.watts;
    }
    this.begunAt = t;
    return {
      t,
      joules: this.accounts.map((account) => account.told),
      watts: this.accounts.map((account) => account.watts),
    };
  }

  /** The energy by now, or by `t` where that is when the newest reading was, as of the newest readings. */
  tally(t = this.clock()): Tally {
    return this.tell(t, (account) => account.meter.leastJoules);
  }

  /** The energy by now without the caution of `tally`: for moments when the counters have just settled. */
  tallyExactly(): Tally {
    return this.tell(this.clock(), (account) => account.meter.joules);
  }

  /** The energy at the mark, which was at `t`. The last tally of a run. */
  tallyAtMark(t: number): Tally {
    return this.tell(t, (account) => account.meter.joulesAtMark('exit'));
  }

  /** How far from the truth each device's joules can be, by what its readings can't show; null where it has not answered. */
  bounds(): { readonly below: (number | null)[]; readonly above: (number | null)[] } {
    const bounds = this.accounts.map(({ meter, zero, probe }) =>
      zero === null || probe.provenance === 'modelled' ? null : meter.bounds(),
    );
    return {
      below: bounds.map((each) => each?.below ?? null),
      above: bounds.map((each) => each?.above ?? null),
    };
  }

  /** What a sample of rounds that are read ahead is made of, while all goes on as it does; null where a device has to be accounted. */
  linesToCome(): readonly LineDevice[] | null {
    const devices: LineDevice[] = [];
    for (const account of this.accounts) {
      const device = lineDeviceOf(account);
      if (device === null) return null;
      devices.push(device);
    }
    return devices;
  }

  takeGaps(): DeviceGap[] {
    return this.accounts.flatMap(({ probe, meter }) =>
      meter.hasGaps ? meter.takeGaps().map((gap) => ({ ...gap, device: probe.id })) : [],
    );
  }

  /** Devices whose counter and power sensor contradict each other since `begin`. A model has no sensor. */
  disagreements(): DeviceDisagreement[] {
    return this.accounts.flatMap(({ probe, meter }) => {
      const share = probe.provenance === 'measured' ? meter.comparison.difference() : null;
      return share === null ? [] : [{ name: probe.name, source: probe.source, share }];
    });
  }

  /** Devices that have failed since the last call, for a reason that was not told before. */
  takeFailures(): DeviceFailure[] {
    if (!this.accounts.some(({ meter }) => meter.isFailing)) return [];
    const now = this.clock();
    return this.accounts.flatMap((account) => {
      const gap = account.meter.openGap(now);
      if (gap === null || account.reasonsTold.has(gap.reason)) return [];
      account.reasonsTold.add(gap.reason);
      return [{ name: account.probe.name, reason: gap.reason }];
    });
  }

  /** What is still silent at the end. */
  openGaps(t: number): DeviceGap[] {
    return this.accounts.flatMap(({ probe, meter }) => {
      const gap = meter.openGap(t);
      return gap === null ? [] : [{ ...gap, device: probe.id }];
    });
  }

  /** A device that answers for the first time in mid-run: a moment after the begin its power is taken to have been the same, else it counts from there. */
  private takeLateZero(account: Account, measurement: Measurement): void {
    if (this.begunAt === null || account.zero !== null || !measurement.ok) return;
    const { meter } = account;
    const bridged = meter.bridgeStart(this.begunAt, measurement.averagedWatts ?? measurement.watts);
    account.zero = meter.joules === null ? null : meter.joules - bridged;
  }

  private tell(t: number, joulesOf: (account: Account) => number | null): Tally {
    for (const account of this.accounts) {
      const now = joulesOf(account);
      if (now === null || account.zero === null) continue;
      account.told = Math.max(now - account.zero, account.told ?? 0);
      updateMean(account, account.meter.newestSeconds ?? t, account.told);
    }
    return {
      t,
      joules: this.accounts.map((account) => account.told),
      watts: this.accounts.map(powerOf),
    };
  }
}

function lineDeviceOf({ probe, meter, zero, told, watts }: Account): LineDevice | null {
  const counter = meter.newestCounter;
  const since = meter.newestSeconds;
  if (counter === null || since === null || zero === null || told === null || watts === null) return null;
  const counted = { told, zeroJoules: zero + counter.aheadJoules, counterJoules: counter.joules };
  const place = probe.placeOfCounter?.() ?? null;
  if (place !== null) return { ...counted, since, place, watts: probe.highestWatts, baseJoules: 0 };
  const course = probe.course?.() ?? null;
  return course === null
    ? null
    : { ...counted, place, since: course.since, watts: course.watts, baseJoules: course.baseJoules };
}

function deviceOfStretch(stretch: Stretch | null | undefined, index: number): StretchOfDevice | null {
  const device = stretch?.devices[index];
  return stretch === null || stretch === undefined || device === undefined
    ? null
    : { ...device, secondsSquared: stretch.secondsSquared };
}

/**
 * `t` is when the device was observed last: of a program that prints now and then, none or two of its lines come between
 * two tallies, and over the time between those its power would jump.
 */
function updateMean(account: Account, t: number, joules: number): void {
  account.meanFrom ??= { t, joules };
  const seconds = t - account.meanFrom.t;
  if (seconds <= 0 || seconds < leastTicksOfMean * (account.meter.counter?.tickSeconds ?? 0)) return;
  account.meanWatts = (joules - account.meanFrom.joules) / seconds;
  account.meanFrom = { t, joules };
}

function powerOf({ probe, meter, watts, meanWatts }: Account): number | null {
  if (meter.isFailing) return null;
  return meter.counter === null || isAverage(probe) ? meanWatts : (watts ?? meanWatts);
}

/** Whether its watts may be an average of the past: the mean since the tally before is newer. */
const isAverage = ({ averagedSeconds }: Probe): boolean => averagedSeconds > 0;

const hasCoarseCounter = ({ meter }: Account): boolean => meter.counter !== null && !isFine(meter.counter);

/** With a power sensor, and where it is known how often it ticks, one tick after the mark tells; else it takes the second one. */
function hasSettled(account: Account, name: MarkName): boolean {
  const { meter } = account;
  if (!hasCoarseCounter(account) || meter.failures >= lostFailures) return true;
  return meter.ticksSinceMark(name) >= (meter.knowsPower && meter.knowsPeriod ? 1 : 2);
}

const toDevice = (probe: Probe): Device => ({
  id: probe.id,
  name: probe.name,
  domain: probe.domain,
  source: probe.source,
  rung: probe.rung,
  provenance: probe.provenance,
  within: probe.within,
  range: { low: probe.range.low, high: probe.range.high },
});
