import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { residual } from '../../layers';
import type { Extent } from './image';
import { area, batchNorm, convolve, enlarged } from './stages';

/** Channels of the last hidden map of depths. */
export const depthChannels = 32;

/** A transposed convolution that makes a map `factor` times as large, each place of it a square of its own. */
export const transposed = (
  image: Extent,
  description: {
    readonly inputs: number;
    readonly outputs: number;
    readonly factor: number;
    readonly bias: boolean;
    readonly component?: 'head';
  },
): Layer => ({
  kind: 'convolution',
  component: description.component ?? 'convolution',
  inputs: description.inputs,
  outputs: description.outputs,
  kernel: description.factor ** 2,
  inputPositions: area(image),
  outputPositions: area(enlarged(image, description.factor)),
  bias: description.bias,
  inputGradient: true,
  transposed: true,
});

/** Two convolutions added to what went in: the unit that maps are fused with. */
export function fusionUnit(config: ConfigFields, width: number): (image: Extent) => Layer[] {
  const normed = config.flag('use_batch_norm_in_fusion_residual');
  const given = config.raw('use_bias_in_fusion_residual') ?? null;
  const bias = given === null ? !normed : config.flag('use_bias_in_fusion_residual');
  return (image) => {
    const norm = normed ? [{ ...batchNorm(width), positions: area(image) }] : [];
    const half = [convolve(image, width, width, { bias }), ...norm];
    return [...half, ...half, { ...residual(width, 1), positions: area(image) }];
  };
}
