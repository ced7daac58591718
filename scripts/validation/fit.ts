import { readFileSync } from 'node:fs';
import type { MachineConstants } from '../../src/energy/machine-constants';
import { fittedConstants } from '../../src/energy/machine-constants';
import type { Recomputation, ZeroStage } from '../../src/energy/plan-options';
import type { StepSetup } from '../../src/energy/step-time';
import { stepTime, totalSeconds } from '../../src/energy/step-time';
import type { Workload } from '../../src/energy/workload';
import { workloadOf } from '../../src/energy/workload';
import { findAccelerator } from '../../src/hardware/accelerators';
import { interconnectOf } from '../../src/hardware/interconnect';
import { costOf } from '../../src/model/cost';
import type { Row } from './read-csv';
import { readCsv } from './read-csv';
import { specOf } from './tables';

/** Fits the machine constants to published step times with their setups, and prints the error on the source held out. */
interface Case {
  readonly source: string;
  readonly work: Workload;
  readonly setup: StepSetup;
  readonly seconds: number;
}

const bytesOfBf16 = 2;
const bytesOfAdam = 12;

function caseOf(row: Row): Case {
  const number = (name: string): number => Number(row[name]);
  const sequence = number('sequenceLength');
  const spec = specOf(row['model'] ?? '', sequence);
  const work = workloadOf(spec, costOf(spec, { batch: 1, sequence }), sequence);
  const found = findAccelerator(row['hardware'] ?? '');
  if (!found.ok) throw new Error(`no ${row['hardware'] ?? ''}`);
  const { accelerator } = found;
  const tensorParallel = number('tensorParallel');
  const pipelineParallel = number('pipelineParallel');
  const dataParallel = number('gpus') / tensorParallel / pipelineParallel;
  const isNarrow = row['dtype'] === 'fp8';
  const wide = (accelerator.peakTeraflops.bf16 ?? 0) * 1e12;
  const batchSize = number('batchSize');
  const microBatches = number('gradientAccumulation');
  const tokens = batchSize * microBatches * dataParallel * sequence;
  return {
    source: (row['source'] ?? '').split(/[ ,]/).slice(0, 2).join(' '),
    work,
    seconds: tokens / number('gpus') / number('tokensPerSecondPerDevice'),
    setup: {
      accelerator,
      interconnect: interconnectOf(accelerator),
      peakFlopsPerSecond: isNarrow ? (accelerator.peakTeraflops.fp8 ?? 0) * 1e12 : wide,
      widePeakFlopsPerSecond: wide,
      isNarrow,
      bytesPerNumber: bytesOfBf16,
      parallelism: {
        dataParallel,
        tensorParallel,
        pipelineParallel,
        contextParallel: 1,
        expertParallel: 1,
        zeroStage: number('zeroStage') as ZeroStage,
      },
      batchSize,
      microBatches,
      recompute: row['recompute'] as Recomputation,
      flashAttention: true,
      isUnfused: false,
      gradientBytesPerParameter: bytesOfBf16,
      optimizerBytesPerParameter: bytesOfAdam,
      trainedParameters: work.parameters.total,
      weightBytes: work.parameters.total * bytesOfBf16,
      quantisedWeights: 0,
      forwardPasses: 0,
      offload: 'none',
      pagedBytes: 0,
    },
  };
}

/** The constants as a list, each with the least and the most that makes physical sense. */
type Parameters = readonly number[];
const limits: readonly (readonly [least: number, most: number])[] = [
  [0.5, 0.95],
  [0.5, 0.95],
  [0.5, 0.95],
  [48, 800],
  [0.2, 1],
  [0.1, 0.8],
  [0.2, 0.8],
  [0.1, 0.8],
  [0.3, 4],
  [0.3, 0.95],
  [0.2, 0.9],
  [0.2e-6, 15e-6],
  [2e-6, 25e-6],
];
const parametersOf = (constants: MachineConstants): Parameters => [
  constants.productShare.until2021,
  constants.productShare.until2023,
  constants.productShare.later,
  constants.halfWidth,
  constants.fp8Share,
  constants.attentionShare.until2021,
  constants.attentionShare.until2023,
  constants.attentionShare.later,
  constants.elementwisePasses,
  constants.linkShare,
  constants.overlap,
  constants.hopSeconds,
  constants.kernelSeconds,
];
function constantsOf(parameters: Parameters): MachineConstants {
  const at = (index: number): number => parameters[index] ?? NaN;
  return {
    ...fittedConstants,
    productShare: { until2021: at(0), until2023: at(1), later: at(2) },
    halfWidth: at(3),
    fp8Share: at(4),
    attentionShare: { until2021: at(5), until2023: at(6), later: at(7) },
    elementwisePasses: at(8),
    linkShare: at(9),
    overlap: at(10),
    hopSeconds: at(11),
    kernelSeconds: at(12),
  };
}

const ratioOf = ({ work, setup, seconds }: Case, constants: MachineConstants): number =>
  totalSeconds(stepTime(work, setup, constants)) / seconds;

/** One source has nine tenths of the rows: the others weigh more. */
const weightOf = ({ source }: Case): number => (source.startsWith('MosaicML') ? 1 : 4);

function loss(parameters: Parameters, cases: readonly Case[]): number {
  const constants = constantsOf(parameters);
  return cases.reduce((sum, one) => sum + weightOf(one) * Math.abs(Math.log(ratioOf(one, constants))), 0);
}

/** Coordinate descent with shrinking steps. */
function fit(cases: readonly Case[]): Parameters {
  let parameters = parametersOf(fittedConstants);
  let least = loss(parameters, cases);
  for (let step = 0.3; step > 0.005;) {
    let improved = false;
    for (const [index, [low, high]] of limits.entries()) {
      for (const factor of [1 + step, 1 / (1 + step)]) {
        const tried = parameters.map((value, at) =>
          at === index ? Math.min(high, Math.max(low, value * factor)) : value,
        );
        const reached = loss(tried, cases);
        if (reached < least - 1e-9) {
          least = reached;
          parameters = tried;
          improved = true;
        }
      }
    }
    if (!improved) step /= 1.6;
  }
  return parameters;
}

function report(name: string, cases: readonly Case[], constants: MachineConstants): void {
  const errors = cases.map((one) => Math.abs(ratioOf(one, constants) - 1)).sort((one, other) => one - other);
  const at = (share: number): string =>
    `${(100 * (errors[Math.floor(share * (errors.length - 1))] ?? NaN)).toFixed(1)} %`;
  process.stdout.write(`${name}: ${errors.length} rows, median ${at(0.5)}, worst ${at(1)}\n`);
}

const text = readFileSync(new URL('throughputs.csv', import.meta.url), 'utf8');
const all = readCsv(text).map(caseOf);
report('shipped constants', all, fittedConstants);
const best = constantsOf(fit(all));
process.stdout.write(`fitted to all: ${JSON.stringify(best)}\n`);
report('fitted to all', all, best);
for (const source of new Set(all.map((one) => one.source))) {
  const others = all.filter((one) => one.source !== source);
  const held = all.filter((one) => one.source === source);
  report(`held out, ${source}`, held, constantsOf(fit(others)));
}
