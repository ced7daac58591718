import type { ConfigObject, ConfigValue } from '../config-fields';
import { ConfigFields } from '../config-fields';
import { vocabularyNotKnown } from '../families/generic/transformer';
import { said, type Message } from '../../units/message';
import { approximatedBy, type ModelPart } from './format';
import { argumentDefaults, vocabularyOf } from './megatron-description';
import { isSet, isUnresolved } from './megatron-gaps';

/** Arguments that hold a letter for each layer, the newer name first. */
export const patternKeys = ['hybrid_layer_pattern', 'hybrid_override_pattern'] as const;

/** Megatron-LM's own sizes of Mamba (megatron/core/transformer/transformer_config.py), and twice the width inside. */
const usual = { state: 128, headWidth: 64, groups: 8, expansion: 2 };
const usualExperts = 2;

const gatedAsPlain = said`Gated feed-forwards are counted as plain ones of as many parameters.`;
const normsAsRms = said`Norms are counted as RMSNorm.`;
const biasesLeftOut = said`Biases of attention are not counted.`;
const positionsLeftOut = said`A table of positions is not counted.`;
const laterTokensLeftOut = said`Layers that predict later tokens are not counted.`;

/**
 * Megatron-LM's hybrids of Mamba 2, attention, feed-forwards and experts, a letter for each layer (`--hybrid-layer-pattern M-M*-`), as the
 * library's Nemotron H, which is built of the same layers. Null where there is no pattern. `values` are plain names.
 */
export function hybridPart(
  values: ConfigObject,
  prefix: string,
  spellingOf: (name: string) => string,
): ModelPart | null {
  const patternKey = patternKeys.find((each) => typeof values[each] === 'string');
  const written = patternKey === undefined ? null : values[patternKey];
  if (patternKey === undefined || typeof written !== 'string') return null;
  const unknown = (name: string): ModelPart => ({
    kind: 'unknown',
    name: `Megatron-LM hybrid model${name}`,
    key: prefix + spellingOf(patternKey),
  });
  // Pipeline stages are cut by bars; what is behind a slash predicts later tokens.
  const [layers = ''] = written.replaceAll('|', '').split('/');
  const sizes = ['hidden_size', 'num_attention_heads', 'ffn_hidden_size', 'mamba_num_heads', 'num_experts'];
  if (isUnresolved(written) || sizes.some((size) => isUnresolved(values[size])))
    return unknown(', by sizes that are given when it is run');
  if (!/^[M*E-]+$/.test(layers)) return unknown(' with other layers');
  if (!isSet(values['untie_embeddings_and_output_weights'])) return unknown(' with a tied output');
  const numberOf = (name: string): number | null =>
    typeof values[name] === 'number' && values[name] > 0 ? values[name] : null;
  const width = numberOf('hidden_size');
  const heads = numberOf('num_attention_heads');
  if (width === null || heads === null) return null;
  const hidden = numberOf('ffn_hidden_size') ?? 4 * width;
  const headWidth = numberOf('mamba_head_dim') ?? usual.headWidth;
  const hasExperts = layers.includes('E');
  const shared = numberOf('moe_shared_expert_intermediate_size');
  if (hasExperts && shared === null) return unknown(' without a shared expert');
  if (hasExperts && numberOf('num_experts') === null) return unknown(' without a number of experts');
  const stated = numberOf('num_layers');
  if (stated !== null && stated !== layers.length)
    return unknown(` of ${stated} layers by a pattern of ${layers.length}`);
  const isGated = isSet(values['swiglu']) && /[E-]/.test(layers);
  // Three matrices as wide as two that are half as wide again.
  const plain = (own: number): number => (isGated ? 1.5 * own : own);
  const vocabulary = vocabularyOf(new ConfigFields(values, argumentDefaults), true);
  const given: Readonly<Record<string, readonly [ConfigValue, string]>> = {
    hybrid_override_pattern: [layers, patternKey],
    hidden_size: [width, 'hidden_size'],
    num_attention_heads: [heads, 'num_attention_heads'],
    num_key_value_heads: [
      isSet(values['group_query_attention']) ? (numberOf('num_query_groups') ?? 1) : heads,
      'num_query_groups',
    ],
    head_dim: [numberOf('kv_channels') ?? width / heads, 'kv_channels'],
    intermediate_size: [plain(hidden), 'ffn_hidden_size'],
    mamba_num_heads: [
      numberOf('mamba_num_heads') ?? Math.floor((usual.expansion * width) / headWidth),
      'mamba_num_heads',
    ],
    mamba_head_dim: [headWidth, 'mamba_head_dim'],
    n_groups: [numberOf('mamba_num_groups') ?? usual.groups, 'mamba_num_groups'],
    ssm_state_size: [numberOf('mamba_state_dim') ?? usual.state, 'mamba_state_dim'],
    mlp_bias: [!isSet(values['disable_bias_linear']), 'disable_bias_linear'],
    use_bias: [false, 'disable_bias_linear'],
    vocab_size: [vocabulary ?? 1, 'vocab_size'],
    max_position_embeddings: [numberOf('max_position_embeddings'), 'max_position_embeddings'],
    ...(hasExperts
      ? {
          n_routed_experts: [values['num_experts'] ?? null, 'num_experts'],
          num_experts_per_tok: [numberOf('moe_router_topk') ?? usualExperts, 'moe_router_topk'],
          moe_intermediate_size: [plain(numberOf('moe_ffn_hidden_size') ?? hidden), 'moe_ffn_hidden_size'],
          moe_shared_expert_intermediate_size: [
            plain(shared ?? hidden),
            'moe_shared_expert_intermediate_size',
          ],
          moe_latent_size: [numberOf('moe_latent_size'), 'moe_latent_size'],
        }
      : {}),
  };
  const { normalization: norm, position_embedding_type: positions } = values;
  const hasTable =
    positions === 'learned_absolute' ||
    (positions === undefined &&
      !['use_rotary_position_embeddings', 'no_position_embedding'].some((name) => isSet(values[name])));
  const doubts: Message[] = [
    ...(vocabulary === null ? [vocabularyNotKnown] : []),
    ...(isGated ? [gatedAsPlain] : []),
    ...(typeof norm === 'string' && /^rmsnorm$/i.test(norm) ? [] : [normsAsRms]),
    ...(isSet(values['disable_bias_linear']) || !layers.includes('*') ? [] : [biasesLeftOut]),
    ...(hasTable ? [positionsLeftOut] : []),
    ...(written.includes('/') ? [laterTokensLeftOut] : []),
  ];
  const entries = Object.entries(given).filter(([, [value]]) => value !== null);
  return {
    kind: 'library',
    modelType: 'nemotron_h',
    prefix,
    values: Object.fromEntries(entries.map(([name, [value]]) => [name, value])),
    ownKeys: Object.fromEntries(entries.map(([name, [, own]]) => [name, spellingOf(own)])),
    ...approximatedBy(doubts),
  };
}
