import type { Component } from '../../model/layers';
import type { ModelSpec } from '../../model/spec';
import { kilowattHours, toJoules, type Range } from '../../units/quantities';
import { heldBytesPerNumber, type Estimate } from '../estimate';
import { cacheBytesPerNumber } from '../memory';
import type { Plan } from '../plan';
import { scaled } from '../range';
import {
  componentGroups,
  groupNode,
  sumFigures,
  sumShares,
  type BreakdownFigures,
  type BreakdownNode,
  type ComponentGroup,
  type GroupName,
  type Phase,
  type WrittenFormula,
} from './breakdown-node';
import { decodeShares, prefillShares, trainingShares, type EnergyShares } from './energy-weights';
import { formulaText, substitutionText, type Formula } from './formula';
import type { PartName } from './part-names';
import { partsOf, type Part } from './parts';

export interface Breakdown {
  /** Figures of the whole model, without the FLOPs of its towers. */
  readonly figures: BreakdownFigures;
  /** Joules: of the whole training, by phase; of one token read and written. Null where the model writes none. */
  readonly joules: Readonly<Record<Phase, Range | null>>;
  readonly byComponent: readonly BreakdownNode[];
  readonly byLayer: readonly BreakdownNode[];
}

const groupOf = (component: Component): ComponentGroup => {
  const [first = 'other'] = component.split('.');
  if (first === 'router') return 'experts';
  return componentGroups.find((group) => group === first) ?? 'other';
};

interface Leaf {
  readonly part: Part;
  readonly figures: BreakdownFigures;
  readonly shares: EnergyShares;
}

/** A model's cost part by part under a plan, twice: by component and by layer. Its parts sum to the estimate's totals. */
export function breakdownOf(spec: ModelSpec, plan: Plan, estimate: Estimate): Breakdown {
  const parts = partsOf(spec, { batch: plan.batchSize, sequence: plan.sequenceLength });
  const training = trainingShares(parts, plan);
  const prefill = prefillShares(parts);
  const { inference } = estimate;
  const decode = decodeShares(parts, plan, inference);
  const tokens = plan.batchSize * plan.sequenceLength;
  const leaves = parts.map((part, index): Leaf => ({
    part,
    figures: figuresOf(part, plan, tokens, spec.generates),
    shares: {
      forward: 0,
      backward: 0,
      optimizer: 0,
      ...training.parts[index],
      prefill: prefill[index] ?? 0,
      decode: spec.generates ? (decode[index] ?? 0) : 0,
    },
  }));
  const between = betweenNodes(training.between);
  const totals = sumShares(leaves.map(({ shares }) => withTraining(shares)));
  const all = toJoulesRange(estimate.training.energyKwh);
  return {
    figures: sumFigures(
      leaves.map(({ part, figures }) => (part.tower === null ? figures : ownedAlone(figures))),
    ),
    joules: {
      training: all,
      forward: scaled(all, totals.forward),
      backward: scaled(all, totals.backward),
      optimizer: scaled(all, totals.optimizer),
      prefill: inference.prefillJoulesPerToken,
      decode: spec.generates ? inference.joulesPerToken : null,
    },
    byComponent: [...componentNodes(leaves, spec, totals), ...between],
    byLayer: [...layerNodes(leaves, spec, totals), ...between],
  };
}

const toJoulesRange = ({ low, mid, high }: Range): Range => {
  const of = (energy: number): number => toJoules(kilowattHours(energy));
  return { low: of(low), mid: of(mid), high: of(high) };
};

/** The energy of a node in a phase; null where the phase has none. */
export function joulesOf({ joules }: Breakdown, node: BreakdownNode, phase: Phase): Range | null {
  const whole = joules[phase];
  return whole === null ? null : scaled(whole, node.shares[phase]);
}

function figuresOf(part: Part, plan: Plan, tokens: number, generates: boolean): BreakdownFigures {
  return {
    parameters: part.parameters,
    activeParameters: part.activeParameters,
    forwardFlops: part.forwardFlops,
    backwardFlops: part.backwardFlops,
    elementwiseFlops: part.elementwiseFlops,
    servedFlopsPerToken: (part.forwardFlops - part.maskableFlops - part.overcountedForward) / tokens,
    weightsBytes: part.parameters * heldBytesPerNumber(plan),
    cacheBytesPerToken: generates ? part.cachedPerToken * cacheBytesPerNumber(plan.dtype) : 0,
  };
}

