import { familyOf } from '../families/catalogue';
import type { ConfigFields, ConfigObject } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { isObject } from '../config-fields';
import { defaultsOf } from '../library-defaults';
import type {
  GenericExperts,
  LatentAttention,
  TransformerDescription,
} from '../families/generic/transformer';
import { biases } from '../sub-layers';
import {
  furtherKeysOf,
  onFurtherKeys,
  withFurtherKeys,
  type FurtherKeys,
  type UsualKeys,
} from './further-keys';
import type { ModelPart, TextFormat } from './format';
import { approximatedBy, defaults, has, llamaHidden, paddedTo, renamed } from './format';
import { said } from '../../units/message';

/** ModelArgs of Meta's llama and of DeepSeek's inference code: what their classes take where params.json is silent. */
const metaDefaults = defaults({ multiple_of: 256 });
const deepseekDefaults = defaults({
  vocab_size: 102400,
  dim: 2048,
  inter_dim: 10944,
  moe_inter_dim: 1408,
  n_layers: 27,
  n_dense_layers: 1,
  n_heads: 16,
  n_routed_experts: 64,
  n_shared_experts: 2,
  n_activated_experts: 6,
  q_lora_rank: 0,
  kv_lora_rank: 512,
  qk_nope_head_dim: 128,
  qk_rope_head_dim: 64,
  v_head_dim: 128,
});

function usualHidden(config: ConfigFields, width: number): number {
  const gated = llamaHidden(width, config.size('multiple_of'), config.decimal('ffn_dim_multiplier') ?? 1);
  // Arcee's plain feed-forward is as wide as the gate and the value of a gated one together.
  return config.raw('mlp_structure') === '2_projection' ? 2 * gated : gated;
}

function metaExperts(config: ConfigFields, hidden: number): GenericExperts | null {
  if (!config.hasSection('moe')) return null;
  const { config: moe } = config.section('moe');
  const count = moe.size('num_experts');
  const used = moe.optionalSize('num_experts_per_tok') ?? 2;
  return { count, used: Math.min(used, count), hidden, sharedHidden: 0, inLayer: () => true };
}

/** Llama 1 and 2 leave -1 for what the tokenizer says: 32,000. */
function metaVocabulary(config: ConfigFields): number {
  const written = config.raw('vocab_size');
  return written === -1 || written === undefined ? 32000 : config.size('vocab_size');
}

/** The two Llama 3.2 text models share their embedding with the output head; their params.json does not say so. */
const isLlama32 = (width: number, layers: number, vocabulary: number): boolean =>
  vocabulary === 128256 && ((width === 2048 && layers === 16) || (width === 3072 && layers === 28));

const metaKeys = new Set([
  'dim',
  'n_layers',
  'n_heads',
  'n_kv_heads',
  'vocab_size',
  'multiple_of',
  'ffn_dim_multiplier',
  'hidden_dim',
  'head_dim',
  'tied_embeddings',
  'use_qk_norm',
  'mlp_structure',
  'sliding_window',
  'max_seq_len',
  'max_position_embeddings',
  'moe',
  'vision_encoder',
  'vision_chunk_size',
]);

function describeMeta(config: ConfigFields): TransformerDescription {
  const width = config.size('dim');
  const heads = config.size('n_heads');
  const layers = config.layers('n_layers');
  const hidden = config.optionalSize('hidden_dim') ?? usualHidden(config, width);
  const headWidth = config.optionalSize('head_dim') ?? config.headWidth('dim', 'n_heads');
  const vocabulary = metaVocabulary(config);
  const window = config.optionalSize('sliding_window');
  const hasVision = config.hasSection('vision_encoder') || config.given('vision_chunk_size');
  return {
    width,
    layers,
    heads,
    keyValueHeads: config.keyValueHeads('n_kv_heads', heads),
    headWidth,
    attentionBias: biases(false),
    norm: 'rms',
    queryKeyNorm: config.flag('use_qk_norm') ? 'head' : null,
    learnedPositions: null,
    rotatedWidth: headWidth,
    hidden,
    gated: config.raw('mlp_structure') !== '2_projection',
    feedForwardBias: false,
    experts: metaExperts(config, hidden),
    vocabulary,
    tied: config.flag('tied_embeddings') || isLlama32(width, layers, vocabulary),
    window: () => window,
    contextLength: config.optionalSize('max_seq_len') ?? config.optionalSize('max_position_embeddings'),
    notes: hasVision ? [said`The vision encoder is not counted: the language model alone.`] : [],
  };
}

