import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, rmsNorm, vector } from '../../layers';
import { decoderOnly, gatedFeedForward, twoResiduals } from '../decoder';
import { blocksByDescription } from '../decoders/blocks';
import { latentAttention } from '../deepseek';
import type { Family } from '../family';
import { mixture, routedSizes, sharedExperts, sparseLayers } from './experts';
import { hyperConnection, hyperHead } from './hyper-connections';
import { latentIndexer, pickedKeys, untrained } from './indexer';

/** How DeepSeek V3.2 and its kin differ. */
interface Traits {
  /** Which layers have experts where no list says. */
  readonly isSparse: (config: ConfigFields) => (index: number) => boolean;
  /** Which layers have an indexer where no list says: the others look where the one before them did. */
  readonly isIndexed?: (config: ConfigFields) => (index: number) => boolean;
  /** A.X K2: queries and the attention's gate from both forms of the query's latent, gates in its norms. */
  readonly gatedNorms?: true;
  /** Hunyuan V4: gates and sinks in its attention, several residual streams. */
  readonly streams?: true;
}

const afterFirst = (config: ConfigFields): ((index: number) => boolean) => {
  const dense = config.count('first_k_dense_replace');
  return (index) => index >= dense;
};

/** Keys that the library takes beside its own. */
const numberOr = (config: ConfigFields, key: string, usual: number): number =>
  config.given(key) ? config.count(key) : usual;

/** GLM 5: every `index_topk_freq`-th layer after the first, or as a pattern of F and S says. */
function glmIndexed(config: ConfigFields): (index: number) => boolean {
  if (config.given('index_topk_pattern')) {
    const pattern = config.text('index_topk_pattern') ?? '';
    return (index) => pattern[index] === 'F';
  }
  const every = Math.max(1, numberOr(config, 'index_topk_freq', 1));
  const offset = numberOr(config, 'index_skip_topk_offset', 2);
  return (index) => Math.max(index - offset + 1, 0) % every === 0;
}

const hunyuanPeriod = 4;

const traits: Readonly<Record<string, Traits>> = {
  deepseek_v32: { isSparse: afterFirst },
  glm_moe_dsa: { isSparse: afterFirst, isIndexed: glmIndexed },
  axk2: {
    isSparse: (config) => {
      const dense = numberOr(config, 'first_k_dense_replace', 1);
      const every = Math.max(1, numberOr(config, 'moe_layer_freq', 1));
      return (index) => index >= dense && index % every === 0;
    },
    gatedNorms: true,
  },
  hy_v4: {
    isSparse: () => (index) => index > 0,
    isIndexed: () => (index) => index === 0 || (index - 1) % hunyuanPeriod === 0,
    streams: true,
  },
};

/** A.X K2's queries and gate, both from the query's latent before and after its norm, in place of the plain queries. */
function gatedQueries(config: ConfigFields, layers: readonly Layer[], rank: number): Layer[] {
  const heads = config.size('num_attention_heads');
  const queryWidth = config.size('qk_nope_head_dim') + config.size('qk_rope_head_dim');
  const outputs = heads * (queryWidth + config.size('v_head_dim'));
  let replaced = false;
  return layers.map((layer) => {
    if (replaced || layer.kind !== 'linear' || layer.inputs !== rank || layer.outputs !== heads * queryWidth)
      return layer;
    replaced = true;
    return linear('attention.projections', 2 * rank, outputs, false);
  });
}

function attention(config: ConfigFields, own: Traits, width: number, rank: number): Layer[] {
  const heads = config.size('num_attention_heads');
  const indexWidth = config.size('index_head_dim');
  const mask = pickedKeys(config.size('index_topk'));
  // Hunyuan's reads no number of key-value heads, whatever the file says.
  const read = own.streams === true ? config.overlaid({ num_key_value_heads: null }) : config;
  const layers = latentAttention(read).map((layer) =>
    layer.kind === 'attention'
      ? { ...layer, mask, cachedPerToken: layer.cachedPerToken + indexWidth }
      : layer,
  );
  if (own.gatedNorms === true) return gatedQueries(config, layers, rank);
  if (own.streams !== true) return layers;
  return [
    ...layers,
    linear('attention.projections', width, heads * config.size('v_head_dim'), false),
    vector('attention.scores', heads),
  ];
}

/** A norm and a low-rank gate of what it puts out. */
function gatedNorm(config: ConfigFields, width: number): Layer[] {
  const rank = config.size('gated_norm_rank');
  return [rmsNorm(width), linear('norm', width, rank, false), linear('norm', rank, width, false)];
}

/** Latent attention to the keys that an indexer picks: DeepSeek V3.2, GLM 5, A.X K2 and Hunyuan V4. */
export const indexedAttention: Family = {
  name: 'indexed-attention',
  modelTypes: Object.keys(traits),
  read(given, modelType) {
    const own = traits[modelType] ?? { isSparse: afterFirst };
    const config =
      own.gatedNorms !== true && own.streams !== true && typeof given.raw('num_experts') === 'number'
        ? given.overlaid({ n_routed_experts: given.size('num_experts') })
        : given;
    const width = config.size('hidden_size');
    const layers = config.layers('num_hidden_layers');
    if (config.optionalSize('q_lora_rank') === null)
      config.refuse('q_lora_rank', 'is missing: the indexer reads the latent of the queries.');
    const rank = config.optionalSize('q_lora_rank') ?? 1;
    const sparse = sparseLayers(config, layers, own.isSparse(config));
    const listed = config.perLayerKind('indexer_types', layers, ['full', 'shared']);
    const usual = own.isIndexed?.(config) ?? ((): boolean => true);
    const indexed = Array.from({ length: layers }, (_, index) =>
      listed === null ? usual(index) : listed[index] === 'full',
    ).filter(Boolean).length;
    const shared = config.count('n_shared_experts') * config.size('moe_intermediate_size');
    const streams = own.streams === true ? config.size('hc_mult') : 1;
    const norm = own.gatedNorms === true ? gatedNorm(config, width) : [rmsNorm(width)];
    const connection = streams > 1 ? hyperConnection(streams, width, 'withoutMixing') : [];
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: [
        ...blocksByDescription(
          layers,
          (index) => ({ sparse: sparse(index) }),
          (layer) => [
            ...norm,
            ...connection,
            ...attention(config, own, width, rank),
            ...(layer.sparse ? norm : [rmsNorm(width)]),
            ...connection,
            ...(layer.sparse
              ? [...mixture(config, routedSizes), ...sharedExperts(width, shared)]
              : gatedFeedForward(config)),
            twoResiduals(streams * width),
          ],
        ),
        ...untrained('indexers', indexed, latentIndexer(config, width, rank)),
      ],
      beforeHead: [...(streams > 1 ? hyperHead(streams, width) : []), rmsNorm(width)],
    });
  },
};
