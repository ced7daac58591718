import {
  highestUsualWatts,
  rungs,
  type Accelerator,
  type Measurement,
  type OpenContext,
  type OpenedSource,
  type Probe,
  type Source,
} from '../source';
import { longestStandstillSeconds } from '../prove-counters';
import { within } from '../within';
import {
  bestWay,
  measureCounter,
  measurePower,
  observed,
  refusedStatuses,
  statusesOf,
  whyUnread,
  type DeviceName,
  type DeviceReadings,
  type ReadDevice,
  type Reader,
  type ReadingNames,
  type Refusal,
} from './device-readings';
import {
  describeNvmlCode,
  fixForNvmlCode,
  loadNvml,
  type EnergyAndPower,
  type NvmlCode,
  type NvmlDevice,
  type NvmlLibrary,
  type NvmlResult,
} from './nvml-library';
import { readHistory, type DriverHistory } from './driver-history';
import { moduleProbes } from './nvml-module';
import { NvmlSession, type GpuHandle } from './nvml-session';
import {
  crashedDriver,
  longestStartSeconds,
  slowDriver,
  startDriver,
  startGuarded,
  type Driver,
} from './rehearsal';

const names: ReadingNames = {
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

/** NVIDIA GPUs through the driver's own library: no subprocess, about 20 µs a reading. */
export const nvmlSource = (): Source => ({ key: 'nvml', name: 'NVML', rung: rungs.energyCounter, open });

export const nvmlDriver: Driver = { key: 'nvml', title: 'NVIDIA' };

async function open({ runsFolder }: OpenContext): Promise<OpenedSource> {
  const loaded = await loadNvml(longestStartSeconds * 1000);
  if ('missing' in loaded) {
    return unusable(
      loaded.missing,
      'Install the NVIDIA driver; in a container start it with --gpus all (NVIDIA Container Toolkit).',
      process.platform === 'darwin',
    );
  }
  if ('crash' in loaded)
    return loaded.crash === null ? slow(slowDriver(nvmlDriver)) : crashed(crashedDriver(loaded.crash));
  const { library } = loaded;
  const history = readHistory(runsFolder, nvmlDriver.key, 'libnvidia-ml.so');
  const start = (longestMs: number): Promise<OpenedSource | null> => openLibrary(library, longestMs, history);
  const opened =
    process.platform === 'linux'
      ? await startGuarded(nvmlDriver, library.state, start)
      : await startDriver(nvmlDriver, history.wasTried, start);
  if (opened.state === 'started') return opened.value;
  return opened.state === 'crashed' ? crashed(opened.why) : slow(opened.why);
}

const crashed = (why: string): OpenedSource =>
  unusable(why, 'Look at dmesg for NVRM and Xid errors; nvidia-smi will fail as well.');
const slow = (why: string): OpenedSource =>
  unusable(
    why,
    'Turn on persistence mode (nvidia-smi -pm 1); if nvidia-smi hangs too, look at dmesg for NVRM and Xid errors.',
  );

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
  const session = new NvmlSession(library);
  const { gpus, lost } = listGpus(library, session, count.value);
  const read = gpus.map((gpu): MeteredGpu => ({
    device: gpu,
    readings: { counter: counterOf(library, session, gpu), ...powersOf(library, session, gpu) },
  }));
  const found = { library, session, gpus, lost, history };
  const unproven = read.filter(
    ({ device, readings }) =>
      typeof readings.counter === 'function' && !history.movingCounters.has(device.id),
  );
  const opened = await describeGpus(found, read);
  if (unproven.length === 0) return opened;
  const idOf = ({ device }: MeteredGpu): string => `gpu:${device.id}`;
  return {
    ...opened,
    proving: {
      ids: new Set(unproven.map(idOf)),
      decide: (moved) =>
        describeGpus(
          found,
          read.map((gpu) =>
            unproven.includes(gpu) && !moved.has(idOf(gpu))
              ? { ...gpu, readings: { ...gpu.readings, counter: stoodStill } }
              : gpu,
          ),
        ),
    },
  };
}

interface FoundGpus extends GpuList {
  readonly library: NvmlLibrary;
  readonly session: NvmlSession;
  readonly history: DriverHistory;
}

/** The source, by what each GPU can be read. */
async function describeGpus(
  { library, session, gpus, lost, history }: FoundGpus,
  read: readonly MeteredGpu[],
): Promise<OpenedSource> {
  const moving = read.filter(({ readings }) => typeof readings.counter === 'function');
  const kept = history.keep(moving.map(({ device }) => device.id));
  const all = [...read, ...lost].toSorted((a, b) => a.device.index - b.device.index);
  const modules = moduleProbes(
    gpus.map((gpu) => ({
      index: gpu.index,
      name: gpu.name,
      pciAddress: gpu.accelerator.pciAddress,
      watts: (call) => session.call(gpu.handle, call),
    })),
    (device) => library.modulePowerWatts(device),
  );
  const unread = read.filter(({ readings }) => bestWay(readings) === null).map(({ device }) => device);
  const models = unread.length === 0 ? [] : await modelsOf(library, unread);
  const isModelled = ({ device }: ReadDevice): boolean =>
    models.some(({ accelerator }) => accelerator?.index === device.index);
  return {
    statuses: [
      ...statusesOf(all, names),
      ...modules.map(({ name, source, rung }) => ({
        source,
        rung,
        usable: true,
        why: `reads ${name}`,
        fix: null,
      })),
      ...models.map(({ name, source, rung }) => ({
        source,
        rung,
        usable: true,
        why: `models ${name}, of which the driver tells no power`,
        fix: null,
      })),
    ],
    probes: [...modules, ...read.flatMap((gpu) => probeOf(library, session, gpu)), ...models],
    notes: all.filter((gpu) => !isModelled(gpu)).flatMap(noteOnUnread),
    kept: kept === null ? [] : [kept],
    close: () => {
      session.close();
    },
  };
}

