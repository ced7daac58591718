import type { ConfigFields, ConfigObject, ConfigValue } from '../../config-fields';
import { isObject } from '../../config-fields';
import type { Layer } from '../../layers';
import type { Block } from '../../spec';
import type { Message } from '../../../units/message';
import { inboundNodes, tensorReferences } from './inbound';
import { layerReaderOf } from './layer-classes';
import { layerConfig } from './layer-config';
import type { LayerCall, Shape, Tensor } from './tensor';
import { listIn, writtenShape } from './tensor';

export const modelClasses: ReadonlySet<string> = new Set(['Sequential', 'Functional', 'Model']);
const deepestNesting = 20;
const mostLayers = 10_000;
/** Where neither height nor width is in the file, an image of the size that most are trained on. */
const usualImage = 224;

/** A layer or model that a file holds, and where. */
export interface Node {
  readonly className: string;
  readonly values: ConfigObject;
  readonly list: readonly ConfigValue[] | null;
  readonly name: string;
  readonly object: ConfigObject;
  /** Where it stands in the file. */
  readonly path: string;
}

/** A layer class that is not known, and where it stands. */
export interface UnknownLayer {
  readonly className: string;
  readonly path: string;
}

export function nodeAt(value: ConfigValue | undefined, path: string): Node | null {
  if (!isObject(value) || typeof value['class_name'] !== 'string') return null;
  const config = value['config'];
  const values = isObject(config) ? config : {};
  const name = [value['name'], values['name']].find((each) => typeof each === 'string');
  const className = value['class_name'];
  return {
    className,
    values,
    list: listIn(config),
    name: typeof name === 'string' ? name : className,
    object: value,
    path,
  };
}

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** Reads models of layers into blocks; what it finds on the way is kept. */
export class KerasWalk {
  readonly blocks: Block[] = [];
  readonly approximations = new Set<string>();
  unknown: UnknownLayer | null = null;
  untrained = 0;
  frozen = false;
  isCausal = false;
  vocabulary: number | null = null;
  /** Shapes of the whole model's own inputs. */
  readonly inputs: Shape[] = [];
  private layers = 0;
  private readonly config: ConfigFields;

  constructor(config: ConfigFields) {
    this.config = config;
  }

  refuse(path: string, rule: Message | string): void {
    this.config.refuse(path, rule);
  }

  isStopped(): boolean {
    return this.unknown !== null || this.config.problems.length > 0;
  }

  /** The shape that an input has, sizes that are not in the file following from the sequence. */
  inputShape(value: ConfigValue | undefined): Shape | null {
    const written = writtenShape(value);
    if (written === null) return null;
    const open = written.filter((size) => size === null).length;
    if (open > 1) {
      this.approximations.add(`an input of ${usualImage} wherever the file leaves its size open`);
      return written.map((size) => size ?? usualImage);
    }
    return written.map((size) => size ?? 'sequence');
  }

  private ownShape(node: Node): Shape | null {
    const { values, object } = node;
    const build = object['build_config'];
    const candidates = [
      values['batch_shape'],
      values['batch_input_shape'],
      values['build_input_shape'],
      isObject(build) ? build['input_shape'] : undefined,
    ];
    for (const candidate of candidates) {
      const shape = this.inputShape(candidate);
      if (shape !== null) return shape;
    }
    const width = values['input_dim'];
    // Version 1: a Dense layer may say its input's width alone.
    if (
      node.className === 'Dense' &&
      typeof width === 'number' &&
      Number.isInteger(width) &&
      width >= 1 &&
      width <= 1e8
    )
      return [width];
    return null;
  }

