import type { ConfigFields, ConfigObject } from '../config-fields';
import type { PythonConstruct } from '../documents/python';
import type { TransformerDescription } from '../families/generic/transformer';
import { biases } from '../sub-layers';
import type { ModelPart } from './format';
import { defaults, has, llamaHidden, paddedTo } from './format';
import { said } from '../../units/message';

interface Sizes {
  readonly d_model: number;
  readonly n_layers: number;
  readonly n_heads: number;
  readonly n_kv_heads?: number;
  readonly hidden_size_multiplier?: number;
  readonly hidden_size_multiple_of?: number;
}

const sizes = (d_model: number, n_layers: number, n_heads: number, more: Partial<Sizes> = {}): Sizes => ({
  d_model,
  n_layers,
  n_heads,
  ...more,
});
const wider = { hidden_size_multiplier: 1.5 };
const of32B = {
  n_kv_heads: 8,
  hidden_size_multiple_of: 512,
  hidden_size_multiplier: 27_648 / ((8 * 5120) / 3),
};

/** OLMo 2's and 3's: the same sizes under both names (olmo_core/nn/transformer/config.py). */
const olmo = {
  '30M': sizes(256, 4, 8),
  '60M': sizes(384, 8, 8, wider),
  '100M': sizes(512, 12, 8, wider),
  '190M': sizes(768, 12, 12, wider),
  '370M': sizes(1024, 16, 16, wider),
  '600M': sizes(1344, 16, 16, wider),
  '760M': sizes(1536, 16, 16, wider),
  '1B': sizes(2048, 18, 16, wider),
  '1B_v2': sizes(2048, 16, 16, wider),
  '3B': sizes(3328, 16, 16, wider),
  '7B': sizes(4096, 32, 32),
  '13B': sizes(5120, 40, 40),
  '32B': sizes(5120, 64, 40, of32B),
} as const;

/** The methods of OLMo-core's TransformerConfig that build a model of fixed sizes. */
const methods: Readonly<Record<string, Sizes>> = {
  ...Object.fromEntries(Object.entries(olmo).map(([size, each]) => [`olmo2_${size}`, each])),
  ...Object.fromEntries(
    (['190M', '370M', '760M', '3B', '7B', '13B', '32B'] as const).map((size) => [
      `olmo3_${size}`,
      olmo[size],
    ]),
  ),
  olmo3_1B: olmo['1B_v2'],
  llama2_271M: sizes(1024, 16, 8),
  llama2_1B: sizes(2048, 18, 16),
  llama2_7B: sizes(4096, 32, 32),
  llama2_13B: sizes(5120, 40, 40),
  llama2_26B: sizes(5120, 80, 40),
  llama2_70B: sizes(8192, 80, 64, {
    n_kv_heads: 8,
    hidden_size_multiplier: 1.3,
    hidden_size_multiple_of: 4096,
  }),
  llama3_1B: sizes(2048, 16, 32, { n_kv_heads: 8, hidden_size_multiplier: 1.5 }),
  llama3_8B: sizes(4096, 32, 32, {
    n_kv_heads: 8,
    hidden_size_multiplier: 1.3,
    hidden_size_multiple_of: 1024,
  }),
  llama3_405B: sizes(16_384, 126, 128, {
    n_kv_heads: 8,
    hidden_size_multiplier: 1.2,
    hidden_size_multiple_of: 4096,
  }),
};

/** Arguments that put other layers in. */
const otherLayers = [
  'block_name',
  'feed_forward',
  'feed_forward_moe',
  'block_mods',
  'gate',
  'block_overrides',
];

/** What OLMo-core's tokenizers have, padded as `padded_vocab_size()` does. */
const tokenizers: Readonly<Record<string, number>> = {
  dolma2: 100_278,
  gpt_neox_olmo_dolma_v1_5: 50_280,
  gpt2: 50_257,
};
const paddedBy = 128;

function describe(config: ConfigFields): TransformerDescription {
  const width = config.size('d_model');
  const heads = config.size('n_heads');
  const headWidth = config.optionalSize('head_dim') ?? config.headWidth('d_model', 'n_heads');
  return {
    width,
    layers: config.layers('n_layers'),
    heads,
    keyValueHeads: config.keyValueHeads('n_kv_heads', heads),
    headWidth,
    attentionBias: biases(false),
    queryKeyNorm: !config.flag('qk_norm') ? null : config.flag('use_head_qk_norm') ? 'head' : 'all',
    norm: 'rms',
    learnedPositions: null,
    rotatedWidth: headWidth,
    hidden: llamaHidden(
      width,
      config.size('hidden_size_multiple_of'),
      config.decimal('hidden_size_multiplier') ?? 1,
    ),
    gated: true,
    feedForwardBias: false,
    vocabulary: config.optionalSize('vocab_size'),
    tied: false,
    contextLength: null,
  };
}

/** Whether a call is one of OLMo-core's that builds a model: its vocabulary may be its tokenizer's. */
export const isOlmoCoreCall = (name: string): boolean =>
  Object.hasOwn(methods, name) || name === 'llama_like';

/**
 * A model by OLMo-core's `TransformerConfig.olmo2_7B(...)` or `.llama_like(...)`; null where the call is another's, or has sizes
 * that only a run tells.
 */
export function olmoCorePart(
  { name, path, unresolved }: PythonConstruct,
  written: ConfigObject,
  text: string,
): ModelPart | null {
  if (!isOlmoCoreCall(name)) return null;
  const own = Object.hasOwn(methods, name) ? methods[name] : undefined;
  const values: ConfigObject = { ...own, ...(name.startsWith('olmo') ? { qk_norm: true } : {}), ...written };
  if (!has(values, 'd_model', 'n_layers', 'n_heads')) return null;
  if (otherLayers.some((key) => unresolved.includes(key) || Object.hasOwn(written, key)))
    return { kind: 'unknown', name: `OLMo-core ${name}`, key: path };
  const { vocab_size: stated, ...others } = values;
  const [, tokenizer = ''] = /\bTokenizerConfig\.(\w+)\(/.exec(text) ?? [];
  const entries = Object.hasOwn(tokenizers, tokenizer) ? tokenizers[tokenizer] : undefined;
  const padded = entries === undefined ? null : paddedTo(paddedBy, entries);
  const vocabulary = typeof stated === 'number' ? stated : padded;
  return {
    kind: 'transformer',
    architecture: `OLMo-core ${name}`,
    prefix: `${path}.`,
    values: vocabulary === null ? others : { ...others, vocab_size: vocabulary },
    defaults: defaults({ hidden_size_multiple_of: 256 }),
    describe,
    ...(typeof stated !== 'number' && padded !== null
      ? { approximate: said`The vocabulary is taken to be that of ${tokenizer}, padded to ${padded}.` }
      : {}),
  };
}
