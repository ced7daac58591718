import type { Dtype } from './plan-options';

/** Mixed precision with Adam: weights and gradients in 16 bits, master weights and two moments in 32 (Rajbhandari et al. 2020, ZeRO). In fp32: 4 each. */
export const trainingBytesPerParameter = 16;

const bytesOf: Readonly<Record<Dtype, number>> = { bf16: 2, fp16: 2, fp32: 4, tf32: 4, fp8: 1 };

/** Bytes of one number of a weight or of the key-value cache. */
export const bytesPerNumber = (dtype: Dtype): number => bytesOf[dtype];
