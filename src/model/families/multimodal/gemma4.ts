import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import {
  biases,
  elementwise,
  feedForward,
  fullMask,
  layerNorm,
  linear,
  perHead,
  residual,
  rmsNorm,
  rotary,
  selfAttention,
  table,
  vector,
} from '../../layers';
import type { Block } from '../../spec';
import { twoResiduals } from '../decoder';
import type { Family } from '../family';
import { withTowers } from './language';
import { embeddingWidth, towerBlock } from './towers';

/** Soft tokens of an image where the config does not say: the image processor's. */
const usualImageTokens = 280;

/** Mel frames of 30 s of sound, one each 10 ms: the longest that the processor takes. */
const soundFrames = 3000;

/** A norm without parameters and a product, to the text model's width. */
const embedder = (inputs: number, outputs: number): Layer[] => [
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

/** Half a feed-forward between norms, at the start and the end of a layer of the sound's tower. */
const halfStep = (width: number): Layer[] => [
  rmsNorm(width),
  ...feedForward({ width, hidden: 4 * width, gated: false, bias: false }),
  rmsNorm(width),
  residual(width, 1),
];

/** Attention of each chunk of positions to those before, in and after it, with relative positions. */
function chunkedAttention(config: ConfigFields, positions: number, width: number): Layer[] {
  const heads = config.size('num_attention_heads');
  const headWidth = config.headWidth('hidden_size', 'num_attention_heads');
  const chunk = config.size('attention_chunk_size');
  const context = chunk + config.size('attention_context_left') - 1 + config.count('attention_context_right');
  const distances = Math.floor(context / 2) + 1;
  const chunks = Math.ceil(positions / chunk);
  const project = (component: 'attention.projections' | 'position'): Layer =>
    linear(component, width, heads * headWidth, false);
  return [
    project('attention.projections'),
    project('attention.projections'),
    project('attention.projections'),
    linear('position', width, heads * headWidth, false, { positions: distances, oncePerBatch: true }),
    vector('attention.projections', headWidth),
    {
      kind: 'product',
      component: 'attention.scores',
      batches: heads * chunks,
      rows: chunk,
      inner: headWidth,
      columns: context,
    },
    {
      kind: 'product',
      component: 'attention.scores',
      batches: heads,
      rows: chunks * chunk,
      inner: headWidth,
      columns: distances,
    },
    {
      kind: 'product',
      component: 'attention.values',
      batches: heads * chunks,
      rows: chunk,
      inner: context,
      columns: headWidth,
    },
    linear('attention.projections', width, width, false),
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
  const norm = rmsNorm(width);
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
    {
      name: 'sound layers',
      count: config.layers('num_hidden_layers'),
      tower: 'audio',
      positions,
      layers: [
        ...halfStep(width),
        norm,
        ...chunkedAttention(config, positions, width),
        norm,
        residual(width, 1),
        norm,
        linear('feedForward', width, 2 * width, false),
        {
          kind: 'convolution',
          component: 'convolution',
          inputs: width,
          outputs: width,
          kernel: config.size('conv_kernel_size'),
          outputPositions: positions,
          bias: false,
          inputGradient: true,
          groups: width,
        },
        norm,
        elementwise('feedForward', 12 * width),
        linear('feedForward', width, width, false),
        residual(width, 1),
        ...halfStep(width),
        norm,
      ],
    },
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
                'Images may have any size: an image is one of as many soft tokens as the config or the processor allows.',
              ]
            : []),
          ...(sound ? ['A sound is one of 30 s.'] : []),
        ],
      };
    }),
};
