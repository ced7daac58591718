import type { Accelerator } from './accelerators';

/** The host's memory, where training state is offloaded to it; GB/s of 10^9 bytes. */
export interface HostMemory {
  /** Between one accelerator and the host, one direction. */
  readonly linkGigabytesPerSecond: number;
  /** What the host's processors read and write while they update an optimizer's state, for all accelerators of the computer. */
  readonly updateGigabytesPerSecond: number;
}

/** PCIe 3, 4 and 5 of 16 lanes, as pinned copies reach it. */
const pcie3 = 12;
const pcie4 = 24;
const pcie5 = 48;
/** NVLink between Grace and Hopper or Blackwell, 450 GB/s each way (NVIDIA). */
const superchip = 400;
/**
 * Of a server with two processors: 10 billion parameters in 2.57 s (Ren et al. 2021, ZeRO-Offload, CPU-Adam; not re-read), 30 bytes
 * read and written for each.
 */
const ofServer = 115;
/** Of a computer with two channels of memory, assumed. */
const ofComputer = 45;

/** How fast offloaded state comes and goes, by the kind and year of an accelerator. */
export function hostMemoryOf({ name, kind, year, bandwidthGigabytesPerSecond }: Accelerator): HostMemory {
  if (/^G[HB]\d/.test(name)) return { linkGigabytesPerSecond: superchip, updateGigabytesPerSecond: ofServer };
  // One memory for both.
  if (kind === 'shared memory' || kind === 'processor')
    return {
      linkGigabytesPerSecond: bandwidthGigabytesPerSecond / 2,
      updateGigabytesPerSecond: Math.min(ofServer, bandwidthGigabytesPerSecond / 2),
    };
  const isServer = kind === 'data centre';
  const link = year < 2020 ? pcie3 : isServer && year >= 2022 ? pcie5 : pcie4;
  return {
    linkGigabytesPerSecond: link,
    updateGigabytesPerSecond: isServer ? ofServer : ofComputer,
  };
}