function latentOf(config: ConfigFields): LatentAttention {
  const queryRank = config.count('q_lora_rank');
  return {
    queryRank: queryRank === 0 ? null : queryRank,
    keyValueRank: config.size('kv_lora_rank'),
    unrotatedWidth: config.size('qk_nope_head_dim'),
    rotatedWidth: config.size('qk_rope_head_dim'),
    valueWidth: config.size('v_head_dim'),
  };
}

function describeDeepseek(config: ConfigFields): TransformerDescription {
  const heads = config.size('n_heads');
  const dense = config.count('n_dense_layers');
  const count = config.size('n_routed_experts');
  const hidden = config.size('moe_inter_dim');
  return {
    width: config.size('dim'),
    layers: config.layers('n_layers'),
    heads,
    keyValueHeads: heads,
    headWidth: config.size('v_head_dim'),
    attentionBias: biases(false),
    latent: latentOf(config),
    norm: 'rms',
    learnedPositions: null,
    rotatedWidth: 0,
    hidden: config.size('inter_dim'),
    gated: true,
    feedForwardBias: false,
    experts: {
      count,
      used: config.expertsPerToken('n_activated_experts', count),
      hidden,
      sharedHidden: config.count('n_shared_experts') * hidden,
      inLayer: (index) => index >= dense,
    },
    vocabulary: config.size('vocab_size'),
    tied: false,
    contextLength: config.optionalSize('max_seq_len'),
  };
}

/**
 * Whether a type of the library has these keys itself, as DistilBERT does. Of the others' files they are Meta's: read as
 * the library's, every size would be the type's default.
 */
function readsTheseSizes(modelType: string): boolean {
  if (familyOf(modelType) === undefined) return false;
  const own = defaultsOf(modelType);
  return own === undefined || has(own.values, 'dim');
}

function find({ values }: ConfigDocument): ModelPart | null {
  if (!has(values, 'dim', 'n_layers', 'n_heads')) return null;
  // The library's own classes with these keys.
  if (has(values, 'architectures') || has(values, 'activation')) return null;
  const { model_type: modelType } = values;
  if (typeof modelType === 'string' && readsTheseSizes(modelType)) return null;
  if (has(values, 'kv_lora_rank')) {
    return {
      kind: 'transformer',
      architecture: 'deepseek (inference code)',
      prefix: '',
      values,
      defaults: deepseekDefaults,
      describe: describeDeepseek,
    };
  }
  const moe = values['moe_args'];
  if (isObject(moe)) return { kind: 'unknown', name: 'Llama 4 (params.json)', key: 'moe_args' };
  if (has(values, 'vision_num_layers') || has(values, 'vision_max_num_chunks'))
    return { kind: 'unknown', name: 'Llama 3.2 vision (params.json)', key: 'dim' };
  return {
    kind: 'transformer',
    architecture: has(values, 'hidden_dim') ? 'mistral (params.json)' : 'llama (params.json)',
    prefix: '',
    values,
    defaults: metaDefaults,
    describe: describeMeta,
  };
}

/** What mistral-inference takes for its Mamba 2 (mamba_ssm's own sizes of state, head and expansion). */
const mambaState = 128;
const mambaHead = 64;
const mambaExpansion = 2;

function findMamba({ values }: ConfigDocument): ModelPart | null {
  if (values['model_type'] !== 'mamba' || !has(values, 'dim', 'n_layers', 'n_groups')) return null;
  const named = renamed(values, {
    dim: 'hidden_size',
    n_layers: 'num_hidden_layers',
    n_groups: 'n_groups',
    tie_embeddings: 'tie_word_embeddings',
  });
  const { dim, vocab_size: vocabulary, pad_vocab_size_multiple: multiple } = values;
  return {
    kind: 'library',
    modelType: 'mamba2',
    prefix: '',
    values: {
      ...named.values,
      vocab_size:
        typeof vocabulary === 'number'
          ? paddedTo(typeof multiple === 'number' ? multiple : 1, vocabulary)
          : (vocabulary ?? null),
      state_size: mambaState,
      head_dim: mambaHead,
      expand: mambaExpansion,
      num_heads: typeof dim === 'number' ? (mambaExpansion * dim) / mambaHead : 1,
    },
    ownKeys: named.ownKeys,
  };
}

