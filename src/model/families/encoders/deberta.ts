import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, elementwise, layerNorm, linear, residual, table, vector } from '../../layers';
import { languageModelHead } from '../../sub-layers';
import type { Block, Positions } from '../../spec';
import type { EncoderShape } from '../bert';
import { encoderLayer, encoderShapeOf } from '../bert';
import type { Family } from '../family';
import type { Heads } from './text-encoder';
import { bertHeads, block, textEncoder, withoutPooler } from './text-encoder';
import { said } from '../../../units/message';

/** How relative distances enter the scores. */
interface Relative {
  /** Distances on one side; the table holds both sides. */
  readonly reach: number;
  /** Distances on one side that a pass looks at. */
  readonly span: Positions;
  readonly contentToPosition: boolean;
  readonly positionToContent: boolean;
  /** The projections of distances are those of queries and keys. */
  readonly shared: boolean;
  readonly normed: boolean;
}

const sides = 2;

/** "c2p|p2c" or a list of them. */
function positionTerms(config: ConfigFields): readonly string[] {
  const written = config.raw('pos_att_type');
  return typeof written === 'string'
    ? written.split('|').map((term) => term.trim().toLowerCase())
    : config.texts('pos_att_type');
}

/** The key's size where it is set: 0 and less stand for "not set". */
const positive = (config: ConfigFields, key: string): number | null =>
  (config.decimal(key) ?? 0) < 1 ? null : config.size(key);

const normsDistances = (config: ConfigFields): boolean =>
  (config.text('norm_rel_ebd') ?? '').toLowerCase().includes('layer_norm');

function relativeOf(config: ConfigFields, second: boolean): Relative | null {
  if (!config.flag('relative_attention')) return null;
  const terms = positionTerms(config);
  const most = positive(config, 'max_relative_positions') ?? config.size('max_position_embeddings');
  const reach = (second ? positive(config, 'position_buckets') : null) ?? most;
  return {
    reach,
    span: second ? reach : { atMost: reach },
    contentToPosition: terms.includes('c2p'),
    positionToContent: terms.includes('p2c'),
    shared: second && config.flag('share_att_key'),
    normed: second && normsDistances(config),
  };
}

/** A projection of all distances, made once for a whole batch. */
const distanceProjection = ({ span, shared }: Relative, width: number, bias: boolean): Layer =>
  linear('attention.projections', width, width, bias && !shared, {
    positions: span,
    repeats: sides,
    oncePerBatch: true,
    tied: shared,
  });

/** Scores of each token against each distance: the terms that disentangled attention adds. */
function relativeScores(
  relative: Relative,
  { width, heads, headWidth }: EncoderShape,
  keyBias: boolean,
  rows: Positions = 'sequence',
): Layer[] {
  const biases = [
    ...(relative.contentToPosition ? [keyBias] : []),
    ...(relative.positionToContent ? [true] : []),
  ];
  return biases.flatMap((bias): Layer[] => [
    distanceProjection(relative, width, bias),
    {
      kind: 'product',
      component: 'attention.scores',
      batches: sides * heads,
      rows,
      inner: headWidth,
      columns: relative.span,
    },
    elementwise('position', width),
  ]);
}

/** With shared projections the library makes both, wanted or not. */
function idleProjections(relative: Relative, { width, layers }: EncoderShape): Block[] {
  const wanted = Number(relative.contentToPosition) + Number(relative.positionToContent);
  const idle = relative.shared ? sides - wanted : 0;
  if (idle === 0) return [];
  const projections = Array.from({ length: idle }, () => distanceProjection(relative, width, false));
  return [{ ...block('unused projections', projections, layers), untrained: true }];
}

/** DeBERTa's second attention over `positions` of another model: its tables, what each layer adds, and what runs for nothing. */
export function disentangledAttention(
  config: ConfigFields,
  shape: EncoderShape,
  positions: number,
): { readonly tables: readonly Layer[]; readonly scores: readonly Layer[]; readonly idle: readonly Block[] } {
  const relative = relativeOf(config, true);
  // A norm of distances stands there even where there are none.
  if (relative === null)
    return { tables: normsDistances(config) ? [layerNorm(shape.width)] : [], scores: [], idle: [] };
  return {
    tables: relativeTables(relative, shape.width),
    scores: relativeScores(relative, shape, true, positions),
    idle: idleProjections(relative, shape),
  };
}

