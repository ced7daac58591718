import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, linear, table } from '../../layers';
import { languageModelHead, readingInput } from '../../sub-layers';
import type { Family } from '../family';
import { shapeOfSection } from '../multimodal/towers';
import { topOf } from '../vision/head';
import { textDecoderLayer } from './text-decoder';
import type { GroupedHeads } from './text-decoder';
import { seconds } from './waveform';
import { said } from '../../../units/message';

function headsOf(config: ConfigFields): GroupedHeads {
  const heads = config.size('num_attention_heads');
  return {
    heads,
    keyValueHeads: config.keyValueHeads('num_key_value_heads', heads),
    headWidth: config.optionalSize('head_dim') ?? config.headWidth('hidden_size', 'num_attention_heads'),
  };
}

/** Canary and Cohere's transcriber: a Fast Conformer listens, a text decoder looks at what it makes of the sound. */
export const conformerListeners: Family = {
  name: 'conformer listener',
  modelTypes: ['canary', 'cohere_asr'],
  read(config, modelType, library) {
    const listener = config.section('encoder_config', 'parakeet_encoder', { architectures: ['Model'] });
    const encoder = shapeOfSection(listener, library);
    const frames = typeof encoder.tokensPerSample === 'number' ? encoder.tokensPerSample : 1;
    const isCohere = modelType === 'cohere_asr';
    const decoder = isCohere ? config : config.section('decoder_config', 'canary_decoder').config;
    const width = decoder.size('hidden_size');
    const heard = listener.config.size('hidden_size');
    if (!isCohere && heard !== width)
      decoder.refuse('hidden_size', said`(${width}) must be that of encoder_config (${heard}).`);
    const vocabulary = decoder.size('vocab_size');
    const heads = headsOf(decoder);
    const bias = decoder.flag('attention_bias');
    const top = topOf(config, 'ForConditionalGeneration', {
      ForConditionalGeneration: () =>
        languageModelHead(width, vocabulary, { tied: config.flag('tie_word_embeddings'), bias: true }),
    });
    const embedding: Layer[] = [
      table('embedding', vocabulary, width),
      // Canary's positions are sinusoids.
      ...(isCohere ? [table('position', decoder.size('max_position_embeddings'), width)] : []),
      layerNorm(width),
    ];
    return {
      sample: 'audio',
      tokensPerSample: 'sequence',
      contextLength: decoder.optionalSize('max_position_embeddings'),
      vocabularySize: vocabulary,
      generates: true,
      blocks: [
        ...readingInput([
          ...encoder.blocks,
          ...(isCohere
            ? [
                {
                  name: 'projection',
                  count: 1,
                  positions: frames,
                  layers: [linear('other', heard, width, true)],
                },
              ]
            : []),
        ]),
        { name: 'embedding', count: 1, positions: 'sequence', layers: embedding },
        {
          name: 'decoder',
          count: decoder.layers('num_hidden_layers'),
          positions: 'sequence',
          layers: textDecoderLayer({
            width,
            own: heads,
            cross: heads,
            context: frames,
            bias,
            outputBias: bias,
            hidden: decoder.size('intermediate_size'),
            gated: false,
            feedForwardBias: true,
            norm: layerNorm(width),
          }),
        },
        { name: 'output', count: 1, positions: 'sequence', layers: [layerNorm(width), ...top.layers] },
      ],
      notes: [
        ...top.notes,
        said`Each sample is one sound of ${seconds} seconds: ${frames} frames; tokens are those of its text.`,
      ],
    };
  },
};
