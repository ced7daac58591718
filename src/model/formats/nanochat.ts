import type { ConfigFields, ConfigObject } from '../config-fields';
import { groupedQueryDecoder } from '../families/decoders/grouped-query';
import type { ModelShape } from '../families/family';
import { linear, rmsNormWithoutScale, table, vector } from '../layers';
import { said } from '../../units/message';
import type { ModelPart } from './format';
import { defaults, has, paddedTo, renamed } from './format';

/** GPTConfig of karpathy/nanochat, by the library's names. */
const names = {
  sequence_len: 'max_position_embeddings',
  vocab_size: 'vocab_size',
  n_layer: 'num_hidden_layers',
  n_head: 'num_attention_heads',
  n_kv_head: 'num_key_value_heads',
  n_embd: 'hidden_size',
};
const ownKeys: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(names).map(([own, name]) => [name, own]),
);
const sizes = Object.keys(names);

/** Of each layer's input, what decides how much of the value embedding its heads take. */
const gateChannels = 12;
/** The vocabulary is rounded up to a multiple of this. */
const vocabularyMultiple = 64;

/** Letters of a pattern that is laid over the layers again and again: S sees a half of the sequence. The last layer sees all. */
function isShort(config: ConfigFields): (index: number) => boolean {
  const pattern = (config.text('window_pattern') ?? 'L').toUpperCase();
  const last = config.layers('num_hidden_layers') - 1;
  return (index) => index !== last && pattern[index % Math.max(1, pattern.length)] === 'S';
}

/** Since it has value embeddings: a table more for every second layer, the last among them, gated for each head. */
function readWithValueEmbeddings(config: ConfigFields): ModelShape {
  if (!/^[SL]+$/i.test(config.text('window_pattern') ?? ''))
    config.refuse('window_pattern', 'must be letters S and L.');
  const shape = groupedQueryDecoder(config, {
    norm: rmsNormWithoutScale,
    queryKeyNorm: 'eachHead',
    gated: false,
    hidden: (own) => 4 * own.size('hidden_size'),
    isSliding: isShort,
    alwaysHead: true,
  });
  const heads = config.size('num_attention_heads');
  const keyValueHeads = config.keyValueHeads('num_key_value_heads', heads);
  const layers = config.layers('num_hidden_layers');
  const values = keyValueHeads * config.headWidth('hidden_size', 'num_attention_heads');
  return {
    ...shape,
    blocks: [
      ...shape.blocks,
      {
        name: 'value embeddings',
        count: Math.ceil(layers / 2),
        positions: 'sequence',
        layers: [
          table('embedding', config.size('vocab_size'), values),
          linear('attention.projections', gateChannels, keyValueHeads, false),
        ],
      },
      // What each layer takes of the stream and of the embedding.
      { name: 'scales', count: 1, positions: 'sequence', layers: [vector('residual', 2 * layers)] },
    ],
  };
}

/** A GPTConfig(...) of nanochat in Python source; null where it is another's, or has keys of other layers. */
export function nanochatPart(name: string, values: ConfigObject, prefix: string): ModelPart | null {
  if (name !== 'GPTConfig' || !has(values, 'sequence_len', 'n_layer', 'n_head', 'n_kv_head', 'n_embd'))
    return null;
  const others = Object.keys(values).filter((key) => !sizes.includes(key));
  const hasValueEmbeddings = has(values, 'window_pattern');
  if (others.length > (hasValueEmbeddings ? 1 : 0)) return null;
  const { values: own } = renamed(values, names);
  const width = own['hidden_size'];
  if (!hasValueEmbeddings)
    return {
      kind: 'library',
      modelType: 'nanochat',
      prefix,
      values: { ...own, ...(typeof width === 'number' ? { intermediate_size: 4 * width } : {}) },
      ownKeys,
    };
  const { vocab_size: vocabulary, max_position_embeddings: length } = own;
  return {
    kind: 'shape',
    architecture: 'nanochat',
    prefix,
    values: {
      ...own,
      window_pattern: values['window_pattern'] ?? null,
      ...(typeof vocabulary === 'number' ? { vocab_size: paddedTo(vocabularyMultiple, vocabulary) } : {}),
      ...(typeof length === 'number' ? { sliding_window: Math.max(1, Math.floor(length / 2)) } : {}),
    },
    defaults: defaults({ vocab_size: 32768, tie_word_embeddings: false }),
    read: readWithValueEmbeddings,
    spelling: (key) => ownKeys[key] ?? key,
    approximate: said`Read as nanochat since it has value embeddings (January 2026): its versions differ in small parts.`,
  };
}
