import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  rungs,
  type Measurement,
  type OpenedSource,
  type Probe,
  type Source,
  type SourceStatus,
} from '../source';
import { hwmonChips, hwmonFolder, hwmonSensors, type HwmonSensor } from './hwmon-tree';
import { isForbidden, openNumberFile, readText, type NumberFile } from './kernel-file';
import { highestMachineWatts, machineId, machineName, machineRange } from './machine';
import { refusalsOf } from './unusable';

const boardName = 'Board power meter (hwmon)';
const crayName = 'Cray node counters (pm_counters)';
const board = refusalsOf(boardName, rungs.machine);
const cray = refusalsOf(crayName, rungs.energyCounter);

/** What a driver's sensor measures, by its label. */
interface Scope {
  readonly domain: 'node' | 'module' | 'cpu';
  readonly name: string;
}
type ScopeOf = (sensor: HwmonSensor) => Scope | null;

const whole: Scope = { domain: 'node', name: machineName };
const drivers: Readonly<Record<string, ScopeOf>> = {
  power_meter: scopeOfAcpiMeter,
  ibmpowernv: ({ label }) => (/^System\b/.test(label) ? whole : null),
  corsairpsu: ({ kind, label }) => (kind === 'power' && label === 'power total' ? whole : null),
};

/**
 * ACPI's power meter is of the whole machine, but for NVIDIA's Grace, where each has its part in its text: the module
 * (processor and GPU), the processor, and parts of the processor, which are left out.
 */
function scopeOfAcpiMeter({ label }: HwmonSensor): Scope | null {
  const match = /^(.*?)\s*Power Socket (\d+)$/i.exec(label);
  if (match === null) return whole;
  const [, part = '', socket = ''] = match;
  if (/^module$/i.test(part)) return { domain: 'module', name: `Module ${socket} (CPU and GPU)` };
  if (/^grace$/i.test(part)) return { domain: 'cpu', name: `Grace processor ${socket}` };
  return null;
}

/** Power of the whole machine, as its board tells the kernel. */
export const boardMeterSource = (root = hwmonFolder): Source => ({
  key: 'board-meter',
  name: boardName,
  rung: rungs.machine,
  open: () => Promise.resolve(openBoard(root)),
});

function openBoard(root: string): OpenedSource {
  if (process.platform !== 'linux')
    return board.absent(`hwmon is a part of Linux, and this is ${process.platform}`);
  const found = hwmonChips(root, Object.keys(drivers)).flatMap((chip) =>
    hwmonSensors(chip).flatMap((sensor) => {
      const scope = drivers[chip.driver]?.(sensor) ?? null;
      return scope === null ? [] : [{ driver: chip.driver, sensor, scope }];
    }),
  );
  if (found.length === 0) {
    return board.absent(
      'no power meter of the board is known to the kernel',
      'On servers whose firmware has one:\n  sudo modprobe acpi_power_meter',
    );
  }
  const opened = found.map((one) => ({ ...one, file: openNumberFile(one.sensor.path) }));
  const refusals = opened.flatMap(({ file }) => ('refused' in file ? [file.refused] : []));
  const probes: Probe[] = [];
  const files: NumberFile[] = [];
  for (const { driver, sensor, scope, file } of opened) {
    if ('refused' in file) continue;
    files.push(file);
    const id = scope.domain === 'node' ? machineId : `${scope.domain}:${scope.name}`;
    // One meter of the whole machine is enough; where there are energy and power, energy came first.
    if (probes.some((probe) => probe.id === id)) continue;
    probes.push(boardProbe(id, scope, driver, sensor, file));
  }
  if (probes.length === 0) {
    const fix = refusals.some(isForbidden)
      ? `Until the next boot:\n  sudo chmod a+r ${root}/hwmon*/device/power1_average`
      : null;
    return board.unusable(
      `the board's power meter can't be read (${[...new Set(refusals)].join(', ')})`,
      fix,
    );
  }
  return {
    statuses: [usable(boardName, rungs.machine, `reads ${probes.map(({ name }) => name).join(', ')}`)],
    probes,
    notes: [],
    close: () => {
      for (const file of files) file.close();
    },
  };
}

function boardProbe(
  id: string,
  scope: Scope,
  driver: string,
  { kind }: HwmonSensor,
  file: NumberFile,
): Probe {
  const isCounter = kind === 'energy';
  const isPart = scope.domain !== 'node';
  return {
    id,
    name: scope.name,
    domain: scope.domain,
    source: `hwmon ${driver}`,
    rung: isCounter ? rungs.energyCounter : isPart ? rungs.averagedPower : rungs.machine,
    provenance: 'measured',
    range: machineRange,
    within: null,
    averagedSeconds: 0,
    highestWatts: highestMachineWatts,
    counter: isCounter ? { tickSeconds: 0.1, wrapJoules: null } : null,
    read: (): Measurement => {
      const micro = file.read();
      if (!micro.ok) return { ok: false, reason: micro.reason };
      // No machine that reads it draws nothing: a meter that has not begun tells 0.
      if (micro.value === 0) return { ok: false, reason: 'the power meter told 0' };
      return isCounter
        ? { ok: true, counterJoules: micro.value / 1e6, watts: null }
        : { ok: true, counterJoules: null, watts: micro.value / 1e6 };
    },
  };
}

/** The counters that HPE Cray blades give their nodes: `energy` tells `28314159 J 1617235461123456 us`, ten times a second. */
export const crayCountersSource = (folder = '/sys/cray/pm_counters'): Source => ({
  key: 'cray',
  name: crayName,
  rung: rungs.energyCounter,
  open: () => Promise.resolve(openCray(folder)),
});

function openCray(folder: string): OpenedSource {
  try {
    readdirSync(folder);
  } catch {
    return cray.absent(`${folder} is not there: not a Cray node`);
  }
  const energy = openNumberFile(join(folder, 'energy'), (text) => parseCray(text, 'J'));
  if ('refused' in energy) return cray.unusable(`${folder}/energy can't be read (${energy.refused})`);
  const power = openNumberFile(join(folder, 'power'), (text) => parseCray(text, 'W'));
  const scanHertz = Number(readText(join(folder, 'raw_scan_hz')) ?? Number.NaN);
  const probe: Probe = {
    id: machineId,
    name: machineName,
    domain: 'node',
    source: 'Cray pm_counters',
    rung: rungs.energyCounter,
    provenance: 'measured',
    range: machineRange,
    within: null,
    averagedSeconds: 0,
    highestWatts: highestMachineWatts,
    counter: { tickSeconds: scanHertz > 0 && scanHertz <= 100 ? 1 / scanHertz : 0.1, wrapJoules: null },
    read: (): Measurement => {
      const joules = energy.read();
      if (!joules.ok) return { ok: false, reason: joules.reason };
      const watts = 'refused' in power ? null : power.read();
      return { ok: true, counterJoules: joules.value, watts: watts?.ok === true ? watts.value : null };
    },
  };
  return {
    statuses: [usable(crayName, rungs.energyCounter, `reads ${machineName}`)],
    probes: [probe],
    notes: [],
    close: () => {
      energy.close();
      if (!('refused' in power)) power.close();
    },
  };
}

/** The number before its unit; null for another unit, and for what is none. */
export function parseCray(text: string, unit: 'J' | 'W'): number | null {
  const match = /^\s*(\d{1,18})\s+([A-Z])\b/.exec(text);
  return match?.[2] === unit ? Number(match[1]) : null;
}

const usable = (source: string, rung: number, why: string): SourceStatus => ({
  source,
  rung,
  usable: true,
  why,
  fix: null,
});
