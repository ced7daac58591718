import type { Source } from '../source';

/** Every source there is, by the name that `--source` takes. What a source needs is loaded when it is opened. */
export async function allSources(): Promise<readonly Source[]> {
  const [
    { nvmlSource },
    { nvidiaSmiSource },
    { hwmonGpuSource },
    { amdSmiSource },
    { raplSource },
    { cpuModelSource },
  ] = await Promise.all([
    import('./nvml'),
    import('./nvidia-smi'),
    import('./hwmon-gpu'),
    import('./amdsmi'),
    import('./rapl'),
    import('./cpu-model'),
  ]);
  return [nvmlSource(), nvidiaSmiSource(), hwmonGpuSource(), amdSmiSource(), raplSource(), cpuModelSource()];
}
