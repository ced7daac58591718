import { cpus } from 'node:os';
import type { Range } from '../../units/quantities';
import {
  highestUsualWatts,
  rungs,
  type Measurement,
  type OpenedSource,
  type Probe,
  type Source,
} from '../source';
import { hwmonChips, hwmonFolder, hwmonSensors, type HwmonChip, type HwmonSensor } from './hwmon-tree';
import { isForbidden, openNumberFile, type NumberFile } from './kernel-file';
import { refusalsOf } from './unusable';

const sourceName = 'Processor sensors of the kernel (hwmon)';
const { unusable, absent } = refusalsOf(sourceName, rungs.energyCounter);
/** amd_energy adds up the registers of all cores once a second or when asked; the registers move every millisecond. */
const tickSeconds = 0.001;

/** How a driver's sensors are to be read. */
interface Driver {
  /** Of these sensors the values of one chip are added up, or each is a processor of its own. */
  readonly isPart: (sensor: HwmonSensor) => boolean;
  readonly sum: boolean;
  readonly range: Range;
}
const registers: Range = { low: 0.95, mid: 1, high: 1.05 };
/** A socket's counter has its cores in it: `Ecore000` and `Esocket0` side by side would count them twice. */
const socketCounters: Driver = {
  isPart: ({ kind, label }) => kind === 'energy' && label.startsWith('Esocket'),
  sum: false,
  range: registers,
};
const drivers: Readonly<Record<string, Driver>> = {
  amd_energy: socketCounters,
  zenergy: socketCounters,
  // Cores and the rest of the chip as its regulators tell them; memory and links of the package are in neither. Forks for later
  // processors tell the package instead, and its cores beside it.
  zenpower: {
    isPart: ({ kind, label }) =>
      kind === 'power' && /^(?:cpu\d+ )?(?:SVI2_P_(?:Core|SoC)|RAPL_P_Package)$/.test(label),
    sum: true,
    range: { low: 0.9, mid: 1, high: 1.25 },
  },
  fam15h_power: {
    isPart: ({ kind, number }) => kind === 'power' && number === 1,
    sum: false,
    range: { low: 0.85, mid: 1, high: 1.15 },
  },
};

/** AMD processors by drivers of their own, where RAPL is not there: sockets once, and never their cores beside them. */
export const hwmonCpuSource = (root = hwmonFolder): Source => ({
  key: 'hwmon-cpu',
  name: sourceName,
  rung: rungs.energyCounter,
  open: () => Promise.resolve(openSensors(root)),
});

function openSensors(root: string): OpenedSource {
  if (process.platform !== 'linux')
    return absent(`hwmon is a part of Linux, and this is ${process.platform}`);
  const chips = hwmonChips(root, Object.keys(drivers));
  if (chips.length === 0) {
    return absent(
      'no driver tells a processor’s energy here',
      'Needed only where RAPL is not there: on AMD processors the driver amd_energy (package amd-energy-dkms).',
    );
  }
  const opened = chips.flatMap(openChip);
  const readable = opened.flatMap((one) => ('refused' in one ? [] : [one]));
  const refusals = opened.flatMap((one) => ('refused' in one ? [one.refused] : []));
  const close = (): void => {
    for (const { files } of readable) for (const file of files) file.close();
  };
  if (readable.length === 0) {
    const drivers = [...new Set(chips.map(({ driver }) => driver))].join(', ');
    return refusals.some(isForbidden)
      ? unusable(
          `${drivers} may be read by root alone`,
          [
            'Until the next boot:',
            `  sudo chmod a+r ${root}/hwmon*/energy*_input`,
            'For good, this line in /etc/udev/rules.d/99-amd-energy.rules:',
            `  SUBSYSTEM=="hwmon", ATTR{name}=="${chips[0]?.driver ?? ''}", RUN+="/bin/sh -c 'chmod a+r /sys%p/energy*_input'"`,
          ].join('\n'),
        )
      : unusable(`${drivers} tells no socket (${[...new Set(refusals)].join(', ')})`);
  }
  const probes = readable.map(({ driver, files, kind }, index) =>
    probeOf(index, driver, files, kind, drivers[driver]?.range ?? registers),
  );
  const why = [`reads ${probes.map(({ id }) => id).join(', ')}`, ...refusals].join('; ');
  return {
    statuses: [{ source: sourceName, rung: rungs.energyCounter, usable: true, why, fix: null }],
    probes,
    notes: refusals.map((text) => `${sourceName}: a sensor can't be read (${text}); it is not in the sum.`),
    close,
  };
}

interface OpenedSensor {
  readonly driver: string;
  readonly kind: HwmonSensor['kind'];
  /** Their values are added up. */
  readonly files: readonly NumberFile[];
}

function openChip(chip: HwmonChip): (OpenedSensor | { readonly refused: string })[] {
  const driver = drivers[chip.driver];
  const sensors = driver === undefined ? [] : hwmonSensors(chip).filter(driver.isPart);
  if (sensors.length === 0) return [{ refused: `${chip.driver} has no such sensor` }];
  const groups = driver?.sum === true ? [sensors] : sensors.map((sensor) => [sensor]);
  return groups.map((group) => {
    const files: NumberFile[] = [];
    for (const { path } of group) {
      const file = openNumberFile(path);
      if ('refused' in file) {
        for (const open of files) open.close();
        return file;
      }
      files.push(file);
    }
    return { driver: chip.driver, kind: group[0]?.kind ?? 'power', files };
  });
}

function probeOf(
  index: number,
  driver: string,
  files: readonly NumberFile[],
  kind: HwmonSensor['kind'],
  range: Range,
): Probe {
  const isCounter = kind === 'energy';
  return {
    id: `cpu:package-${index}`,
    name: `${cpus()[0]?.model.trim() ?? 'CPU'} (package-${index})`,
    domain: 'cpu',
    source: `hwmon ${driver}`,
    rung: isCounter ? rungs.energyCounter : rungs.instantaneousPower,
    provenance: 'measured',
    range,
    within: null,
    averagedSeconds: 0,
    highestWatts: highestUsualWatts,
    // The drivers keep 64 bits of what the registers have counted.
    counter: isCounter ? { tickSeconds, wrapJoules: null } : null,
    read: (): Measurement => {
      let micro = 0;
      for (const file of files) {
        const one = file.read();
        if (!one.ok) return { ok: false, reason: one.reason };
        micro += one.value;
      }
      return isCounter
        ? { ok: true, counterJoules: micro / 1e6, watts: null }
        : { ok: true, counterJoules: null, watts: micro / 1e6 };
    },
  };
}
