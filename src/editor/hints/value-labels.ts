import type { Estimate } from '../../energy/estimate';
import type { Component } from '../../model/layers';
import {
  formatBytes,
  formatCount,
  formatFlops,
  formatGigabytes,
  formatKilowattHours,
  formatShare,
} from '../../units/format';
import { message, type Message } from '../../units/message';
import { kilowattHours } from '../../units/quantities';
import { spanMessage } from '../../units/range-text';
import { layerParameters } from './layer-parameters';
import type { Difference, PartFigures, SpecFigures } from './spec-figures';
import type { ValueConcept } from './value-concepts';

/** A value of a configuration and what another in its place changes. */
export interface Tried {
  readonly value: number;
  readonly concept: ValueConcept | undefined;
  readonly estimate: Estimate;
  readonly before: SpecFigures;
  readonly after: SpecFigures;
  readonly difference: Difference;
  /** The other value less this one; null where they are lists. */
  readonly step: number | null;
  /** Whether the plan's sequence is the config's own longest, as far as that is assumed. */
  readonly decidesSequence: boolean;
  /** The estimate with the other value, which takes its time; null where there is none. */
  readonly otherEstimate: () => Estimate | null;
}

const sumOf = (parts: readonly PartFigures[], figure: 'parameters' | 'matmul' | 'maskable'): number =>
  parts.reduce((sum, part) => sum + part[figure], 0);
const isAttention = (component: Component): boolean => /^(?:attention|crossAttention)\./.test(component);
const isMain = ({ tower }: PartFigures): boolean => tower === null;

/** What a value of a configuration costs, short, by what changes with it; null where that says nothing. */
export function configLabel(tried: Tried): Message | null {
  return (
    layersLabel(tried) ??
    (isOfTower(tried.difference)
      ? towerLabel(tried)
      : (ownLabel(tried) ?? partsLabel(tried) ?? contextLabel(tried) ?? stepLabel(tried)))
  );
}

/** Whether a value shapes only what reads images or sounds. */
export const isOfTower = ({ parts }: Difference): boolean => parts.length > 0 && !parts.some(isMain);

/** What a layer of those that the value counts has; or, where the value says of which kind some are, what another makes of that. */
function layersLabel({ value, concept, before, after, step, difference }: Tried): Message | null {
  const { layers, parts } = difference;
  if (step === null) return null;
  const added = sumOf(after.parts, 'parameters') - sumOf(before.parts, 'parameters');
  if (layers === null)
    // Something else goes with each layer: a part of an embedding.
    return concept?.standsFor === 'num_hidden_layers' && added / step > 0
      ? message('{0} parameters each, on average', formatCount(added / step))
      : null;
  // A period or an offset: more of it makes other layers, not more of them.
  if (layers === 0 || added / step < 0)
    return added === 0
      ? null
      : message(
          '{0} parameters at {1}',
          `${added < 0 ? '−' : '+'}${formatCount(Math.abs(added))}`,
          value + step,
        );
  if (!Number.isInteger(layers / step) || parts.length === 0) return null;
  if (added === 0) {
    const all = sumOf(before.parts.filter(isMain), 'matmul');
    const products = sumOf(after.parts.filter(isMain), 'matmul') - all;
    return products === 0 ? null : message('{0} of forward each', formatShare(products / step / all));
  }
  const stack = layerParameters(
    before.spec,
    value,
    new Set(parts.map(({ block }) => before.spec.blocks[block])),
  );
  return stack !== null && !stack.isUniform
    ? message('{0} parameters each, on average', formatCount(stack.total / value))
    : message('{0} parameters each', formatCount(added / step));
}

/** What an image or a sound costs there. */
function towerLabel({ difference: { parts, partsBy } }: Tried): Message | null {
  const parameters = formatCount(sumOf(partsBy.parameters, 'parameters'));
  const flops = formatFlops(sumOf(partsBy.matmul, 'matmul'));
  const isSound = parts[0]?.tower === 'audio';
  if (partsBy.matmul.length === 0)
    return partsBy.parameters.length === 0 ? null : message('{0} parameters', parameters);
  if (partsBy.parameters.length === 0)
    return isSound ? message('{0}/sound', flops) : message('{0}/image', flops);
  return isSound
    ? message('{0} parameters, {1}/sound', parameters, flops)
    : message('{0} parameters, {1}/image', parameters, flops);
}

/** What the concept of a value is known by, where it changes with the value. */
function ownLabel({ concept, estimate, value, difference, before }: Tried): Message | null {
  const { memory, flops, parameters } = estimate;
  const { changed, partsBy } = difference;
  const isText = before.spec.sample === 'text';
  switch (concept?.standsFor) {
    case 'num_key_value_heads':
      return difference.changesCache && memory.kvCacheBytesPerToken !== null
        ? cacheLabel(memory.kvCacheBytesPerToken)
        : null;
    case 'max_position_embeddings':
      return difference.changesContext && before.spec.contextLength === value
        ? fullCacheLabel(estimate, value)
        : null;
    case 'hidden_size':
      return isText && changed.has('matmul')
        ? message('forward {0}/token', formatFlops(flops.perTokenForward))
        : null;
    case 'num_experts': {
      const experts = partsBy.parameters.filter(({ component }) => component === 'experts');
      return experts.length === 0
        ? null
        : message('{0} parameters in experts', formatCount(sumOf(experts, 'parameters')));
    }
    case 'num_experts_per_tok':
      return difference.changesActive ? message('{0} active', formatCount(parameters.active)) : null;
    case 'num_attention_heads':
    case 'head_dim':
      return isText && partsBy.matmul.some(({ component }) => isAttention(component))
        ? message('attention {0}/token', formatFlops(flops.attentionPerToken))
        : null;
    default:
      return null;
  }
}

