import type { Accelerator, AcceleratorLookup } from './accelerators';
import { findAccelerator } from './accelerators';
import {
  assumedWattsPerCore,
  assumedWattsPerCoreSource,
  findTypedCpu,
  isProcessorName,
  nearestCpus,
} from './cpus';

/** Cores of a computer that nobody described. */
const assumedCores = 8;
/** FP32 peak of vector units for each watt of design power: desktop and server processors lie between 7 and 24. */
const gigaflopsPerWatt = 14;
const assumedMemoryGigabytes = 32;
/** Two channels of DDR4 or DDR5; servers have more. */
const bandwidthPerWatt = 0.7;
const fewestBandwidth = 40;

/** A processor that trains: peak and bandwidth follow from its design power, roughly. */
function processor(name: string, watts: number, source: string): Accelerator {
  const teraflops = (watts * gigaflopsPerWatt) / 1000;
  return {
    name,
    vendor: 'processor',
    year: 2020,
    kind: 'processor',
    peakTeraflops: {
      fp32: teraflops,
      tf32: null,
      // Without matrix units, 16 bits are computed in 32.
      bf16: teraflops,
      fp16: null,
      fp8: null,
      fp4: null,
      int8: null,
    },
    memoryGigabytes: assumedMemoryGigabytes,
    bandwidthGigabytesPerSecond: Math.max(fewestBandwidth, watts * bandwidthPerWatt),
    powerLimitWatts: watts,
    isPowerLimitAssumed: false,
    idleWatts: null,
    embodiedKilograms: null,
    source: `${source}; peak and bandwidth assumed from the power`,
  };
}

/** Finds an accelerator, or a processor by the name its maker gave it; `cpu` is one that nobody described. */
export function findHardware(name: string): AcceleratorLookup {
  const found = findAccelerator(name);
  if (found.ok) return found;
  if (name.trim().toLowerCase() === 'cpu') {
    const watts = assumedCores * assumedWattsPerCore.mid;
    return {
      ok: true,
      accelerator: processor('cpu', watts, `${assumedCores} cores; ${assumedWattsPerCoreSource}`),
    };
  }
  const cpu = findTypedCpu(name);
  if (cpu === null && isProcessorName(name))
    return {
      ok: false,
      get nearest() {
        return nearestCpus(name);
      },
    };
  return cpu === null ? found : { ok: true, accelerator: processor(cpu.name, cpu.tdpWatts, cpu.source) };
}
