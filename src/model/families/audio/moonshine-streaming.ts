import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { elementwise, layerNorm, linear, residual, fullMask, table, vector } from '../../layers';
import { feedForward, languageModelHead, selfAttention, biases } from '../../sub-layers';
import type { Family } from '../family';
import { topOf } from '../vision/head';
import { roundedToEven } from '../vision/stages';
import { overTime } from './conformer';
import { textDecoderLayer } from './text-decoder';
import { convolved, seconds } from './waveform';
import { said } from '../../../units/message';

const kernel = 5;
const millisecondsPerSecond = 1000;
const rotated = 0.8;

/** What makes frames of the wave: pieces of some milliseconds, projected, and two causal convolutions that halve them. */
function frontOf(
  config: ConfigFields,
  width: number,
): { readonly layers: Layer[]; readonly frames: number; readonly rate: number } {
  const rate = config.size('sample_rate');
  const piece = roundedToEven((rate * (config.decimal('frame_ms') ?? 1)) / millisecondsPerSecond);
  const pieces = Math.floor((seconds * rate) / Math.max(1, piece));
  if (piece < 1 || pieces < 1) config.refuse('frame_ms', said`makes pieces of ${piece} samples.`);
  const length = Math.max(1, pieces);
  const half = convolved(length + kernel - 1, kernel, 2);
  const frames = convolved(half + kernel - 1, kernel, 2);
  return {
    frames,
    rate,
    layers: [
      vector('other', 1),
      { ...linear('convolution', Math.max(1, piece), width, false), positions: length },
      overTime(width, 2 * width, half, { kernel, bias: true, inputPositions: length }),
      overTime(2 * width, width, frames, { kernel, bias: true, inputPositions: half }),
      { ...elementwise('convolution', 10 * width), positions: half },
    ],
  };
}

/** Moonshine for streams: an encoder that looks a few frames around itself, and a gated decoder. */
export const moonshineStreaming: Family = {
  name: 'moonshine',
  modelTypes: ['moonshine_streaming'],
  read(config) {
    const encoder = config.section('encoder_config', 'moonshine_streaming_encoder').config;
    const heard = encoder.size('hidden_size');
    const { layers: front, frames, rate } = frontOf(encoder, heard);
    const encoderHeads = encoder.size('num_attention_heads');
    const encoderNorm = layerNorm(heard, { bias: false });
    const width = config.size('hidden_size');
    const heads = config.size('num_attention_heads');
    const headWidth =
      config.optionalSize('head_dim') ?? config.headWidth('hidden_size', 'num_attention_heads');
    const keyValueHeads = config.keyValueHeads('num_key_value_heads', heads);
    if (keyValueHeads !== heads)
      config.refuse(
        'num_key_value_heads',
        said`(${keyValueHeads}) must be the number of heads (${heads}): the library runs no other.`,
      );
    const own = { heads, keyValueHeads: heads, headWidth };
    const multiple = config.optionalSize('pad_head_dim_to_multiple_of') ?? 1;
    const vocabulary = config.size('vocab_size');
    const norm = layerNorm(width, { bias: false });
    const top = topOf(config, 'ForConditionalGeneration', {
      ForConditionalGeneration: () =>
        languageModelHead(width, vocabulary, { tied: config.flag('tie_word_embeddings') }),
    });
    return {
      sample: 'audio',
      tokensPerSample: 'sequence',
      contextLength: config.optionalSize('max_position_embeddings'),
      vocabularySize: vocabulary,
      generates: true,
      blocks: [
        { name: 'audio', readsInput: true, count: 1, positions: frames, layers: front },
        {
          name: 'encoder',
          readsInput: true,
          count: encoder.layers('num_hidden_layers'),
          positions: frames,
          layers: [
            encoderNorm,
            ...selfAttention({
              width: heard,
              heads: encoderHeads,
              keyValueHeads: encoder.keyValueHeads('num_key_value_heads', encoderHeads),
              headWidth:
                encoder.optionalSize('head_dim') ?? encoder.headWidth('hidden_size', 'num_attention_heads'),
              bias: biases(encoder.flag('attention_bias')),
              mask: fullMask,
            }),
            encoderNorm,
            ...feedForward({
              width: heard,
              hidden: encoder.size('intermediate_size'),
              gated: false,
              bias: true,
            }),
            residual(heard, 2),
          ],
        },
        {
          name: 'encoder output',
          readsInput: true,
          count: 1,
          positions: frames,
          layers: [
            encoderNorm,
            table('position', config.size('max_position_embeddings'), heard),
            ...(heard === width ? [] : [linear('other', heard, width, false)]),
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
          count: config.layers('num_hidden_layers'),
          positions: 'sequence',
          layers: textDecoderLayer({
            width,
            own,
            cross: own,
            paddedHeadWidth: multiple * Math.ceil(headWidth / multiple),
            context: frames,
            bias: config.flag('attention_bias'),
            outputBias: false,
            hidden: config.size('intermediate_size'),
            gated: true,
            feedForwardBias: true,
            norm,
            rotated: Math.floor(rotated * headWidth),
          }),
        },
        { name: 'output', count: 1, positions: 'sequence', layers: [norm, ...top.layers] },
      ],
      notes: [
        ...top.notes,
        said`Each sample is one sound of ${seconds} seconds at ${rate} samples a second: ${frames} frames; tokens are those of its text.`,
      ],
    };
  },
};
