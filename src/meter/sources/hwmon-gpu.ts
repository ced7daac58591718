import {
  accessSync,
  closeSync,
  constants,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
} from 'node:fs';
import { cpus } from 'node:os';
import { basename, join } from 'node:path';
import {
  highestUsualWatts,
  rungs,
  type Accelerator,
  type Measurement,
  type OpenedSource,
  type Probe,
  type Source,
} from '../source';
import { describeProcessorGraphics, isProcessorGraphics } from './amd-graphics';
import { codeOf, isForbidden } from './kernel-file';
import { kfdProcesses, type KfdProcesses } from './kfd-processes';

const sourceName = 'GPU sensors of the kernel (hwmon)';
const defaultFolder = '/sys/class/hwmon';

/** What the true energy lies between: the boards' sensors are specified to a few per cent. */
const sensorRange = { low: 0.93, mid: 1, high: 1.07 };

/** The files of a driver's sensors, in microwatts or microjoules, the best first. See the kernel's hwmon documentation of each. */
interface Driver {
  readonly vendor: Accelerator['vendor'];
  readonly title: string;
  /** As hwmon names it. */
  readonly hwmonName: string;
  readonly files: readonly SensorFile[];
}
interface SensorFile {
  readonly name: string;
  readonly kind: 'energy' | 'power' | 'average power';
}
const drivers: Readonly<Partial<Record<string, Driver>>> = {
  amdgpu: {
    vendor: 'amd',
    title: 'AMD GPU',
    hwmonName: 'amdgpu',
    files: [
      { name: 'power1_input', kind: 'power' },
      { name: 'power1_average', kind: 'average power' },
    ],
  },
  i915: {
    vendor: 'intel',
    title: 'Intel GPU',
    hwmonName: 'i915',
    files: [{ name: 'energy1_input', kind: 'energy' }],
  },
  // energy1 is of the card; where a board has no such sensor, energy2 of the package.
  xe: {
    vendor: 'intel',
    title: 'Intel GPU',
    hwmonName: 'xe',
    files: [
      { name: 'energy1_input', kind: 'energy' },
      { name: 'energy2_input', kind: 'energy' },
    ],
  },
};

/** The kernel brings Intel's counter up to date when it is read, and its register every few milliseconds. */
const tickSeconds = 0.005;

/** AMD and Intel GPUs through the kernel's own files, on Linux: no library, no program. */
export const hwmonGpuSource = (folder = defaultFolder): Source => ({
  key: 'hwmon-gpu',
  name: sourceName,
  rung: rungs.instantaneousPower,
  open: () => Promise.resolve(openSensors(folder)),
});

interface Sensor {
  readonly driver: Driver;
  readonly address: string;
  readonly name: string;
  readonly file: SensorFile | null;
  readonly path: string;
  /** The paths of its files that this user may not read, where no other tells its power. */
  readonly forbidden: readonly string[];
  /** Of an AMD processor with graphics: its sensor is of the whole chip. */
  readonly isIntegrated: boolean;
}

function openSensors(folder: string): OpenedSource {
  const sensors = findSensors(folder).toSorted((a, b) => (a.address < b.address ? -1 : 1));
  const readable = sensors.filter(({ file }) => file !== null);
  const processes = kfdProcesses();
  const opened = readable.map((sensor) => openProbe(sensor, placeAmong(sensor, sensors), processes));
  const notes = sensors.flatMap(({ name, address, isIntegrated, file }) => {
    if (isIntegrated) return [describeProcessorGraphics(`${name} (${address})`)];
    return file === null ? [`${name} (${address}): its driver tells no power; not in the sum.`] : [];
  });
  const forbidden = sensors.filter((sensor) => sensor.forbidden.length > 0 && !sensor.isIntegrated);
  const names = forbidden.map(({ name }) => name).join(', ');
  return {
    statuses: [
      {
        source: sourceName,
        rung: rungs.instantaneousPower,
        usable: opened.length > 0,
        why:
          opened.length > 0
            ? `reads ${opened.map(({ probe }) => probe.name).join(', ')}`
            : names !== ''
              ? `${names} may be read by root alone`
              : sensors.length > 0
                ? notes.join(' ')
                : 'no AMD or Intel GPU has sensors here',
        fix: forbidden.length === 0 ? null : permissionFix(forbidden),
        ...(sensors.length === 0 ? { isAbsent: true } : {}),
      },
    ],
    probes: opened.map(({ probe }) => probe),
    notes,
    close: () => {
      for (const { close } of opened) close();
    },
  };
}

const permissionFix = (sensors: readonly Sensor[]): string =>
  [
    'Until the next boot:',
    `  sudo chmod a+r ${sensors.flatMap(({ forbidden }) => forbidden).join(' ')}`,
    'For good, this line in /etc/udev/rules.d/99-gpu-power.rules:',
    ...new Set(
      sensors.map(
        ({ driver }) =>
          `  SUBSYSTEM=="hwmon", ATTR{name}=="${driver.hwmonName}", RUN+="/bin/sh -c 'chmod a+r /sys%p/energy*_input /sys%p/power1_*'"`,
      ),
    ),
  ].join('\n');

