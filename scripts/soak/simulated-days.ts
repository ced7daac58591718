import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Accountant } from '../../src/meter/accountant';
import type { Measurement, Probe } from '../../src/meter/source';
import type { StartRecord } from '../../src/runs/journal';
import { readRun } from '../../src/runs/store';
import { JournalWriter } from '../../src/runs/writer';
import { randomNumbers } from '../../test/sim/kills';
import { refuseWrites } from './refusing-disk';

const daySeconds = 86_400;
/** 2^32 steps of 61 microjoules: what a package of Intel's counts to. */
const raplWrapJoules = 262_143.328_85;

/** A machine whose power is known at each moment, and so its energy. Time is set, never slept. */
class SimulatedMachine {
  t = 1000;
  /** Since the machine was started, of each device. */
  readonly trueJoules: [gpu: number, cpu: number, sensor: number] = [0, 0, 0];
  /** What the counters of GPU and processor were at when they last began anew. */
  counterZeros: [gpu: number, cpu: number] = [0, 0];
  /** How often the processor's counter has wrapped. */
  wraps = 0;

  watts(): [gpu: number, cpu: number, sensor: number] {
    const hour = (this.t / 3600) % 24;
    return [hour < 20 ? 420 + 60 * Math.sin(this.t / 30) : 70, 180 + 40 * Math.sin(this.t / 200), 60];
  }

  /** Time goes on while everything works. */
  pass(seconds: number): void {
    const power = this.watts();
    this.t += seconds;
    const after = this.watts();
    power.forEach((watts, index) => {
      const before = this.trueJoules[1] - this.counterZeros[1];
      this.trueJoules[index as 0] += ((watts + (after[index] ?? 0)) / 2) * seconds;
      const now = this.trueJoules[1] - this.counterZeros[1];
      if (index === 1) this.wraps += Math.floor(now / raplWrapJoules) - Math.floor(before / raplWrapJoules);
    });
  }

  probes(): Probe[] {
    const read = (measure: () => Measurement): (() => Measurement) => measure;
    const shared = {
      domain: 'gpu',
      provenance: 'measured',
      range: { low: 0.95, mid: 1, high: 1.05 },
      within: null,
      averagedSeconds: 0,
      highestWatts: 5000,
    } as const;
    return [
      {
        ...shared,
        id: 'gpu:counter',
        name: 'GPU with a counter that is reset',
        source: 'simulated',
        rung: 1,
        counter: { tickSeconds: 0.1, wrapJoules: null },
        read: read(() => ({
          ok: true,
          counterJoules: this.trueJoules[0] - this.counterZeros[0],
          watts: this.watts()[0],
        })),
      },
      {
        ...shared,
        id: 'cpu:wraps',
        name: 'processor whose counter wraps',
        domain: 'cpu',
        source: 'simulated',
        rung: 1,
        counter: { tickSeconds: 0.001, wrapJoules: raplWrapJoules },
        read: read(() => ({
          ok: true,
          counterJoules: (this.trueJoules[1] - this.counterZeros[1]) % raplWrapJoules,
          watts: null,
        })),
      },
      {
        ...shared,
        id: 'gpu:power',
        name: 'GPU with a power sensor alone',
        source: 'simulated',
        rung: 2,
        counter: null,
        read: read(() => ({ ok: true, counterJoules: null, watts: this.watts()[2] })),
      },
    ];
  }
}

export interface SimulatedDays {
  readonly days: number;
  readonly readings: number;
  readonly stalls: number;
  readonly suspends: number;
  readonly resets: number;
  readonly wraps: number;
  readonly fullDisks: number;
  /**
   * Of each device: what the journal tells over the truth, less 1. What the device without a counter drew while the meter
   * stood still, which nothing can know, is not in its truth.
   */
  readonly errors: readonly { readonly name: string; readonly error: number }[];
  readonly isStateRight: boolean;
  readonly problems: readonly string[];
}

