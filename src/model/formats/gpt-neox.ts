import type { ConfigFields } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { emptyObject } from '../documents/document';
import { normOf, type NormKind, type TransformerDescription } from '../families/generic/transformer';
import { table } from '../layers';
import { biases } from '../sub-layers';
import { said } from '../../units/message';
import type { ModelPart, TextFormat } from './format';
import { approximatedBy, defaults, has, llamaHidden, paddedTo } from './format';
import { isOtherMixer, layerKinds, otherLayer } from './gpt-neox-mixers';
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
  mlp_multiple_of: 1,
  rpe_num_buckets: 32,
});

const norms: Readonly<Record<string, NormKind>> = {
  layernorm: 'layer',
  rmsnorm: 'rms',
  te_rmsnorm: 'rms',
  te_layernorm: 'layer',
  non_parametric_layernorm: 'withoutParameters',
};

/** Configurations are joined: the vocabulary's file often stands in another. */
const namesTokenizer = (config: ConfigFields): boolean =>
  ['vocab_size', 'vocab_file', 'merge_file'].some((key) => config.raw(key) !== undefined) ||
  config.text('tokenizer_type') !== argumentDefaults.values['tokenizer_type'];

function vocabularyOf(config: ConfigFields): number | null {
  const entries =
    config.optionalSize('vocab_size') ??
    tokenizerEntries(config.raw('vocab_file'), config.raw('tokenizer_type')) ??
    (config.text('tokenizer_type') === 'HFTokenizer' ? 50277 : null);
  if (entries === null) return null;
  const parallel = Math.max(1, config.count('model_parallel_size'));
  return paddedTo(config.size('make_vocab_size_divisible_by') * parallel, entries);
}

/**
 * The feed-forward's inner width. A gated one keeps two thirds of what is written, in multiples (ParallelMLP of
 * megatron/model/transformer.py). Versions before that, and their `mlp_type: llama`, took what was written as it is; so do
 * numbers whose two projections wouldn't fit one another after it.
 */
function hiddenOf(config: ConfigFields, width: number, gated: boolean): number {
  const written = config.optionalSize('intermediate_size');
  const factor = config.decimal('expansion_factor');
  if (config.raw('mlp_type') === 'llama') return written ?? llamaHidden(width, 256);
  if (config.raw('mlp_type') === 'gated')
    return written ?? llamaHidden(width, config.size('mlp_multiple_of'));
  const wanted = written ?? (factor === null ? 4 * width : Math.max(1, Math.floor(factor * width)));
  const multiple = config.size('mlp_multiple_of');
  if (!gated) return paddedTo(2 * multiple, wanted);
  const kept = Math.floor((2 * wanted) / 3);
  const both = paddedTo(2 * multiple, kept);
  const inner = paddedTo(multiple, Math.floor(kept / 2));
  return both === 2 * inner ? inner : wanted;
}

const gatedActivations = ['geglu', 'reglu', 'bilinear', 'swiglu', 'glu'];

function describe(config: ConfigFields): TransformerDescription {
  const width = config.size('hidden_size');
  const heads = config.size('num_attention_heads');
  const activation = config.text('activation') ?? 'gelu';
  const isLlamaKind = config.raw('mlp_type') === 'llama';
  const gated = gatedActivations.includes(activation) || isLlamaKind || config.raw('mlp_type') === 'gated';
  const normName = config.text('norm') ?? 'layernorm';
  const named = norms[normName] ?? 'layer';
  const norm = named === 'layer' && config.raw('use_bias_in_norms') === false ? 'layerWithoutBias' : named;
  const count = config.count('moe_num_experts');
  const hasBias = config.raw('use_bias_in_mlp') !== false && !isLlamaKind;
  const attentionBias = config.raw('use_bias_in_attn_linear') !== false;
  const positions = config.text('pos_emb');
  const isRotary = positions === 'rotary';
  const hidden = hiddenOf(config, width, gated);
  const layers = config.layers('num_layers');
  const kinds = layerKinds(config.raw('attention_config'), layers);
  // Heads say nothing where no layer attends: Mamba's files have numbers that don't divide the width.
  const attends = kinds.length < layers || !kinds.every(isOtherMixer);
  const headWidth = attends ? config.headWidth('hidden_size', 'num_attention_heads') : 1;
  const window = config.optionalSize('sliding_window_width');
  const frequency = Math.max(1, config.count('moe_expert_interval') || config.count('expert_interval') || 1);
  return {
    width,
    layers,
    heads,
    keyValueHeads: config.keyValueHeads('num_kv_heads', heads),
    headWidth,
    attentionBias: biases(attentionBias),
    // With `qk_norm` each head has scales of its own.
    queryKeyNorm: config.flag('use_qk_layernorm') ? 'head' : config.flag('qk_norm') ? 'all' : null,
    ...(named === 'layer' && config.raw('use_bias_in_qk_norm') === false
      ? { queryKeyNormKind: 'layerWithoutBias' as const }
      : {}),
    norm,
    normsPerLayer: config.flag('gpt_j_residual') && config.flag('gpt_j_tied') ? 'shared' : 'two',
    learnedPositions: positions === 'learned' ? config.size('max_position_embeddings') : null,
    rotatedWidth: isRotary ? Math.floor(headWidth * (config.decimal('rotary_pct') ?? 1)) : 0,
    hidden,
    gated,
    feedForwardBias: hasBias,
    experts:
      count > 1
        ? {
            count,
            used: config.expertsPerToken('moe_top_k', count),
            hidden: config.optionalSize('intermediate_size') ?? hidden,
            sharedHidden: 0,
            inLayer: (index) => index % frequency === 0,
          }
        : null,
    ...(positions === 'rpe'
      ? { otherEmbeddings: [table('position', config.size('rpe_num_buckets'), heads)] }
      : {}),
    ...(window === null ? {} : { window: (index) => (kinds[index] === 'flash' ? window : null) }),
    otherLayer: (index) => otherLayer(kinds[index] ?? 'global', config, width, (size) => normOf(norm, size)),
    vocabulary: vocabularyOf(config),
    tied: !config.flag('no_weight_tying'),
    contextLength: config.optionalSize('max_position_embeddings') ?? config.optionalSize('seq_length'),
    notes: namesTokenizer(config)
      ? []
      : [said`The tokenizer is not named here: GPT-2's, GPT-NeoX's default, is assumed.`],
  };
}

/** Arguments that no release of EleutherAI's GPT-NeoX has, but others' versions of it do. */
const keysOfForks = ['attention_head_type', 'qk_norm', 'use_bias_in_qk_norm'] as const;

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
  const foreign = keysOfForks.filter((key) => Object.hasOwn(found, key));
  return {
    kind: 'transformer',
    ...approximatedBy(
      foreign.length === 0 && found['mlp_type'] !== 'gated'
        ? []
        : [said`Arguments of another version of GPT-NeoX: layers that it alone has may be missing.`],
    ),
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
