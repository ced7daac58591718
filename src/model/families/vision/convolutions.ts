import type { Layer } from '../../layers';
import { activation } from '../../layers';
import type { Block } from '../../spec';
import type { Extent } from './image';
import { area, batchNorm, convolution2d, convolve } from './stages';
import type { Sides } from './stages';

const depthwiseKernel = 3;

const halved = (side: Sides): Sides =>
  typeof side === 'number' ? Math.floor(side / 2) : [Math.floor(side[0] / 2), Math.floor(side[1] / 2)];

/** Layers, and the size of the image that comes out of them. */
export interface Convolved {
  readonly layers: readonly Layer[];
  readonly image: Extent;
}

export interface Convolution {
  readonly inputs: number;
  readonly outputs: number;
  readonly side?: Sides;
  readonly stride?: Sides;
  /** Half the kernel's side where absent. */
  readonly padding?: Sides;
  readonly groups?: number;
  readonly bias?: boolean;
  readonly first?: boolean;
  readonly activated?: boolean;
}

/** Convolutions one after another, each with a BatchNorm and, unless told otherwise, an activation. */
export function chain(image: Extent, convolutions: readonly Convolution[]): Convolved {
  const layers: Layer[] = [];
  let current = image;
  for (const {
    inputs,
    outputs,
    side = 1,
    stride = 1,
    padding = halved(side),
    groups = 1,
    bias = false,
    first = false,
    activated = true,
  } of convolutions) {
    const convolution = convolution2d(current, {
      inputs,
      outputs,
      kernel: side,
      stride,
      padding,
      groups,
      bias,
      inputGradient: !first,
    });
    current = convolution.image;
    const positions = area(current);
    layers.push(convolution.layer, { ...batchNorm(outputs), positions });
    if (activated) layers.push({ ...activation('convolution', outputs), positions });
  }
  return { layers, image: current };
}

/** A convolution of each channel alone. */
export const depthwise = (width: number, stride: number): Convolution => ({
  inputs: width,
  outputs: width,
  side: depthwiseKernel,
  stride,
  groups: width,
});

/** A convolution that narrows the channels, without an activation. */
export const narrowing = (inputs: number, outputs: number): Convolution => ({
  inputs,
  outputs,
  activated: false,
});

/** Squeeze and excitation: each channel is scaled by what the whole image holds, through a hidden layer of `squeezed`. */
export const squeezeAndExcitation = (width: number, squeezed: number): Layer[] => [
  convolve([1, 1], width, squeezed, { side: 1 }),
  convolve([1, 1], squeezed, width, { side: 1 }),
];

/** The blocks of a network that are run one after another, each over the image that the one before leaves. */
export interface Trunk {
  readonly blocks: readonly Block[];
  readonly image: () => Extent;
  /** Adds `count` blocks that are built alike; none where that is 0. */
  readonly add: (name: string, layersOf: (image: Extent) => Convolved, count?: number) => void;
}

export function trunkOf(start: Extent): Trunk {
  const blocks: Block[] = [];
  let image = start;
  return {
    blocks,
    image: () => image,
    add(name, layersOf, count = 1): void {
      if (count === 0) return;
      const made = layersOf(image);
      image = made.image;
      blocks.push({ name, count, positions: area(image), layers: made.layers });
    },
  };
}
