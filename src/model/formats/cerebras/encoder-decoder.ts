import type { ConfigFields } from '../../config-fields';
import type { ModelShape } from '../../families/family';
import { normOf } from '../../families/generic/transformer';
import { causal, fullMask, residual, table, type AttentionMask, type Layer } from '../../layers';
import {
  crossAttention,
  feedForward,
  languageModelHead,
  queryKeyValueBias,
  selfAttention,
} from '../../sub-layers';
import type { Block } from '../../spec';
import { defaults } from '../format';
import { isGated, namedNorm } from './decoder';

/** What the Model Zoo's T5 takes where its YAML is silent; its Transformer is the same class. */
export const encoderDecoderDefaults = defaults({
  src_vocab_size: 32128,
  d_model: 512,
  d_kv: 64,
  d_ff: 2048,
  encoder_num_hidden_layers: 6,
  num_heads: 8,
  relative_attention_num_buckets: 32,
  norm_type: 'rmsnorm',
  encoder_nonlinearity: 'relu',
  position_embedding_type: 'relative',
  share_encoder_decoder_embedding: true,
  share_embedding_weights: true,
});

type Side = 'encoder' | 'decoder';

function stackLayer(config: ConfigFields, side: Side): Layer[] {
  const width = config.size('d_model');
  const heads = config.size('num_heads');
  const headWidth = config.size('d_kv');
  const bias = queryKeyValueBias(config.flag('use_projection_bias_in_attention'), false);
  const mask: AttentionMask = side === 'encoder' ? fullMask : causal;
  const norm = normOf(namedNorm(config, 'norm_type'), width);
  // GELU comes without biases, whatever the file says.
  const isPlainGelu = ['encoder_nonlinearity', 'decoder_nonlinearity'].some(
    (key) => config.text(key) === 'gelu',
  );
  return [
    ...selfAttention({ width, heads, keyValueHeads: heads, headWidth, bias, mask }),
    ...norm,
    ...(side === 'encoder'
      ? []
      : [...crossAttention({ width, heads, headWidth, bias, contextPositions: 'sequence' }), ...norm]),
    ...feedForward({
      width,
      hidden: config.size('d_ff'),
      // The decoder's layers are made with the encoder's activation too.
      gated: isGated(config, 'encoder_nonlinearity'),
      bias: config.flag('use_ffn_bias') && !isPlainGelu,
    }),
    ...norm,
    residual(width, side === 'encoder' ? 2 : 3),
  ];
}

function embeddings(config: ConfigFields, side: Side, words: number | null): Block {
  const width = config.size('d_model');
  const position = config.text('position_embedding_type');
  const longest = config.optionalSize(
    side === 'encoder' ? 'src_max_position_embeddings' : 'tgt_max_position_embeddings',
  );
  return {
    name: `${side} embedding`,
    count: 1,
    positions: 'sequence',
    layers: [
      ...(words === null ? [] : [table('embedding', words, width)]),
      ...(position === 'relative'
        ? [table('position', config.size('relative_attention_num_buckets'), config.size('num_heads'))]
        : []),
      ...(position === 'learned_absolute' && longest !== null ? [table('position', longest, width)] : []),
    ],
  };
}

/** T5 and the Transformer of the Model Zoo: each stack ends in a norm, and the head is tied to the decoder's embedding. */
export function encoderDecoderShape(config: ConfigFields): ModelShape {
  const width = config.size('d_model');
  const sentinels = config.count('extra_ids');
  const source = config.size('src_vocab_size') + sentinels;
  const target = (config.optionalSize('tgt_vocab_size') ?? config.size('src_vocab_size')) + sentinels;
  const isShared = config.flag('share_encoder_decoder_embedding');
  if (isShared && source !== target)
    config.refuse('tgt_vocab_size', 'must be src_vocab_size where both stacks share an embedding.');
  const norm = normOf(namedNorm(config, 'norm_type'), width);
  const layers = config.layers('encoder_num_hidden_layers');
  const decoderLayers =
    config.optionalSize('decoder_num_hidden_layers') === null
      ? layers
      : config.layers('decoder_num_hidden_layers');
  return {
    sample: 'text',
    tokensPerSample: 'sequence',
    contextLength: config.optionalSize('src_max_position_embeddings'),
    vocabularySize: target,
    generates: true,
    blocks: [
      { ...embeddings(config, 'encoder', source), readsInput: true },
      {
        name: 'encoder',
        readsInput: true,
        count: layers,
        positions: 'sequence',
        layers: stackLayer(config, 'encoder'),
      },
      { name: 'encoder norm', readsInput: true, count: 1, positions: 'sequence', layers: norm },
      embeddings(config, 'decoder', isShared ? null : target),
      { name: 'decoder', count: decoderLayers, positions: 'sequence', layers: stackLayer(config, 'decoder') },
      {
        name: 'output',
        count: 1,
        positions: 'sequence',
        layers: [
          ...norm,
          ...languageModelHead(width, target, { tied: config.flag('share_embedding_weights') }),
        ],
      },
    ],
    notes: [],
  };
}
