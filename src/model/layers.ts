import type { Positions } from './spec';

/** The Transformer's parts, as the command line names them. */
export const components = [
  'embedding',
  'position',
  'attention.projections',
  'attention.scores',
  'attention.values',
  'crossAttention.projections',
  'crossAttention.scores',
  'crossAttention.values',
  'feedForward',
  'experts',
  'router',
  'ssm',
  'convolution',
  'norm',
  'residual',
  'head',
  'loss',
  'other',
] as const;
export type Component = (typeof components)[number];

/** Which keys a query attends to. A kernel that knows the mask skips the rest; plain attention does not. */
export type AttentionMask =
  | { readonly kind: 'full' }
  | { readonly kind: 'causal' }
  | { readonly kind: 'window'; readonly width: number }
  /** Causal within chunks of this width, blind to other chunks. */
  | { readonly kind: 'chunks'; readonly width: number };

interface LayerBase {
  readonly component: Component;
  /** Positions this layer works on, where they are not its block's: 1 for a pooler. */
  readonly positions?: Positions;
  /** Share of its weights, over its block's repeats, that the file holds in fewer bits (`ModelSpec.quantisation`); none where absent. */
  readonly quantisedShare?: number;
}

/** A look-up table of learned vectors: parameters, no products. */
export interface TableLayer extends LayerBase {
  readonly kind: 'table';
  readonly entries: number;
  readonly width: number;
  /** Entries that a token looks up, where those alone count as used by it (tables of n-grams); the whole table where absent. */
  readonly used?: number;
}

/** Learned numbers used elementwise: a class token, attention sinks. */
export interface VectorLayer extends LayerBase {
  readonly kind: 'vector';
  readonly size: number;
}

/** y = xW + b. A tied layer uses another layer's W: no weights of its own, the same products. */
export interface LinearLayer extends LayerBase {
  readonly kind: 'linear';
  readonly inputs: number;
  readonly outputs: number;
  readonly bias: boolean;
  readonly tied?: boolean;
  /** False where the input is data: the backward pass then has no product for it. */
  readonly inputGradient?: boolean;
  /** Block-diagonal in this many groups: inputs and outputs are those of all groups together. */
  readonly groups?: number;
  /** Runs so often for each position (a projection of each of several streams); 1 where absent. */
  readonly repeats?: number;
  /** Runs once for a whole batch: its input is a table of the model's, not the samples'. */
  readonly oncePerBatch?: boolean;
  /** Makes keys or values of an encoder's states: decoding keeps them and does not make them again. */
  readonly ofStates?: boolean;
}

/**
 * A batched product without parameters: for each sample `batches` products of rows x inner by inner x columns.
 * What linear attention, state-space scans and learned poolings are made of.
 */
export interface ProductLayer extends LayerBase {
  readonly kind: 'product';
  readonly batches: Positions;
  readonly rows: Positions;
  readonly inner: Positions;
  readonly columns: Positions;
  /** The columns are those of every sample of the batch: a contrast of each sample with all. */
  readonly acrossBatch?: boolean;
  /** How many of its two gradients the backward pass computes; both where absent. */
  readonly gradients?: 0 | 1;
  /** Runs in the backward pass alone (the gradient of a triangular solve). */
  readonly backwardOnly?: true;
}

/** `count` feed-forward experts of which each token visits `used`. */
export interface ExpertsLayer extends LayerBase {
  readonly kind: 'experts';
  readonly count: number;
  readonly used: number;
  /** Experts whose products run for each token, where that is more than it uses (a dense kernel over all of them). */
  readonly computed?: number;
  readonly width: number;
  readonly hidden: number;
  readonly gated: boolean;
  readonly bias: boolean;
}

/** Scores and weighted values of attention: products without parameters. */
export interface AttentionLayer {
  readonly kind: 'attention';
  readonly over: 'attention' | 'crossAttention';
  readonly heads: number;
  readonly queryKeyWidth: number;
  readonly valueWidth: number;
  /** How many keys a query sees. */
  readonly keys: Positions;
  readonly mask: AttentionMask;
  /** Numbers that decoding keeps for each token and layer (keys and values, or their latent). */
  readonly cachedPerToken: number;
  /** Numbers that decoding keeps for each key of what is looked at beside the text; none where absent. */
  readonly cachedPerKey?: number;
  readonly positions?: Positions;
}

