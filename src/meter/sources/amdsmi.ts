import {
  highestUsualWatts,
  rungs,
  type OpenContext,
  type OpenedSource,
  type Probe,
  type Source,
} from '../source';
import { within } from '../within';
import { driverFix, type AmdHandle, type AmdLibrary } from './amd-library';
import { bindAmdSmi } from './amd-smi-library';
import { boardsOf, type AmdBoard, type AmdDevice } from './amd-boards';
import { describeProcessorGraphics, isProcessorGraphicsAt } from './amd-graphics';
import { distrustCounter } from './counter-check';
import {
  bestWay,
  measureCounter,
  measurePower,
  refusedStatuses,
  statusesOf,
  whyUnread,
  type DeviceReadings,
  type ReadDevice,
  type Reader,
  type ReadingNames,
  type Refusal,
} from './device-readings';
import { readHistory, type DriverHistory } from './driver-history';
import { kfdProcesses } from './kfd-processes';
import { loadDriverLibrary, type DriverLibrary, type LoadedDriver } from './driver-library';
import type { Answer, AnswerCode } from './native-library';
import { readText } from './kernel-file';
import { hasNoCard } from './pci-displays';
import { crashedDriver, longestStartSeconds, slowDriver, startGuarded, type Driver } from './rehearsal';
import { rocmSmiNames, amdSmiNames } from './amd-library-names';
import { bindRocmSmi } from './rocm-smi-library';

const amdDriver: Driver = { key: 'amdsmi', title: 'AMD' };

/**
 * The firmware counts every millisecond or so, and the driver gives that out at a pace of its own: at launch and exit the
 * counter is watched for a step, which costs little where it steps fast.
 */
const tickSeconds = 0.1;

/** The boards' sensors are specified to a few per cent. The library's unit of the counter, 15.3 µJ, is 15.259 rounded. */
const sensorRange = { low: 0.93, mid: 1, high: 1.07 };
/** Filtered by the firmware over a time that is not told. */
const averagedRange = { low: 0.92, mid: 1, high: 1.08 };

const namesOf = (title: string): ReadingNames => ({
  counter: `${title} energy counter`,
  instantaneous: `${title} instantaneous power`,
  averaged: `${title} average power`,
});

const libraries: readonly {
  readonly names: readonly string[];
  readonly bind: (library: DriverLibrary) => AmdLibrary;
}[] = [
  { names: amdSmiNames, bind: bindAmdSmi },
  { names: rocmSmiNames, bind: bindRocmSmi },
];

const title = 'AMD SMI';
const installFix =
  'Install AMD’s library (the package amd-smi-lib of ROCm, or librocm-smi64-1 of Debian and Ubuntu); in a container it must be there as well.';

/** AMD GPUs through AMD SMI's library, else ROCm SMI's. */
export const amdSmiSource = (): Source => ({ key: 'amdsmi', name: title, rung: rungs.energyCounter, open });

let loading: Promise<LoadedDriver<AmdLibrary>> | null = null;

/** The first of the libraries that there is. Several sources ask for it. */
export const loadAmdLibrary = (): Promise<LoadedDriver<AmdLibrary>> => (loading ??= load());

async function load(): Promise<LoadedDriver<AmdLibrary>> {
  if (process.platform !== 'linux')
    return { missing: `AMD’s libraries are not called on ${process.platform}` };
  for (const { names, bind } of libraries) {
    const loaded = await loadDriverLibrary(names, '', longestStartSeconds * 1000);
    if ('library' in loaded) return { library: bind(loaded.library) };
    if (!('missing' in loaded) || loaded.missing !== '') return loaded;
  }
  return { missing: 'neither libamd_smi.so nor librocm_smi64.so was found' };
}

