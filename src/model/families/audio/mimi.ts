import { said, type Message } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, slidingWindow, vector } from '../../layers';
import { biases, feedForward } from '../../sub-layers';
import type { Block } from '../../spec';
import { groupedQueryShape, rotaryAttention, twoResiduals } from '../decoder';
import { overTime } from './conformer';
import { seconds } from './waveform';

const usualRatios = [8, 6, 5, 4];
/** More than any codec has: each makes the sound shorter. */
const mostRatios = 16;
const mostResidualLayers = 100;

interface Sizes {
  readonly filters: number;
  /** What the sound is divided by, one after another, from the wave on. */
  readonly ratios: readonly number[];
  readonly hidden: number;
  readonly kernel: number;
  readonly lastKernel: number;
  readonly channels: number;
  /** What the Transformer's frames are divided by. */
  readonly stride: number;
}

function readSizes(config: ConfigFields): Sizes {
  const given = config.sizes('upsampling_ratios');
  const ratios = given.length > 0 ? given : usualRatios;
  if (ratios.length > mostRatios)
    config.refuse('upsampling_ratios', said`must list at most ${mostRatios} sizes.`);
  const channels = config.size('audio_channels');
  if (channels > 2) config.refuse('audio_channels', 'must be 1 or 2.');
  const shortened = ratios.slice(0, mostRatios).reduce((product, ratio) => product * ratio, 1);
  const rate = config.size('sampling_rate');
  // The codec's own rate of frames is half of what its convolutions put out, where the file says none.
  const frameRate = config.decimal('frame_rate') ?? rate / (2 * shortened);
  const stride = frameRate > 0 ? Math.floor(Math.ceil(rate / shortened) / frameRate) : 0;
  if (stride < 2 || stride > 1000)
    config.refuse('frame_rate', 'must be at most half the rate of the convolutions.');
  return {
    filters: config.size('num_filters'),
    ratios: [...ratios.slice(0, mostRatios)].reverse(),
    hidden: config.size('hidden_size'),
    kernel: config.size('kernel_size'),
    lastKernel: config.size('last_kernel_size'),
    channels,
    stride: Math.min(1000, Math.max(2, stride)),
  };
}

/** Two convolutions over narrower channels beside the input, so many times. */
function residualLayers(config: ConfigFields, width: number, frames: number): Layer[] {
  const hidden = Math.max(1, Math.floor(width / config.size('compress')));
  const once = [
    overTime(width, hidden, frames, { kernel: config.size('residual_kernel_size'), bias: true }),
    overTime(hidden, width, frames, { bias: true }),
    ...(config.flag('use_conv_shortcut') ? [overTime(width, width, frames, { bias: true })] : []),
  ];
  const count = Math.min(mostResidualLayers, config.count('num_residual_layers'));
  return Array.from({ length: count }, () => once).flat();
}

/** Causal attention with rotary positions; each sub-layer's output has a learned scale. */
function transformerLayer(config: ConfigFields): Layer[] {
  const shape = groupedQueryShape(config);
  const { width } = shape;
  const mask = slidingWindow(config.size('sliding_window'));
  return [
    layerNorm(width),
    ...rotaryAttention(shape, biases(config.flag('attention_bias')), mask),
    layerNorm(width),
    ...feedForward({ width, hidden: config.size('intermediate_size'), gated: false, bias: false }),
    vector('residual', 2 * width),
    twoResiduals(width),
  ];
}

/** Convolutions from the wave to frames, and how many those are. */
function encoderConvolutions(
  config: ConfigFields,
  sizes: Sizes,
): { readonly layers: Layer[]; readonly frames: number } {
  const { filters, ratios, hidden, kernel, lastKernel, channels } = sizes;
  let frames = seconds * config.size('sampling_rate');
  let width = filters;
  const layers: Layer[] = [overTime(channels, width, frames, { kernel, bias: true, inputGradient: false })];
  for (const ratio of ratios) {
    layers.push(...residualLayers(config, width, frames));
    const inputPositions = frames;
    frames = Math.ceil(frames / ratio);
    layers.push(overTime(width, 2 * width, frames, { kernel: 2 * ratio, bias: true, inputPositions }));
    width *= 2;
  }
  layers.push(overTime(width, hidden, frames, { kernel: lastKernel, bias: true }));
  return { layers, frames };
}

