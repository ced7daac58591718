import type { ConfigFields } from '../../config-fields';
import type { AttentionMask, Layer } from '../../layers';
import { causal, linear, perHead, rmsNorm, slidingWindow, vector } from '../../layers';
import type { AttentionKind } from '../decoder';
import {
  blocksOf,
  decoderOnly,
  gatedFeedForward,
  hybridKinds,
  slidingLayers,
  twoResiduals,
} from '../decoder';
import type { Family } from '../family';
import { mixture, routedSizes, sharedExperts, sparseLayers } from './experts';
import { causalConvolution } from './state-space';

export const fullEvery = 6;
const projections = 'attention.projections';

export interface InklingHeads {
  readonly width: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headWidth: number;
  /** Numbers of a head that say how much each distance counts. */
  readonly relative: number;
  /** Distances that count. */
  readonly extent: number;
  readonly kernel: number;
  readonly mask: AttentionMask;
}

export function inklingHeads(config: ConfigFields, kind: AttentionKind): InklingHeads {
  const sliding = kind === 'sliding attention';
  const key = (name: string): string => (sliding ? `swa_${name}` : name);
  const heads = config.size(key('num_attention_heads'));
  const window = config.size('sliding_window_size');
  return {
    width: config.size('hidden_size'),
    heads,
    keyValueHeads: config.keyValueHeads(key('num_key_value_heads'), heads),
    headWidth: config.size(key('head_dim')),
    relative: config.size('d_rel'),
    extent: sliding ? window : config.size('rel_extent'),
    kernel: config.size('conv_kernel_size'),
    mask: sliding ? slidingWindow(window) : causal,
  };
}

/** Attention with a learned bias of each distance that the query itself weighs. */
export function inklingAttention(shape: InklingHeads): Layer[] {
  const { width, heads, keyValueHeads, headWidth, relative, extent, mask } = shape;
  const stored = keyValueHeads * headWidth;
  return [
    linear(projections, width, heads * headWidth, false),
    linear(projections, width, stored, false),
    linear(projections, width, stored, false),
    linear(projections, width, heads * relative, false),
    linear(projections, relative, extent, false, { repeats: heads }),
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth: headWidth,
      keys: 'sequence',
      mask,
      cachedPerToken: 2 * stored,
    },
    linear(projections, heads * headWidth, width, false),
  ];
}

/** Short convolutions of keys, values, and of what attention and feed-forward put out. */
export const shortConvolutions = ({ width, keyValueHeads, headWidth, kernel }: InklingHeads): Layer[] => [
  causalConvolution(keyValueHeads * headWidth, kernel, false),
  causalConvolution(keyValueHeads * headWidth, kernel, false),
  causalConvolution(width, kernel, false),
  causalConvolution(width, kernel, false),
];

/** Experts behind a router that scores the shared ones, too. */
function experts(config: ConfigFields, width: number): Layer[] {
  const shared = config.size('n_shared_experts');
  return [
    ...mixture(config, routedSizes),
    linear('router', width, shared, false),
    vector('router', 1),
    ...sharedExperts(width, shared * config.size('moe_intermediate_size')),
  ];
}

/** Some files name the experts' width `intermediate_size`, and that of the dense layers apart. */
function withDenseSize(config: ConfigFields): ConfigFields {
  if ((config.raw('dense_intermediate_size') ?? null) === null) return config;
  return config.overlaid({
    moe_intermediate_size: config.size('intermediate_size'),
    intermediate_size: config.size('dense_intermediate_size'),
  });
}

/** Inkling: short convolutions around attention with learned distances, windows in five of six layers, experts. */
export const inkling: Family = {
  name: 'inkling',
  modelTypes: ['inkling_text'],
  read(given) {
    const config = withDenseSize(given);
    const width = config.size('hidden_size');
    const layers = config.layers('num_hidden_layers');
    const numbered = config.raw('local_layer_ids') ?? null;
    const local = new Set(config.integers('local_layer_ids'));
    const kindOf = slidingLayers(
      config,
      layers,
      (index) => (numbered === null ? (index + 1) % fullEvery !== 0 : local.has(index)),
      { kinds: hybridKinds },
    );
    const dense = config.count('dense_mlp_idx');
    const sparse = sparseLayers(config, layers, (index) => index >= dense);
    return decoderOnly({
      config: config.overlaid({ tie_word_embeddings: false }),
      width,
      contextKey: 'max_position_embeddings',
      afterEmbedding: [rmsNorm(width)],
      blocks: blocksOf(
        layers,
        (index) => `${kindOf(index)}, ${sparse(index) ? 'experts' : 'dense'}` as const,
        (key) => {
          const shape = inklingHeads(
            config,
            key.startsWith('sliding') ? 'sliding attention' : 'full attention',
          );
          const { heads, keyValueHeads, headWidth } = shape;
          return [
            rmsNorm(width),
            ...inklingAttention(shape),
            perHead(rmsNorm(headWidth), heads),
            perHead(rmsNorm(headWidth), keyValueHeads),
            ...shortConvolutions(shape),
            rmsNorm(width),
            ...(key.endsWith('experts')
              ? experts(config, width)
              : [...gatedFeedForward(config), vector('feedForward', 1)]),
            twoResiduals(width),
          ];
        },
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};