  /** A layer or nested model called on tensors. Its parameters count where it `owns` them: at its first call. */
  call(
    node: Node,
    inputs: readonly Tensor[],
    options: { owns: boolean; isCausal: boolean; depth: number },
  ): readonly Tensor[] {
    if (++this.layers > mostLayers || options.depth > deepestNesting) {
      this.refuse(node.path, 'is one layer too many: no model has as many.');
      return [];
    }
    if (modelClasses.has(node.className)) return this.model(node, inputs, options);
    if (node.className === 'InputLayer') return inputs;
    if (node.className === 'Bidirectional' || node.className === 'TimeDistributed')
      return this.wrapped(node, inputs, options);
    const reader = layerReaderOf(node.className);
    const [first, ...rest] = inputs;
    if (first === undefined) {
      this.refuse(node.path, 'has no input whose shape is in the file.');
      return [];
    }
    const call: LayerCall = {
      config: layerConfig(node.className, node.values, node.path, this.config),
      inputs: [first, ...rest],
      isCausal: options.isCausal,
      approximate: (reason) => this.approximations.add(reason),
    };
    const outcome = reader?.(call) ?? null;
    if (outcome === null) {
      this.unknown ??= { className: node.className, path: node.path };
      return [];
    }
    this.note(node, outcome.layers, options);
    if (options.owns) this.untrained += outcome.untrained ?? 0;
    const learns = outcome.layers.some(({ kind }) => kind !== 'attention' && kind !== 'elementwise');
    const gradient = learns || inputs.some((input) => input.gradient);
    return outcome.outputs.map((shape) => ({ shape, gradient }));
  }

  private note(node: Node, layers: readonly Layer[], options: { owns: boolean; isCausal: boolean }): void {
    if (node.values['trainable'] === false && layers.some(({ kind }) => kind !== 'elementwise'))
      this.frozen = true;
    for (const layer of layers) {
      if (layer.kind === 'table') this.vocabulary = Math.max(this.vocabulary ?? 0, layer.entries);
      if (layer.kind === 'attention' && layer.mask.kind === 'causal') this.isCausal = true;
    }
    if (layers.length === 0) return;
    this.blocks.push({
      name: node.name,
      count: 1,
      ...(options.owns ? {} : { parameterSets: 0 }),
      positions: 1,
      layers,
    });
  }

  /** A layer within another: both ways over a sequence, or over each of its steps. */
  private wrapped(
    node: Node,
    inputs: readonly Tensor[],
    options: { owns: boolean; isCausal: boolean; depth: number },
  ): readonly Tensor[] {
    const inner = nodeAt(node.values['layer'], join(node.path, 'config.layer'));
    const [input] = inputs;
    if (inner === null || input === undefined) {
      this.refuse(node.path, 'needs a layer and an input.');
      return [];
    }
    const deeper = { ...options, depth: options.depth + 1 };
    if (node.className === 'Bidirectional') {
      const forward = this.call(inner, inputs, deeper);
      this.call(inner, inputs, deeper);
      const mode = node.values['merge_mode'];
      const [first, ...states] = forward;
      if (first === undefined) return [];
      const width = first.shape.at(-1);
      if (mode === null) return [first, first, ...states, ...states];
      const isJoined = mode === undefined || mode === 'concat';
      const shape =
        isJoined && typeof width === 'number' ? [...first.shape.slice(0, -1), 2 * width] : first.shape;
      return [{ ...first, shape }, ...states, ...states];
    }
    // Dense and norms work on each step as they stand; others see the steps as samples, which can't be told of them.
    if (!/^(?:Dense|Dropout|Activation|LayerNormalization|Embedding|ReLU|LeakyReLU)$/.test(inner.className)) {
      this.unknown ??= { className: `TimeDistributed(${inner.className})`, path: node.path };
      return [];
    }
    return this.call(inner, inputs, deeper);
  }

  model(node: Node, inputs: readonly Tensor[], options: { owns: boolean; depth: number }): readonly Tensor[] {
    const key = node.list === null ? 'config.layers' : 'config';
    const written = node.list ?? listIn(node.values['layers']);
    if (written === null || written.length === 0) {
      this.refuse(join(node.path, key), 'must be a list of layers.');
      return [];
    }
    const layers: Node[] = [];
    for (const [index, value] of written.entries()) {
      const path = join(node.path, `${key}.${index}`);
      const layer = nodeAt(value, path);
      if (layer === null) {
        this.refuse(path, 'must be a layer with a class_name.');
        return [];
      }
      layers.push(layer);
    }
    const inner = { owns: options.owns, depth: options.depth + 1 };
    return node.className === 'Sequential'
      ? this.sequential(node, layers, inputs, inner)
      : this.functional(node, layers, inputs, inner);
  }

