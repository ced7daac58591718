import { setTimeout as sleep } from 'node:timers/promises';
import {
  rungs,
  type Measurement,
  type OpenedSource,
  type Probe,
  type Source,
  type SourceStatus,
} from '../source';
import {
  describeNvmlCode,
  loadNvml,
  type NvmlDevice,
  type NvmlLibrary,
  type NvmlResult,
} from './nvml-library';

const counterName = 'NVML energy counter';
const instantaneousName = 'NVML instantaneous power';
const averagedName = 'NVML average power';

/** Waking a GPU without persistence mode takes a few seconds; a driver that takes longer hangs. */
const longestInitSeconds = 8;
/** The counter is updated every 20 to 100 ms, by model. */
const tickSeconds = 0.1;
/** A counter that has not moved after this long does not count. */
const longestStandstillSeconds = 0.25;

/**
 * What the true energy lies between. The sensors are specified to ±5 % (nvidia-smi's own help: ±5 W; arXiv
 * 2312.02741 found gains off by up to 5 %). An average over the last second blurs the ends of a run besides.
 */
const sensorRange = { low: 0.95, mid: 1, high: 1.05 };
const averagedRange = { low: 0.92, mid: 1, high: 1.08 };

/** NVIDIA GPUs through the driver's own library: no subprocess, about 20 µs a reading. */
export const nvmlSource = (): Source => ({ key: 'nvml', open });

async function open(): Promise<OpenedSource> {
  const loaded = await loadNvml();
  if ('missing' in loaded) {
    return unusable(
      loaded.missing,
      'Install the NVIDIA driver; in a container start it with --gpus all (NVIDIA Container Toolkit).',
    );
  }
  const { library } = loaded;
  const started = await Promise.race([
    library.init(),
    sleep(longestInitSeconds * 1000, null, { ref: false }),
  ]);
  if (started === null) {
    return unusable(
      `the driver did not answer within ${longestInitSeconds} s`,
      'Look at dmesg for NVRM errors; nvidia-smi will hang as well.',
    );
  }
  if (!started.ok) {
    const fix =
      started.code === 18
        ? 'Restart the machine, so that the loaded driver is the installed one.'
        : 'Load the driver (modprobe nvidia) and see that nvidia-smi works.';
    return unusable(describeNvmlCode(started.code), fix);
  }
  const gpus = listGpus(library);
  if (gpus.length === 0) {
    library.shutdown();
    return unusable('the driver sees no GPU', 'Look at nvidia-smi -L; in a container, at --gpus.');
  }
  const readings = await Promise.all(gpus.map((gpu) => readingsOf(library, gpu)));
  return {
    statuses: statusesOf(gpus, readings),
    probes: gpus.flatMap((gpu, index) => probeOf(gpu, readings[index])),
    close: () => {
      library.shutdown();
    },
  };
}

interface Gpu {
  readonly device: NvmlDevice;
  readonly name: string;
  readonly uuid: string;
}

function listGpus(library: NvmlLibrary): Gpu[] {
  const count = library.deviceCount();
  const gpus = new Map<string, Gpu>();
  for (let index = 0; count.ok && index < count.value; index++) {
    const device = library.device(index);
    if (!device.ok) continue;
    const uuid = library.uuid(device.value);
    const name = library.name(device.value);
    const key = uuid.ok ? uuid.value : `index-${index}`;
    // A GPU that is listed twice (slices of one card) is one meter.
    if (!gpus.has(key))
      gpus.set(key, { device: device.value, uuid: key, name: name.ok ? name.value : `NVIDIA GPU ${index}` });
  }
  return [...gpus.values()];
}

type Reader = (() => NvmlResult<number>) | string;

/** How each quantity of a GPU is read, or why it can't be. */
interface GpuReadings {
  readonly counter: Reader;
  readonly instantaneous: Reader;
  readonly averaged: Reader;
}

async function readingsOf(library: NvmlLibrary, gpu: Gpu): Promise<GpuReadings> {
  const field = library.instantaneousPowerWatts(gpu.device);
  const usage = library.powerWatts(gpu.device);
  const readUsage: Reader = usage.ok ? () => library.powerWatts(gpu.device) : describeNvmlCode(usage.code);
  const usageIsInstantaneous = usage.ok && isPowerUsageInstantaneous(library, gpu);
  return {
    counter: await counterOf(library, gpu),
    instantaneous: field.ok
      ? () => library.instantaneousPowerWatts(gpu.device)
      : usageIsInstantaneous
        ? readUsage
        : `the driver gives no instantaneous power (${describeNvmlCode(field.code)})`,
    averaged: usageIsInstantaneous ? 'this GPU gives power at the moment, which is better' : readUsage,
  };
}

