import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Accelerator } from '../source';
import { readText } from './kernel-file';

/** A graphics card or an accelerator on the PCI bus, whether or not it has a driver. */
export interface PciDisplay {
  readonly vendor: Accelerator['vendor'];
  /** `0000:3b:00.0` */
  readonly address: string;
}

/** The PCI SIG's numbers of the vendors. */
const vendors: Readonly<Partial<Record<string, Accelerator['vendor']>>> = {
  '0x10de': 'nvidia',
  '0x1002': 'amd',
  '0x8086': 'intel',
};
/** PCI classes: 0x03 displays, 0x12 processing accelerators. */
const displayClass = /^0x(03|12)/;

export const pciFolder = '/sys/bus/pci/devices';

let known: readonly PciDisplay[] | null | undefined;

/** The cards on this machine's bus, in the order of their addresses; null where the system does not tell. */
export function pciDisplays(folder = pciFolder): readonly PciDisplay[] | null {
  if (folder !== pciFolder) return displaysIn(folder);
  known ??= displaysIn(folder);
  return known;
}

function displaysIn(folder: string): PciDisplay[] | null {
  let addresses: string[];
  try {
    addresses = readdirSync(folder);
  } catch {
    return null;
  }
  return addresses.toSorted().flatMap((address) => {
    const vendor = vendors[readText(join(folder, address, 'vendor')) ?? ''];
    const isDisplay = displayClass.test(readText(join(folder, address, 'class')) ?? '');
    return vendor === undefined || !isDisplay ? [] : [{ vendor, address: address.toLowerCase() }];
  });
}

/** How many cards of that vendor there are; null where the system does not tell. */
export const cardsOf = (vendor: Accelerator['vendor']): number | null =>
  pciDisplays()?.filter((display) => display.vendor === vendor).length ?? null;

/** Whether the bus is known to have no card of that vendor. */
export const hasNoCard = (vendor: Accelerator['vendor'], folder = pciFolder): boolean =>
  pciDisplays(folder)?.every((display) => display.vendor !== vendor) ?? process.platform === 'darwin';
