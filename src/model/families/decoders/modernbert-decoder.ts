import { activation, causal, layerNorm, linear, rotary, vector } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import {
  architectureClass,
  blocksOf,
  decoderHead,
  decoderOnly,
  maskOf,
  slidingLayers,
  twoResiduals,
} from '../decoder';
import type { Family } from '../family';
import { labelCount } from '../labels';

const globalEvery = 3;

/** ModernBERT read from left to right: the first layer has no attention norm, the head a layer of its own. */
export const modernbertDecoder: Family = {
  name: 'modernbert',
  modelTypes: ['modernbert-decoder'],
  read(config) {
    const width = config.size('hidden_size');
    const heads = config.size('num_attention_heads');
    const headWidth = config.headWidth('hidden_size', 'num_attention_heads');
    const layers = config.layers('num_hidden_layers');
    const norm = layerNorm(width, { bias: config.flag('norm_bias') });
    const every = config.optionalSize('global_attn_every_n_layers') ?? globalEvery;
    const kindOf = slidingLayers(config, layers, (index) => index % every !== 0);
    const window = Math.max(1, Math.floor((config.optionalSize('local_attention') ?? 2) / 2));
    const classifies = architectureClass(config)?.endsWith('ForSequenceClassification') === true;
    const withHead = decoderHead(config) === 'languageModel';
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      afterEmbedding: [norm],
      blocks: blocksOf(
        layers,
        (index) => `${kindOf(index)}${index === 0 ? ', first' : ''}`,
        (key) => [
          ...(key.endsWith('first') ? [] : [norm]),
          ...selfAttention({
            width,
            heads,
            keyValueHeads: heads,
            headWidth,
            bias: biases(config.flag('attention_bias')),
            mask: key.startsWith('sliding') ? maskOf('sliding attention', window) : causal,
          }),
          rotary(heads, heads, headWidth),
          norm,
          ...feedForward({
            width,
            hidden: config.size('intermediate_size'),
            gated: true,
            bias: config.flag('mlp_bias'),
          }),
          twoResiduals(width),
        ],
      ),
      beforeHead: [
        norm,
        ...(withHead || classifies
          ? [linear('head', width, width, config.flag('classifier_bias')), activation('head', width), norm]
          : []),
        ...(classifies && config.flag('classifier_bias') ? [vector('head', labelCount(config))] : []),
      ],
      headBias: config.flag('decoder_bias'),
    });
  },
};
