import type { ConfigFields, ConfigObject } from '../config-fields';
import { isObject } from '../config-fields';
import type {
  GenericExperts,
  LatentAttention,
  TransformerDescription,
} from '../families/generic/transformer';
import { queryKeyValueBias } from '../sub-layers';
import type { ConfigDocument } from '../documents/document';
import type { ModelPart, Syntax, TextFormat } from './format';
import { defaults, paddedTo } from './format';
import { said } from '../../units/message';

/** litgpt.Config's own field defaults. */
const fieldDefaults = defaults({
  block_size: 4096,
  n_layer: 16,
  n_embd: 4096,
  vocab_size: 50254,
  padding_multiple: 512,
  n_head: 32,
  norm_class_name: 'LayerNorm',
  mlp_class_name: 'GptNeoxMLP',
  bias: true,
  parallel_residual: true,
  rotary_percentage: 0.25,
  n_expert: 0,
  n_expert_per_token: 0,
});

/** Models whose published weights hold the embedding once for both ends; litgpt itself keeps two copies. */
const tiedModels =
  /gemma|falcon-|llama-3\.2-(1|3)b|qwen2\.5-(math-|coder-)?(0\.5|1\.5|3)b|qwen3-(0\.6|1\.7|4)b|smollm2|danube|phi-4-mini/i;

function latentOf(config: ConfigFields): LatentAttention | null {
  if (!config.hasSection('latent_attention')) return null;
  const { config: latent } = config.section('latent_attention');
  return {
    queryRank: latent.optionalSize('q_lora_rank'),
    keyValueRank: latent.size('kv_lora_rank'),
    unrotatedWidth: latent.size('qk_nope_head_dim'),
    rotatedWidth: latent.size('qk_rope_head_dim'),
    valueWidth: latent.size('v_head_dim'),
  };
}

function expertsOf(config: ConfigFields, hidden: number): GenericExperts | null {
  const count = config.count('n_expert');
  if (count === 0 || config.text('mlp_class_name') !== 'LLaMAMoE') return null;
  const expertHidden = config.optionalSize('moe_intermediate_size') ?? hidden;
  const dense = config.count('first_k_dense_replace');
  return {
    count,
    used: config.expertsPerToken('n_expert_per_token', count),
    hidden: expertHidden,
    sharedHidden: config.count('n_shared_expert') * expertHidden,
    inLayer: (index) => index >= dense,
  };
}

function describe(config: ConfigFields): TransformerDescription {
  const width = config.size('n_embd');
  const heads = config.size('n_head');
  const hidden = config.optionalSize('intermediate_size') ?? 4 * width;
  const headWidth = config.optionalSize('head_size') ?? config.headWidth('n_embd', 'n_head');
  const bias = config.flag('bias');
  const isShared = config.flag('parallel_residual') && config.flag('shared_attention_norm');
  const isPost = config.flag('post_attention_norm') && config.raw('norm_1') !== false;
  const vocabulary =
    config.optionalSize('padded_vocab_size') ??
    paddedTo(config.size('padding_multiple'), config.size('vocab_size'));
  const window = config.optionalSize('sliding_window_size');
  const listed = config.integers('sliding_window_indices');
  const isOutputTied = tiedModels.test(config.text('name') ?? '');
  return {
    width,
    layers: config.layers('n_layer'),
    heads,
    keyValueHeads: config.keyValueHeads('n_query_groups', heads),
    headWidth,
    attentionBias: queryKeyValueBias(bias || config.flag('attn_bias'), bias),
    latent: latentOf(config),
    queryKeyNorm: config.flag('norm_qk') ? (config.text('norm_qk_type') === 'olmo2' ? 'all' : 'head') : null,
    norm: config.text('norm_class_name') === 'RMSNorm' ? 'rms' : 'layer',
    normsPerLayer: isShared ? 'shared' : isPost ? 'four' : 'two',
    learnedPositions: null,
    rotatedWidth: Math.floor(headWidth * (config.decimal('rotary_percentage') ?? 1)),
    hidden,
    gated: config.text('mlp_class_name') !== 'GptNeoxMLP',
    feedForwardBias: bias,
    experts: expertsOf(config, hidden),
    vocabulary,
    tied: isOutputTied,
    headBias: config.flag('lm_head_bias'),
    window: (index) => (window === null || listed[index] === 0 ? null : window),
    contextLength: config.optionalSize('block_size'),
    notes: isOutputTied
      ? [
          said`The published model shares its token embedding with the output head; litgpt keeps a copy of each.`,
        ]
      : [],
  };
}

const ownKeys = [
  'padded_vocab_size',
  'mlp_class_name',
  'norm_class_name',
  'n_query_groups',
  'padding_multiple',
  'rotary_percentage',
  'parallel_residual',
];

function partAt(values: ConfigObject, prefix: string): ModelPart | null {
  if (!Object.hasOwn(values, 'n_embd') && !Object.hasOwn(values, 'n_layer')) return null;
  if (ownKeys.filter((key) => Object.hasOwn(values, key)).length < 2) return null;
  const name = typeof values['name'] === 'string' ? values['name'] : 'litgpt';
  return { kind: 'transformer', architecture: name, prefix, values, defaults: fieldDefaults, describe };
}

function find({ values }: ConfigDocument): ModelPart | null {
  const section = values['model_config'];
  return partAt(values, '') ?? (isObject(section) ? partAt(section, 'model_config.') : null);
}

/** litgpt's model_config.yaml, and its Config objects as JSON. */
const litgptIn = (syntax: Syntax): TextFormat => ({
  name: 'litgpt',
  syntax,
  telling: [/\bn_(?:embd|layer)\b/, /mlp_class_name|padded_vocab_size|norm_class_name|n_query_groups/],
  find,
});
export const litgptJson = litgptIn('json');
export const litgptYaml = litgptIn('yaml');
