import type { ConfigFields } from '../config-fields';
import type { Layer } from '../layers';
import {
  feedForward,
  fullMask,
  layerNorm,
  linear,
  queryKeyValueBias,
  residual,
  selfAttention,
  table,
  vector,
} from '../layers';
import { labelCount } from './bert';
import { architectureClass, headNotCounted, twoResiduals } from './decoder';
import type { Family } from './family';

/** Height and width: a number for both, or a pair. */
function extent(config: ConfigFields, key: string): readonly [number, number] {
  const value = config.raw(key);
  if (!Array.isArray(value)) {
    const side = config.size(key);
    return [side, side];
  }
  const [height, width] = config.integers(key);
  if (value.length !== 2 || height === undefined || width === undefined || height < 1 || width < 1) {
    config.refuse(key, 'must be a size or a pair of sizes, of 1 or more.');
    return [1, 1];
  }
  return [height, width];
}

function head(config: ConfigFields, width: number): { layers: Layer[]; notes: string[] } {
  const name = architectureClass(config);
  if (name === null || name.endsWith('ForImageClassification')) {
    return { layers: [linear('head', width, labelCount(config), true, { positions: 1 })], notes: [] };
  }
  if (!name.endsWith('Model')) return { layers: [], notes: [headNotCounted(name)] };
  return {
    layers: [
      linear('head', width, config.optionalSize('pooler_output_size') ?? width, true, { positions: 1 }),
    ],
    notes: [],
  };
}

/** Vision Transformer: patches by convolution, a class token, learned positions, pre-norm layers. */
export const vit: Family = {
  name: 'vit',
  modelTypes: ['vit'],
  read(config) {
    const width = config.size('hidden_size');
    const heads = config.size('num_attention_heads');
    const headWidth = config.headWidth('hidden_size', 'num_attention_heads');
    const image = extent(config, 'image_size');
    const patch = extent(config, 'patch_size');
    if (patch[0] > image[0] || patch[1] > image[1]) config.refuse('patch_size', 'is larger than the image.');
    const patches = Math.max(1, Math.floor(image[0] / patch[0]) * Math.floor(image[1] / patch[1]));
    const positions = patches + 1;
    const top = head(config, width);
    return {
      sample: 'image',
      tokensPerSample: positions,
      contextLength: null,
      vocabularySize: null,
      generates: false,
      blocks: [
        {
          name: 'patches',
          count: 1,
          positions,
          layers: [
            {
              kind: 'convolution',
              component: 'convolution',
              inputs: config.size('num_channels'),
              outputs: width,
              kernel: patch[0] * patch[1],
              outputPositions: patches,
              bias: true,
              inputGradient: false,
            },
            vector('embedding', width),
            table('position', positions, width),
            residual(width, 1),
          ],
        },
        {
          name: 'layers',
          count: config.layers('num_hidden_layers'),
          positions,
          layers: [
            layerNorm(width),
            ...selfAttention({
              width,
              heads,
              keyValueHeads: heads,
              headWidth,
              bias: queryKeyValueBias(config.flag('qkv_bias'), true),
              mask: fullMask,
            }),
            layerNorm(width),
            ...feedForward({ width, hidden: config.size('intermediate_size'), gated: false, bias: true }),
            twoResiduals(width),
          ],
        },
        { name: 'output', count: 1, positions, layers: [layerNorm(width), ...top.layers] },
      ],
      notes: [`The sequence is fixed by the image: ${patches} patches and a class token.`, ...top.notes],
    };
  },
};
