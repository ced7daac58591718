import type { ConfigFields } from '../../config-fields';
import type { ConvolutionLayer, Layer } from '../../layers';
import { elementwise, fullMask, layerNorm, linear, table, vector } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import { twoResiduals } from '../decoder';
import type { Family, ModelShape } from '../family';
import { topOf } from '../vision/head';
import { headsOf } from '../vision/transformer';
import { wav2vec2ConformerLayer } from './conformer';
import { contrastiveLayers, frameClasses, soundClasses, speakerVector } from './sound-tasks';
import { said } from '../../../units/message';

/** A sound of ten seconds, in samples a second as all these models take them. */
export const seconds = 10;
export const samplesPerSecond = 16_000;
/** The library's mask_time_prob. */
const usualMaskProbability = 0.05;
/** More convolutions than any feature encoder has. */
export const mostConvolutions = 32;

/** Places along time after a convolution or pooling; at least 1. */
export const convolved = (length: number, kernel: number, stride: number, padding = 0): number =>
  Math.max(1, Math.floor((length + 2 * padding - kernel) / stride) + 1);

/** In what the models that listen to raw waves differ. */
export interface Variant {
  /** The convolution that gives positions: one, with weight norm or without, or several plain layers. */
  readonly positions: 'weight norm' | 'no norm' | 'plain layers';
  /** Norms in the feature encoder where no key says. */
  readonly featureNorm?: 'layer';
  /** A norm before the features are projected may be switched off. */
  readonly featureNormKey?: string;
  readonly batchNormKey?: string;
  readonly adapters: boolean;
  /** Buckets of distances that attention adds a gated bias for (WavLM). */
  readonly relativeBuckets?: string;
  /** Conformer layers; the convolution that gives positions has parameters but does not run. */
  readonly conformer?: true;
}

const wav2vec2: Variant = { positions: 'weight norm', adapters: true };
const variants: Readonly<Record<string, Variant>> = {
  wav2vec2,
  hubert: {
    positions: 'weight norm',
    adapters: false,
    featureNormKey: 'feat_proj_layer_norm',
    batchNormKey: 'conv_pos_batch_norm',
  },
  unispeech: { positions: 'weight norm', adapters: false },
  'unispeech-sat': { positions: 'weight norm', adapters: false },
  wavlm: { positions: 'weight norm', adapters: true, relativeBuckets: 'num_buckets' },
  'wav2vec2-conformer': { positions: 'weight norm', adapters: true, conformer: true },
  'data2vec-audio': { positions: 'plain layers', featureNorm: 'layer', adapters: true },
};

export interface Features {
  readonly layers: readonly Layer[];
  readonly width: number;
  readonly frames: number;
}

/** Convolutions that turn the wave into frames of some twenty milliseconds. */
export function featureEncoder(config: ConfigFields, variant: Variant, samples: number): Features {
  const widths = config.sizes('conv_dim');
  const count = Math.min(widths.length, mostConvolutions);
  if (widths.length < 1 || widths.length > mostConvolutions)
    config.refuse('conv_dim', said`must list 1 to ${mostConvolutions} convolutions.`);
  const named = config.given('num_feat_extract_layers') ? config.size('num_feat_extract_layers') : null;
  if (named !== null && named !== widths.length)
    config.refuse(
      'num_feat_extract_layers',
      said`(${named}) is not the number of convolutions (${widths.length}).`,
    );
  // The class has no sizes for the adapter that it would build.
  if (!variant.adapters && config.flag('add_adapter')) config.refuse('add_adapter', 'is not covered.');
  const kernels = config.sizes('conv_kernel', widths.length);
  const strides = config.sizes('conv_stride', widths.length);
  const norm = variant.featureNorm ?? config.text('feat_extract_norm') ?? 'group';
  if (norm !== 'group' && norm !== 'layer') config.refuse('feat_extract_norm', 'must be "group" or "layer".');
  const layers: Layer[] = [];
  let frames = samples;
  let inputs = 1;
  for (let index = 0; index < count; index++) {
    const outputs = widths[index] ?? 1;
    const inputPositions = frames;
    frames = convolved(frames, kernels[index] ?? 1, strides[index] ?? 1);
    layers.push({
      kind: 'convolution',
      component: 'convolution',
      inputs,
      outputs,
      kernel: kernels[index] ?? 1,
      outputPositions: frames,
      inputPositions,
      bias: config.flag('conv_bias'),
      inputGradient: index > 0,
    });
    // One norm over each channel of the first convolution, or one over all channels of each.
    if (norm === 'layer' || index === 0) layers.push({ ...layerNorm(outputs), positions: frames });
    inputs = outputs;
  }
  return { layers, width: inputs, frames };
}

