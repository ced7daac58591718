import type { Accountant } from './accountant';
import { EvenTimer } from './even-timer';
import { monotonicSeconds } from './monotonic';
import type { Observation } from './observation';
import { SensorPace } from './sensor-pace';
import type { Probe } from './source';
import {
  nextReadings,
  nextReadingSeconds,
  planReadings,
  sealReadings,
  whenUnwritten,
} from './sources/driver-library';
import type { LinesToCome } from './sources/sample-lines';

/**
 * Readings are accounted and written several at a time: a processor that sleeps between them has forgotten the code, and
 * one after the other costs it a third. No longer than this are they waited with: a meter that is killed loses what it has not written.
 * Those that a driver's thread makes ahead need no waking at all; those that it writes too are accounted later: the rest of the meter's work
 * is done no more often either.
 */
const longestUnaccountedSeconds = { withSample: 0.55, sensorsAlone: 1, ahead: 0.7, written: 30.1 } as const;
/** What is written is accounted more often at first: the processes of a run, and the devices that they use, are looked at then. */
const unaccountedShareOfElapsed = 0.5;

/** A driver's thread that writes samples does so this often, or with each of them where they are further apart. */
const writeSeconds = 0.6;
/**
 * So often it is looked whether it goes on, every so many samples within these bounds: a look costs a tenth of accounting what it has read.
 * It is late where a reading is by so much.
 */
const lookSeconds = { least: 2, most: 6, samples: 2 } as const;
const lateSeconds = 1;

/** Of what a driver's thread has room to keep, so much is left to it: readings come at uneven times, and the meter can wake late. */
const shareOfRoom = 0.85;

/** What is so near is now. */
const dueSeconds = 0.02;

export interface WaitingReading {
  readonly observation: Observation;
  /** A line of the journal comes of it. */
  readonly isSample: boolean;
  /** That line is in the journal already. */
  readonly isWritten: boolean;
}

/** What becomes of readings. Neither throws. */
export interface SampleTaker {
  /** In the order of their time. */
  account(readings: readonly WaitingReading[]): void;
  /** Does this, and tells of what fails in it. */
  guard(work: () => void): void;
  /** What a driver's thread needs to write the next samples by itself; null where all of them are to be accounted first. */
  linesToCome(): LinesToCome | null;
  /** Takes lines, the first of which may be cut, that this thread could not write. */
  takeOver(lines: Uint8Array): void;
  /** Called now and then while that thread writes. */
  look(): void;
}

/**
 * Reads the devices of a run: all of them at the interval, and what has no counter in between. Where a driver's thread can read
 * them all by itself, this wakes for several readings at once; and where it can write them too, for still more.
 */
export class Sampler {
  /** Readings that are not accounted yet, in the order of their time. */
  private readonly waiting: WaitingReading[] = [];
  private readonly intervalSeconds: number;
  private readonly pace: SensorPace;
  private readonly hasSensors: boolean;
  private readonly tellPast: boolean;
  private startedAt = 0;
  private nextSample = 0;
  private sampledAt = 0;
  /** How many samples the thread is to write before this accounts them, and when that is. */
  private written = 0;
  private accountAt = 0;
  /** When the newest reading was. */
  private newest = 0;
  private canWait = false;
  private hasStopped = false;
  /** How many readings a driver's thread makes and keeps by itself; 0 where it makes none. */
  private ahead = 0;
  /** Whether the driver's thread writes samples by itself. */
  private isWriting = false;
  private readonly sampleTimer = new EvenTimer(() => {
    if (this.goesOn()) this.wakeToLook();
    else this.takeSample();
  });
  private readonly sensorTimer = new EvenTimer(() => {
    this.readSensors();
  });

  constructor(
    private readonly accountant: Accountant,
    probes: readonly Probe[],
    intervalMs: number,
    private readonly longestJoinSeconds: number,
    private readonly taker: SampleTaker,
  ) {
    this.intervalSeconds = intervalMs / 1000;
    const sensors = probes.filter(({ counter }) => counter === null);
    this.hasSensors = sensors.length > 0;
    this.tellPast = probes.every(({ tellsPast }) => tellsPast === true);
    this.pace = new SensorPace(
      sensors.every(({ averagedSeconds }) => averagedSeconds === 1),
      this.intervalSeconds,
    );
  }

  /** The run has begun at this monotonic moment. */
  start(at: number): void {
    this.startedAt = at;
    this.nextSample = at + this.intervalSeconds;
    this.pace.start(at);
    this.schedule();
  }

  /** From here on readings may wait: nobody else reads the devices. */
  endLaunch(): void {
    if (this.hasStopped) return;
    this.canWait = true;
    // What all devices are asked for is read ahead from now on.
    if (this.tellPast)
      this.taker.guard(() => {
        this.observe(this.accountant.observe(), false);
      });
    this.schedule();
  }

  /** Whether this may sleep for seconds: what else is told meanwhile waits for no sample. */
  get sleepsLong(): boolean {
    return this.isWriting;
  }

  stop(): void {
    this.hasStopped = true;
    this.sampleTimer.stop();
    this.sensorTimer.stop();
  }

  /** Has all accounted that was read. */
  account(): void {
    this.collect();
    const readings = this.waiting.splice(0);
    if (readings.length > 0) this.taker.account(readings);
  }

  private get isAhead(): boolean {
    return this.ahead > 0;
  }