/** params.json of Mistral's Mamba 2 models, whose type is not the library's of that name. */
export const mambaParams: TextFormat = {
  name: 'params.json',
  syntax: 'json',
  telling: [/"dim"\s*:/, /"n_layers"\s*:/, /"n_groups"\s*:/],
  find: findMamba,
};

const saysNoVocabulary = ({ vocab_size: written }: ConfigObject): boolean =>
  written === undefined || written === -1;

const deepseekKeys = new Set([...Object.keys(deepseekDefaults.values), 'max_seq_len']);
/** Routing in groups, which changes what is chosen and not what is computed. */
const routing = new Set(['n_expert_groups', 'n_limited_groups', 'rope_factor']);

/** What Llama's and DeepSeek's layers are where no further key says otherwise. */
function usualKeys({ dim, n_heads: heads }: ConfigObject): UsualKeys {
  return {
    tied: false,
    gated: true,
    ...(typeof dim === 'number' && typeof heads === 'number' ? { head_width: dim / heads } : {}),
    ...(typeof heads === 'number' ? { key_value_heads: heads } : {}),
    rotary: true,
    learned_positions: false,
    rms_norm: true,
    bias: false,
  };
}

/** Of DeepSeek's layers a further key tells whether the output is tied; what others do to them is not known. */
function ofLatent({ values, ownKeys, understood, open }: FurtherKeys): FurtherKeys {
  const { tied, ...others } = ownKeys;
  return {
    values: tied === undefined ? {} : { tied: values.tied === true },
    ownKeys: tied === undefined ? {} : { tied },
    understood,
    open: [...open, ...Object.values(others)],
  };
}

/**
 * A literal of ModelArgs in Python source, Llama's or DeepSeek's: the same keys as params.json. `unresolved` are its keys
 * whose value only running the code would tell.
 */
export function modelArguments(
  name: string,
  values: ConfigObject,
  prefix: string,
  unresolved: readonly string[] = [],
): ModelPart {
  const isLatent = has(values, 'kv_lora_rank');
  const own = isLatent ? new Set([...deepseekKeys, ...routing]) : metaKeys;
  const told = furtherKeysOf(values, own, unresolved, usualKeys(values));
  const further = isLatent ? ofLatent(told) : told;
  const describe = isLatent ? describeDeepseek : describeMeta;
  const notes = [
    name.endsWith('ModelArgs')
      ? null
      : said`Read as ${isLatent ? 'DeepSeek' : 'Llama'} by the names of its sizes alone: what ${name} builds is not known.`,
    isLatent && !has(values, ...Object.keys(deepseekDefaults.values))
      ? said`What the source does not say is taken from DeepSeek’s own ModelArgs.`
      : null,
    !isLatent && saysNoVocabulary(values) ? said`The vocabulary is assumed to be Llama’s, of 32,000.` : null,
    ...onFurtherKeys(further, isLatent ? 'DeepSeek' : 'Llama'),
  ].filter((note) => note !== null);
  return {
    kind: 'transformer',
    architecture: isLatent ? 'deepseek (ModelArgs)' : 'llama (ModelArgs)',
    prefix,
    values,
    defaults: isLatent ? deepseekDefaults : metaDefaults,
    describe: (config) => withFurtherKeys(describe(config), config, further),
    ...approximatedBy(notes),
  };
}

/** params.json of Meta and Mistral, and the configs of DeepSeek's inference code. */
export const metaParams: TextFormat = {
  name: 'params.json',
  syntax: 'json',
  telling: [/"dim"\s*:/, /"n_layers"\s*:/, /"n_heads"\s*:/],
  find,
};