/** LayerNorm or RMSNorm over `width`, `repeats` times a position (once per head in QK-norm). */
export interface NormLayer extends LayerBase {
  readonly kind: 'norm';
  readonly width: number;
  readonly centred: boolean;
  readonly parameters: number;
  readonly repeats: number;
}

/** A convolution over `outputPositions` places; `kernel` is the product of its kernel sizes. */
export interface ConvolutionLayer extends LayerBase {
  readonly kind: 'convolution';
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly outputPositions: Positions;
  readonly bias: boolean;
  readonly inputGradient: boolean;
  /** Channels in groups that don't see one another: as many as inputs in a depthwise convolution. 1 where absent. */
  readonly groups?: number;
  /** Positions of the input where they differ from the output's: the input gradient is counted there. */
  readonly inputPositions?: Positions;
  /** Runs along so many lines of positions, with the same kernel; 1 where absent. */
  readonly lines?: number;
  /** A transposed convolution: its products are counted at the input's positions. */
  readonly transposed?: boolean;
}

/** Work that is no matrix product: activations, residual sums, rotations, the loss. */
export interface ElementwiseLayer extends LayerBase {
  readonly kind: 'elementwise';
  readonly flopsPerPosition: number;
  /** Numbers read and written for each position. */
  readonly movedPerPosition: number;
}

export type Layer =
  | TableLayer
  | VectorLayer
  | LinearLayer
  | ProductLayer
  | ExpertsLayer
  | AttentionLayer
  | NormLayer
  | ConvolutionLayer
  | ElementwiseLayer;

export const causal: AttentionMask = { kind: 'causal' };
export const fullMask: AttentionMask = { kind: 'full' };
export const slidingWindow = (width: number): AttentionMask => ({ kind: 'window', width });

/** Elementwise FLOPs by convention (docs/estimation.md): an activation counts 5 an element, a rotation 6. */
export const activationFlops = 5;
const rotationFlops = 6;

export const table = (component: Component, entries: number, width: number): TableLayer => ({
  kind: 'table',
  component,
  entries,
  width,
});
export const vector = (component: Component, size: number): VectorLayer => ({
  kind: 'vector',
  component,
  size,
});

export function linear(
  component: Component,
  inputs: number,
  outputs: number,
  bias: boolean,
  extra: Partial<
    Pick<
      LinearLayer,
      'tied' | 'positions' | 'inputGradient' | 'groups' | 'repeats' | 'oncePerBatch' | 'ofStates'
    >
  > = {},
): LinearLayer {
  return { kind: 'linear', component, inputs, outputs, bias, ...extra };
}

/** Elementwise work; a FLOP reads or writes two numbers where nothing better is said. */
export const elementwise = (
  component: Component,
  flopsPerPosition: number,
  movedPerPosition: number = 2 * flopsPerPosition,
): ElementwiseLayer => ({ kind: 'elementwise', component, flopsPerPosition, movedPerPosition });

/** LayerNorm with a scale and, unless said otherwise, a bias. */
export function layerNorm(width: number, learned: { scale?: boolean; bias?: boolean } = {}): NormLayer {
  const { scale = true, bias = true } = learned;
  const parameters = (scale ? width : 0) + (scale && bias ? width : 0);
  return { kind: 'norm', component: 'norm', width, centred: true, parameters, repeats: 1 };
}

export const rmsNorm = (width: number): NormLayer => ({
  kind: 'norm',
  component: 'norm',
  width,
  centred: false,
  parameters: width,
  repeats: 1,
});

export const rmsNormWithoutScale = (width: number): NormLayer => ({ ...rmsNorm(width), parameters: 0 });

/** One norm of `width` shared by all `heads` (Qwen3's QK-norm). */
export const perHead = (norm: NormLayer, heads: number): NormLayer => ({ ...norm, repeats: heads });

/** `count` sums of a sub-layer's output with its input. */
export const residual = (width: number, count: number): ElementwiseLayer =>
  elementwise('residual', width * count, 3 * width * count);

/** Rotary position embedding of queries and keys, over `width` of each head. */
export const rotary = (heads: number, keyValueHeads: number, width: number): ElementwiseLayer =>
  elementwise(
    'position',
    rotationFlops * (heads + keyValueHeads) * width,
    2 * (heads + keyValueHeads) * width,
  );

/** The activation of a head's hidden layer. */
export const activation = (component: Component, width: number): ElementwiseLayer =>
  elementwise(component, activationFlops * width, 2 * width);
