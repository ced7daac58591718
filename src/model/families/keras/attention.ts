import type { Component, Layer } from '../../layers';
import { causal, fullMask, linear, vector } from '../../layers';
import type { LayerCall, LayerReader, Shape, Tensor } from './tensor';
import { allPlaces, atPlaces, elementsOf, listIn, placesOf } from './tensor';

interface Heads {
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly keyWidth: number;
  readonly valueWidth: number;
  readonly output: Shape;
}

const lastWidth = (call: LayerCall, { shape }: Tensor): number => {
  const width = shape.at(-1);
  if (typeof width === 'number') return width;
  call.config.refuse('name', 'works on an axis whose size is not in the file: its parameters are not known.');
  return 1;
};

/** Products of attention without its projections. */
function attended(
  call: LayerCall,
  { query, key }: { query: Tensor; key: Tensor },
  shape: Omit<Heads, 'output'>,
): Layer {
  const { heads, keyValueHeads, keyWidth, valueWidth } = shape;
  const keys = allPlaces(key.shape.slice(0, -1));
  return {
    kind: 'attention',
    over: query === key ? 'attention' : 'crossAttention',
    heads,
    queryKeyWidth: keyWidth,
    valueWidth,
    // The sequence's own positions, whatever the block's.
    keys: keys === 'sequence' ? {} : keys,
    mask: call.isCausal && query === key ? causal : fullMask,
    cachedPerToken: keyValueHeads * (keyWidth + valueWidth),
    positions: allPlaces(query.shape.slice(0, -1)),
  };
}

/** Queries of the first input, values of the second, keys of the third (else of the second). */
function multiHead(call: LayerCall, shape: Heads): ReturnType<LayerReader> {
  const [query, value = query, key = value] = call.inputs;
  const { heads, keyValueHeads, keyWidth, valueWidth, output } = shape;
  const bias = call.config.raw('use_bias') !== false;
  const component: Component = query === key ? 'attention.projections' : 'crossAttention.projections';
  const projection = (from: Tensor, outputs: number): Layer =>
    atPlaces(
      linear(component, lastWidth(call, from), outputs, bias, { inputGradient: from.gradient }),
      placesOf(from.shape.slice(0, -1)),
    );
  const leading = query.shape.slice(0, -1);
  const width = elementsOf(output) ?? 1;
  return {
    outputs: [[...leading, ...output]],
    layers: [
      projection(query, heads * keyWidth),
      projection(key, keyValueHeads * keyWidth),
      projection(value, keyValueHeads * valueWidth),
      attended(call, { query, key }, shape),
      atPlaces(linear(component, heads * valueWidth, width, bias), placesOf(leading)),
    ],
  };
}

export const multiHeadAttention: LayerReader = (call) => {
  const { config, inputs } = call;
  const heads = config.size('num_heads');
  const keyWidth = config.size('key_dim');
  // Attention over some axes alone repeats over the others: not covered.
  const axes = listIn(config.raw('attention_axes'));
  if (axes !== null && axes.length !== inputs[0].shape.length - 1) return null;
  if (typeof config.raw('attention_axes') === 'number' && inputs[0].shape.length !== 2) return null;
  const written = config.raw('output_shape');
  const sizes = typeof written === 'number' ? [written] : listIn(written);
  const isShape = (list: readonly unknown[]): list is readonly number[] =>
    list.every((size) => typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= 1e8);
  if (sizes !== null && !isShape(sizes)) config.refuse('output_shape', 'must be whole numbers from 1.');
  return multiHead(call, {
    heads,
    keyValueHeads: heads,
    keyWidth,
    valueWidth: config.optionalSize('value_dim') ?? keyWidth,
    output: sizes !== null && isShape(sizes) ? sizes : [lastWidth(call, inputs[0])],
  });
};

export const groupedQueryAttention: LayerReader = (call) => {
  const { config, inputs } = call;
  const heads = config.size('num_query_heads');
  const width = config.size('head_dim');
  return multiHead(call, {
    heads,
    keyValueHeads: config.keyValueHeads('num_key_value_heads', heads),
    keyWidth: width,
    valueWidth: width,
    output: [lastWidth(call, inputs[0])],
  });
};

/** Attention without projections: a learned scale at most (Luong), or one for each feature (Bahdanau). */
const unprojected =
  (isAdditive: boolean): LayerReader =>
  (call) => {
    const { config, inputs } = call;
    const [query, value = query, key = value] = inputs;
    if (query.shape.length !== 2 || value.shape.length !== 2) return null;
    const [keyWidth, valueWidth] = [lastWidth(call, query), lastWidth(call, value)];
    const usual = isAdditive ? config.raw('use_scale') !== false : config.flag('use_scale');
    const scales = isAdditive ? (usual ? keyWidth : 0) : usual ? 1 : 0;
    const isConcatenated = config.text('score_mode') === 'concat';
    // Scores by sums and tanh are no matrix product: the width of their queries and keys counts nothing.
    const layer = attended(
      { ...call, isCausal: call.isCausal || config.flag('causal') },
      { query, key },
      {
        heads: 1,
        keyValueHeads: 1,
        keyWidth: isAdditive || isConcatenated ? 0 : keyWidth,
        valueWidth,
      },
    );
    const learned = scales + (isConcatenated ? 1 : 0);
    return {
      outputs: [[...query.shape.slice(0, -1), valueWidth]],
      layers: [layer, ...(learned > 0 ? [vector('attention.scores', learned)] : [])],
    };
  };
export const attention = unprojected(false);
export const additiveAttention = unprojected(true);
