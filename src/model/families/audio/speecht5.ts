import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { causal, fullMask, layerNorm, linear, residual, table } from '../../layers';
import { biases, crossAttention, feedForward, languageModelHead, selfAttention } from '../../sub-layers';
import type { Family } from '../family';
import { topOf } from '../vision/head';
import { featureEncoder, maskedFrame, positionConvolution, samplesPerSecond, seconds } from './waveform';
import { said } from '../../../units/message';

const plain = { positions: 'weight norm', adapters: false } as const;

const headsOf = (
  config: ConfigFields,
  prefix: 'encoder' | 'decoder',
): { readonly heads: number; readonly headWidth: number } => ({
  heads: config.size(`${prefix}_attention_heads`),
  headWidth: config.headWidth('hidden_size', `${prefix}_attention_heads`),
});

/** SpeechT5 as a transcriber: wav2vec 2.0's features, an encoder with learned distances, a text decoder. */
export const speechT5: Family = {
  name: 'speecht5',
  modelTypes: ['speecht5'],
  read(config) {
    const width = config.size('hidden_size');
    const features = featureEncoder(config, plain, seconds * samplesPerSecond);
    const { frames } = features;
    const encoder = headsOf(config, 'encoder');
    const decoder = headsOf(config, 'decoder');
    const vocabulary = config.size('vocab_size');
    const norm = layerNorm(width);
    const distances: Layer = {
      kind: 'product',
      component: 'attention.scores',
      batches: encoder.heads,
      rows: frames,
      inner: encoder.headWidth,
      columns: frames,
    };
    const forward = (key: string): Layer[] =>
      feedForward({ width, hidden: config.size(key), gated: false, bias: true });
    const top = topOf(config, 'ForSpeechToText', {
      ForSpeechToText: () =>
        languageModelHead(width, vocabulary, { tied: config.flag('tie_word_embeddings') }),
    });
    const isTranscriber = top.layers.length > 0;
    if (!isTranscriber)
      config.refuse(
        'architectures',
        'names a class without prenets, or of speech: only SpeechT5ForSpeechToText is covered.',
      );
    return {
      sample: 'audio',
      tokensPerSample: 'sequence',
      contextLength: config.optionalSize('max_text_positions'),
      vocabularySize: vocabulary,
      generates: true,
      blocks: [
        {
          name: 'features',
          readsInput: true,
          count: 1,
          positions: frames,
          layers: [
            ...features.layers,
            layerNorm(features.width),
            linear('embedding', features.width, width, true),
            ...maskedFrame(config, width),
            ...positionConvolution(config, plain, width, frames),
            norm,
            table('position', 2 * config.size('encoder_max_relative_position'), encoder.headWidth),
          ],
        },
        {
          name: 'encoder',
          readsInput: true,
          count: config.layers('encoder_layers'),
          positions: frames,
          layers: [
            ...selfAttention({
              width,
              ...encoder,
              keyValueHeads: encoder.heads,
              bias: biases(true),
              mask: fullMask,
            }),
            distances,
            norm,
            ...forward('encoder_ffn_dim'),
            norm,
            residual(width, 2),
          ],
        },
        {
          name: 'embedding',
          count: 1,
          positions: 'sequence',
          layers: [table('embedding', vocabulary, width)],
        },
        {
          name: 'decoder',
          count: config.layers('decoder_layers'),
          positions: 'sequence',
          layers: [
            ...selfAttention({
              width,
              ...decoder,
              keyValueHeads: decoder.heads,
              bias: biases(true),
              mask: causal,
            }),
            norm,
            ...crossAttention({ width, ...decoder, bias: biases(true), contextPositions: frames }),
            norm,
            ...forward('decoder_ffn_dim'),
            norm,
            residual(width, 3),
          ],
        },
        { name: 'output', count: 1, positions: 'sequence', layers: top.layers },
      ],
      notes: [
        ...top.notes,
        said`Each sample is one sound of ${seconds} seconds: ${frames} frames; tokens are those of its text.`,
      ],
    };
  },
};
