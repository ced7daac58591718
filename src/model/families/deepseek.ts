import type { ConfigFields } from '../config-fields';
import type { Layer } from '../layers';
import { causal, linear, rmsNorm, rotary } from '../layers';
import { feedForward, routedExperts } from '../sub-layers';
import { blocksOf, decoderOnly, gatedFeedForward, twoResiduals } from './decoder';
import type { Family } from './family';
import { said } from '../../units/message';

/** Multi-head latent attention: queries, keys and values through low-rank latents; a rotary part shared by all heads. */
export function latentAttention(config: ConfigFields, valueWidth = config.size('v_head_dim')): Layer[] {
  const component = 'attention.projections';
  const width = config.size('hidden_size');
  const heads = config.size('num_attention_heads');
  const keyValueHeads = config.given('num_key_value_heads')
    ? config.optionalSize('num_key_value_heads')
    : null;
  // The library repeats keys so often as heads go by this number, rounded down: once is as good as not.
  if (keyValueHeads !== null && Math.floor(heads / keyValueHeads) !== 1 && config.problems.length === 0)
    config.refuse(
      'num_key_value_heads',
      said`(${keyValueHeads}) must be the number of attention heads (${heads}): each has keys of its own.`,
    );
  const rotated = config.size('qk_rope_head_dim');
  const queryKeyWidth = config.size('qk_nope_head_dim') + rotated;
  const queryRank = config.optionalSize('q_lora_rank');
  const rank = config.size('kv_lora_rank');
  const bias = config.flag('attention_bias');
  return [
    ...(queryRank === null
      ? [linear(component, width, heads * queryKeyWidth, false)]
      : [
          linear(component, width, queryRank, bias),
          rmsNorm(queryRank),
          linear(component, queryRank, heads * queryKeyWidth, false),
        ]),
    linear(component, width, rank + rotated, bias),
    rmsNorm(rank),
    linear(component, rank, heads * (config.size('qk_nope_head_dim') + valueWidth), false),
    rotary(heads, 1, rotated),
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth,
      valueWidth,
      keys: 'sequence',
      mask: causal,
      cachedPerToken: rank + rotated,
    },
    linear(component, heads * valueWidth, width, bias),
  ];
}

/** Routed experts, and shared ones as a single feed-forward of their common width. */
function experts(config: ConfigFields, sharedBias: boolean): Layer[] {
  const width = config.size('hidden_size');
  const hidden = config.size('moe_intermediate_size');
  const count = config.size('n_routed_experts');
  const shared = config.count('n_shared_experts');
  return [
    ...routedExperts({
      width,
      hidden,
      count,
      used: config.expertsPerToken('num_experts_per_tok', count),
      gated: true,
      bias: false,
      routerBias: false,
    }),
    ...(shared > 0
      ? feedForward({ width, hidden: hidden * shared, gated: true, bias: sharedBias }, 'experts')
      : []),
  ];
}

/** DeepSeek V2 and V3 (and R1), Mistral 4 and Sarvam's larger model: latent attention, the first layers dense, the others with experts. */
export const deepseek: Family = {
  name: 'deepseek',
  modelTypes: ['deepseek_v2', 'deepseek_v3', 'sarvam_mla', 'mistral4'],
  read(config, modelType) {
    const width = config.size('hidden_size');
    const bias = modelType === 'deepseek_v2' && config.flag('mlp_bias');
    const dense = config.count('first_k_dense_replace');
    const predicted = config.count('num_nextn_predict_layers');
    const named = config.raw('num_nextn_predict_layers') !== undefined && predicted > 0;
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        config.layers('num_hidden_layers'),
        (index) => (index < dense ? 'dense' : 'experts'),
        (key) => [
          rmsNorm(width),
          ...latentAttention(config),
          rmsNorm(width),
          ...(key === 'dense' ? gatedFeedForward(config, bias) : experts(config, bias)),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
      notes: named
        ? [
            said`The multi-token-prediction layers are in the checkpoint, not in the model class: they are not counted.`,
          ]
        : [],
    });
  },
};
