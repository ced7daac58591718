import type { ConfigFields, ConfigObject, ConfigValue } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { isObject } from '../config-fields';
import { valueAt } from '../documents/document';
import type { TransformerDescription } from '../families/generic/transformer';
import { findKnownModel } from '../known-models';
import { linear, layerNorm, rmsNorm, biases, queryKeyValueBias } from '../layers';
import type { ModelPart, TextFormat } from './format';
import { defaults, paddedTo, renamed } from './format';
import { tokenizerEntries } from './tokenizers';

const has = (values: ConfigObject, ...keys: readonly string[]): boolean =>
  keys.every((key) => Object.hasOwn(values, key));
const text = (value: ConfigValue | undefined): string => (typeof value === 'string' ? value : '');

/** Llama's layers under other names for its sizes: what levanter, lingua and nanotron have in common. */
function llamaLike(
  config: ConfigFields,
  sizes: Pick<
    TransformerDescription,
    'width' | 'layers' | 'heads' | 'keyValueHeads' | 'headWidth' | 'hidden'
  >,
  rest: Partial<TransformerDescription> &
    Pick<TransformerDescription, 'vocabulary' | 'tied' | 'contextLength'>,
): TransformerDescription {
  return {
    ...sizes,
    attentionBias: queryKeyValueBias(config.flag('attention_bias'), false),
    norm: 'rms',
    learnedPositions: null,
    rotatedWidth: sizes.headWidth,
    gated: true,
    feedForwardBias: false,
    ...rest,
  };
}

const levanterDefaults = defaults({
  hidden_dim: 4096,
  intermediate_dim: 11008,
  num_layers: 32,
  num_heads: 32,
  seq_len: 2048,
});

/** levanter's training YAML: its model's type, and the tokenizer's vocabulary. */
export const levanter: TextFormat = {
  name: 'levanter',
  syntax: 'yaml',
  telling: [
    /^model:/m,
    /^[ \t]+type:|use_hf_model_config/m,
    /hidden_dim:|use_hf_model_config|initialize_from_hf/,
  ],
  find({ values }: ConfigDocument): ModelPart | null {
    const model = values['model'];
    if (!isObject(model)) return null;
    const type = text(model['type']);
    const pretrained = text(values['initialize_from_hf']);
    if (type === '' || !(has(model, 'hidden_dim') || pretrained !== '')) return null;
    if (pretrained !== '' && values['use_hf_model_config'] === true) {
      const search = findKnownModel(pretrained);
      if (search.kind !== 'known') return { kind: 'unknown', name: pretrained, key: 'initialize_from_hf' };
      const notes = [`The sizes are those published for ${search.model.name}.`];
      const { modelType } = search.model;
      return {
        kind: 'library',
        modelType,
        prefix: 'model.',
        values: search.model.values,
        ownKeys: {},
        notes,
      };
    }
    const tokenizer = valueAt(values, 'data.tokenizer') ?? 'gpt2';
    const vocabulary = tokenizerEntries(tokenizer);
    if (type === 'gpt2' && vocabulary !== null) {
      const own = renamed(model, {
        hidden_dim: 'n_embd',
        num_layers: 'n_layer',
        num_heads: 'n_head',
        seq_len: 'n_positions',
      });
      own.values['vocab_size'] = vocabulary;
      return { kind: 'library', modelType: 'gpt2', prefix: 'model.', ...own };
    }
    if (!/^(?:llama|mistral|qwen|qwen2|qwen3|gemma|mixtral|olmo2)$/.test(type))
      return { kind: 'unknown', name: `levanter ${type}`, key: 'model.type' };
    if (/^(?:mixtral|gemma|olmo2)$/.test(type))
      return { kind: 'unknown', name: `levanter ${type}`, key: 'model.type' };
    const describe = (config: ConfigFields): TransformerDescription => {
      const heads = config.size('num_heads');
      return llamaLike(
        config,
        {
          width: config.size('hidden_dim'),
          layers: config.layers('num_layers'),
          heads,
          keyValueHeads: config.keyValueHeads('num_kv_heads', heads),
          headWidth: config.optionalSize('head_dim') ?? config.headWidth('hidden_dim', 'num_heads'),
          hidden: config.size('intermediate_dim'),
        },
        {
          vocabulary,
          tied: config.flag('tie_word_embeddings'),
          contextLength: config.optionalSize('seq_len'),
          attentionBias: queryKeyValueBias(
            type === 'qwen' || type === 'qwen2' || config.flag('attention_bias'),
            false,
          ),
          queryKeyNorm: type === 'qwen3' ? 'head' : null,
        },
      );
    };
    return {
      kind: 'transformer',
      architecture: `levanter ${type}`,
      prefix: 'model.',
      values: model,
      defaults: levanterDefaults,
      describe,
    };
  },
};

