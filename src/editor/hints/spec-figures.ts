import { layerCosts } from '../../model/cost';
import type { Component } from '../../model/layers';
import type { Block, ModelSpec, Tower } from '../../model/spec';

const compared = ['parameters', 'matmul', 'elementwise', 'maskable', 'moved'] as const;
type Figure = (typeof compared)[number];

/** What one component of a layer of a block costs in all its repeats, for one sample. */
export interface PartFigures extends Readonly<Record<Figure, number>> {
  /** Which block it is of, its name, and which of its layers. */
  readonly block: number;
  readonly name: string;
  readonly layer: number;
  readonly component: Component;
  readonly tower: Tower | null;
}

/** The figures of a model that a value of its configuration can change, for one sample of a length. */
export interface SpecFigures {
  readonly spec: ModelSpec;
  readonly parts: readonly PartFigures[];
  readonly active: number;
  readonly cachedPerToken: number;
  /** Layers of each kind, by what they are made of. */
  readonly stacks: ReadonlyMap<string, number>;
}

/** What layers of a block are, whichever block it is. */
const kindOfBlock = ({ layers, tower, positions }: Block): string =>
  JSON.stringify([tower, positions, layers]);

type Sums = Readonly<Record<Figure, number>>;

/** The layers of a block once, for one sample. */
interface KindFigures {
  readonly parts: readonly (Sums & { readonly component: Component; readonly layer: number })[];
  readonly active: number;
  readonly cachedPerToken: number;
}

/** What layers cost, by what they are made of: most of a model's are those of the same model with another value. */
export type KnownKinds = Map<string, KindFigures>;

const nothing: Sums = { parameters: 0, matmul: 0, elementwise: 0, maskable: 0, moved: 0 };

/** `known` is kept between models that are compared under one length. */
export function figuresOf(spec: ModelSpec, sequence: number, known: KnownKinds): SpecFigures {
  const parts: PartFigures[] = [];
  const stacks = new Map<string, number>();
  let [active, cachedPerToken] = [0, 0];
  for (const [index, block] of spec.blocks.entries()) {
    const { count, parameterSets = count, name, tower = null } = block;
    const kind = kindOfBlock(block);
    const figures = known.get(kind) ?? kindFigures(block, sequence);
    known.set(kind, figures);
    stacks.set(kind, (stacks.get(kind) ?? 0) + count);
    // An encoder's keys and values are used once.
    cachedPerToken += block.readsInput === true ? 0 : count * figures.cachedPerToken;
    active += parameterSets * figures.active;
    for (const part of figures.parts)
      parts.push({
        block: index,
        name,
        layer: part.layer,
        component: part.component,
        tower,
        parameters: parameterSets * part.parameters,
        matmul: count * part.matmul,
        elementwise: count * part.elementwise,
        maskable: count * part.maskable,
        moved: count * part.moved,
      });
  }
  return { spec, parts, active, cachedPerToken, stacks };
}

function kindFigures({ layers, positions }: Block, sequence: number): KindFigures {
  const parts: KindFigures['parts'][number][] = [];
  let [active, cachedPerToken] = [0, 0];
  for (const [index, layer] of layers.entries()) {
    if (layer.kind === 'attention') cachedPerToken += layer.cachedPerToken;
    for (const cost of layerCosts(layer, positions, { batch: 1, sequence })) {
      const { component, parameters, matmul, elementwise, maskable, moved } = cost;
      parts.push({ component, layer: index, parameters, matmul, elementwise, maskable, moved });
      active += cost.active;
    }
  }
  return { parts, active, cachedPerToken };
}

/** What another value changes. */
export interface Difference {
  /** Of before: what has another figure after, each figure with the parts that it differs in. */
  readonly parts: readonly PartFigures[];
  readonly partsBy: Readonly<Record<Figure, readonly PartFigures[]>>;
  /** The figures that differ in all. */
  readonly changed: ReadonlySet<Figure>;
  readonly changesActive: boolean;
  readonly changesCache: boolean;
  readonly changesContext: boolean;
  /** More or fewer layers of the same kinds; 0 where some of one kind are of another instead. Null where layers themselves change. */
  readonly layers: number | null;
}

