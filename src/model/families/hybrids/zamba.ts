import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { causal, elementwise, linear, rmsNorm, rotary } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import { decoderOnly } from '../decoder';
import type { Family } from '../family';
import { checkHeads, chunkedScan, selectiveScan, timeStepRank } from './state-space';
import { said } from '../../../units/message';

interface Shared {
  /** Width of the hidden state beside the embedding: what the attention reads. */
  readonly read: number;
  readonly width: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headWidth: number;
  readonly hidden: number;
  readonly feedForwardBias: boolean;
}

/** The transformer layer that reads the hidden state beside the embedding. Its output has the model's width. */
function transformer(shape: Shared): Layer[] {
  const { read, width, heads, headWidth, hidden } = shape;
  const attention = selfAttention({ ...shape, width: read, bias: biases(false), mask: causal });
  return [
    rmsNorm(read),
    ...attention.slice(0, -1),
    linear('attention.projections', heads * headWidth, width, false),
    rmsNorm(width),
    ...feedForward({ width, hidden, gated: true, bias: shape.feedForwardBias }),
  ];
}

const mostLayers = 10_000;

/** How many layers there are and how many of them run a shared transformer too. */
function layerCounts(
  config: ConfigFields,
  usual: () => readonly string[],
): { layers: number; hybrid: number } {
  const listed = config.texts('layers_block_type');
  if (listed.length > mostLayers)
    config.refuse('layers_block_type', said`names more than ${mostLayers} layers.`);
  const names = listed.length > 0 ? listed : usual();
  return { layers: names.length, hybrid: names.filter((name) => name === 'hybrid').length };
}

interface Blocks {
  readonly layers: number;
  readonly hybrid: number;
  readonly width: number;
  readonly mixer: readonly Layer[];
  /** Layers whose parameters are shared among the hybrid ones, in so many sets. */
  readonly shared: readonly Layer[];
  readonly sets: number;
  /** What each use of a shared layer adds to its products; there may be more of them than are used. */
  readonly adapters: readonly Layer[];
  readonly adapterSets: number;
}

const blocksOf = ({ layers, hybrid, width, mixer, shared, sets, adapters, adapterSets }: Blocks): Block[] => [
  {
    name: 'layers: mamba',
    count: layers,
    positions: 'sequence',
    layers: [rmsNorm(width), ...mixer, elementwise('residual', width, 3 * width)],
  },
  ...(hybrid === 0
    ? []
    : ([
        {
          name: 'shared transformer',
          count: hybrid,
          parameterSets: Math.min(sets, hybrid),
          positions: 'sequence',
          layers: shared,
        },
        {
          name: 'layers: hybrid',
          count: hybrid,
          positions: 'sequence',
          layers: [linear('other', width, width, false), elementwise('residual', width, 3 * width)],
        },
        {
          name: 'adapters',
          count: hybrid,
          parameterSets: adapterSets,
          positions: 'sequence',
          layers: adapters,
        },
      ] satisfies Block[])),
];

/** Zamba's own order: two mixers, a hybrid, then a hybrid every n-th layer. */
function zambaOrder(config: ConfigFields): readonly string[] {
  const layers = config.layers('num_hidden_layers');
  const period = config.size('attn_layer_period');
  const offset = config.count('attn_layer_offset');
  const rest = Array.from({ length: Math.max(0, layers - 3) }, (_, index) =>
    index % period === offset ? 'hybrid' : 'mamba',
  );
  return ['mamba', 'mamba', 'hybrid', ...rest];
}

/** The attention reads the state and the embedding side by side; a file may hold that width too. */
function readWidth(config: ConfigFields, width: number): number {
  const read = config.optionalSize('attention_hidden_size') ?? 2 * width;
  if (read !== 2 * width)
    config.refuse(
      'attention_hidden_size',
      said`(${read}) is not twice hidden_size: the layer reads two states side by side.`,
    );
  return read;
}

