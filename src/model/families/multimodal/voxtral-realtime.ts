import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { causal, linear, rmsNorm, rotary, slidingWindow } from '../../layers';
import { feedForward, selfAttention } from '../../sub-layers';
import type { Block, SequencePositions } from '../../spec';
import { overTime } from '../audio/conformer';
import {
  alike,
  decoderOnly,
  gatedFeedForward,
  groupedQueryShape,
  rotaryAttention,
  twoResiduals,
} from '../decoder';
import type { Family } from '../family';
import { languageModelSection } from './language';
import { twoLayerProjector } from './towers';
import { said } from '../../../units/message';

/** Width in which each layer's scale is made from the delay. */
const delayWidth = 32;
const kernel = 3;
/** The second convolution halves the mel frames. */
const framesPerPosition = 2;

const maskOf = (config: ConfigFields) => {
  const window = config.optionalSize('sliding_window');
  return window === null ? causal : slidingWindow(window);
};

/** The ear: causal convolutions and layers over as many positions as are heard during the tokens. */
function ear(config: ConfigFields, perToken: number): Block[] {
  const width = config.size('hidden_size');
  const heads = config.size('num_attention_heads');
  const headWidth = config.optionalSize('head_dim') ?? config.headWidth('hidden_size', 'num_attention_heads');
  const hidden = config.size('intermediate_size');
  const positions: SequencePositions = { times: perToken };
  const frames: SequencePositions = { times: framesPerPosition * perToken };
  const convolution = { kernel, bias: true, inputPositions: frames };
  const bias = { query: true, key: false, value: true, output: true };
  const attention = selfAttention({
    width,
    heads,
    keyValueHeads: heads,
    headWidth,
    bias,
    mask: maskOf(config),
  });
  return [
    {
      name: 'sound',
      count: 1,
      positions,
      layers: [
        overTime(config.size('num_mel_bins'), width, frames, { ...convolution, inputGradient: false }),
        overTime(width, width, positions, convolution),
      ],
    },
    {
      name: 'sound layers',
      count: config.layers('num_hidden_layers'),
      positions,
      layers: [
        rmsNorm(width),
        ...attention.map((layer): Layer =>
          layer.kind === 'attention' ? { ...layer, cachedPerToken: perToken * layer.cachedPerToken } : layer,
        ),
        rotary(heads, heads, headWidth),
        rmsNorm(width),
        ...feedForward({ width, hidden, gated: true, bias: false }).map((layer): Layer =>
          layer.kind === 'linear' && layer.outputs === width && layer.inputs === hidden
            ? { ...layer, bias: true }
            : layer,
        ),
        twoResiduals(width),
      ],
    },
    { name: 'sound norm', count: 1, positions, layers: [rmsNorm(width)] },
  ];
}

/** What a decoder's layer multiplies its norm by, made from the delay: once for all positions and samples. */
const delayScale = (width: number): Layer[] => [
  linear('norm', width, delayWidth, false, { positions: 1, oncePerBatch: true, inputGradient: false }),
  linear('norm', delayWidth, width, false, { positions: 1, oncePerBatch: true }),
];

/** Voxtral Realtime: what is heard during a token is added to it, so that sound and text run side by side. */
export const voxtralRealtime: Family = {
  name: 'voxtral realtime',
  modelTypes: ['voxtral_realtime'],
  read(given) {
    const config = given.filled('text_config');
    const { config: text } = languageModelSection(config, {
      modelType: 'voxtral_realtime_text',
      fixed: true,
    });
    const type = 'voxtral_realtime_encoder';
    const { config: sound } = config.section('audio_config', type, { model_type: type });
    const perToken = config.size('downsample_factor');
    const shape = groupedQueryShape(text);
    const { width } = shape;
    const norm = rmsNorm(width);
    const model = decoderOnly({
      config: text,
      width,
      contextKey: 'max_position_embeddings',
      blocks: alike(shape.layers, [
        norm,
        ...rotaryAttention(shape, { query: false, key: false, value: false, output: false }, maskOf(text)),
        norm,
        ...delayScale(width),
        ...gatedFeedForward(text),
        twoResiduals(width),
      ]),
      beforeHead: [norm],
    });
    const inputs = perToken * sound.size('hidden_size');
    return {
      ...model,
      blocks: [
        ...ear(sound, perToken),
        {
          name: 'projector',
          count: 1,
          positions: 'sequence',
          layers: twoLayerProjector({ inputs, hidden: width, outputs: width, bias: false }),
        },
        ...model.blocks,
      ],
      notes: [
        ...model.notes,
        said`Each token goes with ${framesPerPosition * perToken} frames of sound, which are counted with it.`,
      ],
    };
  },
};
