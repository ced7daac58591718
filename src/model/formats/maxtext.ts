import type { ConfigFields } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import type { TransformerDescription } from '../families/generic/transformer';
import { biases, queryKeyValueBias } from '../sub-layers';
import type { ModelPart, TextFormat } from './format';
import { defaults } from './format';

/** The defaults of MaxText's base.yml. */
const baseDefaults = defaults({
  base_emb_dim: 2048,
  base_num_query_heads: 16,
  base_num_kv_heads: 16,
  base_mlp_dim: 7168,
  base_num_decoder_layers: 16,
  head_dim: 128,
  vocab_size: 32000,
  decoder_block: 'llama2',
  num_experts: 1,
  num_experts_per_tok: 1,
  base_moe_mlp_dim: 7168,
  first_num_dense_layers: 0,
  shared_experts: 0,
  interleave_moe_layer_step: 1,
  qk_nope_head_dim: 128,
  qk_rope_head_dim: 64,
  v_head_dim: 128,
  kv_lora_rank: 512,
  q_lora_rank: 0,
  mlp_activations: ['silu', 'linear'],
});

/** Blocks that this reading covers, with what sets them apart from Llama's. */
const blocks: Readonly<
  Record<string, { readonly norms?: 'four'; readonly learned?: true; readonly queryKeyNorm?: 'head' }>
> = {
  default: {},
  llama2: {},
  mistral: {},
  mixtral: {},
  gemma: {},
  gemma2: { norms: 'four' },
  gemma3: { norms: 'four', queryKeyNorm: 'head' },
  qwen2: {},
  qwen3: { queryKeyNorm: 'head' },
  qwen3_moe: { queryKeyNorm: 'head' },
  deepseek: {},
  gpt3: { learned: true },
  simple: {},
};

function describe(config: ConfigFields): TransformerDescription {
  const block = config.text('decoder_block') ?? 'llama2';
  const { norms = 'two', learned = false, queryKeyNorm = null } = blocks[block] ?? {};
  const width = config.size('base_emb_dim');
  const heads = config.size('base_num_query_heads');
  const headWidth = config.size('head_dim');
  const activations = config.texts('mlp_activations');
  const isLatent = config.text('attention_type') === 'mla';
  const count = config.size('num_experts');
  const moeHidden = config.given('base_moe_mlp_dim')
    ? config.size('base_moe_mlp_dim')
    : config.size('base_mlp_dim');
  const dense = config.count('first_num_dense_layers');
  const step = config.size('interleave_moe_layer_step');
  const queryRank = config.count('q_lora_rank');
  const isLearned = learned;
  return {
    width,
    layers: config.layers('base_num_decoder_layers'),
    heads,
    keyValueHeads: isLatent ? heads : config.keyValueHeads('base_num_kv_heads', heads),
    headWidth,
    attentionBias: isLearned ? biases(true) : queryKeyValueBias(config.flag('attention_bias'), false),
    latent: isLatent
      ? {
          queryRank: queryRank === 0 ? null : queryRank,
          keyValueRank: config.size('kv_lora_rank'),
          unrotatedWidth: config.size('qk_nope_head_dim'),
          rotatedWidth: config.size('qk_rope_head_dim'),
          valueWidth: config.size('v_head_dim'),
        }
      : null,
    queryKeyNorm: queryKeyNorm ?? (config.flag('use_qk_norm') ? 'head' : null),
    norm: isLearned ? 'layer' : 'rms',
    normsPerLayer: config.flag('use_post_attn_norm') && config.flag('use_post_ffw_norm') ? 'four' : norms,
    learnedPositions: isLearned ? config.size('trainable_position_size') : null,
    rotatedWidth: isLearned ? 0 : headWidth,
    hidden: config.size('base_mlp_dim'),
    gated: activations.length === 2,
    feedForwardBias: isLearned,
    experts:
      count > 1
        ? {
            count,
            used: config.expertsPerToken('num_experts_per_tok', count),
            hidden: moeHidden,
            sharedHidden: config.count('shared_experts') * moeHidden,
            routerBias: config.flag('routed_bias'),
            inLayer: (index) => index >= dense && (index + 1) % step === 0,
          }
        : null,
    vocabulary: config.size('vocab_size'),
    tied: config.flag('logits_via_embedding'),
    contextLength: config.optionalSize('max_position_embeddings') ?? config.optionalSize('max_target_length'),
  };
}

function find({ values }: ConfigDocument): ModelPart | null {
  if (!Object.hasOwn(values, 'base_emb_dim') && !Object.hasOwn(values, 'base_num_decoder_layers'))
    return null;
  const block = values['decoder_block'] ?? 'llama2';
  if (typeof block === 'string' && !Object.hasOwn(blocks, block))
    return { kind: 'unknown', name: `MaxText ${block.slice(0, 40)}`, key: 'decoder_block' };
  const architecture = `maxtext ${typeof block === 'string' ? block : ''}`.trim();
  return { kind: 'transformer', architecture, prefix: '', values, defaults: baseDefaults, describe };
}

/** MaxText's model YAML. */
export const maxtextYaml: TextFormat = {
  name: 'maxtext',
  syntax: 'yaml',
  telling: [/base_emb_dim|base_num_decoder_layers/],
  find,
};
