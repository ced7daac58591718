import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { elementwise, fullMask, layerNorm, linear, residual, rotary } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import type { Family, ModelShape } from '../family';
import type { Top } from '../vision/head';
import { topOf } from '../vision/head';
import { headsOf } from '../vision/transformer';
import { conformerLayer, oddKernel, overTime, relativeDistances, wav2vec2ConformerLayer } from './conformer';
import { frameClasses, soundClasses, speakerVector } from './sound-tasks';
import { convolved, maskedFrame, mostConvolutions, seconds } from './waveform';
import { said, type Message } from '../../../units/message';

/** Frames of a mel spectrogram, one every ten milliseconds. */
const melFrames = seconds * 100;
/** wav2vec 2.0-BERT stacks two of them. */
const stackedFrames = melFrames / 2;

/** What all of them are beside their blocks. */
const soundModel = (
  frames: number,
  vocabulary: number | null,
  blocks: readonly Block[],
  notes: readonly Message[],
): ModelShape => ({
  sample: 'audio',
  tokensPerSample: frames,
  contextLength: null,
  vocabularySize: vocabulary,
  generates: false,
  blocks,
  notes: [said`One sound of ${seconds} seconds: ${frames} frames.`, ...notes],
});

/** Layers behind the encoder, each of which shortens the sound by two convolutions and then attends. */
function shorteningLayers(config: ConfigFields, frames: number, outputs: number): Block[] {
  const heads = config.size('num_attention_heads');
  if (outputs % heads !== 0)
    config.refuse(
      'output_hidden_size',
      said`(${outputs}) is not divisible by num_attention_heads (${heads}).`,
    );
  const headWidth = Math.max(1, Math.floor(outputs / heads));
  const kernel = config.size('adapter_kernel_size');
  const stride = config.size('adapter_stride');
  const count = Math.min(config.layers('num_adapter_layers'), mostConvolutions);
  const blocks: Block[] = [];
  let length = frames;
  for (let index = 0; index < count; index++) {
    const inputPositions = length;
    length = convolved(length, kernel, stride, Math.floor(stride / 2));
    const shortening = overTime(outputs, 2 * outputs, length, {
      component: 'other',
      kernel,
      bias: true,
      inputPositions,
    });
    blocks.push({
      name: 'adapter',
      count: 1,
      positions: length,
      layers: [
        { ...layerNorm(outputs), positions: inputPositions },
        shortening,
        { ...layerNorm(outputs), positions: inputPositions },
        shortening,
        elementwise('other', 12 * outputs, 6 * outputs),
        ...selfAttention({
          width: outputs,
          heads,
          keyValueHeads: heads,
          headWidth,
          bias: biases(true),
          mask: fullMask,
        }),
        layerNorm(outputs),
        ...feedForward({
          width: outputs,
          hidden: config.size('intermediate_size'),
          gated: false,
          bias: true,
        }),
        residual(outputs, 2),
      ],
    });
  }
  return blocks;
}

/** wav2vec 2.0-BERT: a conformer over mel features, learned distances, a causal convolution. */
export const wav2vec2Bert: Family = {
  name: 'wav2vec2',
  modelTypes: ['wav2vec2-bert'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const frames = stackedFrames;
    const features = config.size('feature_projection_input_dim');
    const hidden = config.size('intermediate_size');
    const adapted = config.flag('add_adapter');
    const outputs = adapted ? (config.optionalSize('output_hidden_size') ?? width) : width;
    const adapter = adapted ? shorteningLayers(config, frames, outputs) : [];
    const shortened = adapter.at(-1)?.positions ?? frames;
    const vocabulary = config.optionalSize('vocab_size');
    const top = topOf(config, vocabulary === null ? 'Model' : 'ForCTC', {
      ForCTC: () => [linear('head', outputs, config.size('vocab_size'), true)],
      ForSequenceClassification: () => soundClasses(config, outputs),
      ForAudioFrameClassification: () => frameClasses(config, width),
      ForXVector: () => speakerVector(config, width, frames),
    });
    return soundModel(
      frames,
      vocabulary,
      [
        {
          name: 'features',
          count: 1,
          positions: frames,
          layers: [
            layerNorm(features),
            linear('embedding', features, width, true),
            ...maskedFrame(config, width),
          ],
        },
        {
          name: 'layers',
          count: config.layers('num_hidden_layers'),
          positions: frames,
          layers: wav2vec2ConformerLayer(config, { width, heads, headWidth, frames }, 'left'),
        },
        {
          name: 'adapter projection',
          count: 1,
          positions: frames,
          layers: [
            ...(config.flag('use_intermediate_ffn_before_adapter')
              ? feedForward({ width, hidden, gated: false, bias: true })
              : []),
            ...(outputs === width ? [] : [linear('other', width, outputs, true), layerNorm(outputs)]),
          ],
        },
        ...adapter,
        { name: 'output', count: 1, positions: shortened, layers: top.layers },
      ],
      top.notes,
    );
  },
};

/** The encoder of a model that may hold it under `encoder_config`, and the letters' head that only the model has. */
function encoderAndHead(config: ConfigFields, modelType: string, encoderType: string) {
  if (modelType === encoderType) return { encoder: config, head: (): Top => ({ layers: [], notes: [] }) };
  const encoder = config.section('encoder_config', encoderType).config;
  const head = (): Top =>
    topOf(config, 'ForCTC', {
      ForCTC: () => [
        {
          ...overTime(encoder.size('hidden_size'), config.size('vocab_size'), 1, { bias: true }),
          component: 'head',
        },
      ],
    });
  return { encoder, head };
}

