import { inEnglish } from '../../src/units/message';
import { formatCount } from '../../src/units/format';
import { readFileSync } from 'node:fs';
import type { Estimate } from '../../src/energy/estimate';
import { estimate } from '../../src/energy/estimate';
import type { Plan } from '../../src/energy/plan';
import { resolvePlan } from '../../src/energy/plan';
import type { PlanOptions } from '../../src/energy/plan-options';
import type { Accelerator } from '../../src/hardware/accelerators';
import type { RunSize } from '../../src/energy/run-allowance';
import type { StepTime } from '../../src/energy/step-time';
import { heldThroughout } from '../../src/model/quantisation';
import { readModelConfig } from '../../src/model/read-config';
import type { ModelSpec } from '../../src/model/spec';
import type { Range } from '../../src/units/quantities';
import type { Row } from './read-csv';
import { readCsv } from './read-csv';

/** One published figure against its estimate, in one unit. */
export interface Comparison {
  readonly name: string;
  readonly inputs: string;
  readonly published: number;
  readonly estimated: Range;
  /** Why a row is shown but not counted; empty where it counts. */
  readonly leftOut: string;
  readonly note: string;
  readonly source: string;
  /** A whole run's steps alone, which its allowance is over; null for what is none. */
  readonly run: ComparedRun | null;
  /** What is trained, by what the width of its range hangs on; null where hours are given. */
  readonly trained: Trained | null;
}

export interface Trained {
  /** Of the model and of the software of its time. */
  readonly kind: string;
  readonly parameters: number;
  readonly hardware: string;
}

export interface ComparedRun extends RunSize {
  readonly parameters: number;
  readonly tokens: number;
  readonly sequenceLength: number;
  readonly accelerator: Accelerator;
  /** Where the seconds of a step go. */
  readonly step: StepTime;
}

export interface Tables {
  /** Device-hours of whole runs from tokens, model and hardware alone. */
  readonly runs: readonly Comparison[];
  /** The same for runs that no constant's value was fitted to, though rules were chosen in sight of them. */
  readonly heldRuns: readonly Comparison[];
  /** The same for runs gathered last, in sight of which the widths of ranges and the rule for few devices were chosen. */
  readonly laterRuns: readonly Comparison[];
  /** Device-hours of one hour's tokens in published throughputs, from the same alone. */
  readonly throughputs: readonly Comparison[];
  /** Runs and throughputs read in their sources, of the half that the model was changed in sight of. */
  readonly openRuns: readonly Comparison[];
  readonly openThroughputs: readonly Comparison[];
  /** Those of the half that was looked at once, when all values were fixed. */
  readonly sealedRuns: readonly Comparison[];
  readonly sealedThroughputs: readonly Comparison[];
  /** Those gathered after that look and before what was changed for it; looked at once too. */
  readonly secondRuns: readonly Comparison[];
  readonly secondThroughputs: readonly Comparison[];
  /** Those gathered before the third change of the model; looked at once, after it. */
  readonly thirdRuns: readonly Comparison[];
  readonly thirdThroughputs: readonly Comparison[];
  /** MWh where power was measured, given device-hours. */
  readonly measuredEnergies: readonly Comparison[];
  /** MWh that were hours x power limit x PUE, by the TDP convention. */
  readonly tdpEnergies: readonly Comparison[];
  /** Milliseconds of writing a token, one sequence at a time. */
  readonly decoding: readonly Comparison[];
}

export interface Summary {
  readonly rows: number;
  /** Of |estimated / published - 1|. */
  readonly medianError: number;
  readonly worstError: number;
  /** Share of the published figures that lie in the estimate's range. */
  readonly covered: number;
  /** Median of high / low. */
  readonly rangeRatio: number;
}

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const configs = JSON.parse(read('models.json')) as Readonly<
  Record<string, Readonly<Record<string, unknown>>>
>;

/** The spec of a model of models.json, with positions for the sequence. */
export function specOf(model: string, sequenceLength: number): ModelSpec {
  const config = configs[model];
  if (config === undefined) throw new Error(`models.json has no ${model}`);
  const positions = config['n_positions'];
  // A model with learned positions has as many as its longest sequence.
  const grown =
    typeof positions === 'number' ? { ...config, n_positions: Math.max(positions, sequenceLength) } : config;
  const reading = readModelConfig(JSON.stringify(grown));
  if (reading.kind !== 'model') throw new Error(`${model} is not read: ${JSON.stringify(reading)}`);
  return reading.spec;
}

interface Estimated {
  readonly training: Estimate['training'];
  readonly plan: Plan;
}

