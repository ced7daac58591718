import type { ConfigFields } from '../../config-fields';
import type { AttentionMask, Layer } from '../../layers';
import type { AttentionDescription } from '../../sub-layers';
import { causal, elementwise, linear, perHead, rmsNorm } from '../../layers';
import { biases, feedForward } from '../../sub-layers';
import type { GroupedQueryShape } from '../decoder';
import {
  blocksOf,
  causalWithin,
  decoderOnly,
  gatedFeedForward,
  groupedQueryShape,
  rotaryAttention,
  twoResiduals,
} from '../decoder';
import type { Family } from '../family';
import { mixture, numberedSizes } from './experts';
import { causalConvolution } from './state-space';
import { said } from '../../../units/message';

/** Two gates around a short convolution. */
function shortConvolution(config: ConfigFields, width: number): Layer[] {
  const bias = config.flag('conv_bias');
  return [
    linear('convolution', width, 3 * width, bias),
    elementwise('convolution', 2 * width, 6 * width),
    causalConvolution(width, config.size('conv_L_cache'), bias),
    linear('convolution', width, width, bias),
  ];
}

function attention(
  shape: GroupedQueryShape,
  bias: AttentionDescription['bias'] = biases(false),
  mask: AttentionMask = causal,
): Layer[] {
  return [
    ...rotaryAttention(shape, bias, mask),
    perHead(rmsNorm(shape.headWidth), shape.heads),
    perHead(rmsNorm(shape.headWidth), shape.keyValueHeads),
  ];
}

/** Two thirds of the size named, times the multiplier, padded up: as Llama 1 had it. */
function adjustedHidden(config: ConfigFields): number {
  const named = config.given('block_ff_dim') ? config.size('block_ff_dim') : config.size('intermediate_size');
  if (!config.flag('block_auto_adjust_ff_dim')) return named;
  const twoThirds = Math.floor((2 * named) / 3);
  const multiplier = config.given('block_ffn_dim_multiplier')
    ? config.decimal('block_ffn_dim_multiplier')
    : 1;
  if (multiplier === null) return Math.max(1, twoThirds);
  const multiple = config.size('block_multiple_of');
  const scaled = Math.floor(multiplier * twoThirds);
  if (scaled < 1) config.refuse('block_ffn_dim_multiplier', said`(${multiplier}) leaves no feed-forward.`);
  return multiple * Math.max(1, Math.ceil(scaled / multiple));
}

/** LFM2: short convolutions in most layers, attention in some; dense, or with experts after the first layers. */
export const lfm2: Family = {
  name: 'lfm2',
  modelTypes: ['lfm2', 'lfm2_moe'],
  read(config, modelType) {
    const shape = groupedQueryShape(config);
    const { width, layers } = shape;
    const listed = config.perLayerKind('layer_types', layers, ['full_attention', 'conv']);
    const withExperts = modelType === 'lfm2_moe';
    if (withExperts && listed === null) config.refuse('layer_types', 'is missing.');
    const numbered = config.raw('full_attn_idxs') ?? null;
    const attending = new Set(config.integers('full_attn_idxs'));
    const attends = (index: number): boolean =>
      listed === null ? numbered === null || attending.has(index) : listed[index] === 'full_attention';
    const dense = withExperts ? config.count('num_dense_layers') : layers;
    const tied = config.flag(config.given('tie_embedding') ? 'tie_embedding' : 'tie_word_embeddings');
    return decoderOnly({
      config: config.overlaid({ tie_word_embeddings: tied }),
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        layers,
        (index) =>
          `${attends(index) ? 'attention' : 'convolution'}, ${index < dense ? 'dense' : 'experts'}` as const,
        (key) => [
          rmsNorm(width),
          ...(key.startsWith('attention') ? attention(shape) : shortConvolution(config, width)),
          rmsNorm(width),
          ...(key.endsWith('experts')
            ? mixture(config, numberedSizes)
            : withExperts
              ? gatedFeedForward(config)
              : feedForward({ width, hidden: adjustedHidden(config), gated: true, bias: false })),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};

const usualPeriod = 4;
/** Attention in every fourth layer from the third, in a window in every fourth from the fifth. */
function usualKind(index: number): string {
  if (index % usualPeriod === 2) return 'full_attention';
  return index % usualPeriod === 0 && index > 0 ? 'sliding_attention' : 'conv';
}

/** LFM3: LFM2's short convolutions, attention in a window in some layers, norms after each part, a gate for each head. */
export const lfm3: Family = {
  name: 'lfm2',
  modelTypes: ['lfm3'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, layers, heads } = shape;
    const listed = config.perLayerKind('layer_types', layers, [
      'full_attention',
      'sliding_attention',
      'conv',
    ]);
    const window = config.optionalSize('sliding_window');
    const norms = config.flag('use_sandwich_norm') ? 4 : 2;
    const gate = config.flag('use_attention_gate')
      ? [linear('attention.projections', width, heads, false)]
      : [];
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        layers,
        (index) => (listed === null ? usualKind(index) : (listed[index] ?? 'conv')),
        (kind) => [
          ...Array.from({ length: norms }, () => rmsNorm(width)),
          ...(kind === 'conv'
            ? shortConvolution(config, width)
            : [
                ...attention(
                  shape,
                  biases(config.flag('attention_bias')),
                  causalWithin(kind === 'sliding_attention' ? window : null),
                ),
                ...gate,
              ]),
          ...gatedFeedForward(config),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};
