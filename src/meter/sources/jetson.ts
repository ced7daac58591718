import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { rungs, type Measurement, type OpenedSource, type Source } from '../source';
import { readText } from './kernel-file';
import { refusalsOf } from './unusable';
import { monotonicSeconds } from '../monotonic';

const sourceName = 'Jetson power monitor (INA3221)';
const { unusable, absent } = refusalsOf(sourceName, rungs.instantaneousPower);

/** Shunts of one per cent and the monitor's own error; see NVIDIA's design guides of the modules. */
const sensorRange = { low: 0.94, mid: 1, high: 1.06 };
/** The monitor takes some milliseconds for a conversion, and each reading goes over a slow bus. */
const leastIntervalSeconds = 0.02;
/** No module or board of this family draws more. */
const highestWatts = 300;

/**
 * The rails that make up the whole, by what the board calls them, in the order in which they are looked for: the input of
 * the module where it is measured, else the rails that lie beside one another. Others are parts of these, or of the
 * carrier board: they are in no sum. (NVIDIA Jetson Linux Developer Guide, "Software-Based Power Consumption Modeling".)
 */
const wholes: readonly { readonly boards: string; readonly rails: readonly string[] }[] = [
  { boards: 'TX1, TX2, Xavier NX, Orin NX, Orin Nano', rails: ['VDD_IN'] },
  { boards: 'Nano', rails: ['POM_5V_IN'] },
  { boards: 'Thor', rails: ['VIN'] },
  {
    boards: 'Thor on a carrier without a monitor of its input',
    rails: ['VDD_GPU', 'VDD_CPU_SOC_MSS', 'VIN_SYS_5V0'],
  },
  { boards: 'AGX Orin', rails: ['VDD_GPU_SOC', 'VDD_CPU_CV', 'VIN_SYS_5V0'] },
  { boards: 'AGX Xavier', rails: ['GPU', 'CPU', 'SOC', 'CV', 'VDDRQ', 'SYS5V'] },
];

export interface JetsonFolders {
  readonly hwmon: string;
  /** Of the driver of Jetson Linux up to 32. */
  readonly ina3221x: string;
  readonly model: string;
}
const usualFolders: JetsonFolders = {
  hwmon: '/sys/class/hwmon',
  ina3221x: '/sys/bus/i2c/drivers/ina3221x',
  model: '/proc/device-tree/model',
};

/** NVIDIA's modules for embedded use, whose GPU NVML does not know: by the power monitor on their input. */
export const jetsonSource = (folders = usualFolders): Source => ({
  key: 'jetson',
  name: sourceName,
  rung: rungs.instantaneousPower,
  open: () => Promise.resolve(openMonitors(folders)),
});

/** One rail; its power is the product of its files, in microwatts or milliwatts. */
interface Rail {
  readonly name: string;
  readonly files: readonly string[];
  readonly unit: number;
}

function openMonitors(folders: JetsonFolders): OpenedSource {
  const model = (readText(folders.model) ?? '').replace(/\0/g, '').trim();
  const isModel = /jetson|tegra/i.test(model);
  const rails = [...hwmonRails(folders.hwmon, isModel), ...oldRails(folders.ina3221x)];
  const whole = wholes.find((each) => each.rails.every((name) => rails.some((rail) => rail.name === name)));
  const isJetson = isModel || whole !== undefined;
  if (whole === undefined) {
    const names = rails.map(({ name }) => name).join(', ');
    const why = !isJetson
      ? 'this is no Jetson'
      : rails.length === 0
        ? 'this board shows no power monitor (the Jetson Nano 2GB has none)'
        : `the rails of this board are not known to add up to the whole: ${names}`;
    return (isJetson ? unusable : absent)(why);
  }
  const chosen = whole.rails.flatMap((name) => rails.find((rail) => rail.name === name) ?? []);
  let opened: OpenedRail[];
  try {
    opened = chosen.map(openRail);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    const files = chosen.flatMap((rail) => rail.files).join(' ');
    return unusable(`its files can't be read (${code})`, `Let all users read them: sudo chmod a+r ${files}`);
  }
  const name = model === '' ? 'Jetson' : model;
  const railNames = whole.rails.join(' + ');
  const first = readRails(opened);
  if (!first.ok) {
    for (const { close } of opened) close();
    return unusable(`${railNames}: ${first.reason}`);
  }
  return {
    statuses: [
      {
        source: sourceName,
        rung: rungs.instantaneousPower,
        usable: true,
        why: `reads ${name} by ${railNames}`,
        fix: null,
      },
    ],
    probes: [
      {
        id: 'module:jetson',
        name,
        domain: 'module',
        source: `INA3221 (${railNames})`,
        rung: rungs.instantaneousPower,
        provenance: 'measured',
        range: sensorRange,
        within: null,
        counter: null,
        averagedSeconds: 0,
        highestWatts,
        read: seldom(() => readRails(opened)),
      },
    ],
    notes:
      whole.rails.length === 1
        ? []
        : [`${name}: the sum of its rails ${railNames}; what the carrier board draws is not in it.`],
    close: () => {
      for (const { close } of opened) close();
    },
  };
}

