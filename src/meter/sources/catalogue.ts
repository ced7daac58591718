import type { Source } from '../source';

/** Every source there is, by the name that `--source` takes. What a source needs is loaded when it is opened. */
export async function allSources(): Promise<readonly Source[]> {
  const found = await Promise.all([
    import('./power-command').then(({ powerCommandSource }) => [powerCommandSource()]),
    import('./nvml').then(({ nvmlSource }) => [nvmlSource()]),
    import('./nvidia-smi').then(({ nvidiaSmiSource }) => [nvidiaSmiSource()]),
    import('./hwmon-gpu').then(({ hwmonGpuSource }) => [hwmonGpuSource()]),
    import('./amdsmi').then(({ amdSmiSource }) => [amdSmiSource()]),
    import('./amd-smi-program').then(({ amdSmiProgramSource }) => [amdSmiProgramSource()]),
    import('./xpu-smi').then(({ xpuSmiSource }) => [xpuSmiSource()]),
    import('./ioreport').then(({ ioReportSource }) => [ioReportSource()]),
    import('./powermetrics').then(({ powermetricsSource }) => [powermetricsSource()]),
    import('./jetson').then(({ jetsonSource }) => [jetsonSource()]),
    import('./rapl').then(({ raplSource }) => [raplSource()]),
    import('./perf-energy').then(({ perfEnergySource }) => [perfEnergySource()]),
    import('./hwmon-cpu').then(({ hwmonCpuSource }) => [hwmonCpuSource()]),
    import('./node-meters').then((meters) => [meters.crayCountersSource(), meters.boardMeterSource()]),
    import('./ipmi').then(({ ipmiSource }) => [ipmiSource()]),
    import('./battery').then(({ batterySource }) => [batterySource()]),
    import('./emi').then(({ emiSource }) => [emiSource()]),
    import('./cpu-model').then(({ cpuModelSource }) => [cpuModelSource()]),
    import('./dram-model').then(({ dramModelSource }) => [dramModelSource()]),
  ]);
  return found.flat();
}
