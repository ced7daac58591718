import type { ConfigFields } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { isObject } from '../config-fields';
import type { TransformerDescription } from '../families/generic/transformer';
import { biases } from '../sub-layers';
import type { ModelPart } from './format';
import { defaults, has, paddedTo } from './format';

const usualRatio = 8 / 3;
const modelDefaults = defaults({ mlp_ratio: usualRatio, multiple_of: 256 });

const describe =
  (hasBias: boolean) =>
  (config: ConfigFields): TransformerDescription => {
    const width = config.size('hidden_size');
    const heads = config.size('num_attention_heads');
    const headWidth = config.headWidth('hidden_size', 'num_attention_heads');
    const ratio = config.decimal('mlp_ratio') ?? usualRatio;
    return {
      width,
      layers: config.layers('num_layers'),
      heads,
      keyValueHeads: config.keyValueHeads('num_kv_attention_heads', heads),
      headWidth,
      attentionBias: biases(hasBias),
      norm: config.raw('norm_type') === 'layernorm' ? 'layer' : 'rms',
      learnedPositions: null,
      rotatedWidth: headWidth,
      hidden: paddedTo(config.size('multiple_of'), Math.max(1, Math.floor(width * ratio))),
      gated: true,
      feedForwardBias: false,
      vocabulary: config.size('vocab_size'),
      tied: false,
      contextLength: config.optionalSize('max_position_embeddings'),
    };
  };

/** The `model = dict(...)` of an InternEvo config; null where the source has none. */
export function internEvoPart({ values }: ConfigDocument): ModelPart | null {
  const model = values['model'];
  if (!isObject(model)) return null;
  if (!has(model, 'num_layers', 'hidden_size', 'num_attention_heads', 'vocab_size')) return null;
  const type = values['model_type'];
  if (typeof type === 'string' && !/^(?:INTERNLM|INTERNLM2\w*|LLAMA2?)$/.test(type))
    return { kind: 'unknown', name: `InternEvo ${type.slice(0, 40)}`, key: 'model_type' };
  if (typeof model['num_experts'] === 'number' && model['num_experts'] > 1)
    return { kind: 'unknown', name: 'InternEvo with experts', key: 'model' };
  // The first InternLM has biases on its attention's projections; the later ones and Llama have none.
  const hasBias = type === 'INTERNLM' && model['no_bias'] !== true;
  return {
    kind: 'transformer',
    architecture: 'internevo',
    prefix: 'model.',
    values: model,
    defaults: modelDefaults,
    describe: describe(hasBias),
  };
}
