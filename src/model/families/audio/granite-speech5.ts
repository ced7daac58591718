import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { elementwise, feedForward, fullMask, layerNorm, linear, residual, table } from '../../layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { topOf } from '../vision/head';
import { oddKernel, overTime } from './conformer';
import { convolved, seconds } from './waveform';
import { said } from '../../../units/message';

/** Pairs of mel frames, each with how it changes. */
const stackedFrames = seconds * 50;
const featuresPerBin = 4;
const usualSubsampled = [0, 1];

interface Sizes {
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
}

/** Attention inside chunks of the sound, padded to whole ones, with a learned vector for each distance. */
function chunkedAttention(config: ConfigFields, { width, heads, headWidth }: Sizes, frames: number): Layer[] {
  const chunk = config.size('context_size');
  const positions = Math.ceil(frames / chunk) * chunk;
  const inputs = linear('attention.projections', width, heads * headWidth, false, { positions });
  return [
    inputs,
    inputs,
    inputs,
    table('position', 2 * config.size('max_position_embeddings') + 1, headWidth),
    {
      kind: 'product',
      component: 'attention.scores',
      batches: heads,
      rows: positions,
      inner: headWidth,
      columns: chunk,
    },
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth: headWidth,
      positions,
      keys: chunk,
      mask: fullMask,
      cachedPerToken: 0,
    },
    linear('attention.projections', heads * headWidth, width, true),
  ];
}

/** A conformer's layer over so many frames; where it halves them, its second half sees half as many. */
function layer(
  config: ConfigFields,
  sizes: Sizes,
  frames: number,
  halves: boolean,
): { readonly layers: Layer[]; readonly frames: number } {
  const { width } = sizes;
  const hidden = config.size('intermediate_size');
  const inner = width * config.size('conv_expansion_factor');
  const kernel = oddKernel(config, 'conv_kernel_size');
  const left = halves ? Math.max(1, Math.floor(frames / 2)) : frames;
  const convolvedFrames = convolved(frames, kernel, halves ? 2 : 1, Math.floor((kernel - 1) / 2));
  const half = (positions: number): Layer[] =>
    [
      layerNorm(width),
      ...feedForward({ width, hidden, gated: false, bias: config.flag('attention_bias') }),
    ].map((part): Layer => ({ ...part, positions }));
  return {
    frames: left,
    layers: [
      ...half(frames),
      layerNorm(width),
      ...chunkedAttention(config, sizes, frames),
      layerNorm(width),
      linear('convolution', width, 2 * inner, true),
      elementwise('convolution', 6 * inner, 3 * inner),
      overTime(inner, inner, convolvedFrames, { kernel, groups: inner, inputPositions: frames }),
      { ...layerNorm(inner), positions: convolvedFrames },
      linear('convolution', inner, width, true, { positions: convolvedFrames }),
      ...half(left),
      { ...layerNorm(width), positions: left },
      residual(width, 4),
    ],
  };
}

/** The layers in their order, alike ones that follow one another together, with the letters guessed in the middle fed back. */
function encoderBlocks(
  config: ConfigFields,
  sizes: Sizes,
  vocabulary: number,
): { blocks: Block[]; frames: number } {
  const count = config.layers('num_hidden_layers');
  const given = config.raw('subsample_layers') ?? null;
  const subsampled = new Set(given === null ? usualSubsampled : config.integers('subsample_layers'));
  if ([...subsampled].some((index) => index < 0) || subsampled.size > 12)
    config.refuse('subsample_layers', 'must list at most 12 layers.');
  const { width } = sizes;
  const blocks: Block[] = [];
  let frames = stackedFrames;
  const middle = Math.floor(count / 2);
  const addUsual = (times: number): void => {
    if (times > 0)
      blocks.push({
        name: 'layers',
        count: times,
        positions: frames,
        layers: layer(config, sizes, frames, false).layers,
      });
  };
  const stops = [...new Set([...subsampled].filter((index) => index < count))].sort((a, b) => a - b);
  let index = 0;
  const advance = (to: number): void => {
    for (const stop of stops.filter((each) => each >= index && each < to)) {
      addUsual(stop - index);
      const halving = layer(config, sizes, frames, true);
      blocks.push({ name: 'halving layer', count: 1, positions: frames, layers: halving.layers });
      frames = halving.frames;
      index = stop + 1;
    }
    addUsual(to - index);
    index = to;
  };
  advance(middle);
  const feedback = [linear('head', width, vocabulary, true), linear('head', vocabulary, width, true)];
  blocks.push({
    name: 'letters',
    count: middle > 0 ? 1 : 0,
    parameterSets: 1,
    positions: frames,
    layers: feedback,
  });
  advance(count);
  return { blocks, frames };
}

/** Granite Speech 5: a conformer that halves its frames in its first layers, with letters (CTC) on top, or its encoder alone. */
export const graniteSpeech5: Family = {
  name: 'granite speech',
  modelTypes: ['granite_speech5_ctc', 'granite_speech5_encoder'],
  read(config, modelType) {
    const isAlone = modelType === 'granite_speech5_encoder';
    const encoder = isAlone ? config : config.section('encoder_config', 'granite_speech5_encoder').config;
    const width = encoder.size('hidden_size');
    const heads = encoder.size('num_attention_heads');
    const headWidth =
      encoder.optionalSize('head_dim') ?? encoder.headWidth('hidden_size', 'num_attention_heads');
    const vocabulary = encoder.size('vocab_size');
    if (!isAlone && config.size('vocab_size') !== vocabulary)
      config.refuse('vocab_size', said`must be that of encoder_config (${vocabulary}).`);
    const { blocks, frames } = encoderBlocks(encoder, { width, heads, headWidth }, vocabulary);
    const tied = config.flag('tie_word_embeddings');
    const top = topOf(config, isAlone ? 'Encoder' : 'ForCTC', {
      // Tied, the letters' layer is the one in the middle, bias and all.
      ForCTC: () => [linear('head', width, vocabulary, !tied, { tied })],
    });
    return {
      sample: 'audio',
      tokensPerSample: frames,
      contextLength: null,
      vocabularySize: vocabulary,
      generates: false,
      blocks: [
        {
          name: 'features',
          count: 1,
          positions: stackedFrames,
          layers: [
            linear('convolution', featuresPerBin * encoder.size('num_mel_bins'), width, true, {
              inputGradient: false,
            }),
          ],
        },
        ...blocks,
        { name: 'output', count: 1, positions: frames, layers: top.layers },
      ],
      notes: [
        `One sound of ${seconds} seconds: ${stackedFrames} frames go in, ${frames} come out.`,
        ...top.notes,
      ],
    };
  },
};
