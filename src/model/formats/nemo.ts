import type { ConfigFields, ConfigObject } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { isObject } from '../config-fields';
import type { TransformerDescription } from '../families/generic/transformer';
import { queryKeyValueBias } from '../sub-layers';
import type { ModelPart, TextFormat } from './format';
import { defaults, paddedTo } from './format';
import { tokenizerEntries } from './tokenizers';

/** MegatronGPTModel's own defaults where its YAML is silent. */
const modelDefaults = defaults({
  make_vocab_size_divisible_by: 128,
  bias: true,
  activation: 'gelu',
  normalization: 'layernorm',
  position_embedding_type: 'learned_absolute',
  share_embeddings_and_output_weights: true,
  rotary_percentage: 1,
  moe_router_topk: 2,
});

function vocabularyOf(config: ConfigFields): number | null {
  const { config: tokenizer } = config.section('tokenizer');
  const entries =
    config.optionalSize('override_vocab_size') ??
    config.optionalSize('vocab_size') ??
    tokenizerEntries(tokenizer.raw('type'), tokenizer.raw('model'), tokenizer.raw('vocab_file'));
  if (entries === null) return null;
  const parallel = Math.max(1, config.count('tensor_model_parallel_size'));
  return paddedTo(config.size('make_vocab_size_divisible_by') * parallel, entries);
}

function describe(config: ConfigFields): TransformerDescription {
  const width = config.size('hidden_size');
  const heads = config.size('num_attention_heads');
  const headWidth =
    config.optionalSize('kv_channels') ?? config.headWidth('hidden_size', 'num_attention_heads');
  const position = (config.text('position_embedding_type') ?? '').toLowerCase();
  const bias = config.flag('bias');
  const hidden = config.optionalSize('ffn_hidden_size') ?? 4 * width;
  const context = config.optionalSize('max_position_embeddings') ?? config.optionalSize('encoder_seq_length');
  const experts = config.count('num_moe_experts');
  const { config: customised } = config.section('mcore_customization_config');
  const isParallel = customised.flag('parallel_attention') && !customised.flag('new_decoder_architecture');
  const frequency = Math.max(1, config.count('moe_layer_freq') || 1);
  return {
    width,
    layers: config.layers('num_layers'),
    heads,
    keyValueHeads: config.keyValueHeads('num_query_groups', heads),
    headWidth,
    attentionBias: queryKeyValueBias(bias || config.flag('qkv_bias') || config.flag('add_qkv_bias'), bias),
    queryKeyNorm: config.flag('qk_layernorm') ? 'head' : null,
    normsPerLayer: isParallel ? 'shared' : 'two',
    norm: /rms/i.test(config.text('normalization') ?? '') ? 'rms' : 'layer',
    learnedPositions: position === 'learned_absolute' || position === 'learned_parameters' ? context : null,
    rotatedWidth:
      position === 'rope' ? Math.floor(headWidth * (config.decimal('rotary_percentage') ?? 1)) : 0,
    hidden,
    gated: /glu$/i.test(config.text('activation') ?? ''),
    feedForwardBias: bias,
    experts:
      experts > 1
        ? {
            count: experts,
            used: config.expertsPerToken('moe_router_topk', experts),
            hidden: config.optionalSize('moe_ffn_hidden_size') ?? hidden,
            sharedHidden: config.count('moe_shared_expert_intermediate_size'),
            inLayer: (index) => index % frequency === 0,
          }
        : null,
    vocabulary: vocabularyOf(config),
    tied: config.flag('share_embeddings_and_output_weights'),
    contextLength: context,
  };
}

/** NeMo's own keys, which no other framework's `model` section has. */
const ownKeys = [
  'mcore_gpt',
  'encoder_seq_length',
  'pre_process',
  'apply_query_key_layer_scaling',
  'transformer_block_type',
  'make_vocab_size_divisible_by',
  'persist_layer_norm',
  'share_embeddings_and_output_weights',
  'tensor_model_parallel_size',
  'num_query_groups',
];

/** Keys of NeMo's models whose layers are no GPT's. */
const otherLayers = [
  { key: 'hyena', name: 'Hyena' },
  { key: 'hybrid_override_pattern', name: 'Mamba' },
  { key: 'mamba_ssm_ngroups', name: 'Mamba' },
  { key: 'window_size', name: 'Griffin' },
  { key: 'activations_checkpoint_recurrent', name: 'Griffin' },
  { key: 'retro', name: 'RETRO' },
] as const;

function partAt(values: ConfigObject, prefix: string): ModelPart | null {
  const sized = ['num_layers', 'hidden_size', 'num_attention_heads'].every((key) =>
    Object.hasOwn(values, key),
  );
  if (!sized) {
    const isT5 = isObject(values['encoder']) && Object.hasOwn(values['encoder'], 'num_layers');
    return isT5 ? { kind: 'unknown', name: 'NeMo encoder and decoder', key: `${prefix}encoder` } : null;
  }
  if (ownKeys.filter((key) => Object.hasOwn(values, key)).length < 1) return null;
  const target = JSON.stringify([values['target'] ?? '', values['_target_'] ?? '']);
  if (Object.hasOwn(values, 'bert_binary_head'))
    return { kind: 'unknown', name: 'NeMo BERT', key: `${prefix}bert_binary_head` };
  if (/mamba|griffin|retro|t5/i.test(target))
    return { kind: 'unknown', name: target.slice(0, 60), key: `${prefix}num_layers` };
  const other = otherLayers.find(({ key }) => Object.hasOwn(values, key));
  if (other !== undefined) return { kind: 'unknown', name: `NeMo ${other.name}`, key: prefix + other.key };
  // What only the launcher fills in is as good as absent.
  const known = Object.entries(values).filter(
    ([, value]) => typeof value !== 'string' || !/\$\{|\?\?\?/.test(value),
  );
  return {
    kind: 'transformer',
    architecture: 'nemo gpt',
    prefix,
    values: Object.fromEntries(known),
    defaults: modelDefaults,
    describe,
  };
}

function find({ values }: ConfigDocument): ModelPart | null {
  const model = values['model'];
  if (!isObject(model)) return null;
  const config = model['config'];
  return partAt(model, 'model.') ?? (isObject(config) ? partAt(config, 'model.config.') : null);
}

/** NeMo's and its launcher's hydra YAML. */
export const nemoYaml: TextFormat = {
  name: 'nemo',
  syntax: 'yaml',
  telling: [/^model:/m, /num_layers:/, /hidden_size:/, /num_attention_heads:/],
  find,
};
