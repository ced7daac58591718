import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Batteries, BatteryReading } from './battery';
import { readText } from './kernel-file';

const defaultFolder = '/sys/class/power_supply';

/** `/sys/class/power_supply`: see the kernel's Documentation/ABI/testing/sysfs-class-power. */
export function findLinuxBatteries(root = defaultFolder): Batteries | { readonly missing: string } {
  const { batteries, mains } = suppliesOf(root);
  if (batteries.length === 0) return { missing: 'no battery feeds this machine' };
  return {
    read: () => readSupplies(batteries, mains),
    close: () => undefined,
  };
}

function suppliesOf(root: string): { readonly batteries: string[]; readonly mains: string[] } {
  let names: string[];
  try {
    names = readdirSync(root).sort();
  } catch {
    return { batteries: [], mains: [] };
  }
  const folders = names.map((name) => join(root, name));
  const typeOf = (folder: string): string => readText(join(folder, 'type')) ?? '';
  return {
    // A battery of scope Device is that of a mouse or a headset.
    batteries: folders.filter(
      (folder) =>
        typeOf(folder) === 'Battery' &&
        readText(join(folder, 'scope')) !== 'Device' &&
        readText(join(folder, 'present')) !== '0',
    ),
    mains: folders.filter(
      (folder) =>
        ['Mains', 'USB', 'Wireless'].includes(typeOf(folder)) && readText(join(folder, 'scope')) !== 'Device',
    ),
  };
}

/** The sum of all that discharge, less what charges another battery. With a charger online the battery is only a part of what feeds the machine. */
function readSupplies(batteries: readonly string[], mains: readonly string[]): BatteryReading {
  const states = batteries.map((folder) => readText(join(folder, 'status')) ?? 'not known');
  const charger = mains.some((folder) => ['1', '2'].includes(readText(join(folder, 'online')) ?? ''));
  if (!states.includes('Discharging') || charger)
    return { state: 'silent', reason: `the machine is not on its battery alone (${states.join(', ')})` };
  let watts = 0;
  for (const [index, folder] of batteries.entries()) {
    if (states[index] !== 'Discharging' && states[index] !== 'Charging') continue;
    const power = powerOf(folder);
    if (power === null) return { state: 'silent', reason: 'the battery tells no power' };
    watts += states[index] === 'Charging' ? -power : power;
  }
  // A machine that reads it draws something: a fuel gauge that has not measured yet tells 0.
  return watts > 0 ? { state: 'discharging', watts } : { state: 'silent', reason: 'the battery told 0 W' };
}

/** `power_now`, or `current_now` x `voltage_now`, in micro-units; some drivers give what flows out a minus. */
function powerOf(folder: string): number | null {
  const micro = (name: string): number | null => {
    const digits = /^-?(\d{1,12})$/.exec(readText(join(folder, name)) ?? '')?.[1];
    return digits === undefined ? null : Number(digits);
  };
  const power = micro('power_now');
  if (power !== null) return power / 1e6;
  const current = micro('current_now');
  const voltage = micro('voltage_now');
  return current === null || voltage === null ? null : (current / 1e6) * (voltage / 1e6);
}
