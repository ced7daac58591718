import type { ConfigFields } from '../../config-fields';
import { isObject } from '../../config-fields';
import type { Layer, NormLayer } from '../../layers';
import { activation, elementwise, linear, perHead, rmsNorm, table } from '../../layers';
import type { Positions } from '../../spec';
import { said } from '../../../units/message';
import { decoderOnly, groupedQueryShape } from '../decoder';
import { blocksByDescription } from '../decoders/blocks';
import type { Family } from '../family';
import { gatedAttention, mixerOf, qwenExperts } from './delta-rule';
import { pickedKeys, untrained } from './indexer';
import { primesFrom } from './primes';

const usualInterval = 4;

/** Which layers attend, to tokens that an indexer picks; published files call it full attention. */
function attendingLayers(config: ConfigFields, layers: number): (index: number) => boolean {
  const listed = config.perLayerText('layer_types', layers);
  if (listed === null) {
    const interval = config.optionalSize('full_attention_interval') ?? usualInterval;
    return (index) => (index + 1) % interval === 0;
  }
  const strange = listed.find(
    (kind) => !['linear_attention', 'indexed_attention', 'full_attention'].includes(kind),
  );
  if (strange !== undefined) config.refuse('layer_types', said`names "${strange}", which is not covered.`);
  return (index) => listed[index] !== 'linear_attention';
}

interface TokenIndexer {
  readonly heads: number;
  readonly headWidth: number;
  /** Keys of so many tokens are averaged into one. */
  readonly blockWidth: number;
  /** Tokens that it picks for each query. */
  readonly budget: number;
}

/** The library's defaults have no sizes of the indexer, and with them it builds no layer that attends. */
function tokenIndexer(config: ConfigFields, headWidth: number): TokenIndexer {
  const size = (key: string): number => {
    const value = config.optionalSize(key);
    if (value === null)
      config.refuse(
        key,
        'is missing: layers that attend need indexer_n_heads, indexer_kv_heads, indexer_head_dim, indexer_budget and indexer_compress_ratio.',
      );
    return value ?? 1;
  };
  if (size('indexer_kv_heads') !== 1) config.refuse('indexer_kv_heads', 'must be 1.');
  const indexer = {
    heads: size('indexer_n_heads'),
    headWidth: size('indexer_head_dim'),
    blockWidth: size('indexer_compress_ratio'),
    budget: size('indexer_budget'),
  };
  if (indexer.budget % indexer.blockWidth !== 0)
    config.refuse(
      'indexer_budget',
      said`(${indexer.budget}) is not divisible by indexer_compress_ratio (${indexer.blockWidth}).`,
    );
  const rotation = config.raw('rope_parameters');
  const written = isObject(rotation) ? rotation['partial_rotary_factor'] : undefined;
  const rotated = Math.floor(headWidth * (typeof written === 'number' ? written : 1));
  if (rotated > indexer.headWidth && config.problems.length === 0)
    config.refuse(
      'indexer_head_dim',
      said`(${indexer.headWidth}) is less than the ${rotated} channels of a head that are rotated.`,
    );
  return indexer;
}

/** Each query with the key of every block of tokens that is complete by then. */
function blockScores({ heads, headWidth, blockWidth }: TokenIndexer): Layer[] {
  const blocks: Positions = { dividedBy: blockWidth, roundDown: true };
  const score = {
    kind: 'product',
    component: 'attention.scores',
    batches: blocks,
    columns: 1,
  } as const;
  return [
    // Queries within complete blocks see 0, 1, 2 ... blocks before their own: half of all pairs of blocks.
    {
      ...score,
      rows: { dividedBy: blockWidth, roundDown: true, thenPlus: -1 },
      inner: (heads * headWidth * blockWidth) / 2,
    },
    // A block's last query sees it too; those that follow the last complete block see all.
    { ...score, rows: { modulo: blockWidth, thenPlus: 1 }, inner: heads * headWidth },
  ];
}

const indexerLayers = (width: number, indexer: TokenIndexer): Layer[] => [
  linear('attention.projections', width, (indexer.heads + 1) * indexer.headWidth, false),
  perHead(rmsNorm(indexer.headWidth), indexer.heads),
  rmsNorm(indexer.headWidth),
  ...blockScores(indexer),
];

interface Streams {
  readonly count: number;
  readonly width: number;
  readonly rank: number;
}

/** A norm of each stream, with a scale for each. */
const streamNorm = ({ count, width }: Streams): NormLayer => ({
  ...rmsNorm(width),
  parameters: count * width,
  repeats: count,
});

/** The streams' sum, weighed by gates of low rank; where `injects`, how much of what follows each stream takes in. */
function gatedStreams(streams: Streams, injects: boolean): Layer[] {
  const { count, width, rank } = streams;
  const all = count * width;
  return [
    streamNorm(streams),
    linear('residual', all, rank, false),
    activation('residual', rank),
    linear('residual', rank, all, false),
    activation('residual', all),
    ...(injects ? [linear('residual', all, count, false)] : []),
    elementwise('residual', (injects ? 4 : 2) * all),
  ];
}

/** Far above any table of n-grams: keeps the search for primes short. */
const mostTables = 10_000;

interface NGrams {
  /** Entries of the table of each layer that has one. */
  readonly entries: readonly number[];
  readonly entryWidth: number;
  readonly width: number;
  readonly kernel: number;
}

