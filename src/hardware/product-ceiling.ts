import { said, type Message } from '../units/message';
import type { Accelerator } from './accelerators';

/** Share of the dense peak that the best-shaped matrix product reaches: the chip's clock falls under full load. */
export interface ProductCeiling {
  readonly share: number;
  readonly source: Message;
}

const measured = said`highest matrix product measured, stas00/ml-engineering (MAMF); of the V100 Markidis et al. 2018`;

const ceilings16: readonly (readonly [name: RegExp, share: number])[] = [
  [/^V100/, 0.74],
  [/^A100 PCIe/, 0.811],
  [/^(A100|A800) SXM/, 0.869],
  [/^GH200/, 0.838],
  [/^(H100|H200|H800)/, 0.803],
  [/^B200/, 0.776],
  [/^B300/, 0.786],
  [/^GB[23]00/, 0.729],
  [/^MI300/, 0.514],
  [/^MI325/, 0.604],
  [/^MI35[05]/, 0.68],
  [/^Gaudi 2/, 0.955],
  [/^Gaudi 3/, 0.741],
];
const ceilings8: readonly (readonly [name: RegExp, share: number])[] = [
  [/^GH200/, 0.776],
  [/^H200/, 0.734],
  [/^(H100|H800)/, 0.709],
  [/^B200/, 0.763],
  [/^B300/, 0.745],
  [/^GB[23]00/, 0.723],
  [/^Gaudi 2/, 0.955],
  [/^Gaudi 3/, 0.769],
];
/** PaLM's steps alone reach 0.58 with all else in them. */
const systolic: ProductCeiling = {
  share: 0.9,
  source: said`assumed for a systolic array at a fixed clock`,
};
/** Twice the v2's matrix units over hardly more bandwidth. Levanter's steps, with all else in them, reach 0.54 of its peak. */
const doubledSystolic: ProductCeiling = {
  share: 0.75,
  source: said`assumed for matrix units with little bandwidth, as published step times say`,
};
/** AMD's matrix units before the MI300X, which reaches so little of its peak too. */
const asNextGeneration: ProductCeiling = {
  share: 0.514,
  source: said`assumed: as on the MI300X, the oldest of AMD’s that was measured`,
};
const beforeMeasured = /^MI(100|2[015]0)/;
const vectorUnits: ProductCeiling = {
  share: 0.6,
  source: said`assumed for a processor: its clock falls under wide vectors`,
};
const assumed: ProductCeiling = {
  share: 0.8,
  source: said`assumed: as on the accelerators that were measured`,
};

const known = {
  8: new WeakMap<Accelerator, ProductCeiling>(),
  16: new WeakMap<Accelerator, ProductCeiling>(),
};

/** The ceiling in 16 bits (and above), or in 8. */
export function productCeiling(accelerator: Accelerator, bits: 8 | 16): ProductCeiling {
  const ceiling = known[bits].get(accelerator) ?? lookUp(accelerator, bits);
  known[bits].set(accelerator, ceiling);
  return ceiling;
}

/** Whether products were measured on it, rather than taken to be as fast as on others. */
export const isCeilingMeasured = (accelerator: Accelerator): boolean =>
  productCeiling(accelerator, 16).source === measured;

function lookUp(accelerator: Accelerator, bits: 8 | 16): ProductCeiling {
  const found = (bits === 8 ? ceilings8 : ceilings16).find(([name]) => name.test(accelerator.name));
  if (found !== undefined) return { share: found[1], source: measured };
  if (accelerator.kind === 'processor') return vectorUnits;
  if (beforeMeasured.test(accelerator.name)) return asNextGeneration;
  if (accelerator.name.startsWith('TPU v3')) return doubledSystolic;
  return accelerator.vendor === 'Google' ? systolic : assumed;
}
