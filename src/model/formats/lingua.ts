import type { ConfigFields } from '../config-fields';
import { isObject } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { valueAt } from '../documents/document';
import type { TransformerDescription } from '../families/generic/transformer';
import type { ModelPart, TextFormat } from './format';
import { defaults, has, llamaHidden } from './format';
import { llamaLike, text } from './training-yaml';
import { tokenizerEntries } from './tokenizers';

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
        name: `lingua ${type !== '' ? type.slice(0, 40) : has(model, 'n_future_head') ? 'model of several future tokens' : 'state-space model'}`,
        key: 'model',
      };
    const tokenizer = valueAt(values, 'data.tokenizer.name');
    const path = valueAt(values, 'data.tokenizer.path');
    const vocabulary = tokenizer === 'bytes' ? 258 : tokenizerEntries(path);
    const describe = (config: ConfigFields): TransformerDescription => {
      const width = config.size('dim');
      const heads = config.size('n_heads');
      return llamaLike(
        config,
        {
          width,
          layers: config.layers('n_layers'),
          heads,
          keyValueHeads: config.keyValueHeads('n_kv_heads', heads),
          headWidth: config.optionalSize('head_dim') ?? config.headWidth('dim', 'n_heads'),
          hidden: llamaHidden(width, config.size('multiple_of'), config.decimal('ffn_dim_multiplier') ?? 1),
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