/** Parameters alone: the way back from codes to a wave does not run where a model only listens. */
function decoderConvolutions(config: ConfigFields, sizes: Sizes): Layer[] {
  const { filters, ratios, hidden, kernel, lastKernel, channels, stride } = sizes;
  const groups = config.size('upsample_groups');
  if (hidden % groups !== 0)
    config.refuse('upsample_groups', said`(${groups}) must divide hidden_size (${hidden}).`);
  let width = filters;
  const layers: Layer[] = [
    overTime(hidden, hidden, 1, { kernel: 2 * stride, groups }),
    overTime(width, channels, 1, { kernel: lastKernel, bias: true }),
  ];
  for (const ratio of ratios) {
    layers.push(...residualLayers(config, width, 1));
    layers.push(overTime(2 * width, width, 1, { kernel: 2 * ratio, bias: true }));
    width *= 2;
  }
  return [...layers, overTime(hidden, width, 1, { kernel, bias: true })];
}

/**
 * Mimi (arXiv:2410.00037), as a model sees it that listens: the encoder of one sound runs and puts out codes, the decoder is
 * there. Its codebooks are no parameters.
 */
export function mimiCodec(config: ConfigFields): { readonly blocks: Block[]; readonly notes: Message[] } {
  const sizes = readSizes(config);
  const { hidden, stride } = sizes;
  const { layers, frames } = encoderConvolutions(config, sizes);
  const codes = Math.ceil(frames / stride);
  const has = (half: string): boolean => !config.given(half) || config.raw(half) !== null;
  const [hears, speaks] = [has('encoder_config'), has('decoder_config')];
  const transformer = transformerLayer(config);
  const count = config.layers('num_hidden_layers');
  const projected = config.size('vector_quantization_hidden_dimension');
  // One for the codebooks of meaning, one for those of sound.
  const project = (inputs: number, outputs: number): Layer[] =>
    projected === hidden ? [] : [overTime(inputs, outputs, codes), overTime(inputs, outputs, codes)];
  const quantizers = config.size('num_quantizers');
  if (config.size('num_semantic_quantizers') >= quantizers)
    config.refuse('num_semantic_quantizers', said`must be lower than num_quantizers (${quantizers}).`);
  const downsample = overTime(hidden, hidden, codes, { kernel: 2 * stride, inputPositions: frames });
  const unused = { count: 0, tower: 'audio', positions: 1 } as const;
  return {
    blocks: [
      ...(hears
        ? [
            { name: 'codec convolutions', count: 1, tower: 'audio', positions: frames, layers } as const,
            { name: 'codec layers', count, tower: 'audio', positions: frames, layers: transformer } as const,
            {
              name: 'codec frames',
              count: 1,
              tower: 'audio',
              positions: codes,
              layers: [downsample],
            } as const,
          ]
        : []),
      {
        name: 'codebooks',
        count: hears ? 1 : 0,
        parameterSets: 1,
        tower: 'audio',
        positions: codes,
        layers: project(hidden, projected),
      },
      { name: 'unused codebooks', parameterSets: 1, ...unused, layers: project(projected, hidden) },
      ...(speaks
        ? [
            {
              name: 'unused decoder',
              parameterSets: 1,
              ...unused,
              layers: decoderConvolutions(config, sizes),
            },
            { name: 'unused decoder layers', parameterSets: count, ...unused, layers: transformer },
          ]
        : []),
    ],
    notes: [said`One sound of ${seconds} seconds: ${codes} frames of ${quantizers} codes.`],
  };
}
