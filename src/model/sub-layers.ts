import type { AttentionMask, Layer } from './layers';
import { activationFlops, elementwise, fullMask, linear } from './layers';
import type { Block, Positions } from './spec';

/** The sub-layers of a Transformer, made of the layers of layers.ts. */

/** Elementwise FLOPs of a logit's share in the loss, by convention (docs/estimation.md). */
const crossEntropyFlops = 5;

export interface AttentionDescription {
  readonly width: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headWidth: number;
  readonly bias: {
    readonly query: boolean;
    readonly key: boolean;
    readonly value: boolean;
    readonly output: boolean;
  };
  readonly mask: AttentionMask;
}

export const biases = (all: boolean): AttentionDescription['bias'] => ({
  query: all,
  key: all,
  value: all,
  output: all,
});
export const queryKeyValueBias = (inputs: boolean, output: boolean): AttentionDescription['bias'] => ({
  query: inputs,
  key: inputs,
  value: inputs,
  output,
});

/** Multi-head (keyValueHeads = heads), grouped-query or multi-query (keyValueHeads = 1) self-attention. */
export function selfAttention(description: AttentionDescription): Layer[] {
  const { width, heads, keyValueHeads, headWidth, bias, mask } = description;
  const component = 'attention.projections';
  return [
    linear(component, width, heads * headWidth, bias.query),
    linear(component, width, keyValueHeads * headWidth, bias.key),
    linear(component, width, keyValueHeads * headWidth, bias.value),
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth: headWidth,
      keys: 'sequence',
      mask,
      cachedPerToken: 2 * keyValueHeads * headWidth,
    },
    linear(component, heads * headWidth, width, bias.output),
  ];
}

/**
 * Attention over an encoder's output of `contextPositions`, as wide as the layer and with a key-value head for each head
 * where nothing else is said; its keys and values are computed there.
 */
export function crossAttention(
  description: Omit<AttentionDescription, 'mask' | 'keyValueHeads'> & {
    readonly keyValueHeads?: number;
    readonly contextPositions: Positions;
    readonly contextWidth?: number;
    readonly contextGradient?: boolean;
  },
): Layer[] {
  const { width, heads, headWidth, bias, contextPositions } = description;
  const { keyValueHeads = heads, contextWidth = width, contextGradient = true } = description;
  const component = 'crossAttention.projections';
  const context = { positions: contextPositions, inputGradient: contextGradient, ofStates: true } as const;
  return [
    linear(component, width, heads * headWidth, bias.query),
    linear(component, contextWidth, keyValueHeads * headWidth, bias.key, context),
    linear(component, contextWidth, keyValueHeads * headWidth, bias.value, context),
    {
      kind: 'attention',
      over: 'crossAttention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth: headWidth,
      keys: contextPositions,
      mask: fullMask,
      cachedPerToken: 0,
      cachedPerKey: 2 * keyValueHeads * headWidth,
    },
    linear(component, heads * headWidth, width, bias.output),
  ];
}

/** An encoder's blocks, in a model that writes. */
export const readingInput = (blocks: readonly Block[]): Block[] =>
  blocks.map((block) => ({ ...block, readsInput: true }));

/** The same over the states of an encoder that is no part of the model: nothing flows back into them. */
export const attentionToOutside = ({
  width,
  heads,
  headWidth,
}: Pick<AttentionDescription, 'width' | 'heads' | 'headWidth'>): Layer[] =>
  crossAttention({
    width,
    heads,
    headWidth,
    bias: biases(true),
    contextPositions: 'sequence',
    contextGradient: false,
  });

export interface FeedForwardDescription {
  readonly width: number;
  readonly hidden: number;
  readonly gated: boolean;
  readonly bias: boolean;
}

/** Two matrices, or three where a gate multiplies the hidden layer (SwiGLU, GeGLU). */
export function feedForward(
  { width, hidden, gated, bias }: FeedForwardDescription,
  component: 'feedForward' | 'experts' = 'feedForward',
): Layer[] {
  return [
    linear(component, width, hidden, bias),
    ...(gated ? [linear(component, width, hidden, bias)] : []),
    elementwise(component, hidden * (activationFlops + (gated ? 1 : 0)), hidden * (gated ? 3 : 2)),
    linear(component, hidden, width, bias),
  ];
}

/** A router that scores all experts for each token, and the experts. */
export function routedExperts(
  description: FeedForwardDescription & {
    readonly count: number;
    readonly used: number;
    readonly routerBias: boolean;
  },
): Layer[] {
  const { width, hidden, gated, bias, count, used, routerBias } = description;
  return [
    linear('router', width, count, routerBias),
    { kind: 'experts', component: 'experts', count, used, width, hidden, gated, bias },
    elementwise(
      'experts',
      used * (hidden * (activationFlops + (gated ? 1 : 0)) + 2 * width),
      used * (hidden * (gated ? 3 : 2) + 3 * width),
    ),
  ];
}

/** Logits over the vocabulary and the cross-entropy loss of them. */
export function languageModelHead(
  width: number,
  vocabulary: number,
  options: { tied: boolean; bias?: boolean },
): Layer[] {
  return [
    linear('head', width, vocabulary, options.bias ?? false, { tied: options.tied }),
    elementwise('loss', crossEntropyFlops * vocabulary, 2 * vocabulary),
  ];
}
