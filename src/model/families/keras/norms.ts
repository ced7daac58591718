import type { NormLayer } from '../../layers';
import type { LayerCall, LayerReader } from './tensor';
import { atPlaces, elementsOf, listIn, placesOf } from './tensor';
import { said } from '../../../units/message';

/** Axes that a config names, without the batch, from 0; the last where it names none. */
function axesOf({ config, inputs }: LayerCall): readonly number[] {
  const rank = inputs[0].shape.length + 1;
  const value = config.raw('axis');
  const written = typeof value === 'number' ? [value] : (listIn(value) ?? [-1]);
  const axes = written.map((axis) =>
    typeof axis === 'number' && Number.isInteger(axis) ? (axis < 0 ? axis + rank : axis) - 1 : -1,
  );
  if (axes.length > 0 && axes.every((axis) => axis >= 0 && axis < rank - 1)) return axes;
  config.refuse('axis', said`must be axes of an input of ${rank}.`);
  return [];
}

const learned = ({ config }: LayerCall, key: string): number => (config.raw(key) === false ? 0 : 1);

/** A norm over the named axes; `kept` numbers for each of its elements are no learned ones. */
function norm(call: LayerCall, centred: boolean, factors: number, kept = 0): ReturnType<LayerReader> {
  const { shape } = call.inputs[0];
  const axes = axesOf(call);
  const width = elementsOf(axes.map((axis) => shape[axis] ?? 1));
  if (width === null) {
    call.config.refuse('axis', 'is of a size that is not in the file: its parameters are not known.');
    return { outputs: [shape], layers: [] };
  }
  const others = placesOf(shape.filter((_, axis) => !axes.includes(axis)));
  const layer: NormLayer = {
    kind: 'norm',
    component: 'norm',
    width,
    centred,
    parameters: width * (factors + kept),
    repeats: 1,
  };
  return { outputs: [shape], layers: [atPlaces(layer, others)], untrained: width * kept };
}

/** Scale and centre, each where it is not switched off. */
export const layerNormalization: LayerReader = (call) =>
  call.config.raw('rms_scaling') === true
    ? norm(call, false, 1)
    : norm(call, true, learned(call, 'scale') + learned(call, 'center'));

export const rmsNormalization: LayerReader = (call) => norm(call, false, 1);

export const groupNormalization: LayerReader = (call) =>
  norm(call, true, learned(call, 'scale') + learned(call, 'center'));

/** As a layer norm, and a moving mean and variance that training does not learn. */
export const batchNormalization: LayerReader = (call) =>
  norm(call, true, learned(call, 'scale') + learned(call, 'center'), 2);

/** Mean and variance of each element of the axis, and a counter: none is learned. */
export const normalization: LayerReader = (call) => {
  const { config, inputs } = call;
  const { shape } = inputs[0];
  const isGiven = config.raw('mean') !== undefined && config.raw('mean') !== null;
  if (isGiven) return { outputs: [shape], layers: [] };
  const isScalar = config.raw('axis') === null;
  const outcome = norm(call, true, 0, isScalar ? 0 : 2);
  if (outcome === null) return null;
  const counters = isScalar ? 3 : 1;
  const layers = [...outcome.layers, { kind: 'vector', component: 'norm', size: counters } as const];
  return { ...outcome, layers, untrained: (outcome.untrained ?? 0) + counters };
};
