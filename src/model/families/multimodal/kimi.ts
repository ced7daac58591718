import type { ConfigFields } from '../../config-fields';
import { fullMask, layerNorm, rotary, table } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import { twoResiduals } from '../decoder';
import type { Family } from '../family';
import { withTowers } from './language';
import { readTower, towerBlock, twoLayerProjector } from './towers';
import { said } from '../../../units/message';

/** Patches along each side of the image that is costed, rounded up to whole output positions. */
const usualSide = 32;
/** The tower reads colour images alone. */
const channels = 3;

/** Height and width of the patches that one output position pools. */
function mergeKernel(config: ConfigFields): readonly [number, number] {
  const [height, width] = config.sizes('merge_kernel_size', 2);
  return [height ?? 1, width ?? 1];
}

/** Kimi's image tower: a table of positions resampled to the image, rotary positions, pre-norm layers, pooling over time. */
export const kimiVision: Family = {
  name: 'kimi-vl',
  modelTypes: ['kimi_k25_vision'],
  read(config) {
    const width = config.size('hidden_size');
    const heads = config.size('num_attention_heads');
    const headWidth = config.headWidth('hidden_size', 'num_attention_heads');
    const [high, wide] = mergeKernel(config);
    const [rows, columns] = [Math.ceil(usualSide / high), Math.ceil(usualSide / wide)];
    const patches = rows * high * columns * wide;
    const patch = Array.isArray(config.raw('patch_size'))
      ? config.sizes('patch_size', 2).reduce((area, side) => area * side, 1)
      : config.size('patch_size') ** 2;
    return {
      sample: 'image',
      tokensPerSample: rows * columns,
      contextLength: null,
      vocabularySize: null,
      generates: false,
      blocks: [
        {
          name: 'patches',
          count: 1,
          positions: patches,
          layers: [
            {
              kind: 'convolution',
              component: 'convolution',
              inputs: channels,
              outputs: width,
              kernel: patch,
              outputPositions: patches,
              bias: true,
              inputGradient: false,
            },
            table('position', config.size('pos_emb_height') * config.size('pos_emb_width'), width),
          ],
        },
        {
          name: 'layers',
          count: config.layers('num_hidden_layers'),
          positions: patches,
          layers: [
            layerNorm(width),
            ...selfAttention({
              width,
              heads,
              keyValueHeads: heads,
              headWidth,
              bias: biases(true),
              mask: fullMask,
            }),
            rotary(heads, heads, headWidth),
            layerNorm(width),
            ...feedForward({ width, hidden: config.size('intermediate_size'), gated: false, bias: true }),
            twoResiduals(width),
          ],
        },
        { name: 'output', count: 1, positions: patches, layers: [layerNorm(width)] },
      ],
      notes: [
        said`Images may have any size: an image is one of ${rows * high} x ${columns * wide} patches, read as ${rows * columns} positions.`,
      ],
    };
  },
};

/** Kimi K2.5: DeepSeek V3's language model behind the tower above and a projector of two layers. */
export const kimi: Family = {
  name: 'kimi-vl',
  modelTypes: ['kimi_k25'],
  read(config, _modelType, library) {
    const language = { modelType: 'deepseek_v3', renamed: { kimi_k2: 'deepseek_v3' } };
    return withTowers(config, library, language, (_text, section) => {
      const vision = readTower(config, library, 'vision', 'vision_config', undefined, {
        model_type: 'kimi_k25_vision',
      });
      const [high, wide] = mergeKernel(vision.config);
      const norm = layerNorm(config.size('projection_hidden_size'));
      const inputs = vision.config.size('hidden_size') * high * wide;
      return {
        blocks: [
          ...vision.blocks,
          towerBlock('vision', 'projector', vision.positions, [
            { ...norm, component: 'other', repeats: high * wide },
            ...twoLayerProjector({
              inputs,
              hidden: inputs,
              outputs: section.config.size('hidden_size'),
              bias: true,
            }),
          ]),
        ],
        notes: vision.notes,
      };
    });
  },
};