/** Null where nothing that costs differs. */
export function differenceOf(before: SpecFigures, after: SpecFigures): Difference | null {
  const inAll = changesBetween(before.parts, after.parts, componentOf);
  const changed = new Set(inAll.map(({ figure }) => figure));
  const keyOf = keysFor(before.spec, after.spec);
  const found = changesBetween(before.parts, after.parts, keyOf);
  const partsOf = (figure: Figure): readonly PartFigures[] => {
    // Where layers only change places, those of a component have as much as before in all.
    if (!changed.has(figure)) return [];
    const keys = new Set(found.flatMap((each) => (each.figure === figure ? [each.key] : [])));
    const shaped = before.parts.filter((part) => part[figure] > 0 && keys.has(keyOf(part)));
    if (shaped.length > 0) return shaped;
    // What comes with layers of its own is told by its component.
    const components = new Set(inAll.flatMap((each) => (each.figure === figure ? [each.key] : [])));
    return before.parts.filter((part) => part[figure] > 0 && components.has(componentOf(part)));
  };
  const partsBy = Object.fromEntries(compared.map((figure) => [figure, partsOf(figure)])) as Record<
    Figure,
    readonly PartFigures[]
  >;
  const difference: Difference = {
    parts: [...new Set(Object.values(partsBy).flat())],
    partsBy,
    changed,
    changesActive: before.active !== after.active,
    changesCache: before.cachedPerToken !== after.cachedPerToken,
    changesContext: before.spec.contextLength !== after.spec.contextLength,
    layers: layersBetween(before, after),
  };
  const { changesActive, changesCache, changesContext } = difference;
  return changed.size > 0 || changesActive || changesCache || changesContext ? difference : null;
}

const componentOf = ({ tower, component }: PartFigures): string => `${tower ?? ''} ${component}`;

/** Layers that are the same ones of two models, as far as these are alike. */
function keysFor(before: ModelSpec, after: ModelSpec): (part: PartFigures) => string {
  if (before.blocks.length !== after.blocks.length)
    return ({ name, tower, component }) => `${tower ?? ''} ${name} ${component}`;
  const isOfSameLayers = before.blocks.map(
    ({ layers }, index) => layers.length === after.blocks[index]?.layers.length,
  );
  return ({ block, layer, component }) =>
    `${block} ${isOfSameLayers[block] === true ? layer : ''} ${component}`;
}

interface FigureChange {
  readonly key: string;
  readonly figure: Figure;
}

function changesBetween(
  before: readonly PartFigures[],
  after: readonly PartFigures[],
  keyOf: (part: PartFigures) => string,
): readonly FigureChange[] {
  const [old, now] = [byKey(before, keyOf), byKey(after, keyOf)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) =>
    compared.flatMap((figure) =>
      (old.get(key)?.[figure] ?? 0) === (now.get(key)?.[figure] ?? 0) ? [] : [{ key, figure }],
    ),
  );
}

function byKey(
  parts: readonly PartFigures[],
  keyOf: (part: PartFigures) => string,
): Map<string, Record<Figure, number>> {
  const sums = new Map<string, Record<Figure, number>>();
  for (const part of parts) {
    const sum = sums.get(keyOf(part)) ?? { ...nothing };
    for (const figure of compared) sum[figure] += part[figure];
    sums.set(keyOf(part), sum);
  }
  return sums;
}

/** How many layers there are more, all of kinds that the other has too; null where that is not all that differs. */
function layersBetween({ stacks: before }: SpecFigures, { stacks: after }: SpecFigures): number | null {
  const isWithin = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean =>
    [...one.keys()].every((kind) => other.has(kind));
  const total = (stacks: ReadonlyMap<string, number>): number =>
    [...stacks.values()].reduce((sum, count) => sum + count, 0);
  const isSame =
    before.size === after.size && [...before].every(([kind, count]) => after.get(kind) === count);
  if (isSame || (!isWithin(before, after) && !isWithin(after, before))) return null;
  return total(after) - total(before);
}
