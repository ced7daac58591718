import type { Layer, NormLayer } from '../../layers';
import type { AttentionDescription } from '../../sub-layers';
import {
  causal,
  fullMask,
  layerNorm,
  linear,
  perHead,
  residual,
  rmsNorm,
  rotary,
  slidingWindow,
  table,
  vector,
} from '../../layers';
import { feedForward, languageModelHead, routedExperts, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import { blocksOf } from '../decoder';
import type { ModelShape } from '../family';
import { said, type Message } from '../../../units/message';

export type NormKind = 'layer' | 'layerWithoutBias' | 'rms' | 'withoutParameters' | 'none';

/** Multi-head latent attention's ranks and widths; no query rank where queries are projected at once. */
export interface LatentAttention {
  readonly queryRank: number | null;
  readonly keyValueRank: number;
  readonly unrotatedWidth: number;
  readonly rotatedWidth: number;
  readonly valueWidth: number;
}

/** A layer that is something else than attention and a feed-forward, whole: its norms and residual sums too. */
export interface OtherLayer {
  /** The same for layers that are alike. */
  readonly name: string;
  readonly layers: readonly Layer[];
}

export interface GenericExperts {
  readonly count: number;
  readonly used: number;
  readonly hidden: number;
  /** Width of all shared experts together; 0 where there are none. */
  readonly sharedHidden: number;
  /** How many experts share that width, each with biases of its own; 1 where absent. */
  readonly sharedCount?: number;
  /** A learned gate on the shared experts' output (Qwen2-MoE). */
  readonly sharedGate?: boolean;
  readonly routerBias?: boolean;
  /** Whether the layer of an index has experts, not a plain feed-forward. */
  readonly inLayer: (index: number) => boolean;
}

/**
 * A Transformer that is one stack of alike layers, in words that every framework's config can be put in. Sizes are
 * whole numbers from 1.
 */
export interface TransformerDescription {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headWidth: number;
  readonly attentionBias: AttentionDescription['bias'];
  readonly latent?: LatentAttention | null;
  /** A norm of queries and keys: over each head, or over all heads together. */
  readonly queryKeyNorm?: 'head' | 'all' | null;
  /** That norm's kind, where it is not the layers'. */
  readonly queryKeyNormKind?: NormKind;
  readonly norm: NormKind;
  /** One norm before attention and feed-forward both (parallel), one before each, or one before and one after each. */
  readonly normsPerLayer?: 'shared' | 'two' | 'four';
  readonly embeddingNorm?: boolean;
  readonly finalNorm?: boolean;
  /** Learned positions: how many; null where none are learned. */
  readonly learnedPositions: number | null;
  /** How much of each head is rotated; 0 where positions are not rotary. */
  readonly rotatedWidth: number;
  readonly hidden: number;
  readonly gated: boolean;
  readonly feedForwardBias: boolean;
  readonly experts?: GenericExperts | null;
  /** Learned tables beside the token embedding: token types, relative positions. */
  readonly otherEmbeddings?: readonly Layer[];
  /** null where the file does not say it: then neither the token embedding nor the head is counted. */
  readonly vocabulary: number | null;
  readonly tied: boolean;
  readonly headBias?: boolean;
  /** What stands between the final norm and the head (BERT's transform). */
  readonly beforeHead?: readonly Layer[];
  /** Learned numbers in each layer beyond those named. */
  readonly extraLayers?: readonly Layer[];
  /** How many positions back a layer sees; null for all. */
  readonly window?: (index: number) => number | null;
  /** What the layer of an index is where it isn't attention and a feed-forward. */
  readonly otherLayer?: (index: number) => OtherLayer | null;
  readonly bidirectional?: boolean;
  readonly contextLength: number | null;
  readonly notes?: readonly Message[];
}

/** A norm's layers: none, or one. */
export function normOf(kind: NormKind, width: number): NormLayer[] {
  switch (kind) {
    case 'layer':
      return [layerNorm(width)];
    case 'layerWithoutBias':
      return [layerNorm(width, { bias: false })];
    case 'rms':
      return [rmsNorm(width)];
    case 'withoutParameters':
      return [layerNorm(width, { scale: false })];
    case 'none':
      return [];
  }
}

const component = 'attention.projections';

/** As DeepSeek-V2's attention: low-rank queries, keys and values, and a rotated key that all heads share. */
function latentLayers(model: TransformerDescription, latent: LatentAttention): Layer[] {
  const { width, heads, attentionBias } = model;
  const { queryRank, keyValueRank, unrotatedWidth, rotatedWidth, valueWidth } = latent;
  const queryKeyWidth = unrotatedWidth + rotatedWidth;
  return [
    ...(queryRank === null
      ? [linear(component, width, heads * queryKeyWidth, attentionBias.query)]
      : [
          linear(component, width, queryRank, attentionBias.query),
          rmsNorm(queryRank),
          linear(component, queryRank, heads * queryKeyWidth, false),
        ]),
    linear(component, width, keyValueRank + rotatedWidth, attentionBias.key),
    rmsNorm(keyValueRank),
    linear(component, keyValueRank, heads * (unrotatedWidth + valueWidth), false),
    rotary(heads, 1, rotatedWidth),
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth,
      valueWidth,
      keys: 'sequence',
      mask: causal,
      cachedPerToken: keyValueRank + rotatedWidth,
    },
    linear(component, heads * valueWidth, width, attentionBias.output),
  ];
}