/** Positions from a grouped convolution over the frames; an even kernel makes one frame more, which is dropped. */
export function positionConvolution(
  config: ConfigFields,
  variant: Variant,
  width: number,
  frames: number,
): Layer[] {
  const kernel = config.size(
    variant.positions === 'plain layers' ? 'conv_pos_kernel_size' : 'num_conv_pos_embeddings',
  );
  const groups = config.size('num_conv_pos_embedding_groups');
  if (width % groups !== 0)
    config.refuse('num_conv_pos_embedding_groups', said`(${groups}) does not divide hidden_size (${width}).`);
  if (variant.conformer === true)
    return [vector('position', width * Math.floor(width / groups) * kernel + width + kernel)];
  const convolution: ConvolutionLayer = {
    kind: 'convolution',
    component: 'position',
    inputs: width,
    outputs: width,
    kernel,
    groups: width % groups === 0 ? groups : 1,
    outputPositions: convolved(frames, kernel, 1, Math.floor(kernel / 2)),
    inputPositions: frames,
    bias: true,
    inputGradient: true,
  };
  if (variant.positions === 'plain layers') {
    const layers = Math.min(config.layers('num_conv_pos_embeddings'), mostConvolutions);
    return Array.from({ length: layers }, () => [convolution, layerNorm(width, { scale: false })]).flat();
  }
  if (variant.positions === 'no norm') {
    if (kernel % 2 === 1)
      config.refuse(
        'num_conv_pos_embeddings',
        'must be even: the frame that an even kernel adds is dropped.',
      );
    return [convolution];
  }
  const batchNorm = variant.batchNormKey !== undefined && config.flag(variant.batchNormKey);
  // Weight norm keeps the length of each of the kernel's places apart; BatchNorm takes its place.
  return [convolution, batchNorm ? { ...layerNorm(width), component: 'norm' } : vector('position', kernel)];
}

/** Convolutions behind the encoder that shorten what goes on to a decoder. */
function adapter(
  config: ConfigFields,
  width: number,
  frames: number,
): { blocks: Block[]; width: number; frames: number } {
  if (!config.flag('add_adapter')) return { blocks: [], width, frames };
  const outputs = config.optionalSize('output_hidden_size') ?? width;
  const kernel = config.size('adapter_kernel_size');
  const stride = config.size('adapter_stride');
  const count = Math.min(config.layers('num_adapter_layers'), mostConvolutions);
  const blocks: Block[] = [];
  if (outputs !== width)
    blocks.push({
      name: 'adapter',
      count: 1,
      positions: frames,
      layers: [linear('other', width, outputs, true), layerNorm(outputs)],
    });
  let length = frames;
  for (let index = 0; index < count; index++) {
    const inputPositions = length;
    length = convolved(length, kernel, stride, 1);
    blocks.push({
      name: 'adapter',
      count: 1,
      positions: length,
      layers: [
        {
          kind: 'convolution',
          component: 'other',
          inputs: outputs,
          outputs: 2 * outputs,
          kernel,
          outputPositions: length,
          inputPositions,
          bias: true,
          inputGradient: true,
        },
        elementwise('other', 6 * outputs, 3 * outputs),
      ],
    });
  }
  return { blocks, width: outputs, frames: length };
}