/** Layers with tables of n-grams, by index, and the tables' sizes: each head's is the next prime. */
function nGrams(
  config: ConfigFields,
  layers: number,
  width: number,
  attends: (index: number) => boolean,
): { readonly tableOf: (index: number) => number; readonly tables: NGrams } {
  const listed = [...new Set(config.integers('ple_layer_ids'))].sort((one, other) => one - other);
  const orderOf = new Map(listed.map((layer, order) => [layer, order]));
  const none = { entries: [], entryWidth: 1, width: 1, kernel: 1 };
  if (listed.length === 0) return { tableOf: () => -1, tables: none };
  const outside = listed.find((layer) => layer < 1 || layer > layers);
  if (outside !== undefined)
    config.refuse('ple_layer_ids', said`names layer ${outside}: there are layers 1 to ${layers}.`);
  const attending = listed.find((layer) => attends(layer - 1));
  if (attending !== undefined && outside === undefined)
    config.refuse('ple_layer_ids', said`names layer ${attending}, which is not one of linear attention.`);
  const end = config.raw('eos_token_id') ?? null;
  if (end === null || (Array.isArray(end) && end.length === 0))
    config.refuse('eos_token_id', 'is missing: n-grams end with it.');
  const orders = config.size('ngram_size') - 1;
  if (orders < 1) config.refuse('ngram_size', 'must be 2 or more.');
  const heads = Math.max(1, orders) * config.size('heads_per_ngram');
  const embedded = config.optionalSize('ple_embed_dim') ?? width;
  if (embedded % heads !== 0)
    config.refuse('ple_embed_dim', said`(${embedded}) is not divisible by its ${heads} heads.`);
  const lowest = config.size('ngram_vocab_size_base');
  const divisor = config.size('make_ngram_vocab_size_divisible_by');
  const tables = listed.length * heads;
  if (tables > mostTables)
    config.refuse(
      'heads_per_ngram',
      said`makes ${tables} tables: more than the ${mostTables} that can be costed.`,
    );
  const primes = config.problems.length === 0 ? primesFrom(lowest, tables) : [];
  const entries = listed.map((_, order) => {
    const own = primes.slice(order * heads, (order + 1) * heads).reduce((sum, prime) => sum + prime, 0);
    return Math.ceil(own / divisor) * divisor;
  });
  return {
    tableOf: (index) => orderOf.get(index + 1) ?? -1,
    tables: {
      entries,
      entryWidth: Math.max(1, Math.floor(embedded / heads)),
      width: embedded,
      kernel: config.size('ple_conv_kernel_size'),
    },
  };
}

/** Hashed n-grams: a value for all streams, gated by what each holds, and a convolution over what came before. */
function nGramLayers(
  streams: Streams,
  { entries, entryWidth, width, kernel }: NGrams,
  order: number,
): Layer[] {
  const all = streams.count * streams.width;
  return [
    { ...table('embedding', entries[order] ?? 1, entryWidth), used: width / entryWidth },
    linear('embedding', width, all, false),
    linear('embedding', width, streams.width, false),
    streamNorm(streams),
    streamNorm(streams),
    elementwise('embedding', 3 * all),
    streamNorm(streams),
    {
      kind: 'convolution',
      component: 'convolution',
      inputs: all,
      outputs: all,
      groups: all,
      kernel,
      outputPositions: 'sequence',
      bias: false,
      inputGradient: true,
    },
    activation('convolution', all),
    elementwise('residual', 2 * all),
  ];
}

/** The gate of a linear layer's output, which the other activation names where it has no key of its own. */
function checkGate(config: ConfigFields): void {
  const own = config.text('output_gate_type');
  const key = own === null || own === '' ? 'hidden_act' : 'output_gate_type';
  const name = config.text(key);
  if (name !== 'silu' && name !== 'sigmoid')
    config.refuse(key, 'must be "silu" or "sigmoid" where it gates the output of linear attention.');
}

/**
 * Qwen 4 Exp: three layers of Gated DeltaNet for each of attention to picked tokens, experts in all, several residual
 * streams, and in some layers embeddings of n-grams.
 */
export const qwen4: Family = {
  name: 'qwen4',
  modelTypes: ['qwen4_exp_text'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, layers } = shape;
    checkGate(config);
    const streams = { count: config.size('hc_count'), width, rank: config.size('hc_lowrank') };
    if (streams.count < 2) config.refuse('hc_count', 'must be 2 or more.');
    const attends = attendingLayers(config, layers);
    const attending = Array.from({ length: layers }, (_, index) => attends(index)).filter(Boolean).length;
    const indexer = attending === 0 ? null : tokenIndexer(config, shape.headWidth);
    const { tableOf, tables } = nGrams(config, layers, width, attends);
    const connection = gatedStreams(streams, true);
    const mixers = {
      attention: (): Layer[] =>
        gatedAttention(config, shape, pickedKeys(indexer?.budget ?? 1)).map((layer) =>
          layer.kind === 'attention'
            ? { ...layer, cachedPerToken: layer.cachedPerToken + (indexer?.headWidth ?? 0) }
            : layer,
        ),
      deltaRule: (): Layer[] => mixerOf(config, width),
    };
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: [
        ...blocksByDescription(
          layers,
          (index) => ({ attends: attends(index), table: tableOf(index) }),
          (layer) => [
            ...(layer.table < 0 ? [] : nGramLayers(streams, tables, layer.table)),
            ...connection,
            ...(layer.attends ? mixers.attention() : mixers.deltaRule()),
            ...connection,
            ...qwenExperts(config, width),
          ],
        ),
        ...(indexer === null ? [] : untrained('indexers', attending, indexerLayers(width, indexer))),
      ],
      beforeHead: gatedStreams(streams, false),
    });
  },
};
