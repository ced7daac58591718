import { breakdownOf } from '../../energy/breakdown/breakdown';
import type { BreakdownNode } from '../../energy/breakdown/breakdown-node';
import type { Estimate } from '../../energy/estimate';
import { resolvePlan } from '../../energy/plan';
import { exactly } from '../../units/range';
import type { Range } from '../../units/quantities';
import type { Changes, FigureView, NodeView, ToModelPage } from '../../../webview/model/protocol';
import type { ValueHint } from '../hints/value-hints';
import type { ModelCost } from '../model-cost';
import { changedText, controlsOf, isChange, triedCost, valuePlaces, type LookedAt } from './what-if';
import { t, translated } from '../translate';

/** Everything that the page of a model shows, with what a person tries. `costs` and `hints` are those of the text as it is. */
export function modelView(
  fileName: string,
  looked: LookedAt,
  costs: readonly ModelCost[],
  hints: readonly ValueHint[],
  changes: Changes,
): ToModelPage {
  const present = costs[looked.model];
  if (present?.kind !== 'estimate') return { type: 'noModel', fileName, reason: reasonOf(present) };
  const places = valuePlaces(looked, costs, hints);
  const changed = changedText(looked.text, places, changes);
  const tried = triedCost(looked, present, changed, changes);
  const shown = typeof tried === 'string' ? present : tried;
  const { estimate } = shown;
  const resolved = resolvePlan(shown.reading.spec, shown.options);
  if (!resolved.ok) return { type: 'noModel', fileName, reason: translated(resolved.error) };
  const breakdown = breakdownOf(shown.reading.spec, resolved.plan, estimate);
  const { plan } = estimate;
  return {
    type: 'model',
    fileName,
    architecture: estimate.architecture,
    approximate: shown.reading.approximate === undefined ? null : translated(shown.reading.approximate),
    basis: {
      tokens: plan.tokens,
      gpus: plan.gpus,
      hardware: plan.hardware,
      region: plan.region,
      pue: plan.pue,
      batch: plan.batchSize,
      sequence: plan.sequenceLength,
      servedBatch: estimate.inference.batch,
    },
    fits: estimate.memory.fits,
    figures: figuresOf(estimate, present.estimate),
    controls: controlsOf(places, present, shown, changes),
    isChanged: isChange(changes),
    changesFile: changed !== looked.text,
    problem: typeof tried === 'string' ? tried : null,
    notes: [
      ...estimate.assumptions.filter(({ name }) => name === 'calibration').map(({ from }) => from),
      ...estimate.notes,
    ].map(translated),
    joules: breakdown.joules,
    byComponent: breakdown.byComponent.map(nodeView),
    byLayer: breakdown.byLayer.map(nodeView),
  };
}

function reasonOf(cost: ModelCost | undefined): string {
  switch (cost?.kind) {
    case 'invalid':
      return cost.diagnostics.map(({ message }) => translated(message)).join(' ');
    case 'unknownArchitecture':
      return t('The architecture "{0}" is not known.', cost.modelType);
    case 'planProblem':
      return translated(cost.message);
    default:
      return t('It is not the configuration of a model.');
  }
}

const figures: Readonly<Record<FigureView['id'], (estimate: Estimate) => Range | null>> = {
  parameters: ({ parameters }) => exactly(parameters.total),
  activeParameters: ({ parameters }) => exactly(parameters.active),
  flopsPerToken: ({ flops }) => exactly(flops.perTokenForward),
  attentionShare: ({ flops }) => exactly(flops.attentionShare),
  memory: ({ memory }) => exactly(memory.perDevice.totalBytes),
  cache: ({ memory }) => (memory.kvCacheBytesPerToken === null ? null : exactly(memory.kvCacheBytesPerToken)),
  hours: ({ training }) => training.hours,
  energy: ({ training }) => training.energyKwh,
  co2e: ({ training }) => training.co2eKg,
  joulesPerToken: ({ inference }) => inference.joulesPerToken,
};

const figuresOf = (shown: Estimate, ofFile: Estimate): readonly FigureView[] =>
  (Object.keys(figures) as FigureView['id'][]).map((id) => ({
    id,
    value: figures[id](shown),
    fromFile: figures[id](ofFile),
  }));

const componentNames = {
  embedding: 'Embedding',
  position: 'Positions',
  attention: 'Attention',
  crossAttention: 'Cross-attention',
  feedForward: 'Feed-forward',
  experts: 'Experts with router',
  ssm: 'State space',
  convolution: 'Convolution',
  norm: 'Norms',
  residual: 'Residuals',
  head: 'Output head',
  loss: 'Loss',
  other: 'Other',
} as const;

function nodeView({ label, figures: counts, children, ...node }: BreakdownNode): NodeView {
  const { parameters, forwardFlops, backwardFlops, elementwiseFlops, servedFlopsPerToken } = counts;
  return {
    ...node,
    name: label.kind === 'component' ? componentNames[label.name] : label.name,
    count: label.kind === 'block' ? label.count : null,
    parameters,
    forwardFlops,
    backwardFlops,
    elementwiseFlops,
    servedFlopsPerToken,
    weightsBytes: counts.weightsBytes,
    cacheBytesPerToken: counts.cacheBytesPerToken,
    children: children.map(nodeView),
  };
}
