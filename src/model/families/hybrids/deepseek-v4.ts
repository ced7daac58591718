import type { ConfigFields } from '../../config-fields';
import { isObject } from '../../config-fields';
import type { Layer } from '../../layers';
import { fullMask, linear, rmsNorm, rotary, slidingWindow, vector } from '../../layers';
import type { Positions } from '../../spec';
import { decoderOnly } from '../decoder';
import { blocksByDescription } from '../decoders/blocks';
import type { Family } from '../family';
import { mixture, routedSizes, sharedExperts } from './experts';
import { hyperConnection, hyperHead } from './hyper-connections';
import { indexScores, indexerOf, untrained } from './indexer';
import { said } from '../../../units/message';

const kinds = ['sliding_attention', 'compressed_sparse_attention', 'heavily_compressed_attention'] as const;
type Kind = (typeof kinds)[number];

/** What the library puts where compress_rates does not say, and what older files' compress_ratios mean. */
const usualRates = { compressed_sparse_attention: 4, heavily_compressed_attention: 128 } as const;
const firstHeavy = 2;

function rateOf(config: ConfigFields, kind: keyof typeof usualRates, oldKey: string): number {
  if (config.given(oldKey)) return config.size(oldKey);
  const rates = config.raw('compress_rates');
  const rate = isObject(rates) ? rates[kind] : undefined;
  if (rate === undefined || rate === null) return usualRates[kind];
  if (typeof rate === 'number' && Number.isInteger(rate) && rate >= 1 && rate <= 1e6) return rate;
  config.refuse('compress_rates', 'must hold whole numbers of 1 or more.');
  return 1;
}

function kindsOf(config: ConfigFields, layers: number): (index: number) => Kind {
  const written = config.raw('layer_types') ?? null;
  const ratios =
    written === null && config.given('compress_ratios') ? config.integers('compress_ratios') : [];
  const listed = written === null ? [] : config.texts('layer_types');
  if (written !== null && listed.length < layers)
    config.refuse('layer_types', said`has ${listed.length} entries for ${layers} layers.`);
  if (written === null && config.given('compress_ratios') && ratios.length < layers)
    config.refuse('compress_ratios', said`has ${ratios.length} entries for ${layers} layers.`);
  return (index) => {
    const name = kinds.find((kind) => kind === listed[index]);
    if (name !== undefined) return name;
    if (listed[index] !== undefined)
      config.refuse('layer_types', said`names "${listed[index]}", which is not covered.`);
    const ratio = ratios[index];
    if (ratio === 0) return 'sliding_attention';
    if (ratio !== undefined)
      return ratio === usualRates.compressed_sparse_attention
        ? 'compressed_sparse_attention'
        : 'heavily_compressed_attention';
    return index < firstHeavy || index % 2 === 0
      ? 'heavily_compressed_attention'
      : 'compressed_sparse_attention';
  };
}

const component = 'attention.projections';

/** As many windows as fill up; in a short sequence none does, and then nothing flows back into what compresses them. */
const windowsOf = (rate: number): Positions => ({ dividedBy: rate, roundDown: true });
const once = (rate: number): Positions => ({ atMost: rate, dividedBy: rate, roundDown: true });

/** The backward pass of a projection whose forward pass is counted apart, in sequences of at least one window. */
const backwardOf = (rate: number, inputs: number, outputs: number): Layer => ({
  kind: 'product',
  component,
  batches: once(rate),
  rows: 'sequence',
  inner: inputs,
  columns: outputs,
  backwardOnly: true,
});

interface Sizes {
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
  readonly queryRank: number;
}

interface Compressor {
  readonly rate: number;
  /** Width of its keys and of their gate: twice a head where neighbouring windows overlap. */
  readonly outputs: number;
}

function compressorOf(config: ConfigFields, kind: Kind, headWidth: number): Compressor | null {
  if (kind === 'sliding_attention') return null;
  return kind === 'compressed_sparse_attention'
    ? { rate: rateOf(config, kind, 'compress_rate_csa'), outputs: 2 * headWidth }
    : { rate: rateOf(config, kind, 'compress_rate_hca'), outputs: headWidth };
}

