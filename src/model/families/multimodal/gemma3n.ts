import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, linear, rmsNorm, rmsNormWithoutScale, table } from '../../layers';
import type { Block, Positions, Tower } from '../../spec';
import type { Family } from '../family';
import { mobileNetV5, mobileNetV5Blocks } from '../vision/mobilenet-v5';
import { chunkedConformer, headsOf } from './chunked-conformer';
import { withTowers } from './language';
import { soundFrames, soundNote } from './sounds';
import { embeddingWidth, runFor, towerBlock } from './towers';
import { said } from '../../../units/message';

/** Sizes of a convolution over the spectrogram. */
interface SoundConvolution {
  readonly channels: number;
  readonly kernel: readonly [time: number, bands: number];
  readonly stride: readonly [time: number, bands: number];
}

function pairsOf(config: ConfigFields, key: string): readonly (readonly [number, number])[] {
  const value = config.raw(key);
  const isSize = (item: unknown): boolean => Number.isInteger(item) && Number(item) >= 1;
  const pairs = Array.isArray(value)
    ? value.filter(
        (pair): pair is [number, number] => Array.isArray(pair) && pair.length === 2 && pair.every(isSize),
      )
    : [];
  if (pairs.length === 2) return pairs;
  config.refuse(key, 'must be two pairs of whole numbers.');
  return [
    [1, 1],
    [1, 1],
  ];
}

function soundConvolutions(config: ConfigFields): readonly SoundConvolution[] {
  const channels = config.sizes('sscp_conv_channel_size', 2);
  const [kernels, strides] = [
    pairsOf(config, 'sscp_conv_kernel_size'),
    pairsOf(config, 'sscp_conv_stride_size'),
  ];
  return [0, 1].map((index) => ({
    channels: channels[index] ?? 1,
    kernel: kernels[index] ?? [1, 1],
    stride: strides[index] ?? [1, 1],
  }));
}

/** Two strided convolutions over the spectrogram, then conformer layers. */
function soundTower(config: ConfigFields): { readonly blocks: Block[]; readonly positions: number } {
  const shape = headsOf(config, 'hidden_size', 'conf_num_attention_heads');
  const layers: Layer[] = [];
  let [frames, bands, inputs] = [soundFrames, config.size('input_feat_size'), 1];
  for (const { channels, kernel, stride } of soundConvolutions(config)) {
    const before = frames * bands;
    frames = Math.ceil(frames / stride[0]);
    // One band of padding on each side.
    bands = Math.max(1, Math.floor((bands + 2 - kernel[1]) / stride[1]) + 1);
    layers.push(
      {
        kind: 'convolution',
        component: 'convolution',
        inputs,
        outputs: channels,
        kernel: kernel[0] * kernel[1],
        outputPositions: frames * bands,
        bias: false,
        inputGradient: inputs !== 1,
        inputPositions: before,
      },
      { ...layerNorm(channels, { bias: false }), positions: frames * bands },
    );
    inputs = channels;
  }
  const left = config.count('conf_attention_context_left');
  const before = Math.max(0, left - 1);
  const after = config.count('conf_attention_context_right');
  return {
    blocks: [
      towerBlock('audio', 'spectrogram', frames, [
        ...layers,
        linear('embedding', bands * inputs, shape.width, false),
      ]),
      chunkedConformer({
        ...shape,
        layers: config.layers('conf_num_hidden_layers'),
        positions: frames,
        chunk: config.size('conf_attention_chunk_size'),
        before,
        after,
        distances: before + after + 1,
        kernel: config.size('conf_conv_kernel_size'),
      }),
    ],
    positions: Math.ceil(frames / config.size('conf_reduction_factor')),
  };
}

/** Every token of text also goes through the projections of image and sound tokens, and what comes out is not used. */
function placeholders(config: ConfigFields, textWidth: number): Layer[] {
  const width = config.size('hidden_size');
  return [
    table('embedding', config.size('vocab_size'), width),
    rmsNorm(width),
    linear('other', width, textWidth, false),
    rmsNormWithoutScale(textWidth),
  ];
}

/** The same projection for what a tower puts out, behind a norm of its own. */
const softTokens = (tower: Tower, config: ConfigFields, textWidth: number, positions: Positions): Block => {
  const width = config.size('hidden_size');
  return towerBlock(tower, 'projector', positions, [
    rmsNorm(width),
    linear('other', width, textWidth, false, { tied: true }),
    rmsNormWithoutScale(textWidth),
  ]);
};

function imageBlocks(config: ConfigFields): Block[] {
  const architecture = config.text('architecture');
  if (architecture !== mobileNetV5.name)
    config.refuse('architecture', said`is "${architecture ?? ''}": only ${mobileNetV5.name} is covered.`);
  if ((config.raw('model_args') ?? null) !== null) config.refuse('model_args', 'is not covered.');
  if (config.size('hidden_size') !== mobileNetV5.width)
    config.refuse('hidden_size', said`must be ${mobileNetV5.width}, the width of what the network puts out.`);
  return runFor('vision', mobileNetV5Blocks());
}

/** Gemma 3n: its language model, MobileNet v5 for images and a chunked conformer for sounds. */
export const gemma3n: Family = {
  name: 'gemma',
  modelTypes: ['gemma3n'],
  read: (config, _modelType, library) =>
    withTowers(config, library, { modelType: 'gemma3n_text', fixed: true }, (text) => {
      const textWidth = embeddingWidth(text);
      const image = config.section('vision_config', 'gemma3n_vision', {
        model_type: 'gemma3n_vision',
      }).config;
      const sound = config.section('audio_config', 'gemma3n_audio', { model_type: 'gemma3n_audio' }).config;
      const tower = soundTower(sound);
      return {
        blocks: [
          {
            name: 'placeholders',
            count: 1,
            positions: 'sequence',
            layers: [...placeholders(image, textWidth), ...placeholders(sound, textWidth)],
          },
          ...imageBlocks(image),
          softTokens('vision', image, textWidth, mobileNetV5.positions),
          ...tower.blocks,
          softTokens('audio', sound, textWidth, tower.positions),
        ],
        notes: [said`One image of ${mobileNetV5.imageSide} x ${mobileNetV5.imageSide} pixels.`, soundNote],
      };
    }),
};