function estimateOf(row: Row, options: PlanOptions): Estimated {
  const sequenceLength = Number(row['sequenceLength']);
  const spec = specOf(row['model'] ?? '', sequenceLength);
  const gpus = row['gpus'] ?? '';
  const plan = resolvePlan(spec, {
    sequenceLength,
    hardware: row['hardware'],
    gpus: gpus === '' ? null : Number(gpus),
    ...options,
  });
  if (!plan.ok) throw new Error(`${row['model'] ?? ''}: ${inEnglish(plan.error)}`);
  return { training: estimate(spec, plan.plan).training, plan: plan.plan };
}

function trainedOf({ software, work, setup, accelerator }: Plan): Trained {
  const age = software === 'recent' ? [] : [software === 'early' ? 'before 2023' : 'before 2023, on TPUs'];
  const words = [
    work.expertFlops > 0 ? 'mixture' : 'dense',
    ...(setup.step.isNarrow ? ['in fp8'] : []),
    ...(accelerator.vendor === 'Google' && software === 'recent' ? ['on TPUs'] : []),
    ...(accelerator.vendor !== 'Google' && accelerator.year >= 2024 ? ['on hardware since 2024'] : []),
  ];
  return {
    kind: [words.join(' '), ...age].join(', '),
    parameters: work.parameters.total,
    hardware: accelerator.name,
  };
}

const dtypeOf = (row: Row): string | null => (row['dtype'] === 'fp8' ? 'fp8' : null);
const megawattHours = ({ low, mid, high }: Range): Range => ({
  low: low / 1000,
  mid: mid / 1000,
  high: high / 1000,
});

function runOf(row: Row): Comparison {
  const tokens = Number(row['tokens']);
  const { training, plan } = estimateOf(row, { tokens, dtype: dtypeOf(row) });
  const stepHours = training.gpuHours.mid / training.runAllowance.mid;
  const devices = row['gpus'] === '' ? '' : `${row['gpus'] ?? ''} x `;
  return {
    name: row['model'] ?? '',
    inputs: `${formatCount(tokens)} tokens of ${row['sequenceLength'] ?? ''}, ${devices}${row['hardware'] ?? ''}${dtypeOf(row) === null ? '' : ', fp8'}`,
    published: Number(row['gpuHours']),
    estimated: training.gpuHours,
    leftOut: row['use'] === 'project' ? (row['note'] ?? '') : '',
    note: row['note'] ?? '',
    source: row['source'] ?? '',
    run: {
      deviceHours: stepHours,
      devices: plan.gpus,
      software: plan.software,
      isMixture: plan.work.expertFlops > 0,
      isNarrow: plan.setup.step.isNarrow,
      parameters: plan.work.parameters.total,
      tokens,
      sequenceLength: plan.sequenceLength,
      accelerator: plan.accelerator,
      step: training.stepSecondsByPart,
    },
    trained: trainedOf(plan),
  };
}

function throughputOf(row: Row): Comparison {
  const tokens = Math.round(Number(row['tokensPerSecondPerDevice']) * 3600);
  const { training, plan } = estimateOf(row, { tokens, dtype: dtypeOf(row) });
  return {
    name: row['model'] ?? '',
    inputs: `sequences of ${row['sequenceLength'] ?? ''}, ${row['gpus'] ?? ''} x ${row['hardware'] ?? ''}${dtypeOf(row) === null ? '' : ', fp8'}`,
    published: 1,
    estimated: training.gpuHours,
    leftOut: '',
    note: '',
    source: row['source'] ?? '',
    run: null,
    trained: trainedOf(plan),
  };
}

function measuredEnergyOf(row: Row): Comparison {
  const gpuHours = Number(row['gpuHours']);
  const { training, plan } = estimateOf(row, { gpuHours, pue: Number(row['pue']) });
  const isWholeNode = row['scope'] === 'node';
  const { acceleratorWatts } = training;
  const scale = (gpuHours * plan.pue) / 1e6;
  return {
    name: row['run'] ?? '',
    inputs: `${row['gpuHours'] ?? ''} h of ${row['hardware'] ?? ''}, PUE ${row['pue'] ?? ''}${isWholeNode ? '' : ', accelerators alone'}`,
    published: Number(row['megawattHours']),
    estimated: isWholeNode
      ? megawattHours(training.energyKwh)
      : {
          low: acceleratorWatts.low * scale,
          mid: acceleratorWatts.mid * scale,
          high: acceleratorWatts.high * scale,
        },
    leftOut: row['use'] === 'weak' ? (row['note'] ?? '') : '',
    note: row['note'] ?? '',
    source: row['source'] ?? '',
    run: null,
    trained: null,
  };
}

function tdpEnergyOf(row: Row): Comparison {
  const { training } = estimateOf(row, {
    gpuHours: Number(row['gpuHours']),
    pue: Number(row['pue']),
    convention: 'tdp',
  });
  return {
    name: row['run'] ?? '',
    inputs: `${row['gpuHours'] ?? ''} h of ${row['hardware'] ?? ''}, PUE ${row['pue'] ?? ''}`,
    published: Number(row['megawattHours']),
    estimated: megawattHours(training.energyKwh),
    leftOut: '',
    note: '',
    source: row['source'] ?? '',
    run: null,
    trained: null,
  };
}

