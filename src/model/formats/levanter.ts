import type { ConfigFields } from '../config-fields';
import { isObject } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { valueAt } from '../documents/document';
import type { TransformerDescription } from '../families/generic/transformer';
import { findKnownModel } from '../known-models';
import { queryKeyValueBias } from '../sub-layers';
import type { ModelPart, TextFormat } from './format';
import { defaults, has, renamed } from './format';
import { llamaLike, text } from './training-yaml';
import { tokenizerEntries } from './tokenizers';
import { said } from '../../units/message';

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
      const notes = [said`The sizes are those published for ${search.model.name}.`];
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
    if (!/^(?:llama|mistral|qwen|qwen2|qwen3)$/.test(type))
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
