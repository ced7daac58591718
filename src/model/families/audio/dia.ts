import type { ConfigFields } from '../../config-fields';
import { fullMask, linear, residual, rmsNorm, rotary, table } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import type { Family } from '../family';
import { topOf } from '../vision/head';
import { textDecoderLayer } from './text-decoder';
import type { GroupedHeads } from './text-decoder';
import { said } from '../../../units/message';

function headsOf(config: ConfigFields, prefix = ''): GroupedHeads {
  const heads = config.size(`${prefix}num_attention_heads`);
  return {
    heads,
    keyValueHeads: config.keyValueHeads(`${prefix}num_key_value_heads`, heads),
    headWidth: config.size(`${prefix}head_dim`),
  };
}

/** Dia: bytes of a dialogue in, codes of speech out, several for each position. */
export const dia: Family = {
  name: 'dia',
  modelTypes: ['dia'],
  read(config) {
    const encoder = config.section('encoder_config', 'dia_encoder').config;
    const decoder = config.section('decoder_config', 'dia_decoder').config;
    const read = encoder.size('hidden_size');
    const width = decoder.size('hidden_size');
    const contextWidth = decoder.size('cross_hidden_size');
    if (contextWidth !== read)
      decoder.refuse(
        'cross_hidden_size',
        said`(${contextWidth}) must be the width of encoder_config (${read}).`,
      );
    const channels = decoder.size('num_channels');
    const codes = decoder.size('vocab_size');
    const own = headsOf(decoder);
    const encoderHeads = headsOf(encoder);
    const norm = rmsNorm(width);
    const top = topOf(config, 'ForConditionalGeneration', {
      ForConditionalGeneration: () => [linear('head', width, channels * codes, false)],
    });
    return {
      sample: 'text',
      tokensPerSample: 'sequence',
      contextLength: decoder.optionalSize('max_position_embeddings'),
      vocabularySize: codes,
      generates: true,
      blocks: [
        {
          name: 'text',
          readsInput: true,
          count: 1,
          positions: 'sequence',
          layers: [table('embedding', encoder.size('vocab_size'), read)],
        },
        {
          name: 'encoder',
          readsInput: true,
          count: encoder.layers('num_hidden_layers'),
          positions: 'sequence',
          layers: [
            rmsNorm(read),
            ...selfAttention({ width: read, ...encoderHeads, bias: biases(false), mask: fullMask }).map(
              (layer) => (layer.kind === 'attention' ? { ...layer, cachedPerToken: 0 } : layer),
            ),
            rotary(encoderHeads.heads, encoderHeads.keyValueHeads, encoderHeads.headWidth),
            rmsNorm(read),
            ...feedForward({
              width: read,
              hidden: encoder.size('intermediate_size'),
              gated: true,
              bias: false,
            }),
            residual(read, 2),
          ],
        },
        { name: 'encoder norm', readsInput: true, count: 1, positions: 'sequence', layers: [rmsNorm(read)] },
        {
          name: 'codes',
          count: 1,
          positions: 'sequence',
          layers: [table('embedding', channels * codes, width), residual(width, channels)],
        },
        {
          name: 'decoder',
          count: decoder.layers('num_hidden_layers'),
          positions: 'sequence',
          layers: textDecoderLayer({
            width,
            own,
            cross: headsOf(decoder, 'cross_'),
            contextWidth: read,
            context: 'sequence',
            bias: false,
            outputBias: false,
            hidden: decoder.size('intermediate_size'),
            gated: true,
            feedForwardBias: false,
            norm,
            rotated: own.headWidth,
          }),
        },
        { name: 'output', count: 1, positions: 'sequence', layers: [norm, ...top.layers] },
      ],
      notes: [
        said`Each sample is a text and its speech, both of the sequence's length; each position of speech is ${channels} codes.`,
        ...top.notes,
      ],
    };
  },
};