/** A tower's figures that count for the model: its FLOPs do not, since they are of another input. */
const ownedAlone = (figures: BreakdownFigures): BreakdownFigures => ({
  ...figures,
  forwardFlops: 0,
  backwardFlops: 0,
  elementwiseFlops: 0,
  servedFlopsPerToken: 0,
});

const withTraining = (shares: EnergyShares): Record<Phase, number> => ({
  ...shares,
  training: shares.forward + shares.backward + shares.optimizer,
});

const written = (formula: Formula | null): WrittenFormula | null =>
  formula === null ? null : { symbols: formulaText(formula), numbers: substitutionText(formula) };

/** Forward, backward and optimizer are told of their own whole, not of training's. */
function leafNode(
  { part, figures, shares }: Leaf,
  id: string,
  label: GroupName,
  totals: Record<Phase, number>,
): BreakdownNode {
  const ofPhase = (phase: 'forward' | 'backward' | 'optimizer'): number =>
    totals[phase] > 0 ? shares[phase] / totals[phase] : 0;
  return {
    id,
    label,
    tower: part.tower,
    equation: part.equation,
    flopsFormula: written(part.flopsFormula),
    parametersFormula: written(part.parametersFormula),
    figures,
    shares: {
      ...withTraining(shares),
      forward: ofPhase('forward'),
      backward: ofPhase('backward'),
      optimizer: ofPhase('optimizer'),
    },
    children: [],
  };
}

const partLabel = ({ part }: Leaf): GroupName => ({ kind: 'part', name: part.name });
const blockLabel = ({ blocks }: ModelSpec, index: number): GroupName => {
  const block = blocks[index];
  return { kind: 'block', name: block?.name ?? '', count: block?.count ?? 1 };
};

/** Items of one key together, in the order of their first. */
function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Component, then part, then, where several blocks have that part, the blocks. What towers do stands apart. */
function componentNodes(
  leaves: readonly Leaf[],
  spec: ModelSpec,
  totals: Record<Phase, number>,
): BreakdownNode[] {
  return [null, 'vision', 'audio'].flatMap((tower) => {
    const own = leaves.filter(({ part }) => part.tower === tower);
    return componentGroups.flatMap((name) => {
      const ofGroup = own.filter(({ part }) => groupOf(part.component) === name);
      if (ofGroup.length === 0) return [];
      const id = tower === null ? name : `${tower}/${name}`;
      const children = [...groupBy(ofGroup, ({ part }) => part.name)].flatMap(([partName, same]) =>
        same.length === 1
          ? same.map((leaf) => leafNode(leaf, `${id}/${partName}`, partLabel(leaf), totals))
          : [
              groupNode(
                `${id}/${partName}`,
                { kind: 'part', name: partName as PartName },
                same.map((leaf, index) =>
                  leafNode(leaf, `${id}/${partName}/${index}`, blockLabel(spec, leaf.part.block), totals),
                ),
              ),
            ],
      );
      return [groupNode(id, { kind: 'component', name }, children)];
    });
  });
}

function layerNodes(
  leaves: readonly Leaf[],
  spec: ModelSpec,
  totals: Record<Phase, number>,
): BreakdownNode[] {
  return [...groupBy(leaves, ({ part }) => String(part.block))].map(([block, own]) =>
    groupNode(
      `block ${block}`,
      blockLabel(spec, Number(block)),
      own.map((leaf, index) => leafNode(leaf, `block ${block}/${index}`, partLabel(leaf), totals)),
    ),
  );
}

/** Energy of training that falls to no part of the model. */
function betweenNodes(between: {
  readonly communication: number;
  readonly bubble: number;
  readonly other: number;
}): BreakdownNode[] {
  const nodes = [
    ['communication', between.communication],
    ['pipeline bubble', between.bubble],
    ['other', between.other],
  ] as const;
  return nodes.flatMap(([name, share]) =>
    share > 0
      ? [
          {
            ...groupNode(`between/${name}`, { kind: 'between', name }, []),
            shares: { ...sumShares([]), training: share },
          },
        ]
      : [],
  );
}
