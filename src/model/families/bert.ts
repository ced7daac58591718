import type { ConfigFields } from '../config-fields';
import type { Layer } from '../layers';
import { activation, fullMask, layerNorm, linear, vector } from '../layers';
import { biases, feedForward, languageModelHead, selfAttention } from '../sub-layers';
import { twoResiduals } from './decoder';

export interface EncoderShape {
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
  readonly hidden: number;
  readonly layers: number;
}

export const encoderShapeOf = (config: ConfigFields): EncoderShape => ({
  width: config.size('hidden_size'),
  heads: config.size('num_attention_heads'),
  headWidth: config.headWidth('hidden_size', 'num_attention_heads'),
  hidden: config.size('intermediate_size'),
  layers: config.layers('num_hidden_layers'),
});

/** The post-norm layer of the BERT lineage: everything biased, attention in both directions. */
export function encoderLayer({ width, heads, headWidth, hidden }: EncoderShape): Layer[] {
  return [
    ...selfAttention({ width, heads, keyValueHeads: heads, headWidth, bias: biases(true), mask: fullMask }),
    layerNorm(width),
    ...feedForward({ width, hidden, gated: false, bias: true }),
    layerNorm(width),
    twoResiduals(width),
  ];
}

/** Dense, activation, norm, then the logits: over `width` from a body of `bodyWidth`. */
export function maskedLanguageHead(config: ConfigFields, bodyWidth: number, width: number): Layer[] {
  const tied = config.flag('tie_word_embeddings');
  return [
    linear('head', bodyWidth, width, true),
    activation('head', width),
    layerNorm(width),
    ...languageModelHead(width, config.size('vocab_size'), { tied, bias: true }),
  ];
}

/** Untied, BERT's and RoBERTa's head holds the bias of the logits in two tensors, one of them unused. */
export const unusedBias = (config: ConfigFields): Layer[] =>
  config.flag('tie_word_embeddings') ? [] : [vector('head', config.size('vocab_size'))];

/** The first token's state through a dense layer. */
export const pooler = (width: number): Layer[] => [linear('head', width, width, true, { positions: 1 })];