async function open({ runsFolder }: OpenContext): Promise<OpenedSource> {
  const isAbsent = hasNoCard('amd');
  const loaded = await loadAmdLibrary();
  if ('missing' in loaded)
    return unusable(
      namesOf(title),
      isAbsent
        ? { why: `there is no AMD GPU here (${loaded.missing})`, fix: null }
        : { why: loaded.missing, fix: installFix },
      isAbsent || process.platform !== 'linux',
    );
  const refuse = (why: string, names: ReadingNames): OpenedSource =>
    unusable(names, { why, fix: 'Look at dmesg for amdgpu; amd-smi and rocm-smi will fail as well.' });
  if ('crash' in loaded)
    return refuse(
      loaded.crash === null ? slowDriver(amdDriver) : crashedDriver(loaded.crash),
      namesOf(title),
    );
  const { library } = loaded;
  const history = readHistory(runsFolder, amdDriver.key, library.file);
  const opened = await startGuarded(amdDriver, library.state, (longestMs) =>
    openLibrary(library, longestMs, history),
  );
  return opened.state === 'started' ? opened.value : refuse(opened.why, namesOf(library.title));
}

/** Null where the library has not started in time. */
async function openLibrary(
  library: AmdLibrary,
  longestMs: number,
  history: DriverHistory,
): Promise<OpenedSource | null> {
  const names = namesOf(library.title);
  const started = await within(library.init(), longestMs);
  if (started === null) return null;
  const refuse = (why: string, fix: string | null): OpenedSource =>
    unusable(names, { why, fix }, hasNoCard('amd'));
  if (!started.ok) return refuse(library.describe(started.code), library.fixFor(started.code) ?? driverFix);
  const found = library.handles();
  if (!found.ok || found.value.length === 0) {
    library.shutdown();
    return found.ok
      ? refuse(
          'the driver sees no GPU',
          'Look at amd-smi list; in a container, at --device /dev/kfd --device /dev/dri.',
        )
      : refuse(
          `the driver could not list the GPUs: ${library.describe(found.code)}`,
          library.fixFor(found.code),
        );
  }
  const all = boardsOf(devicesOf(library, found.value));
  const graphics = all.filter(({ meter }) => isProcessorGraphicsAt(meter.pciAddress));
  const boards = all.filter((board) => !graphics.includes(board));
  const notesOnGraphics = graphics.map(({ meter }) => describeProcessorGraphics(meter.name));
  if (boards.length === 0) {
    library.shutdown();
    return unusable(names, { why: notesOnGraphics.join(' '), fix: null }, true);
  }
  const read = await Promise.all(boards.map((board) => readBoard(library, board, history)));
  const kept = history.keep(
    read.flatMap(({ id, readings }) => (typeof readings.counter === 'function' ? [id] : [])),
  );
  const processes = kfdProcesses();
  return {
    statuses: statusesOf(read, names),
    probes: read.flatMap((board) => probeOf(library, names, board, (addresses) => processes.at(addresses))),
    notes: [...read.flatMap(notesOn), ...notesOnGraphics],
    kept: kept === null ? [] : [kept],
    close: () => {
      library.shutdown();
    },
  };
}

interface Device extends AmdDevice {
  readonly handle: AmdHandle;
}

/** Their numbers are their places in the order of the bus, as in HIP's. */
function devicesOf(library: AmdLibrary, handles: readonly AmdHandle[]): Device[] {
  return handles
    .map((handle, order) => ({ handle, order, pciAddress: valueOf(library.pciAddress(handle)) }))
    .toSorted((a, b) =>
      a.pciAddress === b.pciAddress
        ? a.order - b.order
        : (a.pciAddress ?? '~') < (b.pciAddress ?? '~')
          ? -1
          : 1,
    )
    .map(({ handle, pciAddress }, index) => ({
      handle,
      index,
      pciAddress,
      name: valueOf(library.name(handle)) ?? 'AMD GPU',
      uuid: uniqueIdOf(pciAddress) ?? valueOf(library.uuid(handle)),
      hasReading:
        library.instantaneousWatts(handle).ok ||
        library.averageWatts(handle).ok ||
        (valueOf(library.energyJoules(handle)) ?? 0) > 0,
    }));
}

/** The kernel's own word, in the form of ROCR_VISIBLE_DEVICES. */
function uniqueIdOf(pciAddress: string | null): string | null {
  const id = pciAddress === null ? null : readText(`/sys/bus/pci/devices/${pciAddress}/unique_id`);
  return id !== null && /^[0-9a-f]{1,16}$/i.test(id) ? `GPU-${id.toLowerCase().padStart(16, '0')}` : null;
}