  private schedule(): void {
    const { intervalSeconds, nextSample } = this;
    const now = monotonicSeconds();
    this.ahead = this.canWait && this.tellPast ? this.planAhead(now) : 0;
    if (!this.isAhead) {
      this.sampleTimer.wake((nextSample - now) * 1000);
      if (this.hasSensors) this.sensorTimer.wake((this.pace.next(now) - now) * 1000);
      return;
    }
    this.sensorTimer.stop();
    const samples = this.isWriting ? this.written + 1 : this.samplesIn('ahead');
    this.accountAt = nextSample + (samples - 1) * intervalSeconds;
    // Between samples that are far apart there is no room for all that sensors are read.
    if (this.hasSensors)
      this.accountAt = Math.min(
        this.accountAt,
        now + shareOfRoom * this.ahead * this.pace.spacing(now).seconds,
      );
    this.wakeToLook(now);
  }

  private wakeToLook(now = monotonicSeconds()): void {
    const left = this.accountAt - now;
    const { least, most, samples } = lookSeconds;
    const look = Math.min(Math.max(least, samples * this.intervalSeconds), most);
    this.sampleTimer.wake(1000 * (this.isWriting && left > 1.5 * look ? look : left));
  }

  /** Whether there is nothing to do yet but to look: a thread writes, and is not late. */
  private goesOn(): boolean {
    const now = monotonicSeconds();
    const isLate = now - (nextReadingSeconds() ?? now) > lateSeconds;
    if (!this.isWriting || isLate || this.accountAt - now < dueSeconds) return false;
    this.taker.guard(() => {
      this.taker.look();
    });
    return true;
  }

  private samplesIn(kind: 'ahead' | 'written'): number {
    const { ahead, written } = longestUnaccountedSeconds;
    const share = unaccountedShareOfElapsed * (monotonicSeconds() - this.startedAt);
    const seconds = kind === 'ahead' ? ahead : Math.min(written, Math.max(ahead, share));
    return Math.max(1, Math.floor(seconds / this.intervalSeconds));
  }

  private planAhead(now: number): number {
    const { seconds, uneven } = this.pace.spacing(now);
    // The last one before this wakes again is left to it.
    const count = (this.written = this.samplesIn('written') - 1);
    const lines = count === 0 || this.hasSensors ? null : this.taker.linesToCome();
    const ahead = planReadings({
      at: this.nextSample,
      period: this.intervalSeconds,
      between: this.hasSensors ? seconds : 0,
      uneven,
      lines:
        lines === null
          ? null
          : {
              ...lines,
              count,
              longestSeconds: this.longestJoinSeconds,
              waitSeconds: Math.max(0, writeSeconds - this.intervalSeconds),
            },
    });
    this.isWriting = ahead > 0 && lines !== null;
    if (this.isWriting)
      whenUnwritten(() => {
        if (this.hasStopped) return;
        this.takeSample();
      });
    return ahead;
  }

  /** Takes over what a driver's thread has read by itself. */
  private collect(): void {
    if (!this.isAhead) return;
    const left = this.isWriting ? sealReadings() : null;
    if (left !== null) this.taker.takeOver(left);
    for (let next = nextReadings(); next !== null; next = nextReadings()) {
      const { at, isWritten, stretch } = next;
      const observation = this.accountant.observePast(at, stretch);
      const isSample = at >= this.nextSample - dueSeconds;
      if (at > this.newest) this.waiting.push({ observation, isSample, isWritten });
      if (isSample) this.passSample(at);
      this.newest = Math.max(this.newest, at);
    }
  }

  /** The moments of samples stay at an even distance, whatever was read late. */
  private passSample(at: number): void {
    const late = at + dueSeconds - this.nextSample;
    this.nextSample += this.intervalSeconds * Math.max(1, Math.ceil(late / this.intervalSeconds));
  }

  private takeSample(): void {
    this.taker.guard(() => {
      this.collect();
    });
    this.sampledAt = monotonicSeconds();
    if (!this.isAhead || this.nextSample <= this.sampledAt) this.sampleNow();
    if (this.isAhead) this.account();
    this.schedule();
  }

  private sampleNow(): void {
    this.taker.guard(() => {
      this.observe(this.accountant.observe(), true);
    });
    // From the plan and not from now, so that the rate does not drift; after a stop, from now.
    this.nextSample = Math.max(this.nextSample + this.intervalSeconds, monotonicSeconds());
  }

  private readSensors(): void {
    // A sample that is due now, or has just been taken, reads them with all else.
    const now = monotonicSeconds();
    if (this.nextSample - now > dueSeconds && now - this.sampledAt > dueSeconds)
      this.taker.guard(() => {
        this.observe(this.accountant.observeSensors(), false);
      });
    const after = monotonicSeconds();
    this.sensorTimer.wake((this.pace.next(after) - after) * 1000);
  }

  /** Keeps what was read until it is accounted. Around the launch that is at once: other readings are then watched for ticks. */
  private observe(observation: Observation, isSample: boolean): void {
    const { waiting } = this;
    waiting.push({ observation, isSample, isWritten: false });
    this.newest = observation.t;
    const first = waiting[0]?.observation.t ?? observation.t;
    const { withSample, sensorsAlone } = longestUnaccountedSeconds;
    const next = isSample ? observation.t + this.intervalSeconds : observation.t;
    if (!this.canWait || next - first > (isSample ? withSample : sensorsAlone)) this.account();
  }
}
