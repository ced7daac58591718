import { formatCount, formatPower, formatShare, formatTimes } from '../units/format';
import { keptTexts } from '../units/kept-texts';
import { said, type Message } from '../units/message';
import { watts } from '../units/quantities';
import { isGiven } from './given';
import type { Assumption } from './assumptions';

/** An assumption as people read it; JSON has it by its name, as it is. */
export interface AssumptionRow {
  readonly title: Message | string;
  readonly value: Message | string;
  readonly from: Message;
}

/** What an estimate rests on, so that a person reads what matters first. Every assumption is in one of the three. */
export interface RankedAssumptions {
  /** Nobody says it, and the figures hang on it: what to say to get a better estimate. The most decisive first. */
  readonly decisive: readonly AssumptionRow[];
  /** A person, a setting or a file says it. */
  readonly given: readonly AssumptionRow[];
  /** All else: how the step is cut, facts of the hardware, the method. */
  readonly others: readonly AssumptionRow[];
}

/** Over each of them where all are listed. */
export const assumptionTitles = {
  decisive: said`Assumed, the most decisive first`,
  given: said`Given`,
  others: said`Also assumed: how a step is cut, facts of the hardware, the method`,
} as const satisfies Record<keyof RankedAssumptions, Message>;

/** What assumptions are called, by their names in JSON; any other is a key of the model's file. */
const titles: ReadonlyMap<string, Message> = new Map([
  ['hardware', said`Hardware`],
  ['powerLimit', said`Power limit`],
  ['dtype', said`Precision`],
  ['sequenceLength', said`Sequence length`],
  ['batchSize', said`Sequences on one accelerator at once`],
  ['tokens', said`Training tokens`],
  ['gpus', said`Number of accelerators`],
  ['region', said`Place`],
  ['pue', said`PUE`],
  ['gradientAccumulation', said`Batches summed in a step`],
  ['optimizer', said`Optimizer`],
  ['mixedPrecision', said`32-bit master weights`],
  ['fp32Gradients', said`32-bit gradients`],
  ['optimizerInBackward', said`Updates in the backward pass, gradients not kept`],
  ['pagedOptimizer', said`Optimizer state in pages`],
  ['offloadActivations', said`Activations in the host’s memory`],
  ['logits', said`Logits`],
  ['recompute', said`Recomputation`],
  ['flashAttention', said`Flash attention`],
  ['dataParallel', said`Data-parallel degree`],
  ['tensorParallel', said`Tensor-parallel degree`],
  ['pipelineParallel', said`Pipeline-parallel degree`],
  ['contextParallel', said`Context-parallel degree`],
  ['expertParallel', said`Expert-parallel degree`],
  ['zeroStage', said`ZeRO stage`],
  ['offload', said`Kept in the host’s memory`],
  ['convention', said`How energy is come by`],
  ['gpuHours', said`Accelerator hours`],
  ['servedBatchSize', said`Sequences served at once`],
  ['servedWeightBits', said`Bits of a quantised weight as it serves`],
  ['carbonIntensity', said`Carbon intensity`],
  ['acceleratorFacts', said`Data sheet`],
  ['productCeiling', said`Most of the peak that matrix products reach`],
  ['interconnect', said`Links between accelerators`],
  ['runAllowance', said`A whole run over its steps`],
  ['acceleratorWatts', said`Power of an accelerator`],
  ['hostWatts', said`Power of its share of the host`],
  ['calibration', said`Past runs`],
  ['embodiedLifetime', said`Working life of the hardware`],
  ['embodiedFootprint', said`Emissions of making the hardware`],
]);

/** By how much the figures hang on them, about. */
const decisive: readonly string[] = [
  'tokens',
  'hardware',
  'gpus',
  'dtype',
  'sequenceLength',
  'batchSize',
  'recompute',
  'region',
  'carbonIntensity',
  'pue',
  'calibration',
];

/** Where hours are given, energy and CO2e are theirs: the length of the training decides neither. */
function decisiveIn(assumptions: readonly Assumption[]): readonly string[] {
  const areHoursGiven = assumptions.some(({ name, from }) => name === 'gpuHours' && isGiven(from));
  return areHoursGiven ? decisive.filter((name) => name !== 'tokens') : decisive;
}

