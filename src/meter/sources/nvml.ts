import { setTimeout as sleep } from 'node:timers/promises';
import {
  highestUsualWatts,
  rungs,
  type Accelerator,
  type Measurement,
  type OpenContext,
  type OpenedSource,
  type Probe,
  type Source,
  type SourceStatus,
} from '../source';
import {
  describeNvmlCode,
  fixForNvmlCode,
  loadNvml,
  type NvmlCode,
  type NvmlDevice,
  type NvmlLibrary,
  type NvmlResult,
} from './nvml-library';
import { readHistory, type DriverHistory } from './driver-history';
import { startDriver, within, type Driver } from './rehearsal';

const counterName = 'NVML energy counter';
const instantaneousName = 'NVML instantaneous power';
const averagedName = 'NVML average power';

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
export const nvmlSource = (): Source => ({ key: 'nvml', name: 'NVML', rung: rungs.energyCounter, open });

export const nvmlDriver: Driver = { key: 'nvml', title: 'NVIDIA' };

async function open({ runsFolder }: OpenContext): Promise<OpenedSource> {
  const loaded = await loadNvml();
  if ('missing' in loaded) {
    return unusable(
      loaded.missing,
      'Install the NVIDIA driver; in a container start it with --gpus all (NVIDIA Container Toolkit).',
    );
  }
  const history = readHistory(runsFolder, nvmlDriver.key, 'libnvidia-ml.so');
  const opened = await startDriver(nvmlDriver, history.wasTried, (longestMs) =>
    openLibrary(loaded.library, longestMs, history),
  );
  switch (opened.state) {
    case 'started':
      return opened.value;
    case 'crashed':
      return unusable(opened.why, 'Look at dmesg for NVRM and Xid errors; nvidia-smi will fail as well.');
    case 'slow':
      return unusable(
        opened.why,
        'Turn on persistence mode (nvidia-smi -pm 1); if nvidia-smi hangs too, look at dmesg for NVRM and Xid errors.',
      );
  }
}

/** Null where the library has not started in time. */
async function openLibrary(
  library: NvmlLibrary,
  longestMs: number,
  history: DriverHistory,
): Promise<OpenedSource | null> {
  const started = await within(library.init(), longestMs);
  if (started === null) return null;
  if (!started.ok) {
    const fix = fixForNvmlCode(started.code) ?? 'See that nvidia-smi works.';
    return unusable(describeNvmlCode(started.code), fix);
  }
  const count = library.deviceCount();
  if (!count.ok || count.value === 0) {
    library.shutdown();
    return count.ok
      ? unusable('the driver sees no GPU', 'Look at nvidia-smi -L; in a container, at --gpus.')
      : unusable(
          `the driver could not count the GPUs: ${describeNvmlCode(count.code)}`,
          fixForNvmlCode(count.code),
        );
  }
  const { gpus, lost } = listGpus(library, count.value);
  const read = await Promise.all(
    gpus.map(async (gpu): Promise<MeteredGpu> => ({
      gpu,
      readings: await readingsOf(library, gpu, history.movingCounters.has(gpu.id)),
    })),
  );
  const moving = read.filter(({ readings }) => typeof readings.counter === 'function');
  const kept = history.keep(moving.map(({ gpu }) => gpu.id));
  const all = [...read, ...lost].toSorted((a, b) => a.gpu.index - b.gpu.index);
  return {
    statuses: statusesOf(all),
    probes: read.flatMap((gpu) => probeOf(library, gpu)),
    notes: all.flatMap(noteOnUnread),
    kept: kept === null ? [] : [kept],
    close: () => {
      library.shutdown();
    },
  };
}

/**
 * For the other process: makes every call that opening and the first readings make, with no regard to the answers.
 * That it comes back is all that is asked.
 */
export async function tryNvml(): Promise<void> {
  const loaded = await loadNvml();
  if ('missing' in loaded) return;
  const { library } = loaded;
  const started = await library.init();
  const count = library.deviceCount();
  if (!started.ok || !count.ok) return;
  for (const gpu of listGpus(library, count.value).gpus) {
    library.energyJoules(gpu.device);
    powersOf(library, gpu);
  }
}

