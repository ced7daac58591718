import { yearOfDesign, type Accelerator } from '../hardware/accelerators';

/**
 * A share of what hardware could reach, by the year it appeared: software for the units of before 2022 is ripe, that for the
 * faster ones of 2022 and 2023 took years, that for later ones came with them. Google's compiler is ripe on each of its TPUs.
 */
export interface ShareByYear {
  readonly until2021: number;
  readonly until2023: number;
  readonly later: number;
}

export function shareOf(share: ShareByYear, accelerator: Accelerator): number {
  const year = yearOfDesign(accelerator);
  if (year <= 2021 || accelerator.vendor === 'Google') return share.until2021;
  return year <= 2023 ? share.until2023 : share.later;
}

/**
 * The few shares of published peaks that software reaches, fitted to published throughputs and runs
 * (docs/validation.md says on which, and the error on those held out). All are shares from 0 to 1 unless a unit is named.
 */
export interface MachineConstants {
  /** What training's products reach, as a share of the hardware's best square product (its ceiling). */
  readonly productShare: ShareByYear;
  /** Inner size at which a product reaches half of that. */
  readonly halfWidth: number;
  /** What training's products with their scaling reach, as a share of the fp8 ceiling. */
  readonly fp8Share: number;
  /**
   * Of the dense peak, what flash attention reaches by the year of the hardware: kernels of the time before the faster
   * units of 2022 (FlashAttention 1 and 2), the same on those units, and those written for them (FlashAttention 3 and 4).
   */
  readonly attentionShare: ShareByYear;
  /** The least of that share when products are in fp8: their software came with kernels written for such units. */
  readonly fp8AttentionShare: number;
  /** What experts' products reach in any precision, as a share of the 16-bit rate of others: they are small and of uneven sizes. */
  readonly expertShare: number;
  /** What streaming kernels reach, as a share of the memory bandwidth. */
  readonly bandwidthShare: number;
  /** The same of kernels that widen quantised weights: they look each number up and scale it. */
  readonly dequantisationShare: number;
  /** Passes over memory that elementwise work makes, over what it needs at least. */
  readonly elementwisePasses: number;
  /** The same where nothing fuses it (software-age.ts). */
  readonly unfusedPasses: number;
  /** What collectives reach, as a share of the links' rate. */
  readonly linkShare: number;
  /** Part of the collectives of data parallelism that runs beside products. */
  readonly overlap: number;
  /** The same where a compiler starts them as early as it can (Google's for its TPUs). */
  readonly compiledOverlap: number;
  /** Seconds for each hop of a collective around a ring of devices. */
  readonly hopSeconds: number;
  /** Seconds for each level of a tree over devices, one way: over the network, with the sum. */
  readonly treeHopSeconds: number;
  /** Seconds between kernels. */
  readonly kernelSeconds: number;
}

export const fittedConstants: MachineConstants = {
  productShare: { until2021: 0.9, until2023: 0.78, later: 0.9 },
  halfWidth: 48,
  fp8Share: 0.7,
  attentionShare: { until2021: 0.32, until2023: 0.25, later: 0.55 },
  fp8AttentionShare: 0.32,
  expertShare: 0.6,
  bandwidthShare: 0.8,
  // Not fitted: between what torchtune's README gives by LoRA against QLoRA in the same setup, 0.14 (Llama 3.1 8B, RTX 4090)
  // and 0.49 (Llama 3.2 3B, A100).
  dequantisationShare: 0.3,
  elementwisePasses: 1.3,
  unfusedPasses: 6,
  linkShare: 0.9,
  overlap: 0.25,
  compiledOverlap: 0.7,
  hopSeconds: 5e-6,
  // Not fitted: published steps tell nothing between 20 and 30 microseconds, and little around that.
  treeHopSeconds: 30e-6,
  kernelSeconds: 3.5e-6,
};