async function counterOf(library: NvmlLibrary, { device }: Gpu): Promise<Reader> {
  const read = (): NvmlResult<number> => library.energyJoules(device);
  const first = read();
  if (!first.ok) return describeNvmlCode(first.code);
  const deadline = performance.now() + longestStandstillSeconds * 1000;
  while (performance.now() < deadline) {
    await sleep(5);
    const next = read();
    if (!next.ok) return describeNvmlCode(next.code);
    if (next.value !== first.value) return read;
  }
  return `the counter stood still for ${longestStandstillSeconds} s`;
}

/** nvml.h: on GA100 and on architectures before Ampere the value is instantaneous, later a mean over one second. */
function isPowerUsageInstantaneous(library: NvmlLibrary, gpu: Gpu): boolean {
  const turing = 6;
  const architecture = library.architecture(gpu.device);
  // Drivers that do not know the question are older than Ampere.
  return (
    (!architecture.ok && architecture.code === 'missing') ||
    (architecture.ok && architecture.value > 0 && architecture.value <= turing) ||
    /\bA(100|30)\b/.test(gpu.name)
  );
}

function probeOf(gpu: Gpu, readings: GpuReadings | undefined): Probe[] {
  if (readings === undefined) return [];
  const { counter, instantaneous, averaged } = readings;
  const base = {
    id: `gpu:${gpu.uuid}`,
    name: gpu.name,
    domain: 'gpu',
    provenance: 'measured',
    within: null,
    averagedSeconds: 0,
  } as const;
  if (typeof counter !== 'string') {
    return [
      {
        ...base,
        source: counterName,
        rung: rungs.energyCounter,
        range: sensorRange,
        counter: { tickSeconds, wrapJoules: null },
        read: () => measureCounter(counter, instantaneous),
      },
    ];
  }
  if (typeof instantaneous !== 'string') {
    const read = (): Measurement => measurePower(instantaneous);
    return [
      {
        ...base,
        source: instantaneousName,
        rung: rungs.instantaneousPower,
        range: sensorRange,
        counter: null,
        read,
      },
    ];
  }
  if (typeof averaged !== 'string') {
    const read = (): Measurement => measurePower(averaged);
    return [
      {
        ...base,
        source: averagedName,
        rung: rungs.averagedPower,
        range: averagedRange,
        counter: null,
        averagedSeconds: 1,
        read,
      },
    ];
  }
  return [];
}

function measureCounter(counter: () => NvmlResult<number>, power: Reader): Measurement {
  const energy = counter();
  if (!energy.ok) return { ok: false, reason: describeNvmlCode(energy.code) };
  const now = typeof power === 'string' ? null : power();
  return { ok: true, counterJoules: energy.value, watts: now?.ok === true ? now.value : null };
}

function measurePower(power: () => NvmlResult<number>): Measurement {
  const now = power();
  return now.ok
    ? { ok: true, counterJoules: null, watts: now.value }
    : { ok: false, reason: describeNvmlCode(now.code) };
}

function statusesOf(gpus: readonly Gpu[], readings: readonly GpuReadings[]): SourceStatus[] {
  const status = (source: string, rung: number, readerOf: (of: GpuReadings) => Reader): SourceStatus => {
    const able = gpus.filter((_gpu, index) => {
      const of = readings[index];
      return of !== undefined && typeof readerOf(of) !== 'string';
    });
    const refusals = readings.map(readerOf).filter((reader) => typeof reader === 'string');
    const why = [
      ...(able.length > 0 ? [`reads ${able.map((gpu) => gpu.name).join(', ')}`] : []),
      ...new Set(refusals),
    ].join('; ');
    return { source, rung, usable: able.length > 0, why, fix: null };
  };
  return [
    status(counterName, rungs.energyCounter, (of) => of.counter),
    status(instantaneousName, rungs.instantaneousPower, (of) => of.instantaneous),
    status(averagedName, rungs.averagedPower, (of) => of.averaged),
  ];
}

function unusable(why: string, fix: string): OpenedSource {
  const status = (source: string, rung: number): SourceStatus => ({ source, rung, usable: false, why, fix });
  return {
    statuses: [
      status(counterName, rungs.energyCounter),
      status(instantaneousName, rungs.instantaneousPower),
      status(averagedName, rungs.averagedPower),
    ],
    probes: [],
    close: () => undefined,
  };
}
