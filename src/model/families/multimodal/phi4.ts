import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, elementwise, fullMask, layerNorm, linear, residual, table, vector } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import { overTime } from '../audio/conformer';
import type { Family, Library } from '../family';
import { headsOf } from '../vision/transformer';
import { soundFrames } from './sounds';
import { runFor, shapeOfSection, towerBlock } from './towers';

/** Frames that attend to one another; longer sounds are cut. */
const longestStretch = 500;

/** SigLIP's tower with its head, averages of four neighbouring patches, two linear layers: for one crop. */
function imageTower(owner: ConfigFields, library: Library, textWidth: number): Block[] {
  const { config } = owner.section('vision_config', 'phi4_multimodal_vision', {
    model_type: 'phi4_multimodal_vision',
    architectures: ['Model'],
    vision_use_head: true,
  });
  const tower = shapeOfSection({ config, modelType: 'siglip_vision_model' }, library);
  const width = config.size('hidden_size');
  const side = Math.floor(config.size('image_size') / config.size('patch_size'));
  const pooled = Math.max(1, Math.ceil(side / 2)) ** 2;
  return [
    ...runFor('vision', tower.blocks),
    towerBlock('vision', 'projector', pooled, [
      vector('other', 2 * width),
      linear('other', width, textWidth, true),
      activation('other', textWidth),
      linear('other', textWidth, textWidth, true),
    ]),
  ];
}

const biased = { bias: true } as const;

interface Sound {
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
  readonly frames: number;
}

/** Strided convolutions over the spectrogram, depthwise after the first; frames are what they leave. */
function subsampling(
  config: ConfigFields,
  width: number,
): { readonly layers: Layer[]; readonly frames: number } {
  const channels = config.size('nemo_conv_channels');
  const count = Math.max(1, Math.floor(Math.log2(config.size('time_reduction'))));
  const layers: Layer[] = [];
  let [frames, bands] = [soundFrames, config.size('input_size')];
  for (let index = 0; index < count; index++) {
    [frames, bands] = [Math.ceil(frames / 2), Math.ceil(bands / 2)];
    const strided = { ...biased, kernel: 9, groups: index === 0 ? 1 : channels, inputGradient: index > 0 };
    layers.push(overTime(index === 0 ? 1 : channels, channels, frames * bands, strided));
    if (index > 0) layers.push(overTime(channels, channels, frames * bands, biased));
  }
  return { layers: [...layers, linear('embedding', channels * bands, width, true)], frames };
}

/** Conformer layers with gates in both feed-forwards and around the convolution; a learned bias of each distance. */
function conformer(config: ConfigFields, { width, heads, headWidth, frames }: Sound): Layer[] {
  const hidden = config.size('intermediate_size');
  const kernel = config.size('kernel_size');
  const multiplied = width * config.size('depthwise_multiplier');
  const channels = config.size('ext_pw_out_channel');
  for (const key of ['ext_pw_out_channel', 'depthwise_separable_out_channel'])
    if (config.size(key) !== width)
      config.refuse(key, said`(${config.size(key)}) must be hidden_size (${width}).`);
  const half = [layerNorm(width), ...feedForward({ width, hidden, gated: true, bias: true })];
  const stretch = Math.min(frames, longestStretch);
  const padded = frames + (kernel - 1) * Math.ceil(frames / longestStretch);
  return [
    ...half,
    layerNorm(width),
    ...selfAttention({
      width,
      heads,
      keyValueHeads: heads,
      headWidth,
      bias: biases(true),
      mask: fullMask,
    }).map((layer): Layer => (layer.kind === 'attention' ? { ...layer, keys: stretch } : layer)),
    layerNorm(width),
    overTime(width, 2 * channels, frames, biased),
    vector('convolution', 2 * channels),
    elementwise('convolution', 6 * channels, 3 * channels),
    overTime(width, multiplied, padded, { ...biased, kernel, groups: width }),
    overTime(multiplied, width, padded, biased),
    overTime(width, channels, frames, biased),
    ...half,
    layerNorm(width),
    residual(width, 4),
  ];
}

function soundTower(owner: ConfigFields, textWidth: number): Block[] {
  const { config } = owner.section('audio_config', 'phi4_multimodal_audio', {
    model_type: 'phi4_multimodal_audio',
  });
  const { width, heads, headWidth } = headsOf(config);
  const { layers, frames: left } = subsampling(config, width);
  const frames = left > longestStretch ? longestStretch * Math.ceil(left / longestStretch) : left;
  const distances = config.size('bias_max_distance') * (config.flag('bias_symmetric') ? 1 : 2);
  const projection = [
    linear('other', width * config.size('downsample_rate'), textWidth, true),
    activation('other', textWidth),
    linear('other', textWidth, textWidth, true),
  ];
  return [
    towerBlock('audio', 'spectrogram', left, layers),
    towerBlock('audio', 'distances', frames, [table('position', distances, heads)]),
    {
      name: 'sound layers',
      count: config.layers('num_blocks'),
      tower: 'audio',
      positions: frames,
      layers: conformer(config, { width, heads, headWidth, frames }),
    },
    towerBlock('audio', 'projector', left, projection),
    // The same again for sounds that come with an image: one of the two runs.
    {
      name: 'projector with an image',
      count: 0,
      parameterSets: 1,
      tower: 'audio',
      positions: left,
      layers: projection,
    },
  ];
}

/** Phi-4 multimodal: Phi-3's layers, an image tower of SigLIP's and a conformer for sounds. */
export const phi4: Family = {
  name: 'phi',
  modelTypes: ['phi4_multimodal'],
  read(config, _modelType, library) {
    const text = shapeOfSection({ config, modelType: 'phi3' }, library);
    const textWidth = config.size('hidden_size');
    return {
      ...text,
      blocks: [...text.blocks, ...imageTower(config, library, textWidth), ...soundTower(config, textWidth)],
      notes: [
        ...text.notes,
        said`A pass over text alone: what an image or a sound adds is told apart, for one crop of an image and a sound of 30 s.`,
        said`Adapters for images and sounds, which the published weights have, are not counted.`,
      ],
    };
  },
};