const millisecondsASecond = 1000;

function decodingOf(row: Row): Comparison {
  const sequenceLength = Number(row['sequenceLength']);
  const bits = Number(row['weightBits']);
  const read = specOf(row['model'] ?? '', sequenceLength);
  const spec = bits < 16 ? heldThroughout(read, `${bits} bits`, bits / 8) : read;
  const plan = resolvePlan(spec, {
    sequenceLength,
    hardware: row['hardware'],
    gpus: 1,
    dtype: 'bf16',
    servedBatchSize: 1,
  });
  if (!plan.ok) throw new Error(`${row['model'] ?? ''}: ${inEnglish(plan.error)}`);
  const { decodeTokensPerSecond, accelerators } = estimate(spec, plan.plan).inference;
  if (decodeTokensPerSecond === null) throw new Error(`${row['model'] ?? ''} writes no tokens`);
  const note =
    accelerators === Number(row['accelerators'])
      ? (row['leftOut'] ?? '')
      : 'the weights fill the memory to the last, so that the estimate takes more accelerators';
  const milliseconds = (tokensPerSecond: number): number =>
    millisecondsASecond / (tokensPerSecond * accelerators);
  const { low, mid, high } = decodeTokensPerSecond;
  return {
    name: row['model'] ?? '',
    inputs: `${bits} bits, ${row['accelerators'] ?? ''} x ${row['hardware'] ?? ''}`,
    published: millisecondsASecond / Number(row['tokensPerSecond']),
    estimated: { low: milliseconds(high), mid: milliseconds(mid), high: milliseconds(low) },
    leftOut: note,
    note: '',
    source: row['source'] ?? '',
    run: null,
    trained: null,
  };
}

/** Which table a row of runs.csv stands in, by its `use`. */
type RunTable = 'runs' | 'heldRuns' | 'laterRuns';
const tableOfUse: Readonly<Record<string, RunTable>> = {
  fit: 'runs',
  check: 'runs',
  project: 'runs',
  held: 'heldRuns',
  later: 'laterRuns',
};

/** All published figures against their estimates. */
export function tables(): Tables {
  const runs = readCsv(read('runs.csv'));
  const runsOf = (table: RunTable): Comparison[] =>
    runs.filter((row) => tableOfUse[row['use'] ?? ''] === table).map(runOf);
  const sourcedRuns = readCsv(read('sourced-runs.csv'));
  const sourcedThroughputs = readCsv(read('sourced-throughputs.csv'));
  const of = (rows: readonly Row[], ...uses: string[]): Row[] =>
    rows.filter((row) => uses.includes(row['use'] ?? ''));
  return {
    runs: runsOf('runs'),
    heldRuns: runsOf('heldRuns'),
    laterRuns: runsOf('laterRuns'),
    throughputs: readCsv(read('throughputs.csv')).map(throughputOf),
    openRuns: of(sourcedRuns, 'open', 'project').map(runOf),
    openThroughputs: of(sourcedThroughputs, 'open').map(throughputOf),
    sealedRuns: of(sourcedRuns, 'sealed').map(runOf),
    sealedThroughputs: of(sourcedThroughputs, 'sealed').map(throughputOf),
    secondRuns: of(sourcedRuns, 'second').map(runOf),
    secondThroughputs: of(sourcedThroughputs, 'second').map(throughputOf),
    thirdRuns: of(sourcedRuns, 'third').map(runOf),
    thirdThroughputs: of(sourcedThroughputs, 'third').map(throughputOf),
    measuredEnergies: readCsv(read('measured-energies.csv')).map(measuredEnergyOf),
    tdpEnergies: readCsv(read('tdp-energies.csv')).map(tdpEnergyOf),
    decoding: readCsv(read('decoding.csv')).map(decodingOf),
  };
}

export const ratioOf = ({ estimated, published }: Comparison): number => estimated.mid / published;
export const isCovered = ({ estimated, published }: Comparison): boolean =>
  estimated.low <= published && published <= estimated.high;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor((sorted.length - 1) / 2);
  return ((sorted[middle] ?? NaN) + (sorted[sorted.length - 1 - middle] ?? NaN)) / 2;
}

/** Of the rows that count. */
export function summaryOf(comparisons: readonly Comparison[]): Summary {
  const counted = comparisons.filter(({ leftOut }) => leftOut === '');
  const errors = counted.map((row) => Math.abs(ratioOf(row) - 1));
  return {
    rows: counted.length,
    medianError: median(errors),
    worstError: Math.max(...errors),
    covered: counted.filter(isCovered).length / counted.length,
    rangeRatio: median(counted.map(({ estimated }) => estimated.high / estimated.low)),
  };
}
