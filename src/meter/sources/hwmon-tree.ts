import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from './kernel-file';

export const hwmonFolder = '/sys/class/hwmon';

/** One chip of the kernel's hardware monitors. */
export interface HwmonChip {
  readonly folder: string;
  /** The driver's name: `amd_energy`, `power_meter`. */
  readonly driver: string;
}

export interface HwmonSensor {
  readonly kind: 'power' | 'energy';
  readonly number: number;
  /** The file of its value, in microwatts or microjoules. */
  readonly path: string;
  /** Empty where the driver gives none. */
  readonly label: string;
}

/** The chips of `root` that these drivers tell, in the order of their names there. */
export function hwmonChips(root: string, drivers: readonly string[]): HwmonChip[] {
  return entriesOf(root)
    .map((entry) => join(root, entry))
    .flatMap((folder) => {
      const driver = readText(join(folder, 'name')) ?? '';
      return drivers.includes(driver) ? [{ folder, driver }] : [];
    });
}

/**
 * The sensors of a chip in the order of their numbers; energy before power, and of power the value of the moment
 * before the mean. A power meter keeps its files in the device's folder on some kernels.
 */
export function hwmonSensors({ folder }: HwmonChip): HwmonSensor[] {
  const found = [folder, join(folder, 'device')].map((place) => sensorsIn(place));
  return found.find((sensors) => sensors.length > 0) ?? [];
}

function sensorsIn(folder: string): HwmonSensor[] {
  const names = entriesOf(folder);
  const sensors = names.flatMap((name) => {
    const match = /^(power|energy)(\d{1,4})_(input|average)$/.exec(name);
    if (match === null) return [];
    const [, kind = '', number = ''] = match;
    // Where a sensor tells both, the value of the moment is the one.
    if (name.endsWith('_average') && names.includes(`${kind}${number}_input`)) return [];
    return [
      {
        kind: kind as HwmonSensor['kind'],
        number: Number(number),
        path: join(folder, name),
        label:
          readText(join(folder, `${kind}${number}_label`)) ??
          readText(join(folder, `${kind}${number}_oem_info`)) ??
          '',
      },
    ];
  });
  return sensors.toSorted((a, b) => a.kind.localeCompare(b.kind) || a.number - b.number);
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  } catch {
    return [];
  }
}
