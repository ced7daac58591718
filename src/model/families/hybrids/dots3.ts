import type { ConfigFields, ConfigObject } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, rmsNorm, slidingWindow } from '../../layers';
import { decoderOnly, gatedFeedForward, twoResiduals } from '../decoder';
import { blocksByDescription } from '../decoders/blocks';
import { perLayerOverrides } from '../decoders/per-layer';
import { latentAttention } from '../deepseek';
import type { Family } from '../family';
import { mixture, routedSizes, sharedExperts, sparseLayers } from './experts';
import { latentIndexer, pickedKeys, untrained } from './indexer';

type Kind = 'sliding_attention' | 'indexed_attention' | 'full_attention';

const usualWindow = 512;
/** Sizes of the layers that attend in a window, where the file's `swa_` keys don't say. */
const slidingSizes: Readonly<Record<string, number>> = {
  num_attention_heads: 64,
  num_key_value_heads: 64,
  q_lora_rank: 1024,
  kv_lora_rank: 1024,
  head_dim: 256,
  qk_nope_head_dim: 192,
  v_head_dim: 128,
};

const sizeOr = (config: ConfigFields, key: string, usual: number): number =>
  config.given(key) ? config.size(key) : usual;

function slidingOverrides(config: ConfigFields): ConfigObject {
  const sizes = Object.fromEntries(
    Object.entries(slidingSizes).map(([key, usual]) => [key, sizeOr(config, `swa_${key}`, usual)]),
  );
  const plain = (sizes['head_dim'] ?? 1) - (sizes['qk_nope_head_dim'] ?? 0);
  return { ...sizes, qk_rope_head_dim: sizeOr(config, 'swa_qk_rope_head_dim', Math.max(1, plain)) };
}

/** Kinds of the layers: in older files `full_attention` is that with an indexer, unless `use_dsa` says no. */
function kinds(config: ConfigFields, layers: number): (index: number) => Kind {
  const indexed = config.given('use_dsa')
    ? config.flag('use_dsa')
    : config.given('per_layer_config')
      ? null
      : true;
  const slides = !config.given('use_sliding_window') || config.flag('use_sliding_window');
  const listed = config.perLayerKind('layer_types', layers, [
    'full_attention',
    'indexed_attention',
    'sliding_attention',
  ]);
  const wide: Kind = indexed === false ? 'full_attention' : 'indexed_attention';
  return (index) => {
    if (listed === null) return !slides || index < 2 || index % 4 === 1 ? wide : 'sliding_attention';
    const kind = listed[index] ?? wide;
    if (kind === 'sliding_attention') return kind;
    return indexed === null && kind === 'full_attention' ? kind : wide;
  };
}

/** Which layers have experts: those listed, else those after the first dense ones that the frequency picks. */
function sparse(config: ConfigFields, layers: number): (index: number) => boolean {
  const dense = config.given('first_k_dense_replace') ? config.count('first_k_dense_replace') : 1;
  const frequency = config.raw('moe_layer_freq');
  const picked = Array.isArray(frequency) ? config.integers('moe_layer_freq') : null;
  const every = picked === null ? sizeOr(config, 'moe_layer_freq', 1) : 1;
  return sparseLayers(
    config,
    layers,
    (index) => index >= dense && (picked === null ? index % every === 0 : (picked[index] ?? 0) !== 0),
  );
}

function attention(config: ConfigFields, kind: Kind, width: number): Layer[] {
  const window = config.optionalSize('sliding_window') ?? sizeOr(config, 'sliding_window_size', usualWindow);
  const layers = latentAttention(config).map((layer): Layer => {
    if (layer.kind !== 'attention') return layer;
    if (kind === 'sliding_attention') return { ...layer, mask: slidingWindow(window) };
    if (kind === 'full_attention') return layer;
    return {
      ...layer,
      mask: pickedKeys(config.size('index_topk')),
      cachedPerToken: layer.cachedPerToken + config.size('index_head_dim'),
    };
  });
  return [
    ...layers,
    rmsNorm(config.size('qk_rope_head_dim')),
    linear('attention.projections', width, config.size('num_attention_heads'), false),
  ];
}

/** dots 3: latent attention with a gate for each head, in windows of another shape or to the keys that an indexer picks. */
export const dots3: Family = {
  name: 'indexed-attention',
  modelTypes: ['dots3_note_text'],
  read(config) {
    const width = config.size('hidden_size');
    const layers = config.layers('num_hidden_layers');
    const kindOf = kinds(config, layers);
    const isSparse = sparse(config, layers);
    const sliding = slidingOverrides(config);
    const overrides = perLayerOverrides(config);
    const overridesOf = (index: number): ConfigObject =>
      overrides?.(index) ?? (kindOf(index) === 'sliding_attention' ? sliding : {});
    if (config.optionalSize('q_lora_rank') === null)
      config.refuse('q_lora_rank', 'is missing: the queries have a latent.');
    const rank = config.optionalSize('q_lora_rank') ?? 1;
    const sharedKey = config.given('moe_shared_expert_intermediate_size')
      ? 'moe_shared_expert_intermediate_size'
      : 'shared_experts_intermediate_size';
    const shared = config.size('n_shared_experts') * config.size(sharedKey);
    const indexed = Array.from({ length: layers }, (_, index) => kindOf(index)).filter(
      (kind) => kind === 'indexed_attention',
    ).length;
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: [
        ...blocksByDescription(
          layers,
          (index) => ({ kind: kindOf(index), sparse: isSparse(index), overrides: overridesOf(index) }),
          (layer) => [
            rmsNorm(width),
            ...attention(config.overlaid(layer.overrides), layer.kind, width),
            rmsNorm(width),
            ...(layer.sparse
              ? [...mixture(config, routedSizes), ...sharedExperts(width, shared)]
              : gatedFeedForward(config)),
            twoResiduals(width),
          ],
        ),
        ...untrained('indexers', indexed, latentIndexer(config, width, rank)),
      ],
      beforeHead: [rmsNorm(width)],
    });
  },
};
