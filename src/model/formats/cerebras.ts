import type { ConfigFields } from '../config-fields';
import { isObject } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { valueAt } from '../documents/document';
import type { TransformerDescription } from '../families/generic/transformer';
import { queryKeyValueBias } from '../sub-layers';
import type { ModelPart, TextFormat } from './format';
import { defaults, has, renamed } from './format';
import { text } from './training-yaml';

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
