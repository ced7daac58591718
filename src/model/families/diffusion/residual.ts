import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { elementwise, fullMask, layerNorm, linear } from '../../layers';
import { biases } from '../../sub-layers';
import { said } from '../../../units/message';

/** More blocks and layers than any such model has; keeps a layer-by-layer description short. */
const mostBlocks = 32;
export const mostLayersOfBlock = 200;
const widest = 1e6;
const largestSide = 1e4;

/** A convolution with a bias that gives `places` places. */
export const convolution = (
  inputs: number,
  outputs: number,
  side: number,
  places: number,
  isFirst = false,
): Layer => ({
  kind: 'convolution',
  component: 'convolution',
  inputs,
  outputs,
  kernel: side * side,
  outputPositions: places,
  bias: true,
  inputGradient: !isFirst,
});

/** What steers the residual blocks: the width of the time step's vector, and whether it scales as well as shifts. */
export interface TimeCondition {
  readonly width: number;
  readonly scales: boolean;
}

/** Two convolutions with norms beside a path that skips them; null for a model without time steps. */
export const residualBlock = (
  inputs: number,
  outputs: number,
  places: number,
  time: TimeCondition | null,
): Layer[] => [
  layerNorm(inputs),
  convolution(inputs, outputs, 3, places),
  ...(time === null
    ? []
    : [linear('other', time.width, outputs * (time.scales ? 2 : 1), true, { positions: 1 })]),
  layerNorm(outputs),
  convolution(outputs, outputs, 3, places),
  ...(inputs === outputs ? [] : [convolution(inputs, outputs, 1, places)]),
  elementwise('residual', outputs),
];

/** Self-attention over the places of an image, behind a norm over groups of channels. */
export function placeAttention(channels: number, headWidth: number, isNormed = true): Layer[] {
  const heads = Math.max(1, Math.floor(channels / headWidth));
  const { query, output } = biases(true);
  const inner = heads * headWidth;
  return [
    ...(isNormed ? [layerNorm(channels)] : []),
    ...[1, 2, 3].map(() => linear('attention.projections', channels, inner, query)),
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth: headWidth,
      keys: 'sequence',
      mask: fullMask,
      cachedPerToken: 0,
    },
    linear('attention.projections', inner, channels, output),
  ];
}

/** `block_out_channels`, checked: one width for each block. */
export function blockWidths(config: ConfigFields): readonly number[] {
  const widths = config.integers('block_out_channels');
  if (widths.length < 1 || widths.length > mostBlocks || widths.some((width) => width < 1 || width > widest))
    config.refuse('block_out_channels', 'must be one size of 1 or more for each block.');
  return widths;
}

/** The types of the blocks under `key`, one for each; those that `known` does not match are refused. */
export function blockTypes(
  config: ConfigFields,
  key: string,
  count: number,
  known: RegExp,
): readonly string[] {
  const types = config.perLayerText(key, count) ?? [];
  const strange = types.find((type) => !known.test(type));
  if (strange !== undefined)
    config.refuse(key, said`names ${strange.slice(0, 60)}, which is not counted yet.`);
  return types;
}

/** The side of the image that `sample_size` names (its first, where there are two), else `usual`. */
export function sampleSide(config: ConfigFields, usual: number): number {
  const named = Array.isArray(config.raw('sample_size'))
    ? config.sizes('sample_size')[0]
    : config.optionalSize('sample_size');
  return Math.min(largestSide, named ?? usual);
}
