import type { ConfigFields } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { emptyObject } from '../documents/document';
import type { NormKind, TransformerDescription } from '../families/generic/transformer';
import { biases } from '../sub-layers';
import type { ModelPart, TextFormat } from './format';
import { defaults, has, llamaHidden, paddedTo } from './format';
import { tokenizerEntries } from './tokenizers';

/** GPT-NeoX's argument defaults (megatron/neox_arguments/neox_args.py). */
const argumentDefaults = defaults({
  make_vocab_size_divisible_by: 128,
  norm: 'layernorm',
  pos_emb: 'learned',
  activation: 'gelu',
  model_parallel_size: 1,
  tokenizer_type: 'GPT2BPETokenizer',
  rotary_pct: 1,
  moe_top_k: 1,
});

const norms: Readonly<Record<string, NormKind>> = {
  layernorm: 'layer',
  rmsnorm: 'rms',
  te_rmsnorm: 'rms',
  te_layernorm: 'layer',
  non_parametric_layernorm: 'withoutParameters',
};

function vocabularyOf(config: ConfigFields): number | null {
  const entries =
    config.optionalSize('vocab_size') ??
    tokenizerEntries(config.raw('vocab_file'), config.raw('tokenizer_type')) ??
    (config.text('tokenizer_type') === 'HFTokenizer' ? 50277 : null);
  if (entries === null) return null;
  const parallel = Math.max(1, config.count('model_parallel_size'));
  return paddedTo(config.size('make_vocab_size_divisible_by') * parallel, entries);
}

function describe(config: ConfigFields): TransformerDescription {
  const width = config.size('hidden_size');
  const heads = config.size('num_attention_heads');
  const headWidth = config.headWidth('hidden_size', 'num_attention_heads');
  const activation = config.text('activation') ?? 'gelu';
  const gated = activation.endsWith('glu') || config.raw('mlp_type') === 'llama';
  const normName = config.text('norm') ?? 'layernorm';
  const usual = gated ? llamaHidden(width, 256) : 4 * width;
  const written = config.optionalSize('intermediate_size');
  const count = config.count('moe_num_experts');
  const hasBias = !(config.raw('use_bias_in_mlp') === false || gated);
  const attentionBias = config.raw('use_bias_in_attn_linear') !== false;
  const isRotary = config.text('pos_emb') === 'rotary';
  const hidden = written ?? usual;
  const frequency = Math.max(1, config.count('expert_interval') || 1);
  return {
    width,
    layers: config.layers('num_layers'),
    heads,
    keyValueHeads: config.keyValueHeads('num_kv_heads', heads),
    headWidth,
    attentionBias: biases(attentionBias),
    queryKeyNorm: config.flag('use_qk_layernorm') ? 'head' : null,
    norm: norms[normName] ?? 'layer',
    normsPerLayer: config.flag('gpt_j_residual') && config.flag('gpt_j_tied') ? 'shared' : 'two',
    learnedPositions: config.text('pos_emb') === 'learned' ? config.size('max_position_embeddings') : null,
    rotatedWidth: isRotary ? Math.floor(headWidth * (config.decimal('rotary_pct') ?? 1)) : 0,
    hidden,
    gated,
    feedForwardBias: hasBias,
    experts:
      count > 1
        ? {
            count,
            used: config.expertsPerToken('moe_top_k', count),
            hidden: written ?? hidden,
            sharedHidden: 0,
            inLayer: (index) => index % frequency === 0,
          }
        : null,
    vocabulary: vocabularyOf(config),
    tied: !config.flag('no_weight_tying'),
    contextLength: config.optionalSize('max_position_embeddings') ?? config.optionalSize('seq_length'),
  };
}

function find({ values }: ConfigDocument): ModelPart | null {
  const found = emptyObject();
  const spelling = new Map<string, string>();
  for (const [key, value] of Object.entries(values)) {
    const name = key.replaceAll('-', '_');
    found[name] = value;
    spelling.set(name, key);
  }
  if (!has(found, 'num_layers', 'hidden_size', 'num_attention_heads')) return null;
  const own = [
    'pos_emb',
    'pipe_parallel_size',
    'gpt_j_residual',
    'no_weight_tying',
    'scaled_upper_triang_masked_softmax_fusion',
  ];
  if (!own.some((key) => Object.hasOwn(found, key))) return null;
  const kinds = JSON.stringify(found['attention_config'] ?? '');
  if (/mamba|rwkv/.test(kinds))
    return { kind: 'unknown', name: 'gpt-neox with state-space layers', key: 'attention_config' };
  return {
    kind: 'transformer',
    architecture: 'gpt-neox',
    prefix: '',
    values: found,
    defaults: argumentDefaults,
    describe,
    spelling: (name) => spelling.get(name) ?? name,
  };
}

/** GPT-NeoX's YAML, with dashes or underscores in its keys. */
export const gptNeoxYaml: TextFormat = {
  name: 'gpt-neox',
  syntax: 'yaml',
  isBraced: true,
  telling: [
    /num[-_]layers/,
    /hidden[-_]size/,
    /num[-_]attention[-_]heads/,
    /pos[-_]emb|pipe[-_]parallel|gpt[-_]j|weight[-_]tying|scaled[-_]upper/,
  ],
  find,
};