const cacheLabel = (bytesPerToken: number): Message =>
  message('KV cache {0}/token', formatBytes(bytesPerToken));

const fullCacheLabel = ({ memory }: Estimate, positions: number): Message | null =>
  memory.kvCacheBytesPerToken === null || memory.kvCacheBytesPerToken === 0
    ? null
    : message('KV cache {0} when full', formatBytes(memory.kvCacheBytesPerToken * positions));

/** What the parts that the value shapes have, and their share of the forward pass. */
function partsLabel({ estimate, difference, before }: Tried): Message | null {
  const all = sumOf(before.parts.filter(isMain), 'matmul');
  const [products, masked] = (['matmul', 'maskable'] as const).map((figure) =>
    sumOf(difference.partsBy[figure].filter(isMain), figure),
  ) as [number, number];
  const parameters = sumOf(difference.partsBy.parameters, 'parameters');
  const share = formatShare(products / all);
  if (parameters > 0)
    return products > 0
      ? message('{0} parameters, {1} of forward', formatCount(parameters), share)
      : message('{0} parameters', formatCount(parameters));
  if (difference.changesCache && estimate.memory.kvCacheBytesPerToken !== null)
    return cacheLabel(estimate.memory.kvCacheBytesPerToken);
  if (products > 0) return message('{0} of forward', share);
  return masked > 0 ? message('mask saves {0} of forward', formatShare(masked / all)) : null;
}

/** Of a value that changes neither parameters nor products, but perhaps what a step holds or takes. */
function stepLabel({ estimate, otherEstimate, difference: { parts } }: Tried): Message | null {
  const other = parts.length === 0 ? null : otherEstimate();
  return other === null ? null : planLabel(null, estimate, other);
}

/** Of a value that only says how long a sequence may be. */
function contextLabel({ estimate, before, value, difference, decidesSequence }: Tried): Message | null {
  if (!difference.changesContext) return null;
  if (before.spec.contextLength === value) {
    const full = fullCacheLabel(estimate, value);
    if (full !== null) return full;
  }
  return decidesSequence
    ? message('attention {0} of forward', formatShare(estimate.flops.attentionShare))
    : null;
}

/** A figure of an estimate with the words for it. */
type Measure = readonly [figure: (estimate: Estimate) => number, label: (estimate: Estimate) => Message];

const trainingMeasure: Measure = [
  ({ training }) => training.energyKwh.mid,
  ({ training, plan: { tokensRange } }) => {
    const energy = (kwh: number): string => formatKilowattHours(kilowattHours(kwh));
    // A middle of what may be thirty times less or more says nothing by itself.
    return message(
      'training {0}',
      tokensRange.high > tokensRange.low
        ? spanMessage(training.energyKwh, energy)
        : energy(training.energyKwh.mid),
    );
  },
];
const memoryMeasure: Measure = [
  ({ memory }) => memory.perDevice.totalBytes,
  ({ memory }) => message('{0} a device', formatGigabytes(memory.perDevice.totalBytes)),
];
const stepMeasure: Measure = [
  ({ plan }) => plan.tokensPerStep,
  ({ plan }) => message('{0} tokens a step', formatCount(plan.tokensPerStep)),
];
const attentionMeasure: Measure = [
  ({ flops }) => flops.attentionShare,
  ({ flops }) => message('attention {0} of forward', formatShare(flops.attentionShare)),
];

/** What a value of a plan is told by, the first that changes with it. */
const measuresOfOptions: Readonly<Record<string, readonly Measure[]>> = {
  batchSize: [memoryMeasure, stepMeasure, trainingMeasure],
  gradientAccumulation: [stepMeasure, trainingMeasure, memoryMeasure],
  microBatches: [stepMeasure, trainingMeasure, memoryMeasure],
  sequencesPerStep: [stepMeasure, trainingMeasure, memoryMeasure],
  sequenceLength: [attentionMeasure, memoryMeasure, trainingMeasure],
  steps: [trainingMeasure],
  epochs: [trainingMeasure],
  tokens: [trainingMeasure, stepMeasure],
};
const otherMeasures = [memoryMeasure, trainingMeasure, stepMeasure];

/** What a value of a plan costs, by what changes with it; null where nothing does. */
export function planLabel(option: string | null, present: Estimate, other: Estimate): Message | null {
  const measures = measuresOfOptions[option ?? ''] ?? otherMeasures;
  const found = measures.find(([figure]) => figure(present) !== figure(other));
  return found === undefined ? null : found[1](present);
}
