import type { Tower } from '../../model/spec';
import type { PartName } from './part-names';

/** What a model's cost is told by. Training is forward, backward and optimizer, and what runs between the devices. */
export const phases = ['training', 'forward', 'backward', 'optimizer', 'prefill', 'decode'] as const;
export type Phase = (typeof phases)[number];

/** Counts of a part or of a group of parts. They sum over a tree to the estimate's. */
export interface BreakdownFigures {
  readonly parameters: number;
  readonly activeParameters: number;
  /** Products of one pass over the plan's batch. */
  readonly forwardFlops: number;
  readonly backwardFlops: number;
  readonly elementwiseFlops: number;
  /** Products of one token that is served, without what a mask hides. */
  readonly servedFlopsPerToken: number;
  readonly weightsBytes: number;
  readonly cacheBytesPerToken: number;
}

/** A formula with this model's numbers in it. */
export interface WrittenFormula {
  readonly symbols: string;
  readonly numbers: string;
}

/** A name of a group: a component of the model, or a block as the model's reading calls it. */
export type GroupName =
  | { readonly kind: 'part'; readonly name: PartName }
  | { readonly kind: 'component'; readonly name: ComponentGroup }
  | { readonly kind: 'block'; readonly name: string; readonly count: number }
  | { readonly kind: 'between'; readonly name: 'communication' | 'pipeline bubble' | 'other' };

export interface BreakdownNode {
  /** Unique in its tree, and the same for another plan of the same model. */
  readonly id: string;
  readonly label: GroupName;
  /** Where the part reads images or sounds: its FLOPs are of one of them, and in no energy. */
  readonly tower: Tower | null;
  readonly equation: string;
  readonly flopsFormula: WrittenFormula | null;
  readonly parametersFormula: WrittenFormula | null;
  readonly figures: BreakdownFigures;
  /** Share of each phase's whole energy, from 0 to 1. */
  readonly shares: Readonly<Record<Phase, number>>;
  readonly children: readonly BreakdownNode[];
}

/** The groups by component, in the order of a pass. */
export const componentGroups = [
  'embedding',
  'position',
  'attention',
  'crossAttention',
  'feedForward',
  'experts',
  'ssm',
  'convolution',
  'norm',
  'residual',
  'head',
  'loss',
  'other',
] as const;
export type ComponentGroup = (typeof componentGroups)[number];

const zero: BreakdownFigures = {
  parameters: 0,
  activeParameters: 0,
  forwardFlops: 0,
  backwardFlops: 0,
  elementwiseFlops: 0,
  servedFlopsPerToken: 0,
  weightsBytes: 0,
  cacheBytesPerToken: 0,
};
const figureNames = Object.keys(zero) as readonly (keyof BreakdownFigures)[];

/** Figures of all together. */
export function sumFigures(all: readonly BreakdownFigures[]): BreakdownFigures {
  const sums: Record<keyof BreakdownFigures, number> = { ...zero };
  for (const figures of all) for (const name of figureNames) sums[name] += figures[name];
  return sums;
}

export function sumShares(all: readonly Readonly<Record<Phase, number>>[]): Record<Phase, number> {
  const sums: Record<Phase, number> = {
    training: 0,
    forward: 0,
    backward: 0,
    optimizer: 0,
    prefill: 0,
    decode: 0,
  };
  for (const shares of all) for (const phase of phases) sums[phase] += shares[phase];
  return sums;
}

/** A node whose figures are those of its children. */
export function groupNode(id: string, label: GroupName, children: readonly BreakdownNode[]): BreakdownNode {
  const [first] = children;
  return {
    id,
    label,
    tower: children.every(({ tower }) => tower === first?.tower) ? (first?.tower ?? null) : null,
    equation: '',
    flopsFormula: null,
    parametersFormula: null,
    figures: sumFigures(children.map(({ figures }) => figures)),
    shares: sumShares(children.map(({ shares }) => shares)),
    children,
  };
}
