import type { ConfigValue } from '../../config-fields';
import { isObject } from '../../config-fields';
import type { Message } from '../../../units/message';
import type { Node } from './model';
import { listIn, writtenShape } from './tensor';

/** An output of a layer's call. */
export interface TensorReference {
  readonly name: string;
  readonly index: number;
  readonly tensor: number;
  /** Its shape as Keras 3 writes it beside, sizes not known being null. */
  readonly shape: readonly (number | null)[] | null;
}

const deepest = 12;
const mostReferences = 1000;

const isIndex = (value: ConfigValue | undefined): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1e6;

/** ["name", call, tensor, ...] */
function reference(value: readonly ConfigValue[], shape: TensorReference['shape']): TensorReference | null {
  const [name, index, tensor] = value;
  return typeof name === 'string' && isIndex(index) && isIndex(tensor)
    ? { name, index, tensor, shape }
    : null;
}

/** Every reference in a value, in its order: lists of Keras 2, tensors of Keras 3, those among keyword arguments too. */
export function tensorReferences(
  value: ConfigValue | undefined,
  found: TensorReference[] = [],
  depth = 0,
): TensorReference[] {
  if (value === undefined || depth > deepest || found.length >= mostReferences) return found;
  if (isObject(value)) {
    const config = value['config'];
    const history = isObject(config) ? listIn(config['keras_history']) : null;
    const tensor =
      history === null || !isObject(config) ? null : reference(history, writtenShape(config['shape']));
    if (tensor !== null) found.push(tensor);
    else for (const inner of Object.values(value)) tensorReferences(inner, found, depth + 1);
    return found;
  }
  const list = listIn(value);
  if (list === null) return found;
  const own = reference(list, null);
  if (own !== null) {
    found.push(own);
    tensorReferences(list[3], found, depth + 1);
    return found;
  }
  for (const inner of list) tensorReferences(inner, found, depth + 1);
  return found;
}

/** One call of a layer, after those that its inputs come from. */
export interface InboundNode {
  readonly layer: Node;
  readonly index: number;
  readonly sources: readonly { readonly key: string; readonly tensor: number }[];
  readonly shapes: readonly TensorReference['shape'][];
  readonly isCausal: boolean;
}

/** Whether a call says use_causal_mask, among its keyword arguments. */
const saysCausal = (value: ConfigValue | undefined, depth = 0): boolean => {
  if (depth > 4) return false;
  const list = listIn(value);
  if (list !== null) return list.some((inner) => saysCausal(inner, depth + 1));
  if (!isObject(value)) return false;
  return value['use_causal_mask'] === true || saysCausal(value['kwargs'], depth + 1);
};

/** The calls of a functional model's layers in an order in which every input is there. */
export function inboundNodes(
  layers: readonly Node[],
  refuse: (path: string, rule: Message | string) => void,
): InboundNode[] {
  const calls = layers.flatMap((layer) => {
    const written = listIn(layer.object['inbound_nodes']) ?? [];
    const each = written.length === 0 ? [null] : written;
    return each.map((value, index) => ({
      layer,
      index,
      references: value === null ? [] : tensorReferences(value),
      isCausal: value !== null && saysCausal(value),
    }));
  });
  const callsOf = new Map<string, number>();
  for (const { layer } of calls) callsOf.set(layer.name, (callsOf.get(layer.name) ?? 0) + 1);
  // A nested model's first call may be the one that made it, which is not in this model: all are then one further.
  const highest = new Map<string, number>();
  for (const { references } of calls)
    for (const { name, index } of references) highest.set(name, Math.max(highest.get(name) ?? 0, index));
  const shift = (name: string): number =>
    Math.max(0, (highest.get(name) ?? 0) - (callsOf.get(name) ?? 1) + 1);
  const pending = new Map<number, number>();
  const waiting = new Map<string, number[]>();
  const ready: number[] = [];
  const keyed = calls.map(({ references }) =>
    references.map(({ name, index, tensor }) => ({
      key: `${name}/${Math.max(0, index - shift(name))}`,
      tensor,
    })),
  );
  keyed.forEach((sources, at) => {
    pending.set(at, sources.length);
    for (const { key } of sources) {
      const list = waiting.get(key);
      if (list === undefined) waiting.set(key, [at]);
      else list.push(at);
    }
    if (sources.length === 0) ready.push(at);
  });
  const ordered: InboundNode[] = [];
  // Those that become ready on the way are visited too.
  for (const at of ready) {
    const call = calls[at];
    if (call === undefined) continue;
    const { layer, index, references, isCausal } = call;
    ordered.push({
      layer,
      index,
      sources: keyed[at] ?? [],
      shapes: references.map(({ shape }) => shape),
      isCausal,
    });
    for (const follower of waiting.get(`${layer.name}/${index}`) ?? []) {
      const left = (pending.get(follower) ?? 0) - 1;
      pending.set(follower, left);
      if (left === 0) ready.push(follower);
    }
  }
  const missed = calls.find((_call, at) => (pending.get(at) ?? 0) > 0);
  if (missed !== undefined)
    refuse(
      `${missed.layer.path}.inbound_nodes`,
      'names a layer that is not there, or one that waits for this one.',
    );
  return ordered;
}
