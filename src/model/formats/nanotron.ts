import type { ConfigFields } from '../config-fields';
import { isObject } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { valueAt } from '../documents/document';
import type { TransformerDescription } from '../families/generic/transformer';
import type { ModelPart, TextFormat } from './format';
import { defaults, has, paddedTo } from './format';
import { llamaLike } from './training-yaml';

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