const nanotronDefaults = defaults({
  hidden_size: 4096,
  intermediate_size: 11008,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  vocab_size: 32000,
});

/** nanotron's training YAML. */
export const nanotron: TextFormat = {
  name: 'nanotron',
  syntax: 'yaml',
  telling: [/model_config:/, /is_\w+_config:|make_vocab_size_divisible_by/, /hidden_size:/],
  find({ values }: ConfigDocument): ModelPart | null {
    const outer = values['model'];
    const model = isObject(outer) ? outer['model_config'] : undefined;
    if (!isObject(outer) || !isObject(model) || !has(model, 'hidden_size', 'num_hidden_layers')) return null;
    if (
      !Object.keys(model).some((key) => /^is_\w+_config$/.test(key)) &&
      !has(outer, 'make_vocab_size_divisible_by')
    )
      return null;
    if (model['is_starcoder2_config'] === true)
      return { kind: 'unknown', name: 'nanotron starcoder2', key: 'model.model_config' };
    const multiple = outer['make_vocab_size_divisible_by'];
    const parallel = valueAt(values, 'parallelism.tp');
    const describe = (config: ConfigFields): TransformerDescription => {
      const heads = config.size('num_attention_heads');
      const hidden = config.size('intermediate_size');
      const padding =
        (typeof multiple === 'number' && multiple >= 1 ? multiple : 1) *
        (typeof parallel === 'number' && parallel >= 1 ? parallel : 1);
      const moe = config.hasSection('moe_config') ? config.section('moe_config').config : null;
      const count = moe?.size('num_experts') ?? 1;
      const expertHidden = moe?.optionalSize('moe_intermediate_size') ?? hidden;
      const shared =
        moe?.flag('enable_shared_expert') === true
          ? (moe.optionalSize('shared_expert_intermediate_size') ?? expertHidden)
          : 0;
      return llamaLike(
        config,
        {
          width: config.size('hidden_size'),
          layers: config.layers('num_hidden_layers'),
          heads,
          keyValueHeads: config.keyValueHeads('num_key_value_heads', heads),
          headWidth: config.headWidth('hidden_size', 'num_attention_heads'),
          hidden,
        },
        {
          vocabulary: paddedTo(padding, config.size('vocab_size')),
          tied: config.flag('tie_word_embeddings'),
          contextLength: config.optionalSize('max_position_embeddings'),
          window: () => config.optionalSize('sliding_window_size'),
          experts:
            moe === null
              ? null
              : {
                  count,
                  used: moe.expertsPerToken('top_k', count),
                  hidden: expertHidden,
                  sharedHidden: shared,
                  sharedGate: shared > 0,
                  inLayer: () => true,
                },
        },
      );
    };
    return {
      kind: 'transformer',
      architecture: 'nanotron',
      prefix: 'model.model_config.',
      values: model,
      defaults: nanotronDefaults,
      describe,
    };
  },
};

const linguaDefaults = defaults({ dim: 512, n_layers: 8, n_heads: 8, multiple_of: 256 });

