import type { ConfigFields, ConfigObject, ConfigValue } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import type { TransformerDescription } from '../families/generic/transformer';
import { findKnownModel } from '../known-models';
import { biases, queryKeyValueBias } from '../sub-layers';
import type { ModelPart, TextFormat } from './format';
import { defaults, renamed } from './format';
import { experts, libraryBlock, sharedSizes } from './maxtext-blocks';
import { message, said } from '../../units/message';

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
  sliding_window_size: 0,
});

/** In what a block differs from Llama's. */
interface Block {
  readonly norms?: 'four';
  readonly learned?: true;
  readonly queryKeyNorm?: 'head';
  /** One of its layers stands for so many: a local one and a global one. */
  readonly layersEach?: 2;
  /** Every so manyth layer looks at all positions, the others through the sliding window. */
  readonly globalEvery?: number;
}

/** Blocks that this reading covers, with what sets them apart from Llama's. */
const blocks: Readonly<Record<string, Block>> = {
  default: {},
  llama2: {},
  mistral: {},
  mixtral: {},
  gemma: {},
  gemma2: { norms: 'four', layersEach: 2, globalEvery: 2 },
  gemma3: { norms: 'four', queryKeyNorm: 'head', globalEvery: 6 },
  qwen2: {},
  qwen3: { queryKeyNorm: 'head' },
  qwen3_moe: { queryKeyNorm: 'head' },
  deepseek: {},
  gpt3: { learned: true },
  simple: {},
};

function describe(config: ConfigFields): TransformerDescription {
  const block = config.text('decoder_block') ?? 'llama2';
  const {
    norms = 'two',
    learned = false,
    queryKeyNorm = null,
    layersEach = 1,
    globalEvery = 1,
  } = blocks[block] ?? {};
  const window = config.count('sliding_window_size');
  const width = config.size('base_emb_dim');
  const heads = config.size('base_num_query_heads');
  const headWidth = config.size('head_dim');
  const activations = config.texts('mlp_activations');
  const isLatent = config.text('attention_type') === 'mla';
  const count = config.size('num_experts');
  // -1 is the plain feed-forward's, as an absent key.
  const moeHidden =
    config.given('base_moe_mlp_dim') && config.raw('base_moe_mlp_dim') !== -1
      ? config.size('base_moe_mlp_dim')
      : config.size('base_mlp_dim');
  const dense = config.count('first_num_dense_layers');
  const step = config.size('interleave_moe_layer_step');
  const queryRank = config.count('q_lora_rank');
  const isLearned = learned;
  return {
    width,
    layers: layersEach * config.layers('base_num_decoder_layers'),
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
    feedForwardBias: isLearned || config.flag('mlp_bias'),
    ...(window > 0 && globalEvery > 1
      ? { window: (index: number) => ((index + 1) % globalEvery === 0 ? null : window) }
      : {}),
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

/** The library's keys for the sizes that a file lays over those of the model that it names. */
const overlaid = {
  ...sharedSizes,
  ...experts,
  base_mlp_dim: 'intermediate_size',
  head_dim: 'head_dim',
} as const;

/** A file of a run: it names a model of MaxText's, and may lay sizes over it. */
function namedPart(name: string, values: ConfigObject): ModelPart {
  const search = findKnownModel(name);
  if (search.kind !== 'known')
    return { kind: 'unknown', name: `MaxText ${name.slice(0, 40)}`, key: 'model_name' };
  const { modelType, values: published, name: known } = search.model;
  const own = renamed(values, overlaid);
  const notes = [said`The sizes that the file leaves open are those published for ${known}.`];
  return {
    kind: 'library',
    modelType,
    prefix: '',
    values: { ...published, ...own.values },
    ownKeys: own.ownKeys,
    notes,
  };
}

/** Whether the file lays few sizes over a model that it names, and so leaves the others to that. */
const namesItsModel = (values: ConfigObject): string | null => {
  const { model_name: name } = values;
  const isWhole = Object.hasOwn(values, 'decoder_block') || Object.hasOwn(values, 'base_mlp_dim');
  return typeof name === 'string' && name !== 'default' && !isWhole ? name : null;
};

function find({ values }: ConfigDocument): ModelPart | null {
  if (!Object.hasOwn(values, 'base_emb_dim') && !Object.hasOwn(values, 'base_num_decoder_layers'))
    return null;
  const name = namesItsModel(values);
  if (name !== null) return namedPart(name, values);
  const written = values['decoder_block'] ?? 'llama2';
  const block = typeof written === 'string' ? written : null;
  const unknown: ModelPart = {
    kind: 'unknown',
    name: `MaxText ${block?.slice(0, 40) ?? ''}`.trim(),
    key: 'decoder_block',
  };
  const further = furtherLayers.find((key) => isSet(values[key]));
  if (further !== undefined) return { ...unknown, name: `${unknown.name} with ${further}`, key: further };
  const seen = values['use_multimodal'] === true ? { approximate: towersNotCounted } : {};
  if ((block !== null && !Object.hasOwn(blocks, block)) || values['use_indexer'] === true) {
    const part = libraryBlock(block ?? '', { ...baseDefaults.values, ...values });
    return part === null ? unknown : { ...part, ...seen };
  }
  const architecture = `maxtext ${block ?? ''}`.trim();
  return { kind: 'transformer', architecture, prefix: '', values, defaults: baseDefaults, describe, ...seen };
}

/** Keys of layers that no reading here has: of n-gram tables, of several residual streams. */
const furtherLayers = ['engram_layers', 'mhc_expansion_rate'] as const;
const isSet = (value: ConfigValue | undefined): boolean =>
  Array.isArray(value) ? value.length > 0 : typeof value === 'number' && value > 1;
const towersNotCounted = message(
  'The language model alone: the encoders of images and sounds that use_multimodal adds are not counted.',
);

/** MaxText's model YAML. */
export const maxtextYaml: TextFormat = {
  name: 'maxtext',
  syntax: 'yaml',
  telling: [/base_emb_dim|base_num_decoder_layers/],
  find,
};
