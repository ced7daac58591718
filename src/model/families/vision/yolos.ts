import type { Layer } from '../../layers';
import { layerNorm, linear, residual, table, vector } from '../../layers';
import { queryKeyValueBias } from '../../sub-layers';
import { labelCount } from '../labels';
import type { Family } from '../family';
import { topOf } from './head';
import { extent, patchGrid } from './image';
import { headsOf, transformerLayer, visionTransformer } from './transformer';

/** Sides of a box: centre, height and width. */
const boxNumbers = 4;

/** YOLOS: a Vision Transformer with detection tokens, each of which names an object and its box. */
export const yolos: Family = {
  name: 'vit',
  modelTypes: ['yolos'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const grid = patchGrid(config);
    const detections = config.size('num_detection_tokens');
    const tokens = 1 + detections;
    const layers = config.layers('num_hidden_layers');
    const image = extent(config, 'image_size');
    const inside = Math.floor((image[0] * image[1]) / (grid.patch[0] * grid.patch[1]));
    const predictor = (outputs: number): Layer[] =>
      [width, width, outputs].map((to) => linear('head', width, to, true, { positions: detections }));
    return visionTransformer({
      config,
      grid,
      width,
      furtherTokens: tokens,
      embedding: [
        vector('embedding', tokens * width),
        table('position', grid.patches + tokens, width),
        // Added again after each layer but the last.
        ...(config.flag('use_mid_position_embeddings')
          ? [table('position', (layers - 1) * (inside + tokens), width)]
          : []),
        residual(width, 1),
      ],
      layer: transformerLayer({
        width,
        heads,
        headWidth,
        bias: queryKeyValueBias(config.flag('qkv_bias'), true),
        hidden: config.size('intermediate_size'),
      }),
      output: [layerNorm(width)],
      top: topOf(config, 'ForObjectDetection', {
        ForObjectDetection: () => [...predictor(labelCount(config) + 1), ...predictor(boxNumbers)],
        Model: () => [linear('head', width, width, true, { positions: 1 })],
      }),
    });
  },
};
