import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, fullMask, layerNorm, linear, table, vector } from '../../layers';
import { feedForward, languageModelHead } from '../../sub-layers';
import type { Block, Positions } from '../../spec';
import { architectureClass, twoResiduals } from '../decoder';
import type { Family } from '../family';
import { labelCount } from '../labels';
import { answerSpan, block, classifier, textEncoder } from './text-encoder';

interface Sizes {
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
  readonly hidden: number;
}

/** The length after so many halvings; the class token stays, the last one goes where the config says so. */
function pooledLength(config: ConfigFields, halvings: number): Positions {
  const divisor = 2 ** halvings;
  return config.flag('separate_cls') && !config.flag('truncate_seq')
    ? { plus: divisor - 2, dividedBy: divisor, roundDown: true, thenPlus: 1 }
    : { dividedBy: divisor };
}

/** Two kinds of tokens: what a query makes of each. */
const segmentKinds = 2;

/**
 * A layer of queries over keys as long or twice as long: products with the tokens, with the relative positions between
 * them (twice the queries, and the keys' own length where that differs) and with the kinds of token.
 */
function layer(
  { width, heads, headWidth, hidden }: Sizes,
  queries: Positions,
  keys: Positions,
  relative: readonly Positions[],
): Layer[] {
  const component = 'attention.projections';
  const inner = heads * headWidth;
  const own = { positions: queries };
  const scores = { kind: 'product', component: 'attention.scores', batches: heads } as const;
  return [
    linear(component, width, inner, false, own),
    linear(component, width, inner, true, { positions: keys }),
    linear(component, width, inner, true, { positions: keys }),
    // Kernel of relative positions, three biases and the kinds of token.
    vector(component, width * inner + 3 * inner + segmentKinds * inner),
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth: headWidth,
      keys,
      mask: fullMask,
      cachedPerToken: 0,
      positions: queries,
    },
    ...relative.flatMap((positions): Layer[] => [
      linear('attention.scores', width, inner, false, {
        tied: true,
        positions,
        oncePerBatch: true,
        inputGradient: false,
      }),
      { ...scores, rows: queries, inner: headWidth, columns: positions },
    ]),
    { ...scores, rows: queries, inner: headWidth, columns: segmentKinds },
    linear(component, inner, width, true, own),
    layerNorm(width),
    ...feedForward({ width, hidden, gated: false, bias: true }).map((part) => ({ ...part, ...own })),
    layerNorm(width),
    twoResiduals(width),
  ];
}

/** Layers that neither halve nor are halved. */
const plainLayer = (sizes: Sizes, length: Positions): Layer[] =>
  layer(sizes, length, length, [length, length]);

/** Blocks of layers; the first layer of each but the first block halves its queries. */
function encoder(config: ConfigFields, sizes: Sizes): Block[] {
  const counts = config.sizes('block_sizes');
  if (counts.length === 0) config.refuse('block_sizes', 'must be a list with a size for each block.');
  const repeats = config.sizes(
    'block_repeats',
    config.raw('block_repeats') === null ? undefined : counts.length,
  );
  const queriesOnly = config.flag('pool_q_only');
  return counts.slice(0, 30).flatMap((count, index) => {
    const times = repeats[index] ?? 1;
    const length = pooledLength(config, index);
    const before = pooledLength(config, index - 1);
    const rest = index === 0 ? count * times : count * times - 1;
    const own = index === 0 ? count : count - 1;
    const halving: Block[] =
      index === 0
        ? []
        : [
            block(
              `block ${index + 1}: halving`,
              queriesOnly
                ? layer(sizes, length, before, [length, length, before])
                : plainLayer(sizes, length),
            ),
          ];
    return [
      ...halving,
      ...(rest === 0
        ? []
        : [
            {
              ...block(`block ${index + 1}`, plainLayer(sizes, length), rest),
              parameterSets: own,
            },
          ]),
    ];
  });
}

/** Funnel Transformer: an encoder whose blocks halve the sequence, and a decoder that brings it back to its length. */
export const funnel: Family = {
  name: 'funnel',
  modelTypes: ['funnel'],
  read(config) {
    const width = config.size('d_model');
    const sizes: Sizes = {
      width,
      heads: config.size('n_head'),
      headWidth: config.size('d_head'),
      hidden: config.size('d_inner'),
    };
    if (config.text('attention_type') !== 'relative_shift')
      config.refuse('attention_type', 'must be "relative_shift": no other is covered.');
    const vocabulary = config.size('vocab_size');
    const tied = config.flag('tie_word_embeddings');
    const once = { positions: 1 } as const;
    const headOf = (labels: number): readonly Layer[] => [
      linear('head', width, width, true, once),
      linear('head', width, labels, true, once),
    ];
    // Classes of one vector have no decoder: it is there to bring the length back.
    const isShortened = /For(SequenceClassification|MultipleChoice)$|BaseModel$/.test(
      architectureClass(config) ?? '',
    );
    return textEncoder({
      config,
      embedding: [table('embedding', vocabulary, width), layerNorm(width)],
      body: [
        ...encoder(config, sizes),
        ...(isShortened || config.count('num_decoder_layers') === 0
          ? []
          : [block('decoder', plainLayer(sizes, 'sequence'), config.layers('num_decoder_layers'))]),
      ],
      heads: {
        ForMaskedLM: () => languageModelHead(width, vocabulary, { tied, bias: true }),
        ForPreTraining: () => [
          linear('head', width, width, true),
          activation('head', width),
          linear('head', width, 1, true),
        ],
        ForSequenceClassification: () => headOf(labelCount(config)),
        ForMultipleChoice: () => headOf(1),
        ForTokenClassification: () => [classifier(config, width, 'sequence')],
        ForQuestionAnswering: () => [answerSpan(config, width)],
        Model: () => [],
      },
    });
  },
};
