import { setTimeout as sleep } from 'node:timers/promises';
import { standstillReason } from '../prove-counters';
import { highestUsualWatts, type Measurement, type Probe } from '../source';
import {
  bestWay,
  measureCounter,
  measurePower,
  observed,
  type DeviceReadings,
  type Reader,
  type ReadingNames,
  type Refusal,
} from './device-readings';
import { refusalOf, valueOf, type Gpu } from './nvml-gpus';
import {
  describeNvmlCode,
  type EnergyAndPower,
  type NvmlDevice,
  type NvmlLibrary,
  type NvmlResult,
} from './nvml-library';
import type { NvmlSession } from './nvml-session';

export const names: ReadingNames = {
  counter: 'NVML energy counter',
  instantaneous: 'NVML instantaneous power',
  averaged: 'NVML average power',
};

/** The counter is updated every 20 to 100 ms, by model. */
const tickSeconds = 0.1;

/**
 * What the true energy lies between. The sensors are specified to ±5 % (nvidia-smi's own help: ±5 W; arXiv
 * 2312.02741 found gains off by up to 5 %). An average over the last second blurs the ends of a run besides.
 */
const sensorRange = { low: 0.95, mid: 1, high: 1.05 };
const averagedRange = { low: 0.92, mid: 1, high: 1.08 };

/** Where a GPU has both, and no counter: the one covers all of the time, the other tells when in a second it was drawn. */
const bothName = 'NVML average and instantaneous power';
/** GA100 and GH100 look at their power for 25 ms of each 100 ms (arXiv 2312.02741). */
const partTimeModels = /\b(A100|A30|A800|H100|H200|H800|H20|GH200)\b/;
const partTimeCoverage = 0.25;

/** The share of the time that a GPU's power at the moment covers. */
export const sensorCoverageOf = (name: string): number => (partTimeModels.test(name) ? partTimeCoverage : 1);

export interface MeteredGpu {
  readonly device: Gpu;
  readonly readings: DeviceReadings;
}

/** Longer than an answer of the driver is shared by all that ask for it. */
const newAnswerMs = 5;
/** A field that is always blank is not asked for more often than this. */
const mostAskedAgain = 4;

/** What each GPU can be read by. Some drivers tell no value now and then: a field that is blank is asked for again, a few times. */
export async function meteredGpus(
  library: NvmlLibrary,
  session: NvmlSession,
  gpus: readonly Gpu[],
): Promise<readonly MeteredGpu[]> {
  let read = gpus.map((device) => ({ device, readings: readingsOf(library, session, device) }));
  for (let asked = 0; asked < mostAskedAgain && read.some(hasBlank); asked++) {
    await sleep(newAnswerMs);
    read = read.map((gpu) => (hasBlank(gpu) ? askedAgain(gpu, library, session) : gpu));
  }
  return read;
}

function askedAgain(
  { device, readings }: MeteredGpu,
  library: NvmlLibrary,
  session: NvmlSession,
): MeteredGpu {
  const again = readingsOf(library, session, device);
  const { counter, instantaneous, averaged } = readings;
  return {
    device,
    readings: {
      counter: isBlank(counter) ? again.counter : counter,
      instantaneous: isBlank(instantaneous) ? again.instantaneous : instantaneous,
      averaged: isBlank(averaged) ? again.averaged : averaged,
    },
  };
}

const hasBlank = ({ readings }: MeteredGpu): boolean => Object.values(readings).some(isBlank);

const isBlank = (reading: Reader): boolean =>
  typeof reading !== 'function' && reading.why === describeNvmlCode('blank');

/** What a GPU can be read by, of which this makes every call. */
export const readingsOf = (library: NvmlLibrary, session: NvmlSession, gpu: Gpu): DeviceReadings => ({
  counter: counterOf(library, session, gpu),
  ...powersOf(library, session, gpu),
});

