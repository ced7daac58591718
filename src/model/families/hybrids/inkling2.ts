import type { ConfigFields } from '../../config-fields';
import type { Layer, ProductLayer } from '../../layers';
import { linear, rmsNorm, vector } from '../../layers';
import type { Block } from '../../spec';
import type { AttentionKind } from '../decoder';
import { blocksOf, decoderOnly, hybridKinds, slidingLayers, twoResiduals } from '../decoder';
import type { Family } from '../family';
import { mixture, routedSizes } from './experts';
import type { InklingHeads } from './inkling';
import { fullEvery, inklingAttention, inklingHeads, shortConvolutions } from './inkling';
import { said } from '../../../units/message';

const projections = 'attention.projections';

/** What full layers convolve keys and values with: learned weights, and those that a projection of the token says. */
const dynamicConvolution = ({ width, keyValueHeads, headWidth, kernel }: InklingHeads): Layer[] => [
  vector('convolution', kernel * keyValueHeads * headWidth),
  linear('convolution', width, keyValueHeads * kernel, false),
];

/** Learned scales in front of the clipping of queries and distances, a gate, and sinks that the token says. */
const clipsAndGates = ({ width, heads, headWidth, relative }: InklingHeads): Layer[] => [
  vector('norm', heads * headWidth + heads * relative),
  linear(projections, width, heads * headWidth, false),
  linear(projections, width, heads, false),
];

/** Queries that look at `sources` states of each token. */
const looking = (width: number, queries: number, sources: number): ProductLayer[] => {
  const product = { kind: 'product', component: 'residual', batches: 'sequence', rows: queries } as const;
  return [
    { ...product, inner: width, columns: sources },
    { ...product, inner: sources, columns: width },
  ];
};

/** Layers that run several times, each time with what the run before says. */
interface Loop {
  readonly first: number;
  readonly end: number;
  readonly passes: number;
  readonly gateRank: number;
}

/** A message for queries, for keys, for values and for the experts. */
const messages = 4;

function loopOf(config: ConfigFields, layers: number, group: number): Loop {
  const nested = config.section('loop_config').config;
  const sized = (own: string, older: string): number =>
    nested.given(older) ? nested.size(older) : config.size(own);
  const first = sized('loop_layer_index_start', 'core_start');
  const end = sized('loop_layer_index_end', 'core_end');
  if (first % group !== 0)
    config.refuse(
      'loop_layer_index_start',
      said`(${first}) is not divisible by n_layers_per_attn_res_block (${group}).`,
    );
  if (end % group !== 0)
    config.refuse(
      'loop_layer_index_end',
      said`(${end}) is not divisible by n_layers_per_attn_res_block (${group}).`,
    );
  if (end > layers)
    config.refuse('loop_layer_index_end', said`(${end}) is more than num_hidden_layers (${layers}).`);
  if (end < first)
    config.refuse('loop_layer_index_end', said`(${end}) is less than loop_layer_index_start (${first}).`);
  return {
    // What is out of range was refused; the rest is bounded by the layers that there are.
    first: Math.min(first, layers),
    end: Math.min(end, layers),
    passes: sized('loop_num_passes', 'num_passes'),
    gateRank: sized('loop_gate_rank', 'gate_rank'),
  };
}

/** How often a layer runs. */
const runsOf = (loop: Loop | null, index: number): number =>
  loop !== null && index >= loop.first && index < loop.end ? loop.passes : 1;

/** Learned queries that choose among the outputs of earlier groups of layers, in front of each sub-layer. */
function residualAttention(
  config: ConfigFields,
  layers: number,
  kindOf: (index: number) => AttentionKind,
  loop: Loop | null,
): Block {
  const width = config.size('hidden_size');
  const group = config.size('n_layers_per_attn_res_block');
  // In front of the head: each group's output and the current state.
  let queries = 1;
  let sources = Math.ceil(layers / group) + 1;
  for (let index = 0; index < layers; index++) {
    const before = index === 0 ? 0 : kindOf(index) === 'full attention' ? 3 : 1;
    queries += before + 1;
    sources +=
      runsOf(loop, index) * (before * (Math.ceil(index / group) + 1) + Math.floor(index / group) + 2);
  }
  return {
    name: 'residual attention',
    count: 1,
    positions: 'sequence',
    layers: [vector('residual', queries * width), ...looking(width, 1, sources)],
  };
}

/** What a run of the looped layers takes over from the one before: messages, and how much of them counts. */
function messageBlocks(config: ConfigFields, { first, end, passes, gateRank }: Loop): Block[] {
  const width = config.size('hidden_size');
  const looped = Math.max(0, end - first);
  const sources = Math.max(1, Math.floor(looped / config.size('n_layers_per_attn_res_block')));
  const gate = [
    linear('residual', 2 * width, gateRank, false),
    linear('residual', gateRank, width, false),
    linear('residual', gateRank, width, false),
  ];
  return [
    {
      name: 'messages between runs',
      count: looped * (passes - 1),
      parameterSets: looped,
      positions: 'sequence',
      layers: [
        vector('residual', messages * width),
        ...looking(width, messages, sources),
        ...Array.from({ length: messages }, () => gate).flat(),
      ],
    },
  ];
}

/** Inkling 2: experts in every layer, residuals that look back, and gates, clips and dynamic convolutions in attention. */
export const inkling2: Family = {
  name: 'inkling',
  modelTypes: ['inkling2_text', 'inkling2_loop_text'],
  read(config, modelType) {
    const width = config.size('hidden_size');
    const layers = config.layers('num_hidden_layers');
    const kindOf = slidingLayers(config, layers, (index) => (index + 1) % fullEvery !== 0, {
      kinds: hybridKinds,
    });
    const loop =
      modelType === 'inkling2_loop_text'
        ? loopOf(config, layers, config.size('n_layers_per_attn_res_block'))
        : null;
    const layer = (kind: AttentionKind): Layer[] => {
      const shape = inklingHeads(config, kind);
      const full = kind === 'full attention';
      const [, , afterAttention, afterExperts] = shortConvolutions(shape);
      return [
        ...Array.from({ length: full ? 4 : 2 }, () => rmsNorm(width)),
        ...inklingAttention(shape),
        ...clipsAndGates(shape),
        ...(full
          ? [
              ...dynamicConvolution(shape),
              ...dynamicConvolution(shape),
              ...[afterAttention, afterExperts].filter((convolution) => convolution !== undefined),
            ]
          : shortConvolutions(shape)),
        ...mixture(config, routedSizes),
        twoResiduals(width),
      ];
    };
    const section = (first: number, count: number): Block[] => {
      const runs = runsOf(loop, first);
      return blocksOf(Math.max(0, count), (index) => kindOf(first + index), layer).map((block) => ({
        ...block,
        count: block.count * runs,
        parameterSets: block.count,
      }));
    };
    return decoderOnly({
      config: config.overlaid({ tie_word_embeddings: false }),
      width,
      contextKey: 'max_position_embeddings',
      afterEmbedding: [rmsNorm(width)],
      blocks: [
        ...(loop === null
          ? section(0, layers)
          : [
              ...section(0, loop.first),
              ...section(loop.first, loop.end - loop.first),
              ...section(loop.end, layers - loop.end),
              ...messageBlocks(config, loop),
            ]),
        residualAttention(config, layers, kindOf, loop),
      ],
      beforeHead: [rmsNorm(width)],
      outputVocabulary: config.size('unpadded_vocab_size'),
    });
  },
};
