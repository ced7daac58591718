import { findAccelerator } from '../../hardware/accelerators';
import { rungs, type Measurement, type Probe } from '../source';

const gpuModelName = 'GPU model (limit x utilisation)';
/** Of the limit, what a GPU draws that has work to do now and then, where its idle power is not known. */
const idleShare = 0.12;
/**
 * Utilisation says that a kernel ran, and not how much of the GPU it used: between a kernel that waits for memory and one
 * that reaches the limit there is a factor of two and more. It is a mean of the last sixth of a second to second.
 */
const modelRange = { low: 0.45, mid: 1, high: 1.4 };
/** A GPU that is always busy draws less than its limit. */
const busyShare = 0.8;

export interface ModelledGpu {
  readonly id: string;
  readonly name: string;
  readonly accelerator: Probe['accelerator'];
  readonly processes: Probe['processes'];
  /** The limit in force; null where the driver does not tell. */
  readonly limitWatts: number | null;
  /** 0 to 1; null where not known. */
  readonly utilization: () => number | null;
}

/**
 * The last rung, for a GPU that the driver knows and of which it tells neither energy nor power: empty where it tells no
 * utilisation either, or nobody knows a limit.
 */
export function modelGpu(gpu: ModelledGpu): Probe[] {
  const found = findAccelerator(gpu.name);
  const known = found.ok ? found.accelerator : null;
  const limit = gpu.limitWatts ?? known?.powerLimitWatts ?? null;
  if (limit === null || limit <= 0 || gpu.utilization() === null) return [];
  const idle = Math.min(known?.idleWatts ?? idleShare * limit, limit / 2);
  const read = (): Measurement => {
    const utilization = gpu.utilization();
    return utilization === null
      ? { ok: false, reason: 'the driver told no utilisation' }
      : {
          ok: true,
          counterJoules: null,
          watts: idle + Math.max(0, busyShare * limit - idle) * utilization,
        };
  };
  return [
    {
      id: gpu.id,
      name: gpu.name,
      domain: 'gpu',
      source: gpuModelName,
      rung: rungs.model,
      provenance: 'modelled',
      range: modelRange,
      within: null,
      counter: null,
      averagedSeconds: 0,
      highestWatts: Infinity,
      accelerator: gpu.accelerator ?? null,
      ...(gpu.processes === undefined ? {} : { processes: gpu.processes }),
      read,
    },
  ];
}