/** Its place in the order of addresses among the GPUs of its vendor. */
const placeAmong = (sensor: Sensor, all: readonly Sensor[]): number =>
  all
    .filter(({ driver, isIntegrated }) => driver.vendor === sensor.driver.vendor && !isIntegrated)
    .indexOf(sensor);

function findSensors(folder: string): Sensor[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.flatMap((entry) => {
    const path = join(folder, entry);
    const driver = drivers[readText(join(path, 'name')) ?? ''];
    const address = pciAddressOf(join(path, 'device'));
    if (driver === undefined || address === null) return [];
    const file = fileOf(driver, path);
    const product = readText(join(path, 'device', 'product_name')) ?? '';
    const label = readText(join(path, 'power1_label')) ?? '';
    return [
      {
        driver,
        address,
        name: product === '' ? `${driver.title} ${address}` : product,
        file,
        path: file === null ? path : join(path, file.name),
        forbidden: file === null ? driver.files.map(({ name }) => join(path, name)).filter(mayNotRead) : [],
        // The driver labels the power of one chip slowPPT and fastPPT, and of others PPT, as that of a card.
        isIntegrated:
          driver.vendor === 'amd' &&
          (/^(slow|fast)PPT$/.test(label) || isProcessorGraphics(join(path, 'device'))),
      },
    ];
  });
}

/**
 * The best file that tells something. No card that answers draws 0 W: the second die of a board does, whose first tells
 * the power of both; and of two counters one that stands at 0 is not wired on this board.
 */
function fileOf({ files }: Driver, path: string): SensorFile | null {
  const told = files.flatMap((file) => {
    const micro = readMicro(join(path, file.name));
    return micro === null || (micro === 0 && file.kind !== 'energy') ? [] : [{ file, micro }];
  });
  return (told.find(({ micro }) => micro > 0) ?? told[0])?.file ?? null;
}

function mayNotRead(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return false;
  } catch (error) {
    return isForbidden(codeOf(error));
  }
}

function pciAddressOf(link: string): string | null {
  try {
    const address = basename(realpathSync(link)).toLowerCase();
    return /^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f]$/.test(address) ? address : null;
  } catch {
    return null;
  }
}

/** A GPU; or, where the sensor is of a processor with graphics, that processor, which RAPL tells better where it may be read. */
function openProbe(
  { driver, address, name, file, path, isIntegrated }: Sensor,
  index: number,
  processes: KfdProcesses,
): { readonly probe: Probe; readonly close: () => void } {
  const descriptor = openSync(path, 'r');
  const buffer = Buffer.alloc(64);
  const isCounter = file?.kind === 'energy';
  const read = (): Measurement => {
    let text: string;
    try {
      text = buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, buffer.length, 0));
    } catch (error) {
      return {
        ok: false,
        reason: `its sensor can't be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
      };
    }
    const micro = parseMicro(text);
    if (micro === null) return { ok: false, reason: 'its sensor told no value' };
    // As when it was opened: a card that answers draws something.
    if (micro === 0 && !isCounter) return { ok: false, reason: 'its sensor told 0 W' };
    return isCounter
      ? { ok: true, counterJoules: micro / 1e6, watts: null }
      : { ok: true, counterJoules: null, watts: micro / 1e6 };
  };
  const rung =
    file?.kind === 'energy'
      ? rungs.energyCounter
      : file?.kind === 'power'
        ? rungs.instantaneousPower
        : rungs.averagedPower;
  return {
    probe: {
      source: `hwmon ${file?.kind ?? 'power'}`,
      rung,
      provenance: 'measured',
      range: sensorRange,
      within: null,
      counter: isCounter ? { tickSeconds, wrapJoules: null } : null,
      averagedSeconds: 0,
      highestWatts: highestUsualWatts,
      read,
      ...(isIntegrated
        ? {
            id: 'cpu:package-0',
            name: `${cpus()[0]?.model.trim() ?? 'CPU'} (package-0)`,
            domain: 'cpu',
          }
        : {
            id: `gpu:${address}`,
            name,
            domain: 'gpu',
            accelerator: {
              vendor: driver.vendor,
              index,
              model: name,
              uuid: null,
              pciAddress: address,
              slices: [],
            },
            ...(driver.vendor === 'amd' ? { processes: () => processes.at([address]) } : {}),
          }),
    },
    close: () => {
      closeSync(descriptor);
    },
  };
}

const readText = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
};

const readMicro = (path: string): number | null => parseMicro(readText(path) ?? '');

/** Microwatts or microjoules; null for what is no number, and for all ones. */
function parseMicro(text: string): number | null {
  const digits = /^\s*(\d{1,20})\s*$/.exec(text)?.[1];
  if (digits === undefined || digits === '18446744073709551615' || digits === '4294967295') return null;
  return Number(digits);
}
