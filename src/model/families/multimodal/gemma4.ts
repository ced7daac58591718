import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { fullMask, layerNorm, linear, perHead, residual, rmsNorm, rotary, table } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import { twoResiduals } from '../decoder';
import type { Family } from '../family';
import { chunkedConformer, headsOf } from './chunked-conformer';
import { withTowers } from './language';
import { soundFrames, soundNote } from './sounds';
import { embeddingWidth, towerBlock } from './towers';
import { said } from '../../../units/message';

/** Soft tokens of an image where the config does not say: the image processor's. */
export const usualImageTokens = 280;

/** A norm without parameters and a product, to the text model's width. */
export const embedder = (inputs: number, outputs: number): Layer[] => [
  { ...rmsNorm(inputs), component: 'other', parameters: 0 },
  linear('other', inputs, outputs, false),
];

/** Patches with two learned positions and rotary ones, norms around each sub-layer, then averages of neighbouring patches. */
function imageTower(owner: ConfigFields, textWidth: number): Block[] {
  const { config } = owner.section('vision_config', 'gemma4_vision', { model_type: 'gemma4_vision' });
  const width = config.size('hidden_size');
  const heads = config.size('num_attention_heads');
  const keyValueHeads = config.keyValueHeads('num_key_value_heads', heads);
  const headWidth = config.size('head_dim');
  const patch = config.size('patch_size');
  const pool = config.size('pooling_kernel_size');
  const tokens =
    owner.optionalSize('vision_soft_tokens_per_image') ??
    config.optionalSize('default_output_length') ??
    usualImageTokens;
  const patches = tokens * pool * pool;
  const norm = rmsNorm(width);
  const pooling: Layer[] =
    pool === 1
      ? []
      : [
          {
            kind: 'product',
            component: 'other',
            batches: 1,
            rows: tokens,
            inner: patches,
            columns: width,
          },
        ];
  return [
    towerBlock('vision', 'patches', patches, [
      linear('embedding', 3 * patch * patch, width, false, { inputGradient: false }),
      table('position', 2 * config.size('position_embedding_size'), width),
      residual(width, 2),
    ]),
    {
      name: 'image layers',
      count: config.layers('num_hidden_layers'),
      tower: 'vision',
      positions: patches,
      layers: [
        norm,
        ...selfAttention({ width, heads, keyValueHeads, headWidth, bias: biases(false), mask: fullMask }),
        rotary(heads, keyValueHeads, headWidth),
        perHead(rmsNorm(headWidth), heads),
        perHead(rmsNorm(headWidth), keyValueHeads),
        { ...perHead(rmsNorm(headWidth), keyValueHeads), parameters: 0 },
        norm,
        norm,
        ...feedForward({ width, hidden: config.size('intermediate_size'), gated: true, bias: false }),
        norm,
        twoResiduals(width),
      ],
    },
    towerBlock('vision', 'pooling', 1, pooling),
    towerBlock('vision', 'projector', tokens, embedder(width, textWidth)),
  ];
}

/** Two strided convolutions over the spectrogram, then conformer layers. */
function soundTower(owner: ConfigFields, textWidth: number): Block[] {
  const { config } = owner.section('audio_config', 'gemma4_audio', { model_type: 'gemma4_audio' });
  const width = config.size('hidden_size');
  const [first = 1, second = 1] = config.sizes('subsampling_conv_channels', 2);
  // The library takes the first convolution's channels for the number of mel bands, too.
  const bands = Math.floor(first / 4);
  if (bands < 1) config.refuse('subsampling_conv_channels', 'must start with 4 or more.');
  const [halved, positions] = [soundFrames / 2, soundFrames / 4];
  const outputs = config.size('output_proj_dims');
  const chunk = config.size('attention_chunk_size');
  const before = config.size('attention_context_left') - 1;
  const after = config.count('attention_context_right');
  const strided = (inputs: number, channels: number, places: number): Layer[] => [
    {
      kind: 'convolution',
      component: 'convolution',
      inputs,
      outputs: channels,
      kernel: 9,
      outputPositions: places,
      bias: false,
      inputGradient: inputs !== 1,
      inputPositions: 4 * places,
    },
    { ...layerNorm(channels, { bias: false }), positions: places },
  ];
  return [
    towerBlock('audio', 'spectrogram', positions, [
      ...strided(1, first, halved * 2 * Math.max(1, bands)),
      ...strided(first, second, positions * Math.max(1, bands)),
      linear('embedding', Math.max(1, bands) * second, width, false),
    ]),
    chunkedConformer({
      ...headsOf(config, 'hidden_size', 'num_attention_heads'),
      layers: config.layers('num_hidden_layers'),
      positions,
      chunk,
      before,
      after,
      // The library embeds half of the context's positions.
      distances: Math.floor((chunk + before + after) / 2) + 1,
      kernel: config.size('conv_kernel_size'),
    }),
    towerBlock('audio', 'projector', positions, [
      linear('other', width, outputs, true),
      ...embedder(outputs, textWidth),
    ]),
  ];
}

/** Gemma 4: its language model and, where the config has them, a tower for images and one for sounds. */
export const gemma4: Family = {
  name: 'gemma',
  modelTypes: ['gemma4'],
  read: (config, _modelType, library) =>
    withTowers(config, library, { modelType: 'gemma4_text', fixed: true }, (text) => {
      const textWidth = embeddingWidth(text);
      const [image, sound] = [config.hasSection('vision_config'), config.hasSection('audio_config')];
      return {
        blocks: [
          ...(image ? imageTower(config, textWidth) : []),
          ...(sound ? soundTower(config, textWidth) : []),
        ],
        notes: [
          ...(image
            ? [
                said`Images may have any size: an image is one of as many soft tokens as the config or the processor allows.`,
              ]
            : []),
          ...(sound ? [soundNote] : []),
        ],
      };
    }),
};
