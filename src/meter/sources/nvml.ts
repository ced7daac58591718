import { rungs, type OpenContext, type OpenedSource, type Probe, type Source } from '../source';
import { within } from '../within';
import { bestWay, refusedStatuses, statusesOf, whyUnread, type ReadDevice } from './device-readings';
import { describeNvmlCode, fixForNvmlCode, loadNvml, type NvmlLibrary } from './nvml-library';
import { readHistory, type DriverHistory } from './driver-history';
import { listGpus, valueOf, type Gpu, type GpuList } from './nvml-gpus';
import { moduleProbes } from './nvml-module';
import { meteredGpus, names, probeOf, readingsOf, stoodStill, type MeteredGpu } from './nvml-readings';
import { NvmlSession } from './nvml-session';
import {
  crashedDriver,
  longestStartSeconds,
  slowDriver,
  startDriver,
  startGuarded,
  type Driver,
} from './rehearsal';

/** NVIDIA GPUs through the driver's own library: no subprocess, about 20 µs a reading. */
export const nvmlSource = (): Source => ({ key: 'nvml', name: 'NVML', rung: rungs.energyCounter, open });

const nvmlDriver: Driver = { key: 'nvml', title: 'NVIDIA' };

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
  const read = await meteredGpus(library, session, gpus);
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
    library.energyAndPower(gpu.handle.device);
    library.modulePowerWatts(gpu.handle.device);
    library.utilization(gpu.handle.device);
    readingsOf(library, session, gpu);
  }
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
