import type { Layer } from '../../layers';
import { layerNorm, linear, residual, table } from '../../layers';
import { biases } from '../../sub-layers';
import type { Family } from '../family';
import { topOf } from './head';
import type { PatchGrid } from './image';
import { extent } from './image';
import { attentionPooling } from './towers';
import { headsOf, transformerLayer, visionTransformer } from './transformer';

/** The square table of positions, weighed by rows and columns for the image's own shape: the weights are not learned. */
const resampled = (patches: number, width: number): Layer[] => [
  {
    kind: 'product',
    component: 'embedding',
    batches: 1,
    rows: patches,
    inner: Math.floor(Math.sqrt(patches)) ** 2,
    columns: width,
    gradients: 1,
  },
];

/** SigLIP 2's image tower: a fixed number of patches of an image of any shape, each flattened and projected. */
export const siglip2Vision: Family = {
  name: 'image tower',
  modelTypes: ['siglip2_vision_model'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const patches = config.size('num_patches');
    const patch = extent(config, 'patch_size');
    const grid: PatchGrid = { patch, extent: [1, patches], patches };
    return visionTransformer({
      config,
      grid,
      width,
      patches: linear('embedding', config.size('num_channels') * patch[0] * patch[1], width, true, {
        inputGradient: false,
      }),
      furtherTokens: 0,
      embedding: [table('position', patches, width), ...resampled(patches, width), residual(width, 1)],
      layer: transformerLayer({
        width,
        heads,
        headWidth,
        bias: biases(true),
        hidden: config.size('intermediate_size'),
      }),
      output: [layerNorm(width)],
      top: topOf(config, 'Model', { Model: () => attentionPooling(config, width, patches) }),
    });
  },
};
