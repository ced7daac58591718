import type { Accelerator } from '../hardware/accelerators';
import type { Dtype } from '../energy/plan-options';

/** Sizes of matrices, in numbers, that an accelerator's matrix units like. */
export interface Alignment {
  /** Sizes that are no multiple of it leave the matrix units, or waste a good part of them. */
  readonly least: number;
  /** Multiples of it are the fastest. */
  readonly best: number;
  readonly bestBytes: number | null;
}

const bytesOf: Readonly<Record<Dtype, number>> = { bf16: 2, fp16: 2, fp32: 4, tf32: 4, fp8: 1, fp4: 0.5 };
const leastBytes = 16;
const bestBytes = 128;
const firstWithTensorCores = 2017;
const firstWithWideLoads = 2020;

/**
 * NVIDIA: multiples of 16 bytes, and from the A100 on of 128 (Matrix Multiplication Background User's Guide, "Tensor
 * Core Requirements", https://docs.nvidia.com/deeplearning/performance/dl-performance-matrix-multiplication/); what
 * does not run on tensor cores has no such rule. Google: tiles of 8 x 128, padded to whole ones (Cloud TPU performance
 * guide, https://cloud.google.com/tpu/docs/performance-guide). Null for others: nothing is published that could be cited.
 */
export function alignmentOf(accelerator: Accelerator, dtype: Dtype): Alignment | null {
  if (accelerator.vendor === 'Google') return { least: 8, best: 128, bestBytes: null };
  const hasTensorCores = accelerator.year >= firstWithTensorCores && !accelerator.name.startsWith('GTX');
  if (accelerator.vendor !== 'NVIDIA' || !hasTensorCores || dtype === 'fp32') return null;
  const best = accelerator.year >= firstWithWideLoads ? bestBytes : leastBytes;
  return { least: leastBytes / bytesOf[dtype], best: best / bytesOf[dtype], bestBytes: best };
}

/** Largest head that flash kernels take. */
const widestFlashHead = 256;
const narrowFlashHead = 128;

/**
 * The width at which FlashAttention computes a head: multiples of 32 up to 128, of 64 above
 * (https://github.com/Dao-AILab/flash-attention, csrc/flash_attn/flash_api.cpp); null above what it takes.
 */
export function flashWidthOf(width: number): number | null {
  if (width > widestFlashHead) return null;
  const unit = width <= narrowFlashHead ? 32 : 64;
  return Math.ceil(width / unit) * unit;
}

export const nextMultiple = (value: number, unit: number): number => Math.ceil(value / unit) * unit;
