import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import {
  fullMask,
  linear,
  perHead,
  residual,
  rmsNorm,
  rmsNormWithoutScale,
  table,
  vector,
} from '../../layers';
import { biases } from '../../sub-layers';
import type { Block } from '../../spec';
import {
  blocksOf,
  gatedFeedForward,
  groupedQueryShape,
  maskOf,
  rotaryAttention,
  slidingLayers,
} from '../decoder';
import type { GroupedQueryShape } from '../decoder';
import type { Family } from '../family';
import { gemma3Projector } from '../multimodal/llava';
import { readTower, towerBlock } from '../multimodal/towers';
import { sequenceToSequence } from './sequence-to-sequence';
import { block } from './text-encoder';

const usualPattern = 6;

/** The decoder's attention looks at its own keys and, through the same projections, at those of the encoder's output. */
function towardsEncoder(shape: GroupedQueryShape): Layer[] {
  const { width, heads, keyValueHeads, headWidth } = shape;
  const stored = linear('attention.projections', width, keyValueHeads * headWidth, false, {
    tied: true,
    ofStates: true,
  });
  return [
    stored,
    stored,
    perHead(rmsNormWithoutScale(headWidth), keyValueHeads),
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth: headWidth,
      keys: 'sequence',
      mask: fullMask,
      cachedPerToken: 0,
      cachedPerKey: 2 * keyValueHeads * headWidth,
    },
  ];
}

function stack(config: ConfigFields, name: 'encoder' | 'decoder'): Block[] {
  const shape = groupedQueryShape(config);
  const { width, heads, keyValueHeads, headWidth, layers } = shape;
  const every = config.given('sliding_window_pattern') ? config.size('sliding_window_pattern') : usualPattern;
  const kindOf = slidingLayers(config, layers, (index) => (index + 1) % every !== 0);
  const window = config.optionalSize('sliding_window');
  const bias = biases(config.flag('attention_bias'));
  return [
    ...blocksOf(layers, kindOf, (kind) => [
      ...Array.from({ length: 4 }, () => rmsNorm(width)),
      ...rotaryAttention(shape, bias, name === 'encoder' ? fullMask : maskOf(kind, window)),
      perHead(rmsNorm(headWidth), heads),
      perHead(rmsNorm(headWidth), keyValueHeads),
      ...(name === 'decoder' ? towardsEncoder(shape) : []),
      ...gatedFeedForward(config),
      residual(width, 2),
    ]).map((alike) => ({ ...alike, name: `${name} ${alike.name}` })),
    block(`${name} norm`, [rmsNorm(width)]),
  ];
}

/** T5Gemma 2: an encoder that also sees images and a decoder, both of Gemma 3's layers, on one token table. */
export const t5Gemma2: Family = {
  name: 't5gemma',
  modelTypes: ['t5gemma2'],
  read(config, _modelType, library) {
    const encoder = config.section('encoder', 't5gemma2_encoder').config;
    const text = encoder.section('text_config', 't5gemma2_text', { model_type: 't5gemma2_text' }).config;
    const decoder = config.section('decoder', 't5gemma2_decoder').config;
    const width = decoder.size('hidden_size');
    const vocabulary = decoder.size('vocab_size');
    for (const key of ['hidden_size', 'vocab_size'])
      if (text.size(key) !== decoder.size(key))
        text.refuse(key, said`(${text.size(key)}) must be the decoder's (${decoder.size(key)}).`);
    const tied = config.flag('tie_word_embeddings');
    // A learned vector marks the end of an image.
    const tables = [table('embedding', vocabulary, width), vector('embedding', width)];
    const vision = readTower(encoder, library, 'vision', 'vision_config', 'siglip_vision_model');
    const projector = gemma3Projector({
      config: encoder,
      vision,
      visionWidth: vision.config.size('hidden_size'),
      textWidth: width,
    });
    const shape = sequenceToSequence({
      config,
      contextKey: null,
      width,
      embedding: tied ? tables : [...tables, ...tables],
      encoder: stack(text, 'encoder'),
      decoder: stack(decoder, 'decoder'),
      tied,
      outputVocabulary: vocabulary,
      classifiesTokens: true,
      notes: [
        said`A pass over text alone: what an image adds is told apart, for one of them.`,
        ...vision.notes,
      ],
    });
    return {
      ...shape,
      contextLength: decoder.optionalSize('max_position_embeddings'),
      blocks: [
        ...shape.blocks,
        ...vision.blocks,
        towerBlock('vision', 'projector', projector.positions, projector.layers),
      ],
    };
  },
};
