import type { Accelerator } from './accelerators';

/** The host's memory, where training state is offloaded to it; GB/s of 10^9 bytes. */
export interface HostMemory {
  /** Between one accelerator and the host, one direction. */
  readonly linkGigabytesPerSecond: number;
  /** What the host's processors read and write while they update an optimizer's state, for all accelerators of the computer. */
  readonly updateGigabytesPerSecond: number;
  /** Accelerators that share those processors, at most: links may reach further than one computer. */
  readonly mostAccelerators: number;
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

/** One Grace for two Blackwell (NVIDIA GB200), four TPUs on a host (Google, v2 to v5p); no other server has more than sixteen. */
const mostOfSuperchip = 2;
const mostOfTpuHost = 4;
const mostOfServer = 16;

/** How fast offloaded state comes and goes, by the kind and year of an accelerator. */
export function hostMemoryOf(accelerator: Accelerator): HostMemory {
  const { name, kind, vendor, year, bandwidthGigabytesPerSecond } = accelerator;
  if (/^G[HB]\d/.test(name))
    return {
      linkGigabytesPerSecond: superchip,
      updateGigabytesPerSecond: ofServer,
      mostAccelerators: mostOfSuperchip,
    };
  // One memory for both.
  if (kind === 'shared memory' || kind === 'processor')
    return {
      linkGigabytesPerSecond: bandwidthGigabytesPerSecond / 2,
      updateGigabytesPerSecond: Math.min(ofServer, bandwidthGigabytesPerSecond / 2),
      mostAccelerators: 1,
    };
  const isServer = kind === 'data centre';
  const link = year < 2020 ? pcie3 : isServer && year >= 2022 ? pcie5 : pcie4;
  return {
    linkGigabytesPerSecond: link,
    updateGigabytesPerSecond: isServer ? ofServer : ofComputer,
    mostAccelerators: vendor === 'Google' ? mostOfTpuHost : mostOfServer,
  };
}
