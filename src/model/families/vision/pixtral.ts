import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, residual, rmsNorm, rotary, table, vector } from '../../layers';
import { biases, queryKeyValueBias } from '../../sub-layers';
import type { Family } from '../family';
import { topOf } from './head';
import { patchGrid, patchProjection } from './image';
import { headsOf, transformerLayer, visionTransformer } from './transformer';
import { said } from '../../../units/message';

/** Pixtral's image tower: RMSNorm, gated feed-forward, no biases, rotary positions in two directions. */
export const pixtralVision: Family = {
  name: 'pixtral',
  modelTypes: ['pixtral'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const grid = patchGrid(config);
    return visionTransformer({
      config,
      grid,
      width,
      patches: patchProjection(config.size('num_channels'), grid, width, false),
      furtherTokens: 0,
      embedding: [rmsNorm(width)],
      layer: [
        ...transformerLayer({
          width,
          heads,
          headWidth,
          bias: biases(false),
          hidden: config.size('intermediate_size'),
          gated: true,
          feedForwardBias: false,
          norm: rmsNorm,
        }),
        rotary(heads, heads, headWidth),
      ],
      output: [],
      top: topOf(config, 'Model', {}),
      notes: [
        said`One image of the largest size, which attends to itself alone; plain attention runs over all images of a batch.`,
      ],
    });
  },
};

/** AIMv2's pooling: a learned query, without a projection of its own, looks at all positions. */
function attentionPooling(config: ConfigFields, width: number, positions: number): Layer[] {
  const { heads, headWidth } = headsOf(config);
  const bias = config.flag('qkv_bias');
  return [
    vector('head', width),
    linear('head', width, width, bias),
    linear('head', width, width, bias),
    { kind: 'product', component: 'head', batches: heads, rows: 1, inner: headWidth, columns: positions },
    { kind: 'product', component: 'head', batches: heads, rows: 1, inner: positions, columns: headWidth },
    linear('head', width, width, true, { positions: 1 }),
  ];
}

/** AIMv2's image tower: Pixtral's layer with switches for its biases, learned positions unless it is native. */
export const aimv2Vision: Family = {
  name: 'aimv2',
  modelTypes: ['aimv2_vision_model'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const grid = patchGrid(config);
    return visionTransformer({
      config,
      grid,
      width,
      furtherTokens: 0,
      embedding: [
        rmsNorm(width),
        ...(config.flag('is_native') ? [] : [table('position', grid.patches, width)]),
        residual(width, 1),
      ],
      layer: transformerLayer({
        width,
        heads,
        headWidth,
        bias: queryKeyValueBias(config.flag('qkv_bias'), config.flag('qkv_bias')),
        hidden: config.size('intermediate_size'),
        gated: true,
        feedForwardBias: config.flag('mlp_bias'),
        norm: rmsNorm,
      }),
      output: [rmsNorm(width)],
      top: topOf(config, 'Model', {
        Model: () => (config.flag('use_head') ? attentionPooling(config, width, grid.patches) : []),
      }),
    });
  },
};
