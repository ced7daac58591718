import type { ByComponent, ModelCost, PassShape } from '../model/cost';
import { positionsOf, softmaxFlops } from '../model/cost';
import type { Component, ElementwiseLayer, Layer, LinearLayer } from '../model/layers';
import type { ModelSpec } from '../model/spec';

/** What one sample asks of a machine, forward, before it is known which machine. FLOPs and bytes of one sample. */
export interface Workload {
  /** Positions of the sample that count as its tokens. */
  readonly tokens: number;
  /** Products with weights, without the output head's: forward. */
  readonly projectionFlops: number;
  readonly headFlops: number;
  /** FLOPs of one forward pass in experts that a router chooses. */
  readonly expertFlops: number;
  /** Scores and values of attention over the full square, and the part that a kernel which knows the mask does. */
  readonly coreFlops: number;
  readonly coreVisibleFlops: number;
  /** Scores written out where no flash kernel keeps them in the chip. */
  readonly scores: number;
  /** Numbers that elementwise work reads and writes forward, without the scores'. */
  readonly elementwiseNumbers: number;
  /** Numbers at the model's output, by the head that it has: logits of all positions, or of the classes. */
  readonly logits: number;
  /** Forward and backward products over forward ones: 3 but for inputs that need no gradient, and frozen weights. */
  readonly trainingOverForward: number;
  /** Inner size of a typical product with weights: what decides how well it fills the chip. */
  readonly width: number;
  /** Its products are convolutions alone, but for the head. */
  readonly isConvolved: boolean;
  readonly layers: number;
  /** Numbers that the backward pass needs of the forward one, all layers, without attention scores. */
  readonly activations: number;
  /** The same where norms and activation functions are computed again. */
  readonly activationsOfProducts: number;
  /** Kernels of one forward pass in a framework that fuses little. */
  readonly kernels: number;
  readonly parameters: {
    readonly total: number;
    readonly active: number;
    /** In experts, which expert parallelism spreads. */
    readonly experts: number;
  };
  /** Numbers of the tokens that layers with experts hand on, each counted once. */
  readonly expertTraffic: number;
  /** Numbers that sorting tokens by expert and summing what experts return read and write, forward. */
  readonly permutedNumbers: number;
  /** Experts that a token visits in such a layer. */
  readonly expertsUsed: number;
}

/** The sum over the components that are kept. */
export const sumOf = (counts: ByComponent, keep: (component: string) => boolean): number =>
  Object.entries(counts).reduce((sum, [name, count]) => (keep(name) ? sum + count : sum), 0);

/** Scores and values of attention, of whatever kind. */
export const isCore = (name: string): boolean => name.endsWith('.scores') || name.endsWith('.values');

/**
 * Numbers read and written for each elementwise FLOP, from the conventions that count them (docs/estimation.md): a norm
 * reads and writes 2 numbers for 4 to 7 FLOPs, a residual sum 3 for 1, an activation 3 for 5, the loss several passes.
 */
const numbersPerFlop: Readonly<Partial<Record<Component, number>>> = {
  norm: 0.5,
  residual: 3,
  position: 0.4,
  feedForward: 0.6,
  experts: 0.8,
  loss: 0.8,
  ssm: 0.6,
};
const otherNumbersPerFlop = 0.6;

/** Numbers that elementwise work of so many FLOPs reads and writes. */
export const numbersMoved = (component: Component, flops: number): number =>
  flops * (numbersPerFlop[component] ?? otherNumbersPerFlop);

/**
 * Of that between convolutions. Batch normalisation and the activation function after it move 13 numbers for each element, forward and
 * backward, by kernels of their own: normalisation reads twice and writes, and backward reads thrice and writes twice; the function
 * moves 2 and 3. By the conventions above, and the passes that elementwise work makes, they are 25.
 */
const convolvedShare = 0.5;

/** Width of a model that has no products with weights. */
const fewestWidth = 16;

/**
 * Of the products' outputs, what selective recomputation keeps: all in Megatron-LM's, every second in torchtitan's.
 */
const keptProducts = 0.75;

/**
 * Products of these read what is counted with what comes before, a norm or attention, however narrow their own outputs are; of
 * a feed-forward layer those that no elementwise work comes before.
 */
