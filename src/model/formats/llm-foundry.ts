import type { ConfigFields, ConfigObject } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { handedOn, trainingFileIn } from '../documents/job-file';
import { isObject } from '../config-fields';
import type { GenericExperts, NormKind, TransformerDescription } from '../families/generic/transformer';
import { biases } from '../sub-layers';
import { findKnownModel } from '../known-models';
import type { ModelPart, TextFormat } from './format';
import { defaults } from './format';
import { said } from '../../units/message';

/** MPTConfig's defaults (llmfoundry/models/mpt). */
const mptDefaults = defaults({
  d_model: 2048,
  n_heads: 16,
  n_layers: 24,
  expansion_ratio: 4,
  max_seq_len: 2048,
  vocab_size: 50368,
  norm_type: 'low_precision_layernorm',
  learned_pos_emb: true,
  tie_word_embeddings: true,
});

function normOf(name: string, hasBias: boolean): NormKind {
  if (name.includes('rms')) return 'rms';
  return hasBias ? 'layer' : 'layerWithoutBias';
}

function expertsOf(config: ConfigFields, hidden: number): GenericExperts | null {
  if (!config.hasSection('ffn_config')) return null;
  const { config: ffn } = config.section('ffn_config');
  const count = ffn.count('moe_num_experts');
  if (count < 2) return null;
  const used = ffn.optionalSize('moe_top_k') ?? 1;
  const written = ffn.optionalSize('ffn_hidden_size');
  return {
    count,
    used: Math.min(used, count),
    hidden: written ?? hidden,
    sharedHidden: 0,
    inLayer: () => true,
  };
}

function describe(config: ConfigFields): TransformerDescription {
  const width = config.size('d_model');
  const heads = config.size('n_heads');
  const headWidth = config.headWidth('d_model', 'n_heads');
  const hasBias = !config.flag('no_bias');
  const attention = config.section('attn_config').config;
  const feedForward = config.section('ffn_config').config;
  const type = attention.text('attn_type') ?? 'multihead_attention';
  const keyValueHeads = type === 'multiquery_attention' ? 1 : attention.keyValueHeads('kv_n_heads', heads);
  const isRotary = attention.flag('rope');
  const isAlibi = attention.flag('alibi');
  const hidden =
    feedForward.optionalSize('ffn_hidden_size') ??
    Math.max(1, Math.floor((config.decimal('expansion_ratio') ?? 4) * width));
  const gated = (feedForward.text('ffn_type') ?? '').includes('glu');
  const learns = config.flag('learned_pos_emb') && !isAlibi && !isRotary;
  return {
    width,
    layers: config.layers('n_layers'),
    heads,
    keyValueHeads,
    headWidth,
    attentionBias: biases(hasBias),
    queryKeyNorm: attention.flag('qk_ln') ? 'all' : attention.flag('qk_gn') ? 'head' : null,
    norm: normOf(config.text('norm_type') ?? '', hasBias),
    learnedPositions: learns ? config.size('max_seq_len') : null,
    rotatedWidth: isRotary ? headWidth : 0,
    hidden,
    gated,
    feedForwardBias: hasBias,
    experts: expertsOf(config, hidden),
    vocabulary: config.size('vocab_size'),
    tied: config.flag('tie_word_embeddings'),
    contextLength: config.optionalSize('max_seq_len'),
  };
}

/** A model by its name in the library, with some of its values overridden. */
function namedModel(model: ConfigObject, name: string, prefix: string): ModelPart {
  const search = findKnownModel(name);
  const key = `${prefix}pretrained_model_name_or_path`;
  if (search.kind !== 'known') return { kind: 'unknown', name, key };
  const overrides = isObject(model['config_overrides']) ? model['config_overrides'] : {};
  const ownKeys = Object.fromEntries(
    Object.keys(overrides).map((override) => [override, `config_overrides.${override}`]),
  );
  return {
    kind: 'library',
    modelType: search.model.modelType,
    prefix,
    values: { ...search.model.values, ...overrides },
    ownKeys,
    notes: [said`The sizes are those published for ${search.model.name}.`],
  };
}

function find({ values }: ConfigDocument): ModelPart | null {
  const within = trainingFileIn(values);
  const prefix = within === null ? 'model.' : `${handedOn}.model.`;
  const model = (within ?? values)['model'];
  if (!isObject(model)) return null;
  const kind = model['name'];
  const pretrained = model['pretrained_model_name_or_path'];
  if (typeof pretrained === 'string' && typeof kind === 'string' && kind.startsWith('hf_'))
    return namedModel(model, pretrained, prefix);
  if (
    kind !== 'mpt_causal_lm' &&
    !(Object.hasOwn(model, 'd_model') && Object.hasOwn(model, 'expansion_ratio'))
  )
    return null;
  return {
    kind: 'transformer',
    architecture: 'mpt',
    prefix,
    values: model,
    defaults: mptDefaults,
    describe,
  };
}

/** llm-foundry's training YAML. */
export const llmFoundry: TextFormat = {
  name: 'llm-foundry',
  syntax: 'yaml',
  telling: [/^\s*model:/m, /mpt_causal_lm|hf_causal_lm|hf_prefix_lm|hf_t5|expansion_ratio/],
  find,
};
