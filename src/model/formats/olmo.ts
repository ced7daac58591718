import type { ConfigFields } from '../config-fields';
import { isObject } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import type { TransformerDescription } from '../families/generic/transformer';
import { biases } from '../sub-layers';
import type { ModelPart, TextFormat } from './format';
import { defaults, has } from './format';

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
