import type { ConfigFields } from '../../config-fields';
import type { GenericExperts, NormKind, TransformerDescription } from '../../families/generic/transformer';
import { table, vector, type Layer } from '../../layers';
import { queryKeyValueBias } from '../../sub-layers';
import { defaults } from '../format';

/** What the Model Zoo's GPT-2 takes where its YAML is silent; Llama, Mistral, Gemma 2, Jais and others are the same class. */
export const gptDefaults = defaults({
  vocab_size: 50257,
  max_position_embeddings: 1024,
  position_embedding_type: 'learned',
  hidden_size: 768,
  num_hidden_layers: 12,
  num_heads: 12,
  filter_size: 3072,
  use_projection_bias_in_attention: true,
  use_ffn_bias_in_attention: true,
  use_ffn_bias: true,
  share_embedding_weights: true,
  norm_type: 'layernorm',
  nonlinearity: 'gelu',
  num_relative_attention_buckets: 32,
  attention_qk_norm_layer: null,
});

/** The same for GPT-J, GPT-NeoX and Falcon, whose attention and feed-forward run side by side. */
export const gptjDefaults = defaults({ ...gptDefaults.values, use_ffn_bias: false });

const norms: Readonly<Record<string, NormKind>> = {
  layernorm: 'layer',
  rmsnorm: 'rms',
  'biasless-layernorm': 'layerWithoutBias',
  'nonparametric-layernorm': 'withoutParameters',
};

/** The norm that a key names, in the Model Zoo's words. */
export function namedNorm(config: ConfigFields, key: string): NormKind {
  const name = config.text(key)?.toLowerCase() ?? '';
  const norm = Object.hasOwn(norms, name) ? norms[name] : undefined;
  if (norm === undefined) config.refuse(key, 'is no norm of a Transformer that is known.');
  return norm ?? 'layer';
}

export const isGated = (config: ConfigFields, key: string): boolean =>
  /glu(?:_clamped)?$/.test(config.text(key) ?? '');

/** Width of a head: of `attention_inner_dim`, which queries are projected to, where that is given. */
function headWidthOf(config: ConfigFields): number {
  const isGiven = config.optionalSize('attention_inner_dim') !== null;
  return config.headWidth(isGiven ? 'attention_inner_dim' : 'hidden_size', 'num_heads');
}

export function keyValueHeadsOf(config: ConfigFields): number {
  const heads = config.size('num_heads');
  return config.section('extra_attention_params').config.keyValueHeads('num_kv_groups', heads);
}

export const attentionBiasOf = (config: ConfigFields): TransformerDescription['attentionBias'] =>
  queryKeyValueBias(
    config.flag('use_projection_bias_in_attention'),
    config.flag('use_ffn_bias_in_attention'),
  );

/** What `position_embedding_type` has learned for each head: biases by distance, or slopes. */
export function headPositions(config: ConfigFields): Layer[] {
  const heads = config.size('num_heads');
  const position = config.text('position_embedding_type');
  if (position === 'relative')
    return [table('position', config.size('num_relative_attention_buckets'), heads)];
  return position === 'alibi' && config.flag('alibi_trainable_slopes') ? [vector('position', heads)] : [];
}

/** Routed and shared experts, all alike: the shared ones are further experts that every token visits. */
function expertsOf(config: ConfigFields): GenericExperts | null {
  const key = config.given('moe_params') ? 'moe_params' : 'moe';
  if (!config.hasSection(key)) return null;
  const { config: experts } = config.section(key);
  const count = experts.count('num_experts');
  const shared = experts.count('num_shared_experts');
  if (count + shared <= 1) return null;
  const hidden = config.size('filter_size');
  const own = experts.withDefaults(defaults({ top_k: 1 }));
  return {
    count,
    used: own.expertsPerToken('top_k', count),
    hidden,
    sharedHidden: shared * hidden,
    sharedCount: shared,
    routerBias: experts.flag('router_use_bias'),
    inLayer: () => true,
  };
}

/** Every layer, or every other one, of which `sliding_window_every_other_decoder_layer_pattern` says which is the first. */
function windowOf(config: ConfigFields): NonNullable<TransformerDescription['window']> {
  const width = config.optionalSize('attention_sliding_window_length');
  if (!config.flag('sliding_window_every_other_decoder_layer')) return () => width;
  const isFirst =
    config.text('sliding_window_every_other_decoder_layer_pattern') === 'sliding_window_first' ? 0 : 1;
  return (index) => (index % 2 === isFirst ? width : null);
}

/** A decoder of the Model Zoo; `isParallel` where attention and feed-forward stand side by side under one norm, or one each. */
export function describeDecoder(config: ConfigFields, isParallel: boolean): TransformerDescription {
  const width = config.size('hidden_size');
  const heads = config.size('num_heads');
  const headWidth = headWidthOf(config);
  const position = config.text('position_embedding_type') ?? '';
  const context = config.optionalSize('max_position_embeddings');
  const extraWords = config.count('num_extra_input_vocab_tokens');
  const hasQueryKeyNorm = config.text('attention_qk_norm_layer') !== null;
  return {
    width,
    layers: config.layers('num_hidden_layers'),
    heads,
    keyValueHeads: keyValueHeadsOf(config),
    headWidth,
    attentionBias: attentionBiasOf(config),
    queryKeyNorm: hasQueryKeyNorm ? 'head' : null,
    ...(hasQueryKeyNorm ? { queryKeyNormKind: namedNorm(config, 'attention_qk_norm_layer') } : {}),
    norm: namedNorm(config, 'norm_type'),
    normsPerLayer: config.flag('norm_first_sandwich')
      ? 'four'
      : isParallel && !config.flag('use_untied_layer_norm')
        ? 'shared'
        : 'two',
    embeddingNorm: config.flag('embedding_layer_norm'),
    learnedPositions:
      position === 'learned' && context !== null ? context + config.count('position_embedding_offset') : null,
    rotatedWidth:
      position === 'rotary'
        ? Math.min(config.optionalSize('rotary_dim') ?? Math.max(1, Math.floor(headWidth / 4)), headWidth)
        : 0,
    hidden: config.size('filter_size'),
    gated: isGated(config, 'nonlinearity'),
    feedForwardBias: config.flag('use_ffn_bias'),
    experts: expertsOf(config),
    otherEmbeddings: [
      ...(extraWords === 0 ? [] : [table('embedding', extraWords, width)]),
      ...headPositions(config),
    ],
    extraLayers: config.flag('use_sink_token') ? [vector('other', heads)] : [],
    window: windowOf(config),
    vocabulary: config.size('vocab_size'),
    tied: config.flag('share_embedding_weights'),
    headBias: config.flag('use_bias_in_output'),
    contextLength: context,
  };
}