const readWhatIsKept: ReadonlySet<Component> = new Set([
  'attention.projections',
  'crossAttention.projections',
  'router',
  'feedForward',
  'experts',
]);

interface Kept {
  readonly all: number;
  readonly ofProducts: number;
}
const nothingKept: Kept = { all: 0, ofProducts: 0 };

/**
 * What a product needs for its weights' gradient, and what wrote it for its own: the output of an activation function (2 numbers
 * moved for each), or of that and of the gate that it multiplies (3). `moved` is what elementwise work right before it moves.
 */
function keptOfInput({ component, inputs, outputs }: LinearLayer, moved: number): number {
  const times = moved / inputs;
  if (times === 2 || times === 3) return inputs * (times - 1);
  const isNew = moved > 0 || !readWhatIsKept.has(component);
  return isNew && inputs > outputs ? inputs : 0;
}

/**
 * Numbers that a layer leaves for the backward pass, at each of its positions: the outputs of products, what a
 * contracting product reads (after the activation function), inputs and outputs of norms. A layer of a plain
 * Transformer leaves 18 times its width: 36 bytes in 16 bits where Korthikanti et al. 2022 count 34.
 */
function keptPerPosition(layer: Layer, moved: number): Kept {
  switch (layer.kind) {
    case 'linear':
      if (layer.component === 'head') return nothingKept;
      return { all: layer.outputs + keptOfInput(layer, moved), ofProducts: keptProducts * layer.outputs };
    case 'experts': {
      const products = layer.used * (layer.hidden * (layer.gated ? 2 : 1) + layer.width);
      return {
        all: products + layer.used * layer.hidden * (layer.gated ? 2 : 1),
        ofProducts: keptProducts * products,
      };
    }
    case 'attention': {
      const output = layer.heads * layer.valueWidth;
      return { all: output, ofProducts: output };
    }
    case 'norm':
      return { all: 2 * layer.repeats * layer.width, ofProducts: layer.repeats * layer.width };
    default:
      return nothingKept;
  }
}

/** Whether elementwise work is between the products of a feed-forward layer, of a shared expert too. */
const isOfFeedForward = ({ component }: ElementwiseLayer, product: Layer | null): boolean =>
  (component === 'feedForward' || component === 'experts') &&
  product?.kind === 'linear' &&
  product.component === component;

/** Numbers that the head hands to the loss; a dense layer before its last product keeps its width. */
function logitsOf(spec: ModelSpec, shape: PassShape): number {
  let logits = 0;
  for (const { count, layers, positions, tower } of spec.blocks) {
    if (tower !== undefined) continue;
    for (const layer of layers) {
      if (layer.kind !== 'linear' || layer.component !== 'head' || layer.inputs === layer.outputs) continue;
      const { repeats = 1, outputs } = layer;
      logits += count * repeats * outputs * positionsOf(layer.positions ?? positions, shape);
    }
  }
  return logits;
}

interface Shapes {
  readonly width: number;
  readonly isConvolved: boolean;
  readonly layers: number;
  readonly expertFlops: number;
  readonly expertWidth: number;
  readonly expertsUsed: number;
  readonly activations: Kept;
}

/** Kernels of one forward pass over text, in a framework that fuses little. */
export const kernelsOf = ({ blocks }: ModelSpec): number =>
  blocks.reduce(
    (kernels, { count, layers, tower }) => (tower === undefined ? kernels + count * layers.length : kernels),
    0,
  );