const rankOf = ({ name }: Assumption): number =>
  decisive.includes(name) ? decisive.indexOf(name) : decisive.length;

const yesOrNo = (value: string | number): Message | string =>
  value === 'true' ? said`yes` : value === 'false' ? said`no` : String(value);
const offloaded: ReadonlyMap<string, Message> = new Map([
  ['optimizer', said`optimizer state`],
  ['weights', said`weights`],
  ['all', said`weights and optimizer state`],
]);
const logitsTexts: ReadonlyMap<string, Message> = new Map([
  ['chunked', said`in 16 bits, the loss piece by piece`],
  ['fused', said`never whole: the loss is fused with the output’s product`],
]);
const ofNumber =
  (format: (value: number) => string) =>
  (value: string | number): string =>
    typeof value === 'number' ? format(value) : value;

/** "164 kg (131 to 205)", as the estimate writes it. */
const spanOf = keptTexts(['{0} kg ({1} to {2})']);

const formats: ReadonlyMap<string, (value: string | number) => Message | string> = new Map([
  ['tokens', ofNumber((count) => (count >= 1e6 ? formatCount(count) : String(count)))],
  ['gpuHours', ofNumber(formatCount)],
  ['mixedPrecision', yesOrNo],
  ['fp32Gradients', yesOrNo],
  ['optimizerInBackward', yesOrNo],
  ['pagedOptimizer', yesOrNo],
  ['offloadActivations', yesOrNo],
  ['logits', (value) => logitsTexts.get(String(value)) ?? String(value)],
  ['flashAttention', yesOrNo],
  ['offload', (value) => offloaded.get(String(value)) ?? String(value)],
  ['productCeiling', ofNumber(formatShare)],
  ['runAllowance', ofNumber(formatTimes)],
  ['acceleratorWatts', ofNumber((power) => formatPower(watts(power)))],
  ['hostWatts', ofNumber((power) => formatPower(watts(power)))],
  ['embodiedFootprint', (value) => spanOf.read(String(value))],
]);

const rowOf = ({ name, value, from }: Assumption): AssumptionRow => ({
  title: titles.get(name) ?? name,
  value: formats.get(name)?.(value) ?? String(value),
  from,
});

/** A file that leaves so many values open says little of its model. */
const fewestDefaults = 5;

/** A file that names only its type leaves its model to the library: that weighs more than each of its values. */
function defaultsOf(assumptions: readonly Assumption[], architecture: string): AssumptionRow[] {
  const count = assumptions.filter(({ name }) => !titles.has(name)).length;
  return count < fewestDefaults
    ? []
    : [
        {
          title: said`Values of the model`,
          value: String(count),
          from: said`not in the file: the library's default for ${architecture}`,
        },
      ];
}

/** What somebody says, and what nobody says and the figures hang on most, in the order of the estimate. */
export const decidingAssumptions = ({
  assumptions,
}: {
  readonly assumptions: readonly Assumption[];
}): readonly Assumption[] => {
  const deciding = decisiveIn(assumptions);
  return assumptions.filter(({ name, from }) => isGiven(from) || deciding.includes(name));
};

/** Puts what an estimate rests on in the order in which it matters to people. */
export function rankedAssumptions({
  architecture,
  assumptions,
}: {
  readonly architecture: string;
  readonly assumptions: readonly Assumption[];
}): RankedAssumptions {
  const open = assumptions.filter(({ from }) => !isGiven(from));
  const first = decisiveIn(assumptions).flatMap(
    (name) => open.find((assumption) => assumption.name === name) ?? [],
  );
  return {
    decisive: [...defaultsOf(assumptions, architecture), ...first.map(rowOf)],
    given: assumptions
      .filter(({ from }) => isGiven(from))
      .toSorted((one, other) => rankOf(one) - rankOf(other))
      .map(rowOf),
    others: open.filter((assumption) => !first.includes(assumption)).map(rowOf),
  };
}