interface GpuName {
  readonly index: number;
  readonly name: string;
}

interface Gpu extends GpuName {
  readonly device: NvmlDevice;
  /** Its UUID, where it has one of its own. */
  readonly id: string;
  readonly highestWatts: number;
  readonly accelerator: Accelerator;
}

interface GpuList {
  readonly gpus: readonly Gpu[];
  /** GPUs that are counted, and to which the driver gives no handle. */
  readonly lost: readonly { readonly gpu: GpuName; readonly readings: GpuReadings }[];
}

function listGpus(library: NvmlLibrary, count: number): GpuList {
  const gpus: Gpu[] = [];
  const lost: { gpu: GpuName; readings: GpuReadings }[] = [];
  const seen = new Map<string, string | null>();
  for (let index = 0; index < count; index++) {
    const handle = library.device(index);
    if (!handle.ok) {
      const refusal = refusalOf(handle.code);
      const readings = { counter: refusal, instantaneous: refusal, averaged: refusal };
      lost.push({ gpu: { index, name: `NVIDIA GPU ${index}` }, readings });
      continue;
    }
    const device = handle.value;
    const uuid = valueOf(library.uuid(device)) ?? `index-${index}`;
    const address = valueOf(library.pciAddress(device));
    // A GPU that is listed twice (slices of one card) is one meter; two cards of one UUID are two.
    if (seen.has(uuid) && address !== null && seen.get(uuid) === address) continue;
    const id = seen.has(uuid) ? `${uuid}#${index}` : uuid;
    if (!seen.has(uuid)) seen.set(uuid, address);
    const limitWatts = valueOf(library.powerLimitWatts(device)) ?? 0;
    const model = valueOf(library.name(device));
    gpus.push({
      index,
      device,
      id,
      name: model ?? `NVIDIA GPU ${index}`,
      accelerator: {
        vendor: 'nvidia',
        index,
        model,
        uuid: valueOf(library.uuid(device)),
        pciAddress: address,
        slices: library.slices(device),
      },
      highestWatts: Math.max(highestUsualWatts, 3 * limitWatts),
    });
  }
  return { gpus, lost };
}

const valueOf = <Value>(result: NvmlResult<Value>): Value | null => (result.ok ? result.value : null);

/** How a quantity is read, or why it can't be. */
type Reader = (() => NvmlResult<number>) | Refusal;

interface Refusal {
  readonly why: string;
  readonly fix: string | null;
}

const refusalOf = (code: NvmlCode): Refusal => ({ why: describeNvmlCode(code), fix: fixForNvmlCode(code) });

interface GpuReadings {
  readonly counter: Reader;
  readonly instantaneous: Reader;
  readonly averaged: Reader;
}

interface MeteredGpu {
  readonly gpu: Gpu;
  readonly readings: GpuReadings;
}

async function readingsOf(library: NvmlLibrary, gpu: Gpu, isKnownToMove: boolean): Promise<GpuReadings> {
  return { counter: await counterOf(library, gpu, isKnownToMove), ...powersOf(library, gpu) };
}

function powersOf(library: NvmlLibrary, gpu: Gpu): Omit<GpuReadings, 'counter'> {
  const field = library.instantaneousPowerWatts(gpu.device);
  const usage = library.powerWatts(gpu.device);
  const readUsage: Reader = usage.ok ? () => library.powerWatts(gpu.device) : refusalOf(usage.code);
  const usageIsInstantaneous = usage.ok && isPowerUsageInstantaneous(library, gpu);
  return {
    instantaneous: field.ok
      ? () => library.instantaneousPowerWatts(gpu.device)
      : usageIsInstantaneous
        ? readUsage
        : refusalOf(field.code),
    averaged: usageIsInstantaneous
      ? { why: 'this GPU gives power at the moment, which is better', fix: null }
      : readUsage,
  };
}