/** A vector that stands for masked frames in training, where the configuration masks any. */
export function maskedFrame(config: ConfigFields, width: number): Layer[] {
  const time = config.decimal('mask_time_prob') ?? usualMaskProbability;
  const feature = config.decimal('mask_feature_prob') ?? 0;
  return time > 0 || feature > 0 ? [vector('embedding', width)] : [];
}

/** A bottleneck that is trained in place of the layer (MMS's adapters for languages). */
function attentionAdapter(config: ConfigFields, modelType: string, width: number): Layer[] {
  const hidden = ['wav2vec2', 'unispeech-sat', 'unispeech', 'hubert'].includes(modelType)
    ? config.optionalSize('adapter_attn_dim')
    : null;
  if (hidden === null || !config.flag('do_stable_layer_norm')) return [];
  return [layerNorm(width), ...feedForward({ width, hidden, gated: false, bias: true })];
}

/** wav2vec 2.0, HuBERT and their kin: a wave through convolutions, positions by convolution, an encoder, letters out. */
export const waveform: Family = {
  name: 'wav2vec2',
  modelTypes: Object.keys(variants),
  read(config, modelType): ModelShape {
    const variant = variants[modelType] ?? wav2vec2;
    const { width, heads, headWidth } = headsOf(config);
    const features = featureEncoder(config, variant, seconds * samplesPerSecond);
    const frames = features.frames;
    const shortened = variant.adapters ? adapter(config, width, frames) : { blocks: [], width, frames };
    const gate = 8;
    const relative: Layer[] =
      variant.relativeBuckets === undefined
        ? []
        : [linear('position', headWidth, gate, true, { repeats: heads }), vector('position', heads)];
    const vocabulary = config.optionalSize('vocab_size');
    const top = topOf(config, vocabulary === null ? 'Model' : 'ForCTC', {
      ForCTC: () => [linear('head', shortened.width, config.size('vocab_size'), true)],
      ForSequenceClassification: () => soundClasses(config, width),
      ForAudioFrameClassification: () => frameClasses(config, width),
      ForXVector: () => speakerVector(config, width, frames),
      ...(modelType.startsWith('wav2vec2')
        ? { ForPreTraining: () => contrastiveLayers(config, width, features.width) }
        : {}),
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
          positions: frames,
          layers: [
            ...features.layers,
            ...(variant.featureNormKey !== undefined && !config.flag(variant.featureNormKey)
              ? []
              : [layerNorm(features.width)]),
            linear('embedding', features.width, width, true),
            ...maskedFrame(config, width),
            ...positionConvolution(config, variant, width, frames),
            layerNorm(width),
            ...(variant.relativeBuckets === undefined
              ? []
              : [table('position', config.size(variant.relativeBuckets), heads)]),
          ],
        },
        {
          name: 'layers',
          count: config.layers('num_hidden_layers'),
          positions: frames,
          layers:
            variant.conformer === true
              ? wav2vec2ConformerLayer(config, { width, heads, headWidth, frames }, 'both sides')
              : [
                  ...selfAttention({
                    width,
                    heads,
                    keyValueHeads: heads,
                    headWidth,
                    bias: biases(true),
                    mask: fullMask,
                  }),
                  ...relative,
                  layerNorm(width),
                  ...feedForward({
                    width,
                    hidden: config.size('intermediate_size'),
                    gated: false,
                    bias: true,
                  }),
                  layerNorm(width),
                  ...attentionAdapter(config, modelType, width),
                  twoResiduals(width),
                ],
        },
        ...shortened.blocks,
        { name: 'output', count: 1, positions: shortened.frames, layers: top.layers },
      ],
      notes: [said`One sound of ${seconds} seconds at 16 kHz: ${frames} frames.`, ...top.notes],
    };
  },
};