/** lingua's training YAML: its Transformer; its other mixers are named and not known. */
export const lingua: TextFormat = {
  name: 'lingua',
  syntax: 'yaml',
  telling: [/^model:/m, /^[ \t]+(?:dim|dimensions):/m, /^distributed:|^data:/m],
  find({ values }: ConfigDocument): ModelPart | null {
    const model = values['model'];
    if (!isObject(model) || !isObject(values['data'])) return null;
    if (has(model, 'dimensions', 'layers')) return { kind: 'unknown', name: 'lingua U-Net', key: 'model' };
    if (!has(model, 'dim', 'n_layers')) return null;
    const type = text(values['model_type']);
    const isOther = type !== '' && type !== 'transformer';
    if (isOther || has(model, 'conv_size') || has(model, 'state_dim') || has(model, 'n_future_head'))
      return {
        kind: 'unknown',
        name: `lingua ${type === '' ? 'state-space model' : type.slice(0, 40)}`,
        key: 'model',
      };
    const tokenizer = valueAt(values, 'data.tokenizer.name');
    const path = valueAt(values, 'data.tokenizer.path');
    const vocabulary = tokenizer === 'bytes' ? 258 : tokenizerEntries(path);
    const describe = (config: ConfigFields): TransformerDescription => {
      const width = config.size('dim');
      const heads = config.size('n_heads');
      const factor = config.decimal('ffn_dim_multiplier') ?? 1;
      const hidden = paddedTo(
        config.size('multiple_of'),
        Math.max(1, Math.floor(factor * Math.floor((2 * 4 * width) / 3))),
      );
      return llamaLike(
        config,
        {
          width,
          layers: config.layers('n_layers'),
          heads,
          keyValueHeads: config.keyValueHeads('n_kv_heads', heads),
          headWidth: config.optionalSize('head_dim') ?? config.headWidth('dim', 'n_heads'),
          hidden,
        },
        {
          vocabulary: config.optionalSize('vocab_size') ?? vocabulary,
          tied: config.flag('weight_tying'),
          contextLength: config.optionalSize('max_seqlen'),
          window: () => config.optionalSize('sliding_window'),
        },
      );
    };
    return {
      kind: 'transformer',
      architecture: 'lingua transformer',
      prefix: 'model.',
      values: model,
      defaults: linguaDefaults,
      describe,
    };
  },
};

const cerebrasDefaults = defaults({
  position_embedding_type: 'learned',
  use_projection_bias_in_attention: true,
  use_ffn_bias_in_attention: true,
  use_ffn_bias: true,
  share_embedding_weights: true,
  norm_type: 'layernorm',
  nonlinearity: 'gelu',
  max_position_embeddings: 1024,
});

/** GPT-like models of the Cerebras Model Zoo. */
function describeCerebras(config: ConfigFields): TransformerDescription {
  const width = config.size('hidden_size');
  const heads = config.size('num_heads');
  const headWidth = config.headWidth('hidden_size', 'num_heads');
  const extra = config.section('extra_attention_params').config;
  const position = config.text('position_embedding_type') ?? '';
  const isRotary = position === 'rotary';
  const rotated = config.optionalSize('rotary_dim') ?? headWidth;
  const hasBias = config.flag('use_ffn_bias_in_attention');
  const context = config.optionalSize('max_position_embeddings');
  const count = config.count('num_experts');
  const hidden = config.size('filter_size');
  return {
    width,
    layers: config.layers('num_hidden_layers'),
    heads,
    keyValueHeads: extra.keyValueHeads('num_kv_groups', heads),
    headWidth,
    attentionBias: queryKeyValueBias(config.flag('use_projection_bias_in_attention'), hasBias),
    norm: (config.text('norm_type') ?? '').includes('rms') ? 'rms' : 'layer',
    normsPerLayer: config.flag('use_untied_layer_norm') || !isParallel(config) ? 'two' : 'shared',
    learnedPositions: position === 'learned' ? context : null,
    rotatedWidth: isRotary ? Math.min(rotated, headWidth) : 0,
    hidden,
    gated: (config.text('nonlinearity') ?? '').endsWith('glu'),
    feedForwardBias: config.flag('use_ffn_bias'),
    experts:
      count > 1
        ? {
            count,
            used: config.expertsPerToken('top_k', count),
            hidden,
            sharedHidden: 0,
            inLayer: () => true,
          }
        : null,
    vocabulary: config.size('vocab_size'),
    tied: config.flag('share_embedding_weights'),
    headBias: config.flag('use_bias_in_output'),
    contextLength: context,
  };
}
const isParallel = (config: ConfigFields): boolean =>
  /gptj|neox|falcon/.test(config.text('name') ?? '') || config.flag('parallel_attn');

