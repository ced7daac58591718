import type { ConfigFields } from '../config-fields';
import { isObject } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import type { TransformerDescription } from '../families/generic/transformer';
import { findKnownModel } from '../known-models';
import { linear, layerNorm, rmsNorm } from '../layers';
import { queryKeyValueBias } from '../sub-layers';
import type { ModelPart, TextFormat } from './format';
import { defaults, paddedTo } from './format';
import { text } from './training-yaml';
import { said } from '../../units/message';

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
      approximate: said`FlexBERT switches that add or skip single norms and biases are taken at their usual values.`,
    };
  },
};
