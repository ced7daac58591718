import type { ConfigFields } from '../../config-fields';
import { causal, elementwise, layerNorm, linear, vector } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import { alike, decoderHead, decoderOnly, twoResiduals } from '../decoder';
import type { Family } from '../family';
import type { TowerReading } from './towers';
import { looking, readTower, towerBlock } from './towers';
import { said } from '../../../units/message';

/** Learned queries that look at the projected image and at themselves. */
function resampler(config: ConfigFields, vision: TowerReading, width: number, heads: number): Block[] {
  const latents = config.size('latent_query_num');
  const keys = vision.positions + latents;
  return [
    towerBlock('vision', 'projector', vision.positions, [
      linear('other', vision.config.size('hidden_size'), width, true),
    ]),
    towerBlock('vision', 'queries', latents, [
      vector('other', latents * width),
      linear('other', width, width, true),
      linear('other', width, width, true, { positions: keys }),
      linear('other', width, width, true, { positions: keys }),
      ...looking(heads, width / heads, latents, keys),
      linear('other', width, width, true),
    ]),
  ];
}

/** KOSMOS-2: a decoder with norms inside its sub-layers (Magneto), CLIP's tower, learned queries between them. */
export const kosmos: Family = {
  name: 'kosmos',
  modelTypes: ['kosmos-2'],
  read(config, _modelType, library) {
    const type = 'kosmos_2_text_model';
    const section = config.section('text_config', type, { model_type: type });
    const tied = config.flag('tie_word_embeddings') || section.config.flag('tie_word_embeddings');
    const text = section.config.overlaid({
      tie_word_embeddings: tied,
      ...(decoderHead(config) === 'languageModel' ? {} : { architectures: ['Model'] }),
    });
    const { width, heads, headWidth } = {
      width: text.size('embed_dim'),
      heads: text.size('attention_heads'),
      headWidth: text.headWidth('embed_dim', 'attention_heads'),
    };
    if (text.flag('add_cross_attention'))
      text.refuse('add_cross_attention', 'must be false: true is not covered.');
    const hidden = text.size('ffn_dim');
    const decoder = decoderOnly({
      config: text,
      width,
      contextKey: 'max_position_embeddings',
      afterEmbedding: [elementwise('position', width)],
      blocks: alike(text.layers('layers'), [
        layerNorm(width),
        ...selfAttention({ width, heads, keyValueHeads: heads, headWidth, bias: biases(true), mask: causal }),
        layerNorm(width),
        layerNorm(width),
        ...feedForward({ width, hidden, gated: false, bias: true }),
        layerNorm(hidden),
        twoResiduals(width),
      ]),
      beforeHead: [layerNorm(width)],
    });
    const vision = readTower(config, library, 'vision', 'vision_config', undefined, {
      model_type: 'kosmos_2_vision_model',
    });
    return {
      ...decoder,
      blocks: [...decoder.blocks, ...vision.blocks, ...resampler(config, vision, width, heads)],
      notes: [
        ...decoder.notes,
        said`A pass over text alone: what an image adds is told apart, for one of them.`,
        ...vision.notes,
      ],
    };
  },
};
