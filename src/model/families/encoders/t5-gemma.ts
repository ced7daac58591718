import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { fullMask, linear, residual, rmsNorm, table } from '../../layers';
import { biases } from '../../sub-layers';
import type { Block } from '../../spec';
import type { GroupedQueryShape } from '../decoder';
import {
  blocksOf,
  gatedFeedForward,
  groupedQueryShape,
  maskOf,
  rotaryAttention,
  slidingLayers,
} from '../decoder';
import type { Family } from '../family';
import { sequenceToSequence } from './sequence-to-sequence';
import { block } from './text-encoder';

/** Attention to the encoder's output, with as few keys and values as its own has. */
function crossAttention(config: ConfigFields, shape: GroupedQueryShape, contextWidth: number): Layer[] {
  const { width, heads, keyValueHeads, headWidth } = shape;
  const component = 'crossAttention.projections';
  const bias = config.flag('attention_bias');
  const stored = linear(component, contextWidth, keyValueHeads * headWidth, bias, {
    positions: 'sequence',
    ofStates: true,
  });
  return [
    linear(component, width, heads * headWidth, bias),
    stored,
    stored,
    {
      kind: 'attention',
      over: 'crossAttention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth: headWidth,
      keys: 'sequence',
      mask: fullMask,
      cachedPerToken: 0,
      cachedPerKey: 2 * keyValueHeads * headWidth,
    },
    linear(component, heads * headWidth, width, bias),
  ];
}

/** A stack of Gemma 2's layers; the decoder's look at an output of `contextWidth`. */
function stack(config: ConfigFields, name: 'encoder' | 'decoder', contextWidth: number | null): Block[] {
  const shape = groupedQueryShape(config);
  const { width, layers } = shape;
  const kindOf = slidingLayers(config, layers, (index) => index % 2 === 0);
  const window = config.optionalSize('sliding_window');
  const bias = biases(config.flag('attention_bias'));
  const norms = contextWidth === null ? 4 : 6;
  return [
    block(`${name} embedding`, [table('embedding', config.size('vocab_size'), width)]),
    ...blocksOf(layers, kindOf, (kind) => [
      ...Array.from({ length: norms }, () => rmsNorm(width)),
      ...rotaryAttention(shape, bias, name === 'encoder' ? fullMask : maskOf(kind, window)),
      ...(contextWidth === null ? [] : crossAttention(config, shape, contextWidth)),
      ...gatedFeedForward(config),
      residual(width, norms / 2),
    ]).map((alike) => ({ ...alike, name: `${name} ${alike.name}` })),
    block(`${name} norm`, [rmsNorm(width)]),
  ];
}

/** T5Gemma: an encoder and a decoder of Gemma 2's layers, each with a token table of its own. */
export const t5Gemma: Family = {
  name: 't5gemma',
  modelTypes: ['t5gemma'],
  read(config) {
    const encoder = config.section('encoder', 't5_gemma_module').config;
    const decoder = config.section('decoder', 't5_gemma_module').config;
    return sequenceToSequence({
      config,
      contextKey: null,
      width: decoder.size('hidden_size'),
      embedding: [],
      encoder: stack(encoder, 'encoder', null),
      decoder: stack(decoder, 'decoder', encoder.size('hidden_size')),
      tied: config.flag('tie_word_embeddings'),
      outputVocabulary: decoder.size('vocab_size'),
      classifiesTokens: true,
    });
  },
};
