import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceProcess } from '../source';
import { addressOf } from './amd-library';
import { readText } from './kernel-file';

const defaultFolder = '/sys/class/kfd/kfd';

/** Who uses AMD's accelerators, by the kernel's own list of compute processes (amdkfd): the one that AMD's libraries read. */
export interface KfdProcesses {
  /** Of the devices at these addresses together; null where the kernel does not tell. */
  at(addresses: readonly string[]): readonly DeviceProcess[] | null;
}

/** In this order: the numbers are the host's in a container, and the folder is empty in a guest. */
export function kfdProcesses(folder = defaultFolder): KfdProcesses {
  const devices = kfdDevices(folder);
  return {
    at: (addresses) => {
      const own = devices.filter(({ address }) => addresses.includes(address));
      if (own.length === 0) return null;
      let pids: string[];
      try {
        pids = readdirSync(join(folder, 'proc'));
      } catch {
        return null;
      }
      return pids.flatMap((pid) =>
        /^\d+$/.test(pid) ? (processOn(join(folder, 'proc', pid), Number(pid), own) ?? []) : [],
      );
    },
  };
}

interface KfdDevice {
  readonly id: string;
  readonly address: string;
  readonly computeUnits: number;
}

function processOn(path: string, pid: number, devices: readonly KfdDevice[]): DeviceProcess | null {
  let memoryBytes: number | null = null;
  let occupied: number | null = null;
  let computeUnits = 0;
  for (const { id, computeUnits: units } of devices) {
    const memory = numberIn(join(path, `vram_${id}`));
    if (memory === null) continue;
    const occupancy = numberIn(join(path, `stats_${id}`, 'cu_occupancy'));
    // A process has these files for each device that it may use, whether or not it does.
    if (memory === 0 && (occupancy ?? 0) === 0) continue;
    memoryBytes = (memoryBytes ?? 0) + memory;
    computeUnits += units;
    if (occupancy !== null) occupied = (occupied ?? 0) + occupancy;
  }
  if (memoryBytes === null) return null;
  const utilization = occupied === null || computeUnits === 0 ? null : Math.min(1, occupied / computeUnits);
  return { pid, memoryBytes, utilization };
}

/** Processors of the topology have no `gpu_id`, or 0. */
function kfdDevices(folder: string): KfdDevice[] {
  const nodes = join(folder, 'topology', 'nodes');
  let names: string[];
  try {
    names = readdirSync(nodes);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const id = readText(join(nodes, name, 'gpu_id')) ?? '0';
    if (!/^[1-9]\d*$/.test(id)) return [];
    const properties = new Map(
      (readText(join(nodes, name, 'properties')) ?? '').split('\n').map((line) => {
        const [key = '', value = ''] = line.trim().split(/\s+/);
        return [key, Number(value)] as const;
      }),
    );
    const location = properties.get('location_id') ?? 0;
    const address = addressOf(
      properties.get('domain') ?? 0,
      location >> 8,
      (location >> 3) & 0x1f,
      location & 7,
    );
    const computeUnits = (properties.get('simd_count') ?? 0) / (properties.get('simd_per_cu') ?? 1);
    return [{ id, address, computeUnits: Number.isFinite(computeUnits) ? computeUnits : 0 }];
  });
}

function numberIn(path: string): number | null {
  const digits = /^\d{1,19}$/.exec(readText(path) ?? '')?.[0];
  return digits === undefined ? null : Number(digits);
}
