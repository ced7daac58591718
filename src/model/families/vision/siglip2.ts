import { layerNorm, linear, residual, table } from '../../layers';
import { biases } from '../../sub-layers';
import type { Family } from '../family';
import { topOf } from './head';
import type { PatchGrid } from './image';
import { extent } from './image';
import { attentionPooling } from './towers';
import { headsOf, transformerLayer, visionTransformer } from './transformer';

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
      embedding: [table('position', patches, width), residual(width, 1)],
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