/** For GPUs of which the driver tells neither energy nor power. */
async function modelsOf(library: NvmlLibrary, gpus: readonly Gpu[]): Promise<Probe[]> {
  const { modelGpu } = await import('./gpu-model');
  return gpus.flatMap((gpu) =>
    modelGpu({
      id: `gpu:${gpu.id}`,
      name: gpu.name,
      accelerator: gpu.accelerator,
      processes: () => library.processes(gpu.handle.device),
      limitWatts: valueOf(library.powerLimitWatts(gpu.handle.device)),
      utilization: () => library.utilization(gpu.handle.device),
    }),
  );
}

/**
 * For the other process: makes every call that opening and the first readings make, with no regard to the answers.
 * That it comes back is all that is asked.
 */
export async function tryNvml(): Promise<void> {
  const loaded = await loadNvml(longestStartSeconds * 1000);
  if (!('library' in loaded)) return;
  const { library } = loaded;
  const started = await library.init();
  const count = library.deviceCount();
  if (!started.ok || !count.ok) return;
  const session = new NvmlSession(library);
  for (const gpu of listGpus(library, session, count.value).gpus) {
    library.energyJoules(gpu.handle.device);
    library.energyAndPower(gpu.handle.device);
    library.modulePowerWatts(gpu.handle.device);
    library.utilization(gpu.handle.device);
    powersOf(library, session, gpu);
  }
}

interface Gpu extends DeviceName {
  readonly handle: GpuHandle;
  /** Its UUID, where it has one of its own. */
  readonly id: string;
  readonly highestWatts: number;
  readonly limitWatts: number | null;
  readonly accelerator: Accelerator;
}

interface GpuList {
  readonly gpus: readonly Gpu[];
  /** GPUs that are counted, and to which the driver gives no handle. */
  readonly lost: readonly ReadDevice[];
}

function listGpus(library: NvmlLibrary, session: NvmlSession, count: number): GpuList {
  const gpus: Gpu[] = [];
  const lost: ReadDevice[] = [];
  const seen = new Map<string, string | null>();
  for (let index = 0; index < count; index++) {
    const handle = library.device(index);
    if (!handle.ok) {
      const refusal = refusalOf(handle.code);
      const readings = { counter: refusal, instantaneous: refusal, averaged: refusal };
      lost.push({ device: { index, name: `NVIDIA GPU ${index}` }, readings });
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
      handle: session.follow(device, () => findAgain(library, index, uuid)),
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
      limitWatts: limitWatts > 0 ? limitWatts : null,
    });
  }
  return { gpus, lost };
}

/** After a reset a GPU may have another number: its UUID tells which it is. */
function findAgain(library: NvmlLibrary, index: number, uuid: string): NvmlResult<NvmlDevice> {
  const count = valueOf(library.deviceCount()) ?? 0;
  for (let at = 0; at < count; at++) {
    const found = library.device(at);
    if (found.ok && valueOf(library.uuid(found.value)) === uuid) return found;
  }
  return library.device(index);
}

const valueOf = <Value>(result: NvmlResult<Value>): Value | null => (result.ok ? result.value : null);

/** Some drivers tell no value now and then: that of one moment says nothing about the field. */
function firstAnswer(read: () => NvmlResult<number>): NvmlResult<number> {
  const first = read();
  return !first.ok && first.code === 'blank' ? read() : first;
}

const refusalOf = (code: NvmlCode): Refusal => ({ why: describeNvmlCode(code), fix: fixForNvmlCode(code) });

interface MeteredGpu {
  readonly device: Gpu;
  readonly readings: DeviceReadings;
}

function powersOf(library: NvmlLibrary, session: NvmlSession, gpu: Gpu): Omit<DeviceReadings, 'counter'> {
  const field = firstAnswer(() => library.instantaneousPowerWatts(gpu.handle.device));
  const usage = firstAnswer(() => library.powerWatts(gpu.handle.device));
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
  const first = firstAnswer(() => library.energyJoules(handle.device));
  return first.ok
    ? () => session.call(handle, (device) => library.energyJoules(device))
    : refusalOf(first.code);
}

const stoodStill: Refusal = { why: `the counter stood still for ${longestStandstillSeconds} s`, fix: null };

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

function probeOf(library: NvmlLibrary, session: NvmlSession, { device: gpu, readings }: MeteredGpu): Probe[] {
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
    sensorCoverage: partTimeModels.test(gpu.name) ? partTimeCoverage : 1,
    limitWatts: gpu.limitWatts,
    highestWatts: gpu.highestWatts,
    accelerator: gpu.accelerator,
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

/** A GPU that nothing reads is missing from the sum, and that has to be said. */
function noteOnUnread({ device, readings }: ReadDevice): string[] {
  const why = whyUnread(readings);
  if (why === null) return [];
  const generic = `NVIDIA GPU ${device.index}`;
  const title = device.name === generic ? generic : `${generic} (${device.name})`;
  return [`${title}: no energy or power (${why}); not in the sum.`];
}

const unusable = (why: string, fix: string | null, isAbsent = false): OpenedSource => ({
  statuses: refusedStatuses(names, { why, fix }, isAbsent),
  probes: [],
  notes: [],
  close: () => undefined,
});