interface ReadBoard extends ReadDevice {
  readonly board: AmdBoard<Device>;
  readonly id: string;
}

const valueOf = <Value>(result: Answer<Value>): Value | null => (result.ok ? result.value : null);

async function readBoard(
  library: AmdLibrary,
  board: AmdBoard<Device>,
  history: DriverHistory,
): Promise<ReadBoard> {
  const { meter } = board;
  const id = `gpu:${meter.pciAddress ?? meter.uuid ?? `amd-${meter.index}`}`;
  const refusal = (code: AnswerCode): Refusal => ({ why: library.describe(code), fix: library.fixFor(code) });
  const reader = (call: (handle: AmdHandle) => Answer<number>): Reader => {
    const first = call(meter.handle);
    return first.ok ? () => call(meter.handle) : refusal(first.code);
  };
  const instantaneous = reader(library.instantaneousWatts);
  const averaged = reader(library.averageWatts);
  let counter = reader(library.energyJoules);
  if (typeof counter === 'function' && !history.movingCounters.has(id)) {
    const power = [instantaneous, averaged].find((each) => typeof each === 'function') ?? null;
    const why = await distrustCounter(counter, power, library.describe);
    if (why !== null) counter = { why, fix: null };
  }
  return {
    device: { index: meter.index, name: meter.name },
    readings: { counter, instantaneous, averaged },
    board,
    id,
  };
}

function probeOf(
  library: AmdLibrary,
  names: ReadingNames,
  { id, board: { meter, parts }, readings }: ReadBoard,
  processesAt: (addresses: readonly string[]) => ReturnType<NonNullable<Probe['processes']>>,
): Probe[] {
  const best = bestWay(readings);
  if (best === null) return [];
  const { way, rung, read } = best;
  const addresses = parts.flatMap(({ pciAddress }) => pciAddress ?? []);
  const beside = momentPower(readings);
  return [
    {
      id,
      name: meter.name,
      domain: 'gpu',
      source: names[way],
      rung,
      provenance: 'measured',
      range: way === 'averaged' ? averagedRange : sensorRange,
      within: null,
      counter: way === 'counter' ? { tickSeconds, wrapJoules: null } : null,
      averagedSeconds: 0,
      highestWatts: Math.max(highestUsualWatts, 3 * (valueOf(library.capWatts(meter.handle)) ?? 0)),
      accelerator: {
        vendor: 'amd',
        index: parts[0]?.index ?? meter.index,
        model: meter.name,
        uuid: meter.uuid,
        pciAddress: meter.pciAddress,
        slices: [],
        ...(parts.length > 1 ? { parts: parts.map(({ index, uuid }) => ({ index, uuid })) } : {}),
      },
      processes: () => processesAt(addresses),
      tellsPast: true,
      read:
        way === 'counter'
          ? () => measureCounter(read, beside, library.describe)
          : () => measurePower(read, library.describe),
    },
  ];
}

/** Beside a counter the filtered power does as well: the filter is short against the time between two readings. */
const momentPower = ({ instantaneous, averaged }: DeviceReadings): Reader =>
  typeof instantaneous === 'function' ? instantaneous : averaged;

function notesOn({ board: { meter, parts }, device, readings }: ReadBoard): string[] {
  const why = whyUnread(readings);
  if (why !== null)
    return [`AMD GPU ${device.index} (${device.name}): no energy or power (${why}); not in the sum.`];
  const others = parts.filter((part) => part !== meter).map(({ index }) => index);
  if (others.length === 0) return [];
  return [
    `AMD ${others.length === 1 ? 'GPU' : 'GPUs'} ${others.join(', ')}: of one board or chip with GPU ${meter.index}, whose sensor tells the power of all.`,
  ];
}

const unusable = (names: ReadingNames, refusal: Refusal, isAbsent = false): OpenedSource => ({
  statuses: refusedStatuses(names, refusal, isAbsent),
  probes: [],
  notes: [],
  close: () => undefined,
});
