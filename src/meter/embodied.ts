import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { EmbodiedFact, HardwareLife } from '../carbon/embodied';
import type { Device, StartRecord } from '../runs/journal';
import { chassisOf, type Chassis } from '../hardware/chassis';

type Part = NonNullable<StartRecord['embodied']>['parts'][number];

/** What kind of computer it is that the run is on. */
export interface Machine {
  readonly chassis: Chassis;
  /** Whether it is cut from a server, and is none itself. */
  readonly isVirtual: boolean;
  /** Processor threads that it has. */
  readonly threads: number;
}

/**
 * What making the run's hardware emitted: its accelerators, and the computer around them, a server as an eighth for each
 * accelerator. Without an accelerator it is the whole computer, as the energy is, and of a virtual machine its part of a server.
 * Null where the kind of computer is not known.
 */
export async function embodiedOf(
  devices: readonly (Pick<Device, 'name' | 'domain'> & Partial<Pick<Device, 'id'>>)[],
  { chassis, isVirtual, threads }: Machine = readMachine(),
  life: HardwareLife = {},
): Promise<StartRecord['embodied']> {
  const [embodied, { isBoard }, { findHardware }] = await Promise.all([
    import('../carbon/embodied'),
    import('../energy/embodied-parts'),
    import('../hardware/find-hardware'),
  ]);
  const parts: Part[] = [];
  let usesServer = chassis === 'server';
  // A chip that is the whole computer's, and no card in it.
  let isChipOfComputer = false;
  const cards = devices.filter(({ domain }) => domain === 'gpu' || domain === 'module');
  for (const { name, id } of cards) {
    const found = findHardware(name);
    if (found.ok && found.accelerator.kind === 'data centre') usesServer = true;
    if (found.ok && found.accelerator.kind === 'shared memory' && !isBoard(found.accelerator)) {
      isChipOfComputer = true;
      continue;
    }
    const fact = found.ok ? embodied.acceleratorFootprint(found.accelerator) : embodied.assumedAccelerator;
    const device = id === undefined ? {} : { device: id };
    parts.push({ ...partOf(name, fact), ...device });
    if (usesServer)
      parts.push({ ...partOf(`${name}: share of the server`, embodied.serverShare), ...device });
  }
  if (!usesServer && chassis === 'laptop') parts.push(partOf('laptop', embodied.laptop));
  if (!usesServer && (chassis === 'desktop' || (isChipOfComputer && chassis === 'unknown')))
    parts.push(partOf('workstation', embodied.workstation));
  if (parts.length === 0 && devices.length > 0) {
    if (isVirtual) parts.push(partOf('virtual machine', embodied.virtualMachineShare(threads)));
    else if (chassis === 'server') parts.push(partOf('server', embodied.processorServer));
  }
  if (parts.length === 0) return null;
  const { hours, source } = embodied.workingHoursOf(life);
  return { parts, workingHours: { ...hours }, source };
}

const partOf = (name: string, { kilogramsCO2e, source }: EmbodiedFact): Part => ({
  name,
  kilogramsCO2e: { ...kilogramsCO2e },
  source,
});

/** As its system tells it; `isCloud` where its place is known to be a cloud's region. */
export function readMachine(isCloud = false): Machine {
  const chassis = chassisOf(Number(textOf('/sys/class/dmi/id/chassis_type')));
  // The Linux of Windows is a virtual machine too, of a computer at a desk or in a bag.
  const isOfWindows = /microsoft/i.test(textOf('/proc/version'));
  const isGuest = /^flags\b.*\bhypervisor\b/m.test(textOf('/proc/cpuinfo')) && !isOfWindows;
  return { chassis, isVirtual: chassis === 'unknown' && (isCloud || isGuest), threads: cpus().length };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