/** The sizes of a spec's products, weighed by their weights; and how many layers a pass has. */
function shapesOf(spec: ModelSpec, shape: PassShape): Shapes {
  let weights = 0;
  let inverse = 0;
  let convolved = 0;
  let convolvedInverse = 0;
  let layers = 0;
  let expertFlops = 0;
  let expertWidth = 0;
  let expertsUsed = 0;
  let all = 0;
  let ofProducts = 0;
  for (const block of spec.blocks) {
    // A pass over text runs none of it.
    if (block.tower !== undefined) continue;
    let hasProjection = false;
    let product: Layer | null = null;
    // By elementwise work of a feed-forward layer since that product.
    let moved = 0;
    for (const layer of block.layers) {
      const kept = keptPerPosition(layer, moved);
      if (layer.kind === 'linear' || layer.kind === 'experts') [product, moved] = [layer, 0];
      else if (layer.kind === 'elementwise' && isOfFeedForward(layer, product))
        moved = layer.movedPerPosition;
      if (kept.all > 0) {
        const positions =
          layer.kind === 'convolution' ? 0 : positionsOf(layer.positions ?? block.positions, shape);
        all += block.count * positions * kept.all;
        ofProducts += block.count * positions * kept.ofProducts;
      }
      if (layer.kind === 'linear' && layer.component !== 'head') {
        const size = block.count * layer.inputs * layer.outputs;
        weights += size;
        inverse += size / Math.max(1, Math.min(layer.inputs, layer.outputs));
        hasProjection = true;
      } else if (layer.kind === 'experts') {
        const size = block.count * layer.used * layer.width * layer.hidden;
        weights += size;
        inverse += size / Math.max(1, Math.min(layer.width, layer.hidden));
        expertFlops +=
          2 * size * (layer.gated ? 3 : 2) * positionsOf(layer.positions ?? block.positions, shape);
        expertWidth += block.count * layer.width;
        expertsUsed = Math.max(expertsUsed, layer.used);
        hasProjection = true;
      } else if (layer.kind === 'convolution') {
        const positions = positionsOf(layer.outputPositions, shape);
        all += block.count * positions * layer.outputs;
        ofProducts += block.count * positions * layer.outputs;
        const read = (layer.inputs * layer.kernel) / (layer.groups ?? 1);
        const size = block.count * positions * read * layer.outputs;
        convolved += size;
        convolvedInverse += size / Math.max(1, Math.min(read, layer.outputs));
      }
    }
    if (hasProjection) layers += block.count;
  }
  // A network of convolutions alone is as wide as these: as a product each reads a kernel of its inputs at a position.
  const isConvolved = inverse === 0 && convolvedInverse > 0;
  const width = isConvolved ? convolved / convolvedInverse : inverse > 0 ? weights / inverse : fewestWidth;
  return {
    width: Math.max(fewestWidth, width),
    isConvolved,
    layers: Math.max(1, layers),
    expertFlops,
    expertWidth,
    expertsUsed,
    activations: { all, ofProducts },
  };
}

/** The work of one sample; `cost` is that of a batch of one of `tokens`. */
export function workloadOf(spec: ModelSpec, cost: ModelCost, tokens: number): Workload {
  const { forward, parameters } = cost;
  const forwardFlops = forward.matmul - forward.unrouted;
  const shapes = shapesOf(spec, { batch: 1, sequence: tokens });
  const { width, isConvolved, layers, expertWidth, activations } = shapes;
  const coreFlops = sumOf(forward.byComponent, isCore);
  const headFlops = forward.byComponent.head ?? 0;
  const projectionFlops = Math.max(0, forwardFlops - coreFlops - headFlops);
  const scores = sumOf(forward.elementwiseByComponent, (name) => name.endsWith('.scores')) / softmaxFlops;
  const elementwiseNumbers = Object.entries(forward.elementwiseByComponent).reduce(
    (sum, [name, flops]) => (isCore(name) ? sum : sum + numbersMoved(name as Component, flops)),
    0,
  );
  return {
    tokens,
    projectionFlops,
    headFlops,
    expertFlops: Math.min(projectionFlops, shapes.expertFlops),
    coreFlops,
    coreVisibleFlops: Math.max(0, coreFlops - forward.maskable),
    scores,
    elementwiseNumbers: isConvolved ? convolvedShare * elementwiseNumbers : elementwiseNumbers,
    logits: logitsOf(spec, { batch: 1, sequence: tokens }),
    trainingOverForward: forwardFlops > 0 ? (cost.trainingStepMatmul - cost.overcounted) / forwardFlops : 3,
    width,
    isConvolved,
    layers,
    activations: activations.all,
    activationsOfProducts: activations.ofProducts,
    kernels: kernelsOf(spec),
    parameters: {
      total: parameters.total,
      active: parameters.active,
      experts: parameters.byComponent.experts ?? 0,
    },
    expertTraffic: expertWidth * tokens,
    permutedNumbers: 2 * expertWidth * tokens * (1 + shapes.expertsUsed),
    expertsUsed: shapes.expertsUsed,
  };
}