/** Zamba: Mamba mixers in heads; one transformer layer shared by all hybrid layers. */
export const zamba: Family = {
  name: 'zamba',
  modelTypes: ['zamba'],
  read(config) {
    const width = config.size('hidden_size');
    const heads = config.size('num_attention_heads');
    const inner = config.size('mamba_expand') * width;
    const mixerHeads = config.size('n_mamba_heads');
    if (inner % mixerHeads !== 0)
      config.refuse(
        'n_mamba_heads',
        said`(${mixerHeads}) does not divide the inner width of the mixer (${inner}).`,
      );
    const read = readWidth(config, width);
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf({
        ...layerCounts(config, () => zambaOrder(config)),
        width,
        mixer: selectiveScan({
          width,
          inner,
          state: config.size('mamba_d_state'),
          rank: timeStepRank(config, 'mamba_dt_rank', width),
          kernel: config.size('mamba_d_conv'),
          bias: config.flag('mamba_proj_bias'),
          convolutionBias: config.flag('mamba_conv_bias'),
          heads: mixerHeads,
        }),
        shared: transformer({
          read,
          width,
          heads,
          keyValueHeads: config.keyValueHeads('num_key_value_heads', heads),
          headWidth:
            config.optionalSize('attention_head_dim') ?? Math.max(1, Math.floor((2 * width) / heads)),
          hidden: config.size('intermediate_size'),
          feedForwardBias: false,
        }),
        // Untied, no part is shared.
        sets: config.flag('tie_word_embeddings') ? 1 : mostLayers,
        adapters: [],
        adapterSets: 0,
      }),
      beforeHead: [rmsNorm(width)],
    });
  },
};

/** Where Zamba 2 puts its hybrid layers when the config does not say: 54 layers, whatever num_hidden_layers is. */
const zamba2Hybrids: ReadonlySet<number> = new Set([6, 12, 18, 24, 30, 36, 42, 47, 51]);
const zamba2Order = (): readonly string[] =>
  Array.from({ length: 54 }, (_, index) => (zamba2Hybrids.has(index) ? 'hybrid' : 'mamba'));

/** Untied, each hybrid layer holds the adapters of all that would share its transformer. */
function untiedAdapters(hybrid: number, sets: number): number {
  const [each, rest] = [Math.floor(hybrid / sets), hybrid % sets];
  return rest * (each + 1) ** 2 + (Math.min(sets, hybrid) - rest) * each ** 2;
}

/** Zamba 2: Mamba 2 mixers; shared transformer layers in turn, each use with adapters of its own. */
export const zamba2: Family = {
  name: 'zamba',
  modelTypes: ['zamba2'],
  read(config) {
    const width = config.size('hidden_size');
    const heads = config.size('num_attention_heads');
    readWidth(config, width);
    const headWidth =
      config.optionalSize('attention_head_dim') ?? Math.max(1, Math.floor((2 * width) / heads));
    if ((2 * width) % heads !== 0)
      config.refuse(
        'num_attention_heads',
        said`(${heads}) does not divide twice hidden_size (${2 * width}).`,
      );
    const keyValueHeads = config.keyValueHeads('num_key_value_heads', heads);
    const hidden = config.count('intermediate_size') === 0 ? 4 * width : config.size('intermediate_size');
    const rank = config.size('adapter_rank');
    const bias = config.flag('add_bias_linear');
    const mixerHeads = config.size('n_mamba_heads');
    const inner = config.size('mamba_expand') * width;
    checkHeads(config, { heads: 'n_mamba_heads', groups: 'mamba_ngroups' }, inner);
    const counts = layerCounts(config, zamba2Order);
    const tied = config.flag('tie_word_embeddings');
    const sharedSets = config.size('num_mem_blocks');
    const attentionAdapter = [
      linear('attention.projections', 2 * width, rank, false),
      linear('attention.projections', rank, 2 * width, false),
    ];
    const adapted = config.flag('use_shared_attention_adapter');
    if (adapted && keyValueHeads !== heads)
      config.refuse('num_key_value_heads', 'must equal num_attention_heads where attention has adapters.');
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf({
        ...counts,
        width,
        mixer: chunkedScan({
          width,
          heads: mixerHeads,
          headWidth: Math.max(1, Math.floor(inner / mixerHeads)),
          groups: config.size('mamba_ngroups'),
          state: config.size('mamba_d_state'),
          chunk: config.size('chunk_size'),
          kernel: config.size('mamba_d_conv'),
          bias,
          convolutionBias: true,
        }),
        shared: transformer({
          read: 2 * width,
          width,
          heads,
          keyValueHeads,
          headWidth,
          hidden,
          feedForwardBias: bias,
        }),
        sets: tied ? sharedSets : mostLayers,
        adapterSets: tied ? counts.hybrid : untiedAdapters(counts.hybrid, sharedSets),
        adapters: [
          linear('feedForward', width, rank, false),
          linear('feedForward', rank, 2 * hidden, false),
          ...(adapted ? [...attentionAdapter, ...attentionAdapter, ...attentionAdapter] : []),
          ...(config.flag('use_mem_rope') ? [rotary(heads, keyValueHeads, headWidth)] : []),
        ],
      }),
      beforeHead: [rmsNorm(width)],
    });
  },
};
