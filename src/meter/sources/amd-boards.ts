/** One device as AMD's driver counts it, and what it answered. */
export interface AmdDevice {
  /** The driver's own index. */
  readonly index: number;
  readonly name: string;
  readonly uuid: string | null;
  /** `0000:c1:00.0`; null where not told. */
  readonly pciAddress: string | null;
  /** Whether it has told energy or power of its own; 0 and N/A are none. */
  readonly hasReading: boolean;
}

/** What is metered as one: a card, a board of two dies, or a chip with all its partitions. */
export interface AmdBoard<Device extends AmdDevice> {
  /** The one that tells the power of all of them. */
  readonly meter: Device;
  /** In the driver's order, the meter among them. */
  readonly parts: readonly Device[];
}

/** Boards with two dies, of which the first tells the power of both and the second 0 or N/A (amdsmi.h; MI200's manual). */
const twoDies = /MI25\d|\(MCM\)|aldebaran/i;

/**
 * Puts together what shares one power sensor, so that no die and no partition is a device of 0 W, or is counted twice:
 * what has one chip's serial number or one place on the bus, and a second die that tells nothing with the first.
 */
export function boardsOf<Device extends AmdDevice>(devices: readonly Device[]): AmdBoard<Device>[] {
  const ordered = devices.toSorted((a, b) => a.index - b.index);
  const groups: Device[][] = [];
  for (const device of ordered) {
    const group =
      groups.find((others) => others.some((other) => isSameChip(other, device))) ??
      groups.find((others) => isSecondDieOf(others, device, ordered));
    if (group === undefined) groups.push([device]);
    else group.push(device);
  }
  return groups.flatMap((parts) => {
    const meter = parts.find(({ hasReading }) => hasReading) ?? parts[0];
    return meter === undefined ? [] : [{ meter, parts }];
  });
}

function isSameChip(a: AmdDevice, b: AmdDevice): boolean {
  if (a.uuid !== null && a.uuid === b.uuid) return true;
  return a.pciAddress !== null && slotOf(a.pciAddress) === slotOf(b.pciAddress ?? '');
}

const slotOf = (address: string): string => address.replace(/\.[0-9a-f]$/, '');

function isSecondDieOf(group: readonly AmdDevice[], device: AmdDevice, all: readonly AmdDevice[]): boolean {
  const [first] = group;
  if (first === undefined || group.length > 1 || first.index + 1 !== device.index || device.hasReading)
    return false;
  if (!first.hasReading || first.name !== device.name) return false;
  return twoDies.test(device.name) || alternate(all);
}

/** Whether every second device tells nothing, in more than one pair: then they are dies, whatever their name. */
const alternate = (all: readonly AmdDevice[]): boolean =>
  all.length >= 4 &&
  all.length % 2 === 0 &&
  all.every(({ hasReading }, place) => hasReading === (place % 2 === 0));