/** The Cerebras Model Zoo's YAML, with the model in `trainer.init.model` or, older, in `model`. */
export const cerebras: TextFormat = {
  name: 'cerebras-modelzoo',
  syntax: 'yaml',
  telling: [/model:/, /filter_size:/, /num_heads:/, /hidden_size:/],
  find({ values }: ConfigDocument): ModelPart | null {
    for (const path of ['trainer.init.model', 'model']) {
      const model = valueAt(values, path);
      if (!isObject(model) || !has(model, 'hidden_size', 'num_hidden_layers', 'num_heads')) continue;
      const prefix = `${path}.`;
      const name = text(model['name']);
      if (name.startsWith('bert')) {
        const own = renamed(model, {
          vocab_size: 'vocab_size',
          hidden_size: 'hidden_size',
          num_hidden_layers: 'num_hidden_layers',
          num_heads: 'num_attention_heads',
          filter_size: 'intermediate_size',
          max_position_embeddings: 'max_position_embeddings',
        });
        own.values['architectures'] = ['BertForPreTraining'];
        return { kind: 'library', modelType: 'bert', prefix, ...own };
      }
      if (/t5|transformer|dpr|vision|vit|llava|dit|esm|jais/i.test(name))
        return { kind: 'unknown', name: `Cerebras ${name.slice(0, 40)}`, key: `${prefix}name` };
      return {
        kind: 'transformer',
        architecture: `cerebras ${name}`.trim(),
        prefix,
        values: model,
        defaults: cerebrasDefaults,
        describe: describeCerebras,
      };
    }
    return null;
  },
};

const flexBertDefaults = defaults({
  vocab_size: 30522,
  hidden_size: 768,
  num_hidden_layers: 12,
  num_attention_heads: 12,
  intermediate_size: 3072,
  max_position_embeddings: 512,
});

function describeFlexBert(config: ConfigFields): TransformerDescription {
  const width = config.size('hidden_size');
  const heads = config.size('num_attention_heads');
  const headWidth = config.headWidth('hidden_size', 'num_attention_heads');
  const norm = (config.text('normalization') ?? 'rmsnorm').includes('rms') ? 'rms' : 'layer';
  const isRotary = (config.text('attention_layer') ?? '').includes('rope');
  const isParallelLayer = (config.text('bert_layer') ?? '').includes('parallel');
  const learns = (config.text('embedding_layer') ?? 'absolute_pos').includes('absolute_pos');
  const multiple = config.optionalSize('pad_vocab_size_multiple') ?? 8;
  return {
    width,
    layers: config.layers('num_hidden_layers'),
    heads,
    keyValueHeads: heads,
    headWidth,
    attentionBias: queryKeyValueBias(config.flag('attn_qkv_bias'), config.flag('attn_out_bias')),
    norm,
    normsPerLayer: isParallelLayer ? 'shared' : 'two',
    embeddingNorm: config.flag('embed_norm'),
    finalNorm: config.flag('final_norm'),
    learnedPositions: learns ? config.size('max_position_embeddings') : null,
    rotatedWidth: isRotary ? headWidth : 0,
    hidden: config.size('intermediate_size'),
    gated: (config.text('mlp_layer') ?? '').includes('glu'),
    feedForwardBias: config.flag('mlp_in_bias') || config.flag('mlp_out_bias'),
    vocabulary: paddedTo(multiple, config.size('vocab_size')),
    tied: true,
    beforeHead: [
      linear('head', width, width, config.flag('head_pred_bias')),
      norm === 'rms' ? rmsNorm(width) : layerNorm(width),
    ],
    headBias: config.raw('decoder_bias') !== false,
    bidirectional: true,
    contextLength: config.optionalSize('max_position_embeddings'),
  };
}