/** Attention to a window of keys and, where there is a compressor, to windows that are each one key. Keys are values. */
function attention(config: ConfigFields, sizes: Sizes, compressor: Compressor | null): Layer[] {
  const { width, heads, headWidth, queryRank } = sizes;
  const groups = config.size('o_groups');
  const outputRank = config.size('o_lora_rank');
  if ((heads * headWidth) % groups !== 0)
    config.refuse('o_groups', said`(${groups}) does not divide the heads' width (${heads * headWidth}).`);
  const core = {
    kind: 'attention',
    over: 'attention',
    heads,
    queryKeyWidth: headWidth,
    valueWidth: headWidth,
  } as const;
  return [
    linear(component, width, queryRank, false),
    rmsNorm(queryRank),
    linear(component, queryRank, heads * headWidth, false),
    linear(component, width, headWidth, false),
    rmsNorm(headWidth),
    rotary(heads, 1, headWidth),
    {
      ...core,
      keys: 'sequence',
      mask: slidingWindow(config.size('sliding_window')),
      // What lies behind the window is kept in compressed form alone.
      cachedPerToken: compressor === null ? headWidth : 0,
    },
    ...(compressor === null
      ? []
      : [
          vector(component, compressor.rate * compressor.outputs),
          backwardOf(compressor.rate, width, compressor.outputs),
          backwardOf(compressor.rate, width, compressor.outputs),
          rmsNorm(headWidth),
          {
            ...core,
            keys: windowsOf(compressor.rate),
            mask: fullMask,
            cachedPerToken: Math.ceil(headWidth / compressor.rate),
          },
        ]),
    linear(component, heads * headWidth, groups * outputRank, false, { groups }),
    linear(component, groups * outputRank, width, false),
    vector('attention.scores', heads),
  ];
}

/** What compresses and picks windows: forward passes of which the objective follows only where windows fill up. */
function compression(config: ConfigFields, sizes: Sizes, kind: Kind): Layer[] {
  const { width, headWidth, queryRank } = sizes;
  const compressor = compressorOf(config, kind, headWidth);
  if (compressor === null) return [];
  const { rate, outputs } = compressor;
  const projections = [linear(component, width, outputs, false), linear(component, width, outputs, false)];
  if (kind === 'heavily_compressed_attention') return projections;
  const indexer = indexerOf(config, windowsOf(rate));
  return [
    ...projections,
    linear(component, width, 2 * indexer.headWidth, false),
    linear(component, width, 2 * indexer.headWidth, false),
    vector(component, rate * 2 * indexer.headWidth),
    rmsNorm(indexer.headWidth),
    linear(component, queryRank, indexer.heads * indexer.headWidth, false),
    linear(component, width, indexer.heads, false),
    indexScores(indexer),
  ];
}

/** DeepSeek V4: one key for all heads, compressed windows, experts in every layer, several residual streams. */
export const deepseekV4: Family = {
  name: 'deepseek',
  modelTypes: ['deepseek_v4'],
  read(config) {
    const width = config.size('hidden_size');
    const layers = config.layers('num_hidden_layers');
    const sizes: Sizes = {
      width,
      heads: config.size('num_attention_heads'),
      headWidth: config.size('head_dim'),
      queryRank: config.size('q_lora_rank'),
    };
    const streams = config.size('hc_mult');
    const kindOf = kindsOf(config, layers);
    const counts = new Map<Kind, number>();
    for (let index = 0; index < layers; index++)
      counts.set(kindOf(index), (counts.get(kindOf(index)) ?? 0) + 1);
    const connection = hyperConnection(streams, width);
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: [
        ...blocksByDescription(layers, kindOf, (kind) => [
          rmsNorm(width),
          ...connection,
          ...attention(config, sizes, compressorOf(config, kind, sizes.headWidth)),
          rmsNorm(width),
          ...connection,
          ...mixture(config, routedSizes),
          ...sharedExperts(width, config.size('moe_intermediate_size')),
        ]),
        ...[...counts].flatMap(([kind, count]) =>
          kind === 'sliding_attention'
            ? []
            : untrained(`compression: ${kind}`, count, compression(config, sizes, kind)),
        ),
      ],
      beforeHead: [...hyperHead(streams, width), rmsNorm(width)],
      notes: [
        said`The multi-token-prediction layers are in the checkpoint, not in the model class: they are not counted.`,
      ],
    });
  },
};
