import type { ConfigFields } from '../../config-fields';
import type { ConvolutionLayer, Layer } from '../../layers';
import { causal, elementwise, fullMask, layerNorm, residual, rotary, table } from '../../layers';
import { feedForward, languageModelHead, queryKeyValueBias, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import { stackLayer } from '../encoder-decoder';
import type { Family, ModelShape } from '../family';
import { topOf } from '../vision/head';
import { textDecoderLayer, withPaddedHeads } from './text-decoder';
import { convolved, mostConvolutions, samplesPerSecond, seconds } from './waveform';
import { said } from '../../../units/message';

const framesPerSecond = 100;

/** What both have in common: what is heard goes through an encoder, text comes out of a decoder that looks at it. */
function recogniser(
  config: ConfigFields,
  width: number,
  frames: number,
  parts: {
    readonly context: number | null;
    readonly heard: readonly Layer[];
    readonly encoder: Omit<Block, 'name' | 'positions'>;
    readonly decoder: Omit<Block, 'name' | 'positions'>;
    readonly norm: Layer;
  },
): ModelShape {
  const vocabulary = config.size('vocab_size');
  const top = topOf(config, 'ForConditionalGeneration', {
    ForConditionalGeneration: () =>
      languageModelHead(width, vocabulary, { tied: config.flag('tie_word_embeddings') }),
  });
  return {
    sample: 'audio',
    tokensPerSample: 'sequence',
    contextLength: parts.context,
    vocabularySize: vocabulary,
    generates: true,
    blocks: [
      { name: 'audio', readsInput: true, count: 1, positions: frames, layers: parts.heard },
      { name: 'encoder', readsInput: true, positions: frames, ...parts.encoder },
      { name: 'encoder norm', readsInput: true, count: 1, positions: frames, layers: [parts.norm] },
      { name: 'embedding', count: 1, positions: 'sequence', layers: [table('embedding', vocabulary, width)] },
      { name: 'decoder', positions: 'sequence', ...parts.decoder },
      { name: 'output', count: 1, positions: 'sequence', layers: [parts.norm, ...top.layers] },
    ],
    notes: [
      ...top.notes,
      said`Each sample is one sound of ${seconds} seconds: ${frames} frames; tokens are those of its text.`,
    ],
  };
}

/** Convolutions that halve the frames, each behind it a gated linear unit that halves the channels. */
function halvings(config: ConfigFields, width: number): { layers: Layer[]; frames: number } {
  const count = config.layers('num_conv_layers');
  if (count > mostConvolutions) config.refuse('num_conv_layers', said`is more than ${mostConvolutions}.`);
  const kernels = config.sizes('conv_kernel_sizes', count);
  const channels = config.size('conv_channels');
  if (channels % 2 !== 0)
    config.refuse('conv_channels', said`(${channels}) is odd: a gate takes half of them.`);
  const layers: Layer[] = [];
  let frames = seconds * framesPerSecond;
  for (let index = 0; index < Math.min(count, mostConvolutions); index++) {
    const kernel = kernels[index] ?? 1;
    const inputPositions = frames;
    frames = convolved(frames, kernel, 2, Math.floor(kernel / 2));
    const outputs = index < count - 1 ? channels : 2 * width;
    layers.push(
      {
        kind: 'convolution',
        component: 'convolution',
        inputs:
          index > 0
            ? Math.floor(channels / 2)
            : config.size('input_feat_per_channel') * config.size('input_channels'),
        outputs,
        kernel,
        outputPositions: frames,
        inputPositions,
        bias: true,
        inputGradient: index > 0,
      },
      { ...elementwise('convolution', 3 * outputs), positions: frames },
    );
  }
  return { layers, frames };
}

/** fairseq's S2T: BART's stacks, sinusoidal positions. */
export const speechToText: Family = {
  name: 'speech_to_text',
  modelTypes: ['speech_to_text'],
  read(config) {
    const width = config.size('d_model');
    const { layers, frames } = halvings(config, width);
    const bias = { query: true, key: true, value: true, output: true };
    return recogniser(config, width, frames, {
      context: config.optionalSize('max_target_positions'),
      heard: [...layers, residual(width, 1)],
      encoder: {
        count: config.layers('encoder_layers'),
        layers: stackLayer(config, { prefix: 'encoder', width, bias, mask: fullMask, context: null }),
      },
      decoder: {
        count: config.layers('decoder_layers'),
        layers: stackLayer(config, { prefix: 'decoder', width, bias, mask: causal, context: frames }),
      },
      norm: layerNorm(width),
    });
  },
};

/** Kernel, stride and channels in widths of Moonshine's convolutions over the wave. */
const stem = [
  { kernel: 127, stride: 64, widths: 1 },
  { kernel: 7, stride: 3, widths: 2 },
  { kernel: 3, stride: 2, widths: 1 },
] as const;

const moonshineRotated = 0.9;

/** Moonshine: convolutions over the raw wave, rotary positions, a gated decoder. */
export const moonshine: Family = {
  name: 'moonshine',
  modelTypes: ['moonshine'],
  read(config) {
    const width = config.size('hidden_size');
    const hidden = config.size('intermediate_size');
    // The library's attention takes the heads of the encoder, which is built first, for the decoder too.
    const heads = config.size('encoder_num_attention_heads');
    const headWidth = config.headWidth('hidden_size', 'encoder_num_attention_heads');
    const keyValueHeads = config.optionalSize('encoder_num_key_value_heads') ?? heads;
    if (keyValueHeads !== heads)
      config.refuse(
        'encoder_num_key_value_heads',
        said`(${keyValueHeads}) must be the number of heads (${heads}): the library runs no other.`,
      );
    const multiple = config.optionalSize('pad_head_dim_to_multiple_of') ?? 1;
    const padded = multiple * Math.ceil(headWidth / multiple);
    const bias = config.flag('attention_bias');
    const own = { heads, keyValueHeads: heads, headWidth };
    const rotated = Math.floor(moonshineRotated * headWidth);
    const attention = selfAttention({ width, ...own, bias: queryKeyValueBias(bias, false), mask: fullMask });
    const norm = layerNorm(width, { bias: false });
    const heard: Layer[] = [];
    let frames = seconds * samplesPerSecond;
    let channels = 1;
    for (const { kernel, stride, widths } of stem) {
      const inputPositions = frames;
      frames = convolved(frames, kernel, stride);
      const convolution: ConvolutionLayer = {
        kind: 'convolution',
        component: 'convolution',
        inputs: channels,
        outputs: widths * width,
        kernel,
        outputPositions: frames,
        inputPositions,
        bias: heard.length > 0,
        inputGradient: heard.length > 0,
      };
      heard.push(convolution, ...(heard.length === 0 ? [{ ...layerNorm(width), positions: frames }] : []));
      channels = widths * width;
    }
    return recogniser(config, width, frames, {
      context: config.optionalSize('max_position_embeddings'),
      heard,
      encoder: {
        count: config.layers('encoder_num_hidden_layers'),
        layers: [
          norm,
          ...withPaddedHeads(attention, padded),
          rotary(heads, heads, rotated),
          norm,
          ...feedForward({ width, hidden, gated: false, bias: true }),
          residual(width, 2),
        ],
      },
      decoder: {
        count: config.layers('decoder_num_hidden_layers'),
        layers: textDecoderLayer({
          width,
          own,
          cross: own,
          paddedHeadWidth: padded,
          context: frames,
          bias,
          outputBias: false,
          hidden,
          gated: true,
          feedForwardBias: true,
          norm,
          rotated,
        }),
      },
      norm,
    });
  },
};
