import { visibleText } from '../../src/units/plain-text';

/** Devices of one name are told apart by their number. */
export function deviceLabel(devices: readonly { readonly name: string }[], index: number): string {
  const device = devices[index];
  if (device === undefined) return '';
  const same = devices.filter(({ name }) => name === device.name);
  const name = visibleText(device.name);
  return same.length > 1 ? `${name} (${same.indexOf(device) + 1})` : name;
}

/** More of them than a legend has room for. */
const mostListed = 8;

/** How the curve of a device is called and coloured; many stand in the legend by their names, each once. */
export interface DeviceLook {
  readonly label: string;
  readonly name: string;
  /** Counted from 0. */
  readonly colour: number;
  readonly isInLegend: boolean;
}

export function deviceLooks(devices: readonly { readonly name: string }[]): DeviceLook[] {
  const names = [...new Set(devices.map(({ name }) => name))];
  return devices.map(({ name: own }, index) => {
    const name = deviceLabel(devices, index);
    if (devices.length <= mostListed) return { label: name, name, colour: index, isInLegend: true };
    const same = devices.filter((other) => other.name === own).length;
    const label = same > 1 ? `${same} × ${visibleText(own)}` : name;
    const isFirst = devices.findIndex((other) => other.name === own) === index;
    return { label, name, colour: names.indexOf(own), isInLegend: isFirst };
  });
}
