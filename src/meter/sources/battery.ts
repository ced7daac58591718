import { rungs, type Measurement, type OpenedSource, type Probe, type Source } from '../source';
import { highestMachineWatts, machineId, machineName, machineRange } from './machine';
import { refusalsOf } from './unusable';

const sourceName = 'Battery discharge';
const { absent } = refusalsOf(sourceName, rungs.machine);
const unplug = 'Unplug the charger: a battery tells the machine’s power only while it alone feeds it.';

/** What the batteries tell now. */
export type BatteryReading =
  | { readonly state: 'discharging'; readonly watts: number }
  /** They feed the machine not, or not alone; or tell no power. */
  | { readonly state: 'silent'; readonly reason: string };

/** The batteries of this machine. */
export interface Batteries {
  /** Never throws. */
  read(): BatteryReading;
  close(): void;
}

/** Finds the batteries of a system, or says why there are none. */
export type FindBatteries = () => Promise<Batteries | { readonly missing: string }>;

/**
 * A laptop that runs on its battery: what the battery gives is what the whole machine draws, its screen included. No
 * process is started for it on any system.
 */
export const batterySource = (find: FindBatteries = findOnThisSystem): Source => ({
  key: 'battery',
  name: sourceName,
  rung: rungs.machine,
  open: () => openBatteries(find),
});

async function findOnThisSystem(): Promise<Batteries | { readonly missing: string }> {
  switch (process.platform) {
    case 'linux': {
      const { findLinuxBatteries } = await import('./battery-linux');
      return findLinuxBatteries();
    }
    case 'darwin': {
      const { findMacBattery } = await import('./battery-mac');
      return findMacBattery();
    }
    case 'win32': {
      const { findWindowsBattery } = await import('./battery-windows');
      return findWindowsBattery();
    }
    default:
      return { missing: `batteries are not known on ${process.platform}` };
  }
}

async function openBatteries(find: FindBatteries): Promise<OpenedSource> {
  const batteries = await find();
  if ('missing' in batteries) return absent(batteries.missing);
  const first = batteries.read();
  if (first.state === 'silent') {
    batteries.close();
    return absent(first.reason, unplug);
  }
  const probe: Probe = {
    id: machineId,
    name: `${machineName} (battery)`,
    domain: 'node',
    source: sourceName,
    rung: rungs.machine,
    provenance: 'measured',
    range: machineRange,
    within: null,
    counter: null,
    averagedSeconds: 0,
    highestWatts: highestMachineWatts,
    canEnd: true,
    read: (): Measurement => {
      const now = batteries.read();
      return now.state === 'discharging'
        ? { ok: true, counterJoules: null, watts: now.watts }
        : { ok: false, reason: now.reason };
    },
  };
  return {
    statuses: [
      {
        source: sourceName,
        rung: rungs.machine,
        usable: true,
        why: `reads the whole machine, ${first.watts.toFixed(1)} W now, until the charger is plugged in`,
        fix: null,
      },
    ],
    probes: [probe],
    notes: [],
    close: () => {
      batteries.close();
    },
  };
}
