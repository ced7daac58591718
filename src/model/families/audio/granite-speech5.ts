import type { ConfigFields } from '../../config-fields';
import { linear } from '../../layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { topOf } from '../vision/head';
import { oddKernel } from './conformer';
import type { GraniteConformer } from './granite-conformer';
import { graniteLayer } from './granite-conformer';
import { seconds } from './waveform';
import { said } from '../../../units/message';

/** Pairs of mel frames, each with how it changes. */
const stackedFrames = seconds * 50;
const featuresPerBin = 4;
const usualSubsampled = [0, 1];

/** The layers in their order, alike ones that follow one another together, with the letters guessed in the middle fed back. */
function encoderBlocks(
  config: ConfigFields,
  sizes: GraniteConformer,
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
        layers: graniteLayer(sizes, frames, false).layers,
      });
  };
  const stops = [...new Set([...subsampled].filter((index) => index < count))].sort((a, b) => a - b);
  let index = 0;
  const advance = (to: number): void => {
    for (const stop of stops.filter((each) => each >= index && each < to)) {
      addUsual(stop - index);
      const halving = graniteLayer(sizes, frames, true);
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
    const sizes: GraniteConformer = {
      width,
      heads,
      headWidth,
      hidden: encoder.size('intermediate_size'),
      bias: encoder.flag('attention_bias'),
      inner: width * encoder.size('conv_expansion_factor'),
      kernel: oddKernel(encoder, 'conv_kernel_size'),
      context: encoder.size('context_size'),
      distance: encoder.size('max_position_embeddings'),
    };
    const vocabulary = encoder.size('vocab_size');
    if (!isAlone && config.size('vocab_size') !== vocabulary)
      config.refuse('vocab_size', said`must be that of encoder_config (${vocabulary}).`);
    const { blocks, frames } = encoderBlocks(encoder, sizes, vocabulary);
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
        said`One sound of ${seconds} seconds: ${stackedFrames} frames go in, ${frames} come out.`,
        ...top.notes,
      ],
    };
  },
};