interface Subsampled {
  readonly layers: readonly Layer[];
  readonly frames: number;
}

/** Two-dimensional convolutions over the spectrogram, depthwise after the first. */
function subsampledSpectrogram(config: ConfigFields, width: number): Subsampled {
  const kernel = config.size('subsampling_conv_kernel_size');
  const stride = config.size('subsampling_conv_stride');
  const channels = config.size('subsampling_conv_channels');
  const bins = config.size('num_mel_bins');
  const factor = config.size('subsampling_factor');
  if (factor < 2) config.refuse('subsampling_factor', 'must be 2 or more.');
  const count = Math.max(1, Math.floor(Math.log2(factor)));
  const padding = Math.floor((kernel - 1) / 2);
  const layers: Layer[] = [];
  let [frames, bands] = [melFrames, bins];
  for (let index = 0; index < count; index++) {
    const inputPositions = frames * bands;
    frames = convolved(frames, kernel, stride, padding);
    bands = convolved(bands, kernel, stride, padding);
    const places = frames * bands;
    layers.push(
      overTime(index === 0 ? 1 : channels, channels, places, {
        kernel: kernel ** 2,
        groups: index === 0 ? 1 : channels,
        bias: true,
        inputGradient: index > 0,
        inputPositions,
      }),
    );
    if (index > 0) layers.push(overTime(channels, channels, places, { bias: true }));
  }
  if (bands !== Math.floor(bins / stride ** count))
    config.refuse('num_mel_bins', said`(${bins}) does not come out even in ${count} strides of ${stride}.`);
  layers.push({ ...linear('convolution', channels * bands, width, true), positions: frames });
  return { layers, frames };
}

/** Parakeet: NVIDIA's Fast Conformer with letters (CTC) on top, or its encoder alone. */
export const parakeet: Family = {
  name: 'parakeet',
  modelTypes: ['parakeet_ctc', 'parakeet_encoder'],
  read(config, modelType) {
    const { encoder, head } = encoderAndHead(config, modelType, 'parakeet_encoder');
    const { width, heads, headWidth } = headsOf(encoder);
    const { layers, frames } = subsampledSpectrogram(encoder, width);
    const shape = {
      width,
      heads,
      keyValueHeads: encoder.keyValueHeads('num_key_value_heads', heads),
      headWidth,
      frames,
    };
    const top = head();
    return soundModel(
      frames,
      config.optionalSize('vocab_size'),
      [
        { name: 'features', count: 1, positions: frames, layers },
        {
          name: 'layers',
          count: encoder.layers('num_hidden_layers'),
          positions: frames,
          layers: conformerLayer({
            ...shape,
            hidden: encoder.size('intermediate_size'),
            positions: relativeDistances(shape, false),
            bias: encoder.flag('attention_bias'),
            kernel: oddKernel(encoder, 'conv_kernel_size'),
            convolutionBias: encoder.flag('convolution_bias'),
          }),
        },
        { name: 'output', count: 1, positions: frames, layers: overFrames(top.layers, frames) },
      ],
      top.notes,
    );
  },
};

/** A head's convolution runs over as many frames as the encoder leaves. */
const overFrames = (layers: readonly Layer[], frames: number): Layer[] =>
  layers.map((layer) => (layer.kind === 'convolution' ? { ...layer, outputPositions: frames } : layer));

/** LASR: Google's conformer with rotary positions and letters (CTC) on top, or its encoder alone. */
export const lasr: Family = {
  name: 'lasr',
  modelTypes: ['lasr_ctc', 'lasr_encoder'],
  read(config, modelType) {
    const { encoder, head } = encoderAndHead(config, modelType, 'lasr_encoder');
    const { width, heads, headWidth: usualHeadWidth } = headsOf(encoder);
    const headWidth = encoder.optionalSize('head_dim') ?? usualHeadWidth;
    const kernel = encoder.size('subsampling_conv_kernel_size');
    const stride = encoder.size('subsampling_conv_stride');
    const channels = encoder.size('subsampling_conv_channels');
    const half = convolved(melFrames, kernel, stride);
    const frames = convolved(half, kernel, stride);
    const top = head();
    const norm = layerNorm(width, { bias: false });
    const depthwise = encoder.size('conv_kernel_size');
    return soundModel(
      frames,
      config.optionalSize('vocab_size'),
      [
        {
          name: 'features',
          count: 1,
          positions: frames,
          layers: [
            {
              ...linear('convolution', encoder.size('num_mel_bins'), width, true, { inputGradient: false }),
              positions: melFrames,
            },
            overTime(width, width, half, { kernel, bias: true, inputPositions: melFrames }),
            overTime(width, channels, frames, { kernel, bias: true, inputPositions: half }),
            linear('convolution', channels, width, true),
          ],
        },
        {
          name: 'layers',
          count: encoder.layers('num_hidden_layers'),
          positions: frames,
          layers: conformerLayer({
            width,
            heads,
            keyValueHeads: encoder.keyValueHeads('num_key_value_heads', heads),
            headWidth,
            frames,
            hidden: encoder.size('intermediate_size'),
            positions: [rotary(heads, heads, headWidth)],
            bias: encoder.flag('attention_bias'),
            kernel: depthwise,
            convolutionBias: encoder.flag('convolution_bias'),
            norm,
          }),
        },
        { name: 'output', count: 1, positions: frames, layers: [norm, ...overFrames(top.layers, frames)] },
      ],
      top.notes,
    );
  },
};