const relativeTables = ({ reach, normed }: Relative, width: number): Layer[] => [
  table('position', sides * reach, width),
  ...(normed ? [layerNorm(width)] : []),
];

/** Scores, and again what they become, are mixed across heads: DeBERTa's first version alone. */
const talkingHeads = (heads: number): Layer[] =>
  [heads ** 2, heads ** 2].flatMap((size): Layer[] => [
    vector('attention.projections', size),
    {
      kind: 'product',
      component: 'attention.projections',
      batches: heads,
      rows: 'sequence',
      inner: heads,
      columns: 'sequence',
    },
  ]);

/** A head's width may be written too; the layer after attention expects the whole width of them. */
export function checkHeadSize(config: ConfigFields, { width, heads, headWidth }: EncoderShape): void {
  const written = config.optionalSize('attention_head_size') ?? headWidth;
  if (written * heads !== width)
    config.refuse(
      'attention_head_size',
      said`(${written}) times num_attention_heads (${heads}) is not hidden_size (${width}).`,
    );
}

/** DeBERTa's first version projects queries, keys and values at once, and biases no keys. */
const withoutKeyBias = (layers: readonly Layer[], { heads, headWidth }: EncoderShape): Layer[] => {
  const [query, , ...rest] = layers;
  const key = linear('attention.projections', heads * headWidth, heads * headWidth, false);
  return query === undefined ? [] : [query, key, ...rest];
};

function heads(config: ConfigFields, width: number, embeddingWidth: number): Heads {
  const usual = withoutPooler(bertHeads(config, width, embeddingWidth));
  if (config.flag('legacy')) return usual;
  // The newer head multiplies by the token table itself, whatever tie_word_embeddings says.
  return {
    ...usual,
    ForMaskedLM: () => [
      linear('head', width, width, true),
      activation('head', width),
      layerNorm(width),
      ...languageModelHead(width, config.size('vocab_size'), { tied: true, bias: true }),
    ],
  };
}

/** The convolution that the second version may add behind its first layer. */
function convolution(config: ConfigFields, width: number): Block[] {
  const kernel = config.count('conv_kernel_size');
  if (kernel === 0) return [];
  const groups = config.optionalSize('conv_groups') ?? 1;
  if (kernel % 2 === 0)
    config.refuse('conv_kernel_size', 'must be odd, or the sequence would change its length.');
  if (width % groups !== 0)
    config.refuse('conv_groups', said`(${groups}) does not divide the width (${width}).`);
  return [
    block('convolution', [
      {
        kind: 'convolution',
        component: 'convolution',
        inputs: width,
        outputs: width,
        kernel,
        outputPositions: 'sequence',
        bias: true,
        inputGradient: true,
        groups: width % groups === 0 ? groups : 1,
      },
      layerNorm(width),
      residual(width, 1),
    ]),
  ];
}

/** DeBERTa 1, 2 and 3: content and relative position attend to each other in separate terms. */
export const deberta: Family = {
  name: 'deberta',
  modelTypes: ['deberta', 'deberta-v2'],
  read(config, modelType) {
    const second = modelType === 'deberta-v2';
    const shape = encoderShapeOf(config);
    const { width } = shape;
    if (second) checkHeadSize(config, shape);
    const embeddingWidth = config.optionalSize('embedding_size') ?? width;
    const relative = relativeOf(config, second);
    const layer = second ? encoderLayer(shape) : withoutKeyBias(encoderLayer(shape), shape);
    return textEncoder({
      config,
      embedding: [
        table('embedding', config.size('vocab_size'), embeddingWidth),
        table('embedding', config.count('type_vocab_size'), embeddingWidth),
        ...(config.flag('position_biased_input')
          ? [table('position', config.size('max_position_embeddings'), embeddingWidth)]
          : []),
        ...(embeddingWidth === width ? [] : [linear('embedding', embeddingWidth, width, false)]),
        layerNorm(width),
      ],
      body: [
        ...(relative === null ? [] : [block('relative positions', relativeTables(relative, width))]),
        block(
          'layers',
          [
            ...layer,
            ...(relative === null ? [] : relativeScores(relative, shape, second)),
            ...(!second && config.flag('talking_head') ? talkingHeads(shape.heads) : []),
          ],
          shape.layers,
        ),
        ...(relative === null ? [] : idleProjections(relative, shape)),
        ...(second ? convolution(config, width) : []),
      ],
      heads: heads(config, width, embeddingWidth),
    });
  },
};
