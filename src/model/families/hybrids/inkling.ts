import type { ConfigFields } from '../../config-fields';
import type { AttentionMask, Layer } from '../../layers';
import { causal, linear, perHead, rmsNorm, slidingWindow, vector } from '../../layers';
import type { Block } from '../../spec';
import type { AttentionKind } from '../decoder';
import { blocksOf, decoderOnly, gatedFeedForward, slidingLayers, twoResiduals } from '../decoder';
import type { Family } from '../family';
import { mixture, routedSizes, sharedExperts, sparseLayers } from './experts';
import { causalConvolution } from './state-space';

const fullEvery = 6;
const projections = 'attention.projections';

interface Heads {
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

function headsOf(config: ConfigFields, kind: AttentionKind): Heads {
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
function attention(shape: Heads): Layer[] {
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
const convolutions = ({ width, keyValueHeads, headWidth, kernel }: Heads): Layer[] => [
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
    const kindOf = slidingLayers(config, layers, (index) =>
      numbered === null ? (index + 1) % fullEvery !== 0 : local.has(index),
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
          const shape = headsOf(config, key.startsWith('sliding') ? 'sliding attention' : 'full attention');
          const { heads, keyValueHeads, headWidth } = shape;
          return [
            rmsNorm(width),
            ...attention(shape),
            perHead(rmsNorm(headWidth), heads),
            perHead(rmsNorm(headWidth), keyValueHeads),
            ...convolutions(shape),
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

/** What full layers convolve keys and values with: learned weights, and those that a projection of the token says. */
const dynamicConvolution = ({ width, keyValueHeads, headWidth, kernel }: Heads): Layer[] => [
  vector('convolution', kernel * keyValueHeads * headWidth),
  linear('convolution', width, keyValueHeads * kernel, false),
];

/** Learned scales in front of the clipping of queries and distances, a gate, and sinks that the token says. */
const clipsAndGates = ({ width, heads, headWidth, relative }: Heads): Layer[] => [
  vector(projections, heads * headWidth + heads * relative),
  linear(projections, width, heads * headWidth, false),
  linear(projections, width, heads, false),
];

/** Learned queries that choose among the outputs of earlier groups of layers, in front of each sub-layer. */
function residualAttention(width: number, queries: number, sources: number): Layer[] {
  const product = { kind: 'product', component: 'residual', batches: 'sequence', rows: 1 } as const;
  return [
    vector('residual', queries * width),
    { ...product, inner: width, columns: sources },
    { ...product, inner: sources, columns: width },
  ];
}

/** How many queries there are, and how many states they look at in all: each group's output and the current one. */
function residualSources(
  layers: number,
  group: number,
  isFull: (index: number) => boolean,
): { readonly queries: number; readonly sources: number } {
  let queries = 1;
  let sources = Math.ceil(layers / group) + 1;
  for (let index = 0; index < layers; index++) {
    const before = index === 0 ? 0 : isFull(index) ? 3 : 1;
    queries += before + 1;
    sources += before * (Math.ceil(index / group) + 1) + Math.floor(index / group) + 2;
  }
  return { queries, sources };
}

/** Inkling 2: experts in every layer, residuals that look back, and gates, clips and dynamic convolutions in attention. */
export const inkling2: Family = {
  name: 'inkling',
  modelTypes: ['inkling2_text'],
  read(config) {
    const width = config.size('hidden_size');
    const layers = config.layers('num_hidden_layers');
    const kindOf = slidingLayers(config, layers, (index) => (index + 1) % fullEvery !== 0);
    const { queries, sources } = residualSources(
      layers,
      config.size('n_layers_per_attn_res_block'),
      (index) => kindOf(index) === 'full attention',
    );
    const looking: Block = {
      name: 'residual attention',
      count: 1,
      positions: 'sequence',
      layers: residualAttention(width, queries, sources),
    };
    return decoderOnly({
      config: config.overlaid({ tie_word_embeddings: false }),
      width,
      contextKey: 'max_position_embeddings',
      afterEmbedding: [rmsNorm(width)],
      blocks: [
        ...blocksOf(layers, kindOf, (kind) => {
          const shape = headsOf(config, kind);
          const full = kind === 'full attention';
          const [, , afterAttention, afterExperts] = convolutions(shape);
          return [
            ...Array.from({ length: full ? 4 : 2 }, () => rmsNorm(width)),
            ...attention(shape),
            ...clipsAndGates(shape),
            ...(full
              ? [
                  ...dynamicConvolution(shape),
                  ...dynamicConvolution(shape),
                  ...[afterAttention, afterExperts].filter((layer) => layer !== undefined),
                ]
              : convolutions(shape)),
            ...mixture(config, routedSizes),
            twoResiduals(width),
          ];
        }),
        looking,
      ],
      beforeHead: [rmsNorm(width)],
    });
  },
};
