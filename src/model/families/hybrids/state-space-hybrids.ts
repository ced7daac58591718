import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { causal, residual, rmsNorm } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import {
  alike,
  blocksOf,
  decoderOnly,
  gatedFeedForward,
  groupedQueryShape,
  rotaryAttention,
  twoResiduals,
} from '../decoder';
import type { Family } from '../family';
import { localSizes, mixture, numberedSizes } from './experts';
import { checkHeads, chunkedScan, selectiveScan, sizeOrAuto, timeStepRank } from './state-space';
import { said } from '../../../units/message';

/** Jamba: Mamba mixers with norms of their time step, B and C; attention without positions every n-th layer. */
export const jamba: Family = {
  name: 'jamba',
  modelTypes: ['jamba'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, layers } = shape;
    const state = config.size('mamba_d_state');
    const rank = timeStepRank(config, 'mamba_dt_rank', width);
    const [attentionPeriod, expertPeriod] = [
      config.size('attn_layer_period'),
      config.size('expert_layer_period'),
    ];
    const [attentionOffset, expertOffset] = [
      config.count('attn_layer_offset'),
      config.count('expert_layer_offset'),
    ];
    if (attentionOffset >= attentionPeriod)
      config.refuse(
        'attn_layer_offset',
        said`(${attentionOffset}) is not less than attn_layer_period (${attentionPeriod}).`,
      );
    if (expertOffset >= expertPeriod)
      config.refuse(
        'expert_layer_offset',
        said`(${expertOffset}) is not less than expert_layer_period (${expertPeriod}).`,
      );
    const withExperts = config.size('num_experts') > 1;
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        layers,
        (index) =>
          `${index % attentionPeriod === attentionOffset ? 'attention' : 'mamba'}, ${withExperts && index % expertPeriod === expertOffset ? 'experts' : 'dense'}` as const,
        (key) => [
          rmsNorm(width),
          ...(key.startsWith('attention')
            ? selfAttention({ ...shape, bias: biases(false), mask: causal })
            : [
                ...selectiveScan({
                  width,
                  inner: config.size('mamba_expand') * width,
                  state,
                  rank,
                  kernel: config.size('mamba_d_conv'),
                  bias: config.flag('mamba_proj_bias'),
                  convolutionBias: config.flag('mamba_conv_bias'),
                }),
                rmsNorm(rank),
                rmsNorm(state),
                rmsNorm(state),
              ]),
          rmsNorm(width),
          ...(key.endsWith('experts')
            ? mixture(config, { ...numberedSizes, hidden: 'intermediate_size' })
            : gatedFeedForward(config)),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};

/** The Mamba 2 mixer of Bamba, Granite and Falcon H1, of `inner` width. */
function mixer(
  config: ConfigFields,
  inner: number,
  extra: { outputBias?: boolean; norm?: boolean } = {},
): Layer[] {
  checkHeads(config, { heads: 'mamba_n_heads', groups: 'mamba_n_groups' }, inner);
  const heads = config.size('mamba_n_heads');
  const headWidth = sizeOrAuto(config, 'mamba_d_head', Math.max(1, Math.floor(inner / heads)));
  if (headWidth * heads !== inner)
    config.refuse(
      'mamba_d_head',
      said`(${headWidth}) times mamba_n_heads (${heads}) is not the inner width of the mixer (${inner}).`,
    );
  return chunkedScan({
    width: config.size('hidden_size'),
    heads,
    headWidth,
    groups: config.size('mamba_n_groups'),
    state: config.size('mamba_d_state'),
    chunk: config.size('mamba_chunk_size'),
    kernel: config.size('mamba_d_conv'),
    bias: config.flag('mamba_proj_bias'),
    convolutionBias: config.flag('mamba_conv_bias'),
    ...extra,
  });
}

const expanded = (config: ConfigFields): number => config.size('mamba_expand') * config.size('hidden_size');

/** Bamba: Mamba 2 mixers, attention in the layers listed. */
export const bamba: Family = {
  name: 'bamba',
  modelTypes: ['bamba'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, layers } = shape;
    const attending = new Set(config.integers('attn_layer_indices'));
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        layers,
        (index) => (attending.has(index) ? 'attention' : 'mamba'),
        (key) => [
          rmsNorm(width),
          ...(key === 'attention'
            ? rotaryAttention(shape, biases(config.flag('attention_bias')))
            : mixer(config, expanded(config))),
          rmsNorm(width),
          ...gatedFeedForward(config, config.flag('mlp_bias')),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};

/** Granite 4: Mamba 2 mixers and attention, experts beside a common feed-forward, or that alone. */
export const graniteHybrid: Family = {
  name: 'granite-hybrid',
  modelTypes: ['granitemoehybrid'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, layers } = shape;
    const listed = config.perLayerKind('layer_types', layers, ['full_attention', 'linear_attention']);
    const withExperts = config.count('num_local_experts') > 0;
    const hidden = config.size('shared_intermediate_size');
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        layers,
        (index) => (listed?.[index] === 'full_attention' ? 'attention' : 'mamba'),
        (key) => [
          rmsNorm(width),
          ...(key === 'attention'
            ? rotaryAttention(shape, biases(config.flag('attention_bias')))
            : mixer(config, expanded(config))),
          rmsNorm(width),
          ...(withExperts ? mixture(config, localSizes) : []),
          ...feedForward({ width, hidden, gated: true, bias: false }),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};

/** Falcon H1: attention and a Mamba 2 mixer side by side in every layer. */
export const falconH1: Family = {
  name: 'falcon-h1',
  modelTypes: ['falcon_h1'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, layers } = shape;
    const inner = config.optionalSize('mamba_d_ssm') ?? expanded(config);
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: alike(layers, [
        rmsNorm(width),
        ...rotaryAttention(shape, biases(config.flag('attention_bias'))),
        ...mixer(config, inner, {
          outputBias: config.flag('projectors_bias'),
          norm: config.flag('mamba_rms_norm'),
        }),
        rmsNorm(width),
        ...gatedFeedForward(config, config.flag('mlp_bias')),
        residual(width, 3),
      ]),
      beforeHead: [rmsNorm(width)],
    });
  },
};