async function counterOf(library: NvmlLibrary, { device }: Gpu, isKnownToMove: boolean): Promise<Reader> {
  const read = (): NvmlResult<number> => library.energyJoules(device);
  const first = read();
  if (!first.ok) return refusalOf(first.code);
  if (isKnownToMove) return read;
  const deadline = performance.now() + longestStandstillSeconds * 1000;
  while (performance.now() < deadline) {
    await sleep(5);
    const next = read();
    if (!next.ok) return refusalOf(next.code);
    if (next.value !== first.value) return read;
  }
  return { why: `the counter stood still for ${longestStandstillSeconds} s`, fix: null };
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

function probeOf(library: NvmlLibrary, { gpu, readings }: MeteredGpu): Probe[] {
  const { counter, instantaneous, averaged } = readings;
  const base = {
    id: `gpu:${gpu.id}`,
    name: gpu.name,
    domain: 'gpu',
    provenance: 'measured',
    within: null,
    averagedSeconds: 0,
    highestWatts: gpu.highestWatts,
    accelerator: gpu.accelerator,
    processes: () => library.processes(gpu.device),
  } as const;
  if (typeof counter === 'function') {
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
  if (typeof instantaneous === 'function') {
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
  if (typeof averaged === 'function') {
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
  const now = typeof power === 'function' ? power() : null;
  return { ok: true, counterJoules: energy.value, watts: now?.ok === true ? now.value : null };
}

function measurePower(power: () => NvmlResult<number>): Measurement {
  const now = power();
  return now.ok
    ? { ok: true, counterJoules: null, watts: now.value }
    : { ok: false, reason: describeNvmlCode(now.code) };
}

function statusesOf(all: readonly { gpu: GpuName; readings: GpuReadings }[]): SourceStatus[] {
  const status = (source: string, rung: number, readerOf: (of: GpuReadings) => Reader): SourceStatus => {
    const able = all.filter(({ readings }) => typeof readerOf(readings) === 'function');
    const refused = all.flatMap(({ gpu, readings }) => {
      const reader = readerOf(readings);
      return typeof reader === 'function' ? [] : [{ gpu, reader }];
    });
    const reasons = new Set(refused.map(({ reader }) => reader.why));
    const fixes = new Set(refused.flatMap(({ reader }) => reader.fix ?? []));
    // What is true of all GPUs is said once.
    const whyNot =
      able.length === 0 && reasons.size === 1
        ? [...reasons]
        : [...reasons].map((why) => {
            const gpus = refused.filter(({ reader }) => reader.why === why).map(({ gpu }) => gpu.index);
            return `${gpus.length === 1 ? 'GPU' : 'GPUs'} ${gpus.join(', ')}: ${why}`;
          });
    const reads = able.length > 0 ? [`reads ${able.map(({ gpu }) => gpu.name).join(', ')}`] : [];
    return {
      source,
      rung,
      usable: able.length > 0,
      why: [...reads, ...whyNot].join('; '),
      fix: fixes.size > 0 ? [...fixes].join(' ') : null,
    };
  };
  return [
    status(counterName, rungs.energyCounter, (of) => of.counter),
    status(instantaneousName, rungs.instantaneousPower, (of) => of.instantaneous),
    status(averagedName, rungs.averagedPower, (of) => of.averaged),
  ];
}

/** A GPU that nothing reads is missing from the sum, and that has to be said. */
function noteOnUnread({ gpu, readings }: { gpu: GpuName; readings: GpuReadings }): string[] {
  const readers = Object.values(readings) as Reader[];
  const refusals = readers.filter((reader) => typeof reader !== 'function');
  if (refusals.length < readers.length) return [];
  const generic = `NVIDIA GPU ${gpu.index}`;
  const title = gpu.name === generic ? generic : `${generic} (${gpu.name})`;
  const reasons = [...new Set(refusals.map(({ why }) => why))].join('; ');
  return [`${title}: no energy or power (${reasons}); not in the sum.`];
}

function unusable(why: string, fix: string | null): OpenedSource {
  const status = (source: string, rung: number): SourceStatus => ({ source, rung, usable: false, why, fix });
  return {
    statuses: [
      status(counterName, rungs.energyCounter),
      status(instantaneousName, rungs.instantaneousPower),
      status(averagedName, rungs.averagedPower),
    ],
    probes: [],
    notes: [],
    close: () => undefined,
  };
}
