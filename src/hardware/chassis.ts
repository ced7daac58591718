export type Chassis = 'laptop' | 'desktop' | 'server' | 'unknown';

/** System enclosure types of the SMBIOS specification (DSP0134, 7.4.1). */
const laptops: readonly number[] = [8, 9, 10, 14, 30, 31, 32];
const desktops: readonly number[] = [3, 4, 5, 6, 7, 13, 15, 16, 24, 35, 36];
const servers: readonly number[] = [17, 23, 25, 28, 29];

/** What kind of computer the firmware's enclosure type tells; virtual machines tell 1 (other), which is unknown. */
export function chassisOf(enclosureType: number): Chassis {
  if (laptops.includes(enclosureType)) return 'laptop';
  if (desktops.includes(enclosureType)) return 'desktop';
  return servers.includes(enclosureType) ? 'server' : 'unknown';
}
