import type { ConfigFields, ConfigValue } from '../../config-fields';
import type { Layer } from '../../layers';
import type { Positions } from '../../spec';
import { said } from '../../../units/message';

/** Sizes of a tensor without its batch: whole numbers, or what follows from the sequence. */
export type Shape = readonly Positions[];

/** A tensor between two Keras layers. */
export interface Tensor {
  readonly shape: Shape;
  /** Whether training needs its gradient: something before it is learned. */
  readonly gradient: boolean;
}

/** What a Keras layer is read from: its config and what it is called on. */
export interface LayerCall {
  readonly config: ConfigFields;
  /** At least one. */
  readonly inputs: readonly [Tensor, ...Tensor[]];
  /** Values of the call that are no tensors: use_causal_mask. */
  readonly isCausal: boolean;
  /** Says that a figure rests on something that the file does not hold. */
  readonly approximate: (reason: string) => void;
}

/** What a Keras layer comes to. */
export interface LayerOutcome {
  readonly outputs: readonly [Shape, ...Shape[]];
  readonly layers: readonly Layer[];
  /** Learned or kept numbers that training does not change: moving statistics. */
  readonly untrained?: number;
  /** Where the layer's work is counted, where that is not its output's positions. */
  readonly over?: Shape;
}

/** A Keras layer class: null where this config of it is not covered. */
export type LayerReader = (call: LayerCall) => LayerOutcome | null;

/** Python tuples are written as lists, or as objects that hold one. */
export function listIn(value: ConfigValue | undefined): readonly ConfigValue[] | null {
  if (Array.isArray(value)) return value as readonly ConfigValue[];
  if (typeof value !== 'object' || value === null) return null;
  const items = (value as Readonly<Record<string, ConfigValue>>)['items'];
  return Array.isArray(items) ? (items as readonly ConfigValue[]) : null;
}

const largestExtent = 1e8;

/** A shape as Keras writes it, its batch first; null where it is none. Unknown sizes are null in it. */
export function writtenShape(value: ConfigValue | undefined): readonly (number | null)[] | null {
  const items = listIn(value);
  if (items === null || items.length === 0 || items.length > 8) return null;
  const sizes = items.slice(1);
  const isSize = (size: ConfigValue): size is number | null =>
    size === null ||
    (typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= largestExtent);
  return sizes.every(isSize) ? sizes : null;
}

/** The positions that a shape's leading sizes make: those that follow from the sequence, and how often each runs. */
export interface Places {
  readonly positions: Positions;
  readonly repeats: number;
}

export function placesOf(shape: Shape): Places {
  const follows = shape.find((extent) => typeof extent !== 'number');
  const numbers = shape.reduce<number>(
    (product, extent) => (typeof extent === 'number' ? product * extent : product),
    1,
  );
  return follows === undefined
    ? { positions: numbers, repeats: 1 }
    : { positions: follows, repeats: numbers };
}

/** All positions of a shape as one number that follows from the sequence: a convolution has no repeats. */
export function allPlaces(shape: Shape): Positions {
  const { positions, repeats } = placesOf(shape);
  if (typeof positions === 'number' || repeats === 1) return positions;
  return positions === 'sequence'
    ? { dividedBy: 1 / repeats }
    : { ...positions, dividedBy: (positions.dividedBy ?? 1) / repeats };
}

/** The number of elements of a shape whose sizes are all whole numbers; null otherwise. */
export function elementsOf(shape: Shape): number | null {
  return shape.every((extent) => typeof extent === 'number')
    ? shape.reduce<number>((product, extent) => product * extent, 1)
    : null;
}

/** The last size, which must be a whole number: what Dense and the like multiply. */
export function widthOf({ inputs: [input], config }: LayerCall, axis = -1): number {
  const extent = input.shape.at(axis);
  if (typeof extent === 'number') return extent;
  config.refuse('name', 'works on an axis whose size is not in the file: its parameters are not known.');
  return 1;
}

/** A layer that repeats over some positions, its own products counted so often. */
export function atPlaces(layer: Layer, { positions, repeats }: Places): Layer {
  switch (layer.kind) {
    case 'linear':
      return { ...layer, positions, repeats: (layer.repeats ?? 1) * repeats };
    case 'norm':
      return { ...layer, positions, repeats: layer.repeats * repeats };
    case 'elementwise':
      return {
        ...layer,
        positions,
        flopsPerPosition: layer.flopsPerPosition * repeats,
        movedPerPosition: layer.movedPerPosition * repeats,
      };
    default:
      return layer;
  }
}

/** Whole numbers for each of `rank` axes: one number stands for all. */
export function perAxis(config: ConfigFields, key: string, rank: number, otherwise: number): number[] {
  const value = config.raw(key);
  if (value === undefined || value === null) return Array.from({ length: rank }, () => otherwise);
  if (typeof value === 'number') {
    const size = config.size(key);
    return Array.from({ length: rank }, () => size);
  }
  const sizes = listIn(value) ?? [];
  const isSize = (size: ConfigValue): size is number =>
    typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= largestExtent;
  if (sizes.length === rank && sizes.every(isSize)) return [...sizes];
  config.refuse(key, said`must be ${rank} whole numbers from 1.`);
  return Array.from({ length: rank }, () => 1);
}

/** How many windows of `kernel` fit a size, `stride` apart; with 'same' padding as many as strides. */
export function windowed(
  extent: Positions,
  { kernel, stride, padding }: { kernel: number; stride: number; padding: string },
  call: Pick<LayerCall, 'config' | 'approximate'>,
): Positions {
  const isSame = padding === 'same' || padding === 'causal';
  if (typeof extent === 'number') {
    const windows = isSame ? Math.ceil(extent / stride) : Math.floor((extent - kernel) / stride) + 1;
    if (windows >= 1) return windows;
    call.config.refuse('name', said`has a kernel of ${kernel} over ${extent} positions: nothing is left.`);
    return 1;
  }
  const { plus = 0, dividedBy = 1, roundDown = dividedBy === 1 } = extent === 'sequence' ? {} : extent;
  if (isSame && stride === 1) return extent;
  if (isSame && (dividedBy === 1 || !roundDown)) return { plus, atLeast: 1, dividedBy: dividedBy * stride };
  if (!isSame && roundDown)
    return {
      plus: plus + (stride - kernel) * dividedBy,
      atLeast: dividedBy * stride,
      dividedBy: dividedBy * stride,
      roundDown: true,
    };
  call.approximate('strides over a sequence of any length, whose rounding is left out');
  return { plus, atLeast: 1, dividedBy: dividedBy * stride };
}
