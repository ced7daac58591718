import type { ConfigFields } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import type { NormKind, TransformerDescription } from '../families/generic/transformer';
import { biases } from '../sub-layers';
import type { ModelPart, TextFormat } from './format';
import { defaults, has, llamaHidden } from './format';

/** open_lm's command-line defaults, where the model's JSON is silent. */
const argumentDefaults = defaults({
  model_norm: 'default_layer_norm',
  ffn_type: 'swiglu',
  positional_embedding_type: 'rotary',
  moe_num_experts: 0,
  moe_top_k: 2,
  moe_freq: 0,
});

function normOf(name: string): NormKind {
  if (name.includes('rms')) return 'rms';
  if (name.startsWith('gain_only')) return 'layerWithoutBias';
  return name.startsWith('no_wb') ? 'withoutParameters' : 'layer';
}

function describe(config: ConfigFields): TransformerDescription {
  const width = config.size('hidden_dim');
  const heads = config.size('n_heads');
  // open_lm rounds down where the heads do not divide the width.
  const headWidth = Math.max(1, Math.floor(width / heads));
  const type = config.text('ffn_type') ?? 'swiglu';
  const gated = type !== 'gelu';
  const count = config.count('moe_num_experts');
  const frequency = config.count('moe_freq');
  const hidden = gated ? llamaHidden(width, 256) : 4 * width;
  return {
    width,
    layers: config.layers('n_layers'),
    heads,
    keyValueHeads: heads,
    headWidth,
    attentionBias: biases(false),
    queryKeyNorm: config.flag('qk_norm') ? 'all' : null,
    norm: normOf(config.text('norm_type') ?? config.text('model_norm') ?? ''),
    embeddingNorm: config.flag('post_embed_norm'),
    learnedPositions: null,
    rotatedWidth: headWidth,
    hidden,
    gated,
    feedForwardBias: false,
    experts:
      frequency > 0 && count > 1
        ? {
            count,
            used: config.expertsPerToken('moe_top_k', count),
            hidden,
            sharedHidden: 0,
            inLayer: (index) => index % frequency === 0,
          }
        : null,
    vocabulary: config.size('vocab_size'),
    tied: config.flag('weight_tying'),
    contextLength: config.optionalSize('seq_len'),
  };
}

function find({ values }: ConfigDocument): ModelPart | null {
  if (!has(values, 'hidden_dim', 'n_layers', 'n_heads')) return null;
  if (!['seq_len', 'weight_tying', 'post_embed_norm'].some((key) => Object.hasOwn(values, key))) return null;
  return {
    kind: 'transformer',
    architecture: 'open_lm',
    prefix: '',
    values,
    defaults: argumentDefaults,
    describe,
  };
}

/** open_lm's model JSON. */
export const openLm: TextFormat = {
  name: 'open_lm',
  syntax: 'json',
  telling: [/"hidden_dim"/, /"n_layers"/, /"n_heads"/],
  find,
};