/** ModernBERT's research YAML (FlexBERT on Composer). */
export const flexBert: TextFormat = {
  name: 'flexbert',
  syntax: 'yaml',
  telling: [/flex_bert|hf_bert|mosaic_bert/, /^model:/m],
  find({ values }: ConfigDocument): ModelPart | null {
    const model = values['model'];
    if (!isObject(model)) return null;
    const name = text(model['name']);
    const config = model['model_config'];
    if (name === 'hf_bert' || name === 'mosaic_bert') {
      const search = findKnownModel(text(model['pretrained_model_name']));
      if (search.kind !== 'known' || name === 'mosaic_bert')
        return { kind: 'unknown', name, key: 'model.name' };
      const { modelType } = search.model;
      return {
        kind: 'library',
        modelType,
        prefix: 'model.',
        values: { ...search.model.values, ...(isObject(config) ? config : {}) },
        ownKeys: {},
      };
    }
    if (name !== 'flex_bert' || !isObject(config)) return null;
    return {
      kind: 'transformer',
      architecture: 'flex_bert',
      prefix: 'model.model_config.',
      values: config,
      defaults: flexBertDefaults,
      describe: describeFlexBert,
      approximate:
        'FlexBERT switches that add or skip single norms and biases are taken at their usual values.',
    };
  },
};

const olmoDefaults = defaults({
  d_model: 768,
  n_heads: 12,
  n_layers: 12,
  mlp_ratio: 4,
  activation_type: 'swiglu',
  weight_tying: true,
  include_bias: true,
  vocab_size: 50257,
  embedding_size: 50304,
  layer_norm_type: 'default',
  layer_norm_with_affine: true,
  max_sequence_length: 1024,
});

function describeOlmo(config: ConfigFields): TransformerDescription {
  const width = config.size('d_model');
  const heads = config.size('n_heads');
  const headWidth = config.headWidth('d_model', 'n_heads');
  const isGated = (config.text('activation_type') ?? '').endsWith('glu');
  const written =
    config.optionalSize('mlp_hidden_size') ?? Math.floor((config.decimal('mlp_ratio') ?? 4) * width);
  const hasBias = config.flag('include_bias');
  const hasNormBias = config.raw('bias_for_layer_norm') ?? hasBias;
  const isAffine = config.flag('layer_norm_with_affine');
  const norm = (config.text('layer_norm_type') ?? '').includes('rms')
    ? 'rms'
    : hasNormBias === true
      ? 'layer'
      : 'layerWithoutBias';
  const isRotary = config.flag('rope');
  const context = config.optionalSize('max_sequence_length');
  return {
    width,
    layers: config.layers('n_layers'),
    heads,
    keyValueHeads: config.flag('multi_query_attention') ? 1 : config.keyValueHeads('n_kv_heads', heads),
    headWidth,
    attentionBias: biases(hasBias),
    queryKeyNorm: config.flag('attention_layer_norm') ? 'all' : null,
    norm: isAffine ? norm : 'withoutParameters',
    learnedPositions: isRotary || config.flag('alibi') ? null : context,
    rotatedWidth: isRotary ? headWidth : 0,
    // The written width holds both halves of a gated layer.
    hidden: Math.max(1, isGated ? Math.floor(written / 2) : written),
    gated: isGated,
    feedForwardBias: hasBias,
    vocabulary: config.optionalSize('embedding_size') ?? config.size('vocab_size'),
    tied: config.flag('weight_tying'),
    contextLength: context,
  };
}

/** OLMo's training YAML. */
export const olmoYaml: TextFormat = {
  name: 'olmo',
  syntax: 'yaml',
  telling: [
    /^model:/m,
    /d_model:/,
    /n_layers:/,
    /weight_tying:|layer_norm_type:|mlp_ratio:|mlp_hidden_size:/,
  ],
  find({ values }: ConfigDocument): ModelPart | null {
    const model = values['model'];
    if (!isObject(model) || !has(model, 'd_model', 'n_layers') || has(model, 'expansion_ratio')) return null;
    return {
      kind: 'transformer',
      architecture: 'olmo',
      prefix: 'model.',
      values: model,
      defaults: olmoDefaults,
      describe: describeOlmo,
    };
  },
};
