import { elementwise, residual } from '../../layers';
import type { Positions } from '../../spec';
import type { LayerReader, Shape } from './tensor';
import { allPlaces, elementsOf, listIn } from './tensor';
import { said } from '../../../units/message';

/** Layers without parameters whose output is of their input's shape. */
export const sameShape: LayerReader = ({ inputs }) => ({ outputs: [inputs[0].shape], layers: [] });

/** A function of each element. */
export const elementwiseActivation: LayerReader = ({ inputs }) => {
  const { shape } = inputs[0];
  return {
    outputs: [shape],
    layers: [{ ...elementwise('other', 5, 2), positions: allPlaces(shape) }],
  };
};

/** A sum, product or the like of tensors whose sizes are equal, or 1. */
export const merged: LayerReader = ({ inputs }) => {
  const rank = Math.max(...inputs.map(({ shape }) => shape.length));
  const shape = Array.from({ length: rank }, (_, axis): Positions => {
    const sizes = inputs.map((input) => input.shape.at(axis - rank) ?? 1);
    return sizes.find((size) => size !== 1) ?? 1;
  });
  return { outputs: [shape], layers: [{ ...residual(1, inputs.length - 1), positions: allPlaces(shape) }] };
};

export const concatenated: LayerReader = ({ config, inputs }) => {
  const { shape } = inputs[0];
  const written = config.raw('axis') ?? -1;
  const axis = typeof written === 'number' ? (written < 0 ? written + shape.length : written - 1) : -1;
  const sizes = inputs.map((input) => input.shape[axis]);
  if (shape[axis] === undefined || sizes.some((size) => size === undefined)) {
    config.refuse('axis', 'is no axis of its inputs.');
    return { outputs: [shape], layers: [] };
  }
  const isKnown = (size: Positions | undefined): size is number => typeof size === 'number';
  // What sequences of any length come to together is told by the first of them.
  const total = sizes.every(isKnown) ? sizes.reduce((sum, size) => sum + size, 0) : shape[axis];
  return { outputs: [shape.map((size, index) => (index === axis ? total : size))], layers: [] };
};

export const flattened: LayerReader = ({ config, inputs }) => {
  const size = elementsOf(inputs[0].shape);
  if (size === null) config.refuse('name', 'flattens an axis whose size is not in the file.');
  return { outputs: [[size ?? 1]], layers: [] };
};

export const reshaped: LayerReader = ({ config, inputs }) => {
  const { shape } = inputs[0];
  const target = listIn(config.raw('target_shape')) ?? listIn(config.raw('dims')) ?? [];
  const isSize = (size: unknown): size is number =>
    typeof size === 'number' && Number.isInteger(size) && size >= -1 && size !== 0 && size <= 1e8;
  if (!target.every(isSize) || target.filter((size) => size === -1).length > 1) {
    config.refuse('target_shape', 'must be whole numbers from 1, one of them -1 at most.');
    return { outputs: [shape], layers: [] };
  }
  const sizes = target;
  const known = sizes.filter((size) => size !== -1).reduce((product, size) => product * size, 1);
  const all = elementsOf(shape);
  const follows = shape.filter((size) => typeof size !== 'number');
  if (all === null) {
    const numbers = shape.reduce<number>(
      (product, size) => product * (typeof size === 'number' ? size : 1),
      1,
    );
    // Only what keeps the sequence whole can be told.
    if (sizes.includes(-1) && known === numbers)
      return { outputs: [sizes.map((size) => (size === -1 ? (follows[0] ?? 1) : size))], layers: [] };
    config.refuse('target_shape', 'cuts an axis whose size is not in the file.');
    return { outputs: [shape], layers: [] };
  }
  const rest = all / known;
  if (!Number.isInteger(rest) || (!sizes.includes(-1) && rest !== 1)) {
    config.refuse('target_shape', said`does not hold the ${all} elements of the input.`);
    return { outputs: [shape], layers: [] };
  }
  return { outputs: [sizes.map((size) => (size === -1 ? rest : size))], layers: [] };
};

export const permuted: LayerReader = ({ config, inputs }) => {
  const { shape } = inputs[0];
  const axes = config.sizes('dims');
  const output = axes.map((axis) => shape[axis - 1]);
  const isWhole = (list: readonly (Positions | undefined)[]): list is Shape =>
    list.every((size) => size !== undefined);
  if (isWhole(output) && output.length === shape.length && new Set(axes).size === axes.length)
    return { outputs: [output], layers: [] };
  config.refuse('dims', 'must name each axis of the input once.');
  return { outputs: [shape], layers: [] };
};

export const repeated: LayerReader = ({ config, inputs }) => ({
  outputs: [[config.size('n'), ...inputs[0].shape]],
  layers: [],
});

/** An image brought to a size. */
export const imageOfSize: LayerReader = ({ config, inputs }) => {
  const { shape } = inputs[0];
  if (shape.length !== 3) return null;
  const size = [config.size('height'), config.size('width')];
  const isFirst = config.text('data_format') === 'channels_first';
  const channels = shape[isFirst ? 0 : 2] ?? 1;
  return { outputs: [isFirst ? [channels, ...size] : [...size, channels]], layers: [] };
};
