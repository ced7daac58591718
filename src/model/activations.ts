import type { ConfigObject, DefaultsOf, LibraryDefaults } from './config-fields';
import { isObject } from './config-fields';
import { vector, type Layer } from './layers';
import { said, type Message } from '../units/message';

/** The library's activations (`ACT2FN`) by name. */
const activations: ReadonlySet<unknown> = new Set(
  `gelu gelu_10 gelu_fast gelu_new gelu_python gelu_pytorch_tanh gelu_python_tanh gelu_accurate hardswish laplace leaky_relu
  linear mish quick_gelu relu relu2 relu6 sigmoid silu sqrtsoftplus swish tanh prelu xielu`.split(/\s+/),
);
/** How many learned numbers each use of an activation has; only the families that ask for the key count them. */
const learnedNumbers: Readonly<Record<string, number>> = { prelu: 1, xielu: 2 };

/** The learned numbers of an activation in each layer's feed-forward. */
export const learnedActivation = (name: string | null): Layer[] => {
  const numbers = learnedNumbers[name ?? ''];
  return numbers === undefined ? [] : [vector('feedForward', numbers)];
};

const notKnown = (path: string, name: string): Message =>
  said`${path} is "${name.slice(0, 60)}", which is no activation of the library: what it does, and whether it is gated, is not known.`;

const notCounted = (path: string, name: string): Message =>
  said`${path} is "${name}": its learned numbers are not counted.`;

const noDefaults: LibraryDefaults = { values: {}, aliases: {} };
const activationKey = /(?:^|_)act(?:ivation)?(?:_fn|_function)?$/;

/**
 * What is open about an activation that a library config names, in itself or in its sections; null where nothing is. A key
 * is one of an activation where the library's default for it is one.
 */
export function openActivation(
  values: ConfigObject,
  defaults: LibraryDefaults,
  defaultsOf: DefaultsOf,
  asked: ReadonlySet<string>,
  prefix = '',
): Message | null {
  for (const [key, value] of Object.entries(values)) {
    const usual = defaults.values[defaults.aliases[key] ?? key];
    if (isObject(value)) {
      const type = value['model_type'] ?? (isObject(usual) ? usual['model_type'] : undefined);
      const own = (typeof type === 'string' ? defaultsOf(type) : undefined) ?? noDefaults;
      const open = openActivation(value, own, defaultsOf, asked, `${prefix}${key}.`);
      if (open !== null) return open;
    }
    if (typeof value !== 'string') continue;
    // Of a part whose defaults are not known the name of the key tells, and only what has learned numbers.
    const isNamed = usual === undefined && activationKey.test(key) && Object.hasOwn(learnedNumbers, value);
    if (!isNamed && !activations.has(usual)) continue;
    // T5 names a gate in front of the activation, which its readers ask for.
    const isGated = key === 'feed_forward_proj';
    const name = isGated ? value.replace(/^gated-/, '') : value;
    if (!activations.has(name)) return notKnown(prefix + key, value);
    if (Object.hasOwn(learnedNumbers, name) && (isGated || !asked.has(prefix + key)))
      return notCounted(prefix + key, value);
  }
  return null;
}
