import { readFileSync } from 'node:fs';
import type { EmbodiedFact, HardwareLife } from '../carbon/embodied';
import type { Device, StartRecord } from '../runs/journal';
import { chassisOf, type Chassis } from '../hardware/chassis';

type Part = NonNullable<StartRecord['embodied']>['parts'][number];

/**
 * What making the run's hardware emitted: its accelerators, and the computer around them, a server as an eighth for each
 * accelerator. On a server without an accelerator, and in a virtual machine, which part of the server is the run's is not
 * known: the whole of it is not told as the run's, so the answer is null there.
 */
export async function embodiedOf(
  devices: readonly (Pick<Device, 'name' | 'domain'> & Partial<Pick<Device, 'id'>>)[],
  chassis: Chassis = readChassis(),
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
    const fact = found.ok
      ? embodied.acceleratorFootprint(found.accelerator.embodiedKilograms)
      : embodied.assumedAccelerator;
    const device = id === undefined ? {} : { device: id };
    parts.push({ ...partOf(name, fact), ...device });
    if (usesServer)
      parts.push({ ...partOf(`${name}: share of the server`, embodied.serverShare), ...device });
  }
  if (!usesServer && chassis === 'laptop') parts.push(partOf('laptop', embodied.laptop));
  if (!usesServer && (chassis === 'desktop' || (isChipOfComputer && chassis === 'unknown')))
    parts.push(partOf('workstation', embodied.workstation));
  if (parts.length === 0) return null;
  const { hours, source } = embodied.workingHoursOf(life);
  return { parts, workingHours: { ...hours }, source };
}

const partOf = (name: string, { kilogramsCO2e, source }: EmbodiedFact): Part => ({
  name,
  kilogramsCO2e: { ...kilogramsCO2e },
  source,
});

function readChassis(): Chassis {
  try {
    return chassisOf(Number(readFileSync('/sys/class/dmi/id/chassis_type', 'utf8')));
  } catch {
    return 'unknown';
  }
}
