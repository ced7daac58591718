import type { Estimate } from './estimate';
import { inEnglish } from '../units/message';
import { given } from './given';

/** The figures of an estimate that two are compared by, named as in its JSON; of a range, the middle. */
const comparedFigures = {
  'parameters.total': ({ parameters }) => parameters.total,
  'parameters.active': ({ parameters }) => parameters.active,
  'flops.perTokenForward': ({ flops }) => flops.perTokenForward,
  'flops.attentionPerToken': ({ flops }) => flops.attentionPerToken,
  'flops.attentionShare': ({ flops }) => flops.attentionShare,
  'flops.perTokenTrainingStep': ({ flops }) => flops.perTokenTrainingStep,
  'memory.weightsBytes': ({ memory }) => memory.weightsBytes,
  'memory.trainingBytes': ({ memory }) => memory.trainingBytes,
  'memory.perDevice.totalBytes': ({ memory }) => memory.perDevice.totalBytes,
  'memory.kvCacheBytesPerToken': ({ memory }) => memory.kvCacheBytesPerToken,
  'plan.tokens': ({ plan }) => plan.tokens,
  'plan.sequenceLength': ({ plan }) => plan.sequenceLength,
  'plan.gpus': ({ plan }) => plan.gpus,
  'training.hours': ({ training }) => training.hours.mid,
  'training.gpuHours': ({ training }) => training.gpuHours.mid,
  'training.energyKwh': ({ training }) => training.energyKwh.mid,
  'training.co2eKg': ({ training }) => training.co2eKg.mid,
  'training.embodiedCo2eKg': ({ training }) => training.embodiedCo2eKg.mid,
  'inference.joulesPerToken': ({ inference }) => inference.joulesPerToken.mid,
} as const satisfies Record<string, (estimate: Estimate) => number | null>;

export type ComparedFigure = keyof typeof comparedFigures;
export const figureNames = Object.keys(comparedFigures) as readonly ComparedFigure[];

export const figureOf = (estimate: Estimate, figure: ComparedFigure): number | null =>
  comparedFigures[figure](estimate);

/** What each figure is multiplied by; null where one side is not known or there was nothing to grow from. */
export type Change = Readonly<Record<ComparedFigure, number | null>>;

/** `after` over `before`, figure by figure: 1.12 is 12 % more. */
export function changeBetween(before: Estimate, after: Estimate): Change {
  const ratios = figureNames.map((figure): [ComparedFigure, number | null] => [
    figure,
    ratioOf(figureOf(before, figure), figureOf(after, figure)),
  ]);
  return Object.fromEntries(ratios) as Record<ComparedFigure, number | null>;
}

/** Nothing stays nothing; what grew from nothing has no ratio. */
export function ratioOf(before: number | null, after: number | null): number | null {
  if (before === null || after === null) return null;
  if (before === after) return 1;
  return before > 0 ? after / before : null;
}

/** What of a plan's assumptions the figures depend on, in words. */
const comparedAssumptions = {
  tokens: 'tokens',
  sequenceLength: 'sequence length',
  batchSize: 'batch size',
  gpus: 'number of accelerators',
  gradientAccumulation: 'gradient accumulation',
  recompute: 'recomputation',
  dataParallel: 'data parallelism',
  tensorParallel: 'tensor parallelism',
  pipelineParallel: 'pipeline parallelism',
  contextParallel: 'context parallelism',
  expertParallel: 'expert parallelism',
  zeroStage: 'ZeRO stage',
} as const;

/** What is assumed otherwise before than after, where nobody gave it: the figures differ by it too. */
export function changedAssumptions(before: Estimate, after: Estimate): string[] {
  const earlier = new Map(before.assumptions.map((assumption) => [assumption.name, assumption]));
  return Object.entries(comparedAssumptions)
    .map(([name, words]) => ({
      words,
      old: earlier.get(name),
      now: after.assumptions.find((each) => each.name === name),
    }))
    .flatMap(({ words, old, now }) =>
      old === undefined || now === undefined || old.value === now.value || now.from === given
        ? []
        : [`${words} was ${String(old.value)} and is ${String(now.value)} (${inEnglish(now.from)}).`],
    );
}