  private sequential(
    node: Node,
    layers: readonly Node[],
    inputs: readonly Tensor[],
    options: { owns: boolean; depth: number },
  ): readonly Tensor[] {
    let tensors = inputs;
    if (tensors.length === 0) {
      const [first] = layers;
      const shape = this.firstShape(node, first);
      if (shape === null) {
        this.refuse(
          first?.path ?? node.path,
          'does not say the shape of its input: no parameter can be counted.',
        );
        return [];
      }
      tensors = [{ shape, gradient: false }];
      this.inputs.push(shape);
    }
    for (const layer of layers) {
      tensors = this.call(layer, tensors.slice(0, 1), { ...options, isCausal: false });
      if (this.isStopped()) return [];
    }
    return tensors;
  }

  /** What a sequence of layers begins with: said by itself, its first layer, or the first within that one. */
  private firstShape(node: Node, first: Node | undefined, depth = 0): Shape | null {
    const own = this.ownShape(node);
    if (own !== null || first === undefined || depth > deepestNesting) return own;
    const shape = this.ownShape(first);
    if (shape !== null) return shape;
    if (first.className === 'Embedding') {
      const length = first.values['input_length'];
      return [
        typeof length === 'number' && Number.isInteger(length) && length >= 1 && length <= 1e8
          ? length
          : 'sequence',
      ];
    }
    if (first.className === 'Bidirectional' || first.className === 'TimeDistributed') {
      const inner = nodeAt(first.values['layer'], first.path);
      return inner === null ? null : this.ownShape(inner);
    }
    if (!modelClasses.has(first.className)) return null;
    const within = nodeAt((first.list ?? listIn(first.values['layers']) ?? [])[0], first.path);
    return within === null ? null : this.firstShape(first, within, depth + 1);
  }

  /** The tensor itself where its shape is as said: attention tells itself from another by it. */
  private reshapedTo(source: Tensor, said: readonly number[]): Tensor {
    const isSame =
      said.length === source.shape.length && said.every((size, axis) => size === source.shape[axis]);
    return isSame ? source : { ...source, shape: said };
  }

  private functional(
    node: Node,
    layers: readonly Node[],
    inputs: readonly Tensor[],
    options: { owns: boolean; depth: number },
  ): readonly Tensor[] {
    const made = new Map<string, readonly Tensor[]>();
    const entries = tensorReferences(node.values['input_layers']);
    const nodes = inboundNodes(layers, (path, rule) => {
      this.refuse(path, rule);
    });
    for (const { layer, index, sources, isCausal, shapes } of nodes) {
      let tensors: readonly Tensor[];
      if (layer.className === 'InputLayer') {
        const given =
          inputs[
            Math.max(
              0,
              entries.findIndex(({ name }) => name === layer.name),
            )
          ];
        const shape = this.ownShape(layer);
        if (given === undefined && shape === null) {
          this.refuse(layer.path, 'does not say its shape (batch_shape).');
          return [];
        }
        tensors = [given ?? { shape: shape ?? [1], gradient: false }];
        if (given === undefined && shape !== null) this.inputs.push(shape);
      } else {
        const called = sources.flatMap(({ key, tensor }, place) => {
          const source = made.get(key)?.[tensor] ?? made.get(key)?.[0];
          if (source === undefined) return [];
          // Keras 3 writes the shape of what a layer is called on.
          const said = shapes[place] ?? null;
          const isWhole = (sizes: readonly (number | null)[]): sizes is readonly number[] =>
            sizes.every((size) => size !== null);
          return [said !== null && isWhole(said) ? this.reshapedTo(source, said) : source];
        });
        tensors = this.call(layer, called, { ...options, owns: options.owns && index === 0, isCausal });
      }
      if (this.isStopped()) return [];
      made.set(`${layer.name}/${index}`, tensors);
    }
    const ends = tensorReferences(node.values['output_layers']).flatMap(({ name, index, tensor }) => {
      const outputs = made.get(`${name}/${index}`) ?? made.get(`${name}/0`);
      const output = outputs?.[tensor];
      return output === undefined ? [] : [output];
    });
    const last = [...made.values()].at(-1) ?? [];
    return ends.length > 0 ? ends : last;
  }
}
