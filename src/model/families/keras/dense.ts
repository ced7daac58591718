import type { Component, Layer } from '../../layers';
import { activation, elementwise, linear, table, vector } from '../../layers';
import type { Positions } from '../../spec';
import type { LayerCall, LayerReader, Shape } from './tensor';
import { atPlaces, elementsOf, listIn, placesOf, widthOf } from './tensor';

export const hasBias = ({ config }: LayerCall): boolean => config.raw('use_bias') !== false;

/** The activation after a layer, where its config names one. */
function activationOf({ config }: LayerCall, component: Component, shape: Shape): Layer[] {
  const name = config.raw('activation');
  const width = shape.at(-1);
  if (name === undefined || name === null || name === 'linear' || typeof width !== 'number') return [];
  return [atPlaces(activation(component, width), placesOf(shape.slice(0, -1)))];
}

/** units x (inputs + 1) parameters, over every position of the axes before. */
export const dense: LayerReader = (call) => {
  const inputs = widthOf(call);
  const units = call.config.size('units');
  const leading = call.inputs[0].shape.slice(0, -1);
  const shape: Shape = [...leading, units];
  const product = linear('feedForward', inputs, units, hasBias(call), {
    inputGradient: call.inputs[0].gradient,
  });
  return {
    outputs: [shape],
    layers: [atPlaces(product, placesOf(leading)), ...activationOf(call, 'feedForward', shape)],
  };
};

/** The letters of an equation's side with the dots replaced by as many letters as the input has axes for. */
function letters(side: string, dotted: string): string[] {
  return side.replace('...', dotted).split('');
}

/** A product by any einsum equation of the input and a kernel. */
export const einsumDense: LayerReader = (call) => {
  const { config, inputs } = call;
  const [input] = inputs;
  const parts = /^([a-z]*(?:\.\.\.)?[a-z]*),([a-z]+)->([a-z]*(?:\.\.\.)?[a-z]*)$/i.exec(
    (config.text('equation') ?? '').replaceAll(/\s/g, ''),
  );
  if (parts === null) {
    config.refuse('equation', 'must be an equation of two operands, such as "abc,cd->abd".');
    return { outputs: [input.shape], layers: [] };
  }
  const [, left = '', kernel = '', right = ''] = parts;
  const axes = input.shape.length + 1;
  const dots = left.includes('...') ? Math.max(0, axes - (left.length - 3)) : 0;
  // Signs that no equation uses stand for the axes that the dots leave unnamed.
  const dotted = '0123456789'.slice(0, dots);
  const [before, after] = [letters(left, dotted), letters(right, dotted)];
  const sizes = new Map<string, Positions>();
  before.slice(1).forEach((letter, axis) => {
    const extent = input.shape[axis];
    if (extent !== undefined) sizes.set(letter, extent);
  });
  const written = config.raw('output_shape');
  const output = typeof written === 'number' ? [written] : (listIn(written) ?? []);
  output.forEach((size, index) => {
    const letter = after.at(index - output.length);
    if (
      typeof size === 'number' &&
      Number.isInteger(size) &&
      size >= 1 &&
      size <= 1e8 &&
      letter !== undefined
    )
      sizes.set(letter, size);
  });
  const product = (names: readonly string[]): number | null => {
    const extents = names.map((name) => sizes.get(name));
    return extents.every((extent) => typeof extent === 'number') ? (elementsOf(extents) ?? null) : null;
  };
  const inner = product(kernel.split('').filter((letter) => !after.includes(letter)));
  const outer = product(kernel.split('').filter((letter) => after.includes(letter)));
  const bias = product((config.text('bias_axes') ?? '').split(''));
  const shape = after.slice(1).map((letter) => sizes.get(letter));
  if (
    before.length !== axes ||
    inner === null ||
    outer === null ||
    bias === null ||
    !shape.every((extent) => extent !== undefined)
  ) {
    config.refuse('equation', 'does not go with the input and the output_shape.');
    return { outputs: [input.shape], layers: [] };
  }
  const rows = before
    .slice(1)
    .filter((letter) => !kernel.includes(letter))
    .map((letter) => sizes.get(letter) ?? 1);
  const layer = linear('feedForward', inner, outer, false, { inputGradient: input.gradient });
  return {
    outputs: [shape.length === 0 ? [1] : shape],
    layers: [
      atPlaces(layer, placesOf(rows)),
      ...(config.text('bias_axes') === null ? [] : [vector('feedForward', bias)]),
      ...activationOf(call, 'feedForward', shape),
    ],
  };
};

/** A table of input_dim vectors. */
export const embedding: LayerReader = (call) => {
  const { config, inputs } = call;
  const width = config.size('output_dim');
  return {
    outputs: [[...inputs[0].shape, width]],
    layers: [table('embedding', config.size('input_dim'), width)],
  };
};

/** A learned bend for each element, shared along shared_axes. */
export const parametricRelu: LayerReader = (call) => {
  const { shape } = call.inputs[0];
  const shared = (listIn(call.config.raw('shared_axes')) ?? []).map(Number);
  const own = shape.filter((_, axis) => !shared.includes(axis + 1));
  const size = elementsOf(own);
  if (size === null) {
    call.config.refuse('name', 'has a parameter for each of an unknown number of elements.');
    return { outputs: [shape], layers: [] };
  }
  return { outputs: [shape], layers: [vector('other', size), elementwise('other', 2 * size)] };
};

/** ConvNeXt's learned scale of each channel. */
export const layerScale: LayerReader = ({ config, inputs }) => ({
  outputs: [inputs[0].shape],
  layers: [vector('other', config.size('projection_dim'))],
});