/** Since Jetson Linux 34: the kernel's own drivers, with a label, millivolts and milliamperes for each channel of an INA3221. */
function hwmonRails(folder: string, isModel: boolean): Rail[] {
  return list(folder).flatMap((entry) => {
    const path = join(folder, entry);
    const driver = readText(join(path, 'name'));
    if (driver === 'ina238') return isModel ? [inputRail(path)] : [];
    if (driver !== 'ina3221') return [];
    return [1, 2, 3].flatMap((channel) => {
      const name = readText(join(path, `in${channel}_label`)) ?? '';
      if (name === '' || readText(join(path, `in${channel}_enable`)) === '0') return [];
      const files = [join(path, `in${channel}_input`), join(path, `curr${channel}_input`)];
      return [{ name, files, unit: 1e-6 }];
    });
  });
}

/** The INA238 of Thor's carrier has one channel, and the driver tells its microwatts; what it is on is not always labelled. */
const inputRail = (path: string): Rail => ({
  name: readText(join(path, 'label')) ?? readText(join(path, 'in1_label')) ?? 'VIN',
  files: [join(path, 'power1_input')],
  unit: 1e-6,
});

/** Up to Jetson Linux 32: an IIO device for each monitor, with a name and milliwatts for each channel. */
function oldRails(folder: string): Rail[] {
  return list(folder).flatMap((address) =>
    list(join(folder, address)).flatMap((device) => {
      if (!/^iio[:_]device/.test(device)) return [];
      const path = join(folder, address, device);
      return [0, 1, 2].flatMap((channel) => {
        const name = readText(join(path, `rail_name_${channel}`)) ?? '';
        return name === '' ? [] : [{ name, files: [join(path, `in_power${channel}_input`)], unit: 1e-3 }];
      });
    }),
  );
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

interface OpenedRail {
  readonly read: () => number | null;
  readonly close: () => void;
}

function openRail({ files, unit }: Rail): OpenedRail {
  const descriptors = files.map((file) => openSync(file, 'r'));
  const buffer = Buffer.alloc(32);
  const number = (descriptor: number): number | null => {
    const text = buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, buffer.length, 0));
    // A rail that is switched off reads a little below 0: the monitor's own offset.
    const digits = /^\s*(-?\d{1,9})\s*$/.exec(text)?.[1];
    return digits === undefined ? null : Number(digits);
  };
  return {
    read: () =>
      descriptors.reduce<number | null>((product, descriptor) => {
        const value = number(descriptor);
        return product === null || value === null ? null : product * value;
      }, unit),
    close: () => {
      for (const descriptor of descriptors) closeSync(descriptor);
    },
  };
}

function readRails(rails: readonly OpenedRail[]): Measurement {
  let watts = 0;
  try {
    for (const { read } of rails) {
      const value = read();
      if (value === null) return { ok: false, reason: 'the power monitor told no value' };
      watts += value;
    }
  } catch (error) {
    return {
      ok: false,
      reason: `the power monitor can't be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
    };
  }
  // A running module draws power: what tells 0 is a channel without a shunt, what tells less its offset.
  if (watts <= 0) return { ok: false, reason: 'the power monitor tells 0 W' };
  return { ok: true, counterJoules: null, watts };
}

/** Asked again at once, the answer is the one of before. */
function seldom(read: () => Measurement): () => Measurement {
  let newest: Measurement | null = null;
  let readAt = -Infinity;
  return () => {
    const now = monotonicSeconds();
    if (newest !== null && now - readAt < leastIntervalSeconds) return newest;
    const measured = read();
    readAt = monotonicSeconds();
    newest = measured.ok ? { ...measured, observedAt: (now + readAt) / 2 } : measured;
    return newest;
  };
}