/** A run of days, at a reading a second, with stalls, suspends, driver resets, counter wraps and full disks at random moments. */
export async function simulateDays(days: number, seed: number): Promise<SimulatedDays> {
  const random = randomNumbers(seed);
  const machine = new SimulatedMachine();
  const accountant = new Accountant(machine.probes(), () => machine.t, 3);
  const folder = mkdtempSync(join(tmpdir(), 'wattlens-days-'));
  const problems: string[] = [];
  let isFull = false;
  const mend = refuseWrites(() => isFull, random);
  try {
    const writer = new JournalWriter(join(folder, 'run'), (reason) => problems.push(reason));
    accountant.readAll();
    accountant.mark('launch');
    const began = accountant.begin().t;
    const atStart = [...machine.trueJoules];
    writer.append(startOf(accountant));
    let [readings, stalls, suspends, resets, fullDisks, unseen] = [0, 0, 0, 0, 0, 0];
    let fullUntil = 0;
    const since = (t: number): number => Math.round((t - began) * 1e6) / 1e6;
    const sample = (): void => {
      accountant.readAll();
      const { t, joules, watts } = accountant.tally();
      for (const { device, fromSeconds, toSeconds, bridged, reason } of accountant.takeGaps())
        writer.append({
          type: 'gap',
          t: since(fromSeconds),
          device,
          seconds: toSeconds - fromSeconds,
          bridged,
          reason,
        });
      writer.append({ type: 'sample', t: since(t), joules, watts });
      readings += 1;
    };
    while (machine.t - began < days * daySeconds) {
      // A step of a busy machine: a little early, a little late.
      machine.pass(0.97 + 0.06 * random());
      let hasSlept = false;
      const chance = random();
      if (chance < 4 / daySeconds) {
        // Nobody gives the meter processor time for up to ten minutes; counters count on.
        const before = machine.trueJoules[2];
        machine.pass(60 + 540 * random());
        unseen += machine.trueJoules[2] - before;
        stalls += 1;
      } else if (chance < 6 / daySeconds) {
        sample();
        machine.counterZeros[0] = machine.trueJoules[0];
        resets += 1;
      } else if (chance < 8 / daySeconds) {
        // The machine sleeps: its monotonic clock stands still, and its counters begin anew when it wakes.
        sample();
        machine.counterZeros = [machine.trueJoules[0], machine.trueJoules[1]];
        suspends += 1;
        hasSlept = true;
        machine.pass(0.1);
      } else if (chance < 12 / daySeconds) {
        fullUntil = machine.t + 600 * random();
        fullDisks += 1;
      }
      isFull = machine.t < fullUntil;
      if (hasSlept) accountant.sleep(3600);
      sample();
    }
    isFull = false;
    const t = since(machine.t);
    writer.append({ type: 'end', t, endedAt: new Date().toISOString(), exitCode: 0, signal: null });
    const lost = writer.close(null);
    if (lost !== null && !lost.includes('readings')) problems.push(lost);
    const summary = await readRun(join(folder, 'run', 'journal.ndjson'));
    const errors = machine.trueJoules.map((joules, index) => {
      const truth = joules - (atStart[index] ?? 0) - (index === 2 ? unseen : 0);
      const device = summary?.devices[index];
      return { name: device?.name ?? '', error: (device?.joules ?? 0) / truth - 1 };
    });
    const isStateRight = summary?.state === 'ended' && Math.abs((summary.durationSeconds ?? 0) - t) < 1e-6;
    const { wraps } = machine;
    return { days, readings, stalls, suspends, resets, wraps, fullDisks, errors, isStateRight, problems };
  } finally {
    mend();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const startOf = ({ devices }: Pick<Accountant, 'devices'>): StartRecord => ({
  type: 'start',
  version: 1,
  id: 'run',
  label: null,
  command: ['simulated'],
  cwd: '/',
  startedAt: '2026-05-01T00:00:00.000Z',
  meterPid: process.pid,
  intervalMs: 1000,
  host: { name: 'simulated', platform: 'linux' },
  devices: [...devices],
  baseline: null,
  carbonIntensity: { gramsPerKwh: 400, place: 'world', time: '2024', source: 'simulated', kind: 'average' },
  pue: 1,
  notes: [],
});
