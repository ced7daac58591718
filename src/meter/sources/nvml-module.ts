import { rungs, type Probe } from '../source';
import { describeNvmlCode, type NvmlDevice, type NvmlResult } from './nvml-library';
import { measurePower } from './device-readings';
import { readText } from './kernel-file';
import { pciFolder } from './pci-displays';

const moduleName = 'NVML module power';
/** Grace with Hopper or Blackwell: the processor and its GPUs share one module and its power limit. */
const superchip = /\bG[HB]\d{2,3}\b/;
const sensorRange = { low: 0.95, mid: 1, high: 1.05 };
const highestWatts = 10_000;
/** GB200 and GB300 have two GPUs on a module. */
const gpusOnModule = (name: string): number => (/\bGB[23]00\b/.test(name) ? 2 : 1);

export interface ModuleGpu {
  readonly index: number;
  readonly name: string;
  readonly pciAddress: string | null;
  readonly watts: (read: (device: NvmlDevice) => NvmlResult<number>) => NvmlResult<number>;
}

/**
 * The modules of superchips: each once, though each of its GPUs tells the power of all of it. GPUs of one module are near
 * the same processor; where the system does not tell that, they are neighbours.
 */
export function moduleProbes(
  gpus: readonly ModuleGpu[],
  read: (device: NvmlDevice) => NvmlResult<number>,
  folder = pciFolder,
): Probe[] {
  const modules = new Map<string, ModuleGpu>();
  for (const gpu of gpus) {
    if (!superchip.test(gpu.name) || !gpu.watts(read).ok) continue;
    const node = gpu.pciAddress === null ? null : readText(`${folder}/${gpu.pciAddress}/numa_node`);
    const isKnown = node !== null && /^\d+$/.test(node);
    const key = isKnown ? `node ${node}` : `place ${Math.floor(gpu.index / gpusOnModule(gpu.name))}`;
    if (!modules.has(key)) modules.set(key, gpu);
  }
  return [...modules.values()].map((gpu, index) => ({
    id: `module:nvml-${index}`,
    name: `${gpu.name} module`,
    domain: 'module',
    source: moduleName,
    rung: rungs.instantaneousPower,
    provenance: 'measured',
    range: sensorRange,
    within: null,
    counter: null,
    averagedSeconds: 0,
    highestWatts,
    tellsPast: true,
    read: () => measurePower(() => gpu.watts(read), describeNvmlCode),
  }));
}