function powersOf(library: NvmlLibrary, session: NvmlSession, gpu: Gpu): Omit<DeviceReadings, 'counter'> {
  const field = library.instantaneousPowerWatts(gpu.handle.device);
  const usage = library.powerWatts(gpu.handle.device);
  const readUsage: Reader = usage.ok
    ? () => session.call(gpu.handle, (device) => library.powerWatts(device))
    : refusalOf(usage.code);
  const usageIsInstantaneous = usage.ok && isPowerUsageInstantaneous(library, gpu);
  return {
    instantaneous: field.ok
      ? () => session.call(gpu.handle, (device) => library.instantaneousPowerWatts(device))
      : usageIsInstantaneous
        ? readUsage
        : refusalOf(field.code),
    averaged: usageIsInstantaneous
      ? { why: 'this GPU gives power at the moment, which is better', fix: null }
      : readUsage,
  };
}

function counterOf(library: NvmlLibrary, session: NvmlSession, { handle }: Gpu): Reader {
  const first = library.energyJoules(handle.device);
  return first.ok
    ? () => session.call(handle, (device) => library.energyJoules(device))
    : refusalOf(first.code);
}

export const stoodStill: Refusal = { why: standstillReason, fix: null };

/** nvml.h: on GA100 and on architectures before Ampere the value is instantaneous, later a mean over one second. */
function isPowerUsageInstantaneous(library: NvmlLibrary, gpu: Gpu): boolean {
  const turing = 6;
  const architecture = library.architecture(gpu.handle.device);
  // Drivers that do not know the question are older than Ampere.
  return (
    (!architecture.ok && architecture.code === 'missing') ||
    (architecture.ok && architecture.value > 0 && architecture.value <= turing) ||
    /\bA(100|30)\b/.test(gpu.name)
  );
}

export function probeOf(
  library: NvmlLibrary,
  session: NvmlSession,
  { device: gpu, readings }: MeteredGpu,
): Probe[] {
  const best = bestWay(readings);
  if (best === null) return [];
  const { way, rung, read } = best;
  const { instantaneous, averaged } = readings;
  const base = {
    id: `gpu:${gpu.id}`,
    name: gpu.name,
    domain: 'gpu',
    source: names[way],
    rung,
    provenance: 'measured',
    range: way === 'averaged' ? averagedRange : sensorRange,
    within: null,
    counter: way === 'counter' ? { tickSeconds, wrapJoules: null } : null,
    averagedSeconds: way === 'averaged' ? 1 : 0,
    sensorCoverage: sensorCoverageOf(gpu.name),
    limitWatts: gpu.limitWatts,
    highestWatts: gpu.highestWatts,
    accelerator: gpu.accelerator,
    tellsPast: true,
    processes: () => library.processes(gpu.handle.device),
  } as const;
  if (way === 'instantaneous' && typeof averaged === 'function')
    return [
      {
        ...base,
        source: bothName,
        averagedSeconds: 1,
        read: () => measureBoth(averaged, instantaneous),
      },
    ];
  return [
    {
      ...base,
      placeOfCounter: () => library.placeOfEnergyAndPower(gpu.handle.device),
      read:
        way !== 'counter'
          ? () => measurePower(read, describeNvmlCode)
          : hasBothFields(library, gpu.handle.device)
            ? () => measureFields(session.call(gpu.handle, (device) => library.energyAndPower(device)))
            : () => measureCounter(read, instantaneous, describeNvmlCode),
    },
  ];
}

/** Half as many calls of the driver, where it tells both as fields. */
function hasBothFields(library: NvmlLibrary, device: NvmlDevice): boolean {
  const both = valueOf(library.energyAndPower(device));
  const counter = valueOf(library.energyJoules(device));
  if (both === null || counter === null) return false;
  // A field that is not the counter itself is not taken for it.
  return both.watts !== null && Math.abs(counter - both.joules) < highestUsualWatts;
}

const measureFields = (both: NvmlResult<EnergyAndPower>): Measurement =>
  both.ok
    ? { ok: true, counterJoules: both.value.joules, watts: both.value.watts, ...observed(both) }
    : { ok: false, reason: describeNvmlCode(both.code) };

function measureBoth(averaged: () => NvmlResult<number>, instantaneous: Reader): Measurement {
  const mean = averaged();
  if (!mean.ok) return { ok: false, reason: describeNvmlCode(mean.code) };
  const now = typeof instantaneous === 'function' ? instantaneous() : null;
  return {
    ok: true,
    counterJoules: null,
    watts: now?.ok === true ? now.value : null,
    averagedWatts: mean.value,
    ...observed(mean),
  };
}
