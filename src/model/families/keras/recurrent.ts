import type { Layer } from '../../layers';
import { activation, linear, vector } from '../../layers';
import type { LayerCall, LayerReader, Shape } from './tensor';
import { atPlaces, placesOf, widthOf } from './tensor';

/**
 * A recurrent layer of some gates: at each step a product of the input and one of the state, units x gates each.
 * `biases` for each unit and gate.
 */
const recurrent =
  (gates: number, biasesOf: (call: LayerCall) => number): LayerReader =>
  (call) => {
    const { config, inputs } = call;
    const { shape, gradient } = inputs[0];
    if (shape.length !== 2) {
      config.refuse('name', 'needs an input of 3 axes: samples, steps and features.');
      return { outputs: [shape], layers: [] };
    }
    const units = config.size('units');
    const steps = shape.slice(0, 1);
    const places = placesOf(steps);
    const biases = config.raw('use_bias') === false ? 0 : biasesOf(call);
    const layers: Layer[] = [
      atPlaces(linear('other', widthOf(call), gates * units, false, { inputGradient: gradient }), places),
      atPlaces(linear('other', units, gates * units, false), places),
      ...(biases > 0 ? [vector('other', biases * gates * units)] : []),
      atPlaces(activation('other', gates * units), places),
    ];
    const output: Shape = config.flag('return_sequences') ? [...steps, units] : [units];
    const states = config.flag('return_state') ? (gates === 4 ? 2 : 1) : 0;
    return { outputs: [output, ...Array.from({ length: states }, (): Shape => [units])], layers };
  };

export const simpleRecurrent = recurrent(1, () => 1);
export const lstm = recurrent(4, () => 1);
export const fusedLstm = recurrent(4, () => 2);
/** With reset_after, Keras's usual since version 2, the state's product has a bias of its own. */
export const gru = recurrent(3, ({ config }) => (config.raw('reset_after') === true ? 2 : 1));
export const fusedGru = recurrent(3, () => 2);