function queryKeyNorms(model: TransformerDescription): Layer[] {
  const { heads, keyValueHeads, headWidth, queryKeyNorm = null } = model;
  const norm = model.queryKeyNormKind ?? model.norm;
  if (queryKeyNorm === null) return [];
  if (queryKeyNorm === 'all')
    return [...normOf(norm, heads * headWidth), ...normOf(norm, keyValueHeads * headWidth)];
  return normOf(norm, headWidth).flatMap((each) => [perHead(each, heads), perHead(each, keyValueHeads)]);
}

function attentionLayers(model: TransformerDescription, window: number | null): Layer[] {
  const { width, heads, keyValueHeads, headWidth, attentionBias, latent = null, rotatedWidth } = model;
  if (latent !== null) return latentLayers(model, latent);
  const wide = window === null ? (model.bidirectional === true ? fullMask : causal) : slidingWindow(window);
  return [
    ...selfAttention({ width, heads, keyValueHeads, headWidth, bias: attentionBias, mask: wide }),
    ...queryKeyNorms(model),
    ...(rotatedWidth > 0 ? [rotary(heads, keyValueHeads, rotatedWidth)] : []),
  ];
}

function expertLayers(model: TransformerDescription, experts: GenericExperts): Layer[] {
  const { width, gated, feedForwardBias: bias } = model;
  const { count, used, hidden, sharedHidden, sharedGate = false, routerBias = false } = experts;
  const furtherBiases = bias && sharedHidden > 0 ? ((experts.sharedCount ?? 1) - 1) * width : 0;
  return [
    ...routedExperts({ width, hidden, count, used, gated, bias, routerBias }),
    ...(sharedHidden > 0 ? feedForward({ width, hidden: sharedHidden, gated, bias }, 'experts') : []),
    ...(furtherBiases > 0 ? [vector('experts', furtherBiases)] : []),
    ...(sharedHidden > 0 && sharedGate ? [linear('experts', width, 1, false)] : []),
  ];
}

function layerBlocks(model: TransformerDescription): Block[] {
  const { width, layers, norm, normsPerLayer = 'two', experts = null, extraLayers = [] } = model;
  const norms = { shared: 1, two: 2, four: 4 }[normsPerLayer];
  const around = Array.from({ length: norms }, () => normOf(norm, width)).flat();
  const { window = () => null, otherLayer = () => null } = model;
  const others = new Map<string, readonly Layer[]>();
  return blocksOf(
    layers,
    (index) => {
      const other = otherLayer(index);
      if (other === null)
        return `${experts?.inLayer(index) === true ? 'experts' : 'dense'}, window ${window(index) ?? 'none'}`;
      others.set(other.name, other.layers);
      return other.name;
    },
    (key) => {
      const other = others.get(key);
      if (other !== undefined) return [...other];
      const width_ = Number(/window (\d+)/.exec(key)?.[1] ?? NaN);
      return [
        ...around,
        ...attentionLayers(model, Number.isNaN(width_) ? null : width_),
        ...(experts !== null && key.startsWith('experts')
          ? expertLayers(model, experts)
          : feedForward({ width, hidden: model.hidden, gated: model.gated, bias: model.feedForwardBias })),
        ...extraLayers,
        residual(width, 2),
      ];
    },
  );
}

export const vocabularyNotKnown = said`The file does not say how large the vocabulary is (its tokenizer does): the token embedding and the output head are not counted.`;

/** Tokens, positions that are learned, and what else is put in before the first layer. */
export const inputBlock = (
  { width, vocabulary, learnedPositions }: TransformerDescription,
  further: readonly Layer[],
): Block => ({
  name: 'embedding',
  count: 1,
  positions: 'sequence',
  layers: [
    ...(vocabulary === null ? [] : [table('embedding', vocabulary, width)]),
    ...(learnedPositions === null ? [] : [table('position', learnedPositions, width), residual(width, 1)]),
    ...further,
  ],
});

/** The shape of a Transformer that a framework's config describes. */
export function genericTransformer(model: TransformerDescription): ModelShape {
  const { width, vocabulary, tied, norm, finalNorm = true, embeddingNorm = false } = model;
  const { otherEmbeddings = [], beforeHead = [], notes = [], bidirectional = false } = model;
  return {
    sample: 'text',
    tokensPerSample: 'sequence',
    contextLength: model.contextLength,
    vocabularySize: vocabulary,
    generates: !bidirectional,
    blocks: [
      inputBlock(model, [...otherEmbeddings, ...(embeddingNorm ? normOf(norm, width) : [])]),
      ...layerBlocks(model),
      {
        name: 'output',
        count: 1,
        positions: 'sequence',
        layers: [
          ...(finalNorm ? normOf(norm, width) : []),
          ...beforeHead,
          ...(vocabulary === null
            ? []
            : languageModelHead(width, vocabulary, { tied, bias: model.headBias ?? false })),
        ],
      },
    ],
    notes,
  };
}
