import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, linear, residual, rmsNorm, table } from '../../layers';
import { biases } from '../../sub-layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { patchProjection } from '../vision/image';
import { headsOf, transformerLayer } from '../vision/transformer';
import { withTowers } from './language';
import { other, towerBlock } from './towers';

/** AIMv2's layers, then the probabilities of visual words for each position, and a table of those words. */
function tower(owner: ConfigFields): Block[] {
  const { config } = owner.section('vision_config', 'ovis2_vision', { model_type: 'ovis2_vision' });
  const { width, heads, headWidth } = headsOf(config);
  const patch = config.size('patch_size');
  const side = Math.floor(config.size('image_size') / patch);
  if (side < 1) config.refuse('patch_size', 'is larger than the image.');
  const patches = Math.max(1, side * side);
  const stride = config.size('hidden_stride');
  if (side % stride !== 0) config.refuse('hidden_stride', said`(${stride}) does not divide ${side}.`);
  const seen = Math.ceil(Math.max(1, side) / stride) ** 2;
  const words = config.size('vocab_size');
  const marks = config.count('num_visual_indicator_tokens');
  if (marks >= words) config.refuse('num_visual_indicator_tokens', 'must be less than vocab_size.');
  const visual = Math.max(1, words - marks);
  const outputs = owner.size('hidden_size');
  const look: Layer = {
    kind: 'product',
    component: 'other',
    batches: 1,
    rows: seen,
    inner: words,
    columns: outputs,
  };
  return [
    towerBlock('vision', 'patches', patches, [
      patchProjection(config.size('num_channels'), { patch: [patch, patch], patches }, width, true),
      rmsNorm(width),
      table('position', patches, width),
      residual(width, 1),
    ]),
    {
      name: 'image layers',
      count: config.layers('num_hidden_layers'),
      tower: 'vision',
      positions: patches,
      layers: transformerLayer({
        width,
        heads,
        headWidth,
        bias: biases(config.flag('qkv_bias')),
        hidden: config.size('intermediate_size'),
        gated: true,
        feedForwardBias: config.flag('mlp_bias'),
        norm: rmsNorm,
      }),
    },
    towerBlock('vision', 'image norm', patches, [rmsNorm(width)]),
    towerBlock('vision', 'visual words', seen, [
      linear('other', width * stride * stride, visual, false),
      other(layerNorm(visual)),
      table('other', words, outputs),
      look,
    ]),
  ];
}

/** Ovis 2: an image is read as words of a visual vocabulary, each position a mixture of all. */
export const ovis: Family = {
  name: 'ovis',
  modelTypes: ['ovis2'],
  read(config, _modelType, library) {
    const shape = withTowers(config, library, { modelType: 'qwen2' }, () => ({ blocks: tower(config) }));
    if (config.flag('tie_word_embeddings')) return shape;
    const [width, textWidth] = [
      config.size('hidden_size'),
      config.section('text_config', 'qwen2').config.size('hidden_size'),
    ];
    if (width !== textWidth)
      config.refuse('hidden_size', said`(${width}) must be text_config.hidden_size (${textWidth}).`);
    // Untied, the output is as wide as the owner's own vocabulary, whatever the language model's is.
    const vocabulary = config.size('vocab_size');
    const widened = (layer: Layer): Layer =>
      layer.kind === 'linear' && layer.component === 'head' ? { ...layer, outputs: vocabulary } : layer;
    return {
      ...shape,
      blocks: shape.blocks.map((block) => ({ ...block, layers: block.layers.map(widened) })),
    };
  },
};
