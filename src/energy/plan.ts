import type { CarbonIntensityFact } from '../carbon/intensity';
import { findIntensity, nearestRegions } from '../carbon/intensity';
import { dataCentrePue, officePue } from '../carbon/pue';
import type { Accelerator } from '../hardware/accelerators';
import { findAccelerator } from '../hardware/accelerators';
import { costOf } from '../model/cost';
import type { ModelSpec } from '../model/spec';
import { trainingBytesPerParameter } from './memory';
import type { Dtype, PlanOptions } from './plan-options';
import { dtypes } from './plan-options';

/** Where a figure of the plan, or of the model behind it, comes from. */
export interface Assumption {
  readonly name: string;
  readonly value: string | number;
  /** `given` where a person or a setting says so, else why it is taken to be this. */
  readonly from: string;
}

/** How a model is trained or served: everything decided. */
export interface Plan {
  readonly tokens: number;
  readonly sequenceLength: number;
  /** Sequences that one accelerator works on at once. */
  readonly batchSize: number;
  readonly accelerator: Accelerator;
  /** Dense peak in FLOP/s at `dtype`. */
  readonly peakFlopsPerSecond: number;
  readonly powerLimitWatts: number;
  readonly gpus: number;
  readonly dtype: Dtype;
  readonly intensity: CarbonIntensityFact;
  readonly pue: number;
  readonly assumptions: readonly Assumption[];
}

export type PlanResolution =
  | { readonly ok: true; readonly plan: Plan; readonly assumptions: readonly Assumption[] }
  /** One sentence for people, naming what is wrong and what would be right. */
  | { readonly ok: false; readonly error: string };

/** Says why a plan can't be; caught by `resolvePlan` alone. */
class PlanProblem extends Error {}

const defaultHardware = 'H100 SXM5 80GB';
const defaultSequenceLength = 2048;
const defaultBatchSize = 8;
/** Hoffmann et al. 2022. */
const tokensPerParameter = 20;
/** Share of the memory that weights, gradients and optimizer state may fill: the rest is for activations. */
const stateShareOfMemory = 0.7;
const most = { tokens: 1e18, sequenceLength: 1e8, batchSize: 1e7, gpus: 1e7, pue: 10 } as const;

const aliases: ReadonlyMap<string, Dtype> = new Map<string, Dtype>([
  ['bfloat16', 'bf16'],
  ['float16', 'fp16'],
  ['half', 'fp16'],
  ['float32', 'fp32'],
  ['float', 'fp32'],
  ['float8', 'fp8'],
]);

const shown = (typed: string): string => JSON.stringify(typed.slice(0, 60));
const listed = (names: readonly string[]): string =>
  names.length === 0 ? '' : ` Nearest: ${names.join(', ')}.`;

/** A whole number from 1 to the most that makes sense. */
function counted(name: keyof typeof most, value: number | null | undefined): number | null {
  if (value === undefined || value === null) return null;
  if (!Number.isInteger(value) || value < 1 || value > most[name]) {
    throw new PlanProblem(`${name} must be a whole number from 1 to ${most[name]}, not ${value}.`);
  }
  return value;
}

function chosenAccelerator(name: string): Accelerator {
  const found = findAccelerator(name);
  if (!found.ok) throw new PlanProblem(`The hardware ${shown(name)} is not known.${listed(found.nearest)}`);
  return found.accelerator;
}

function chosenDtype(typed: string | null | undefined, accelerator: Accelerator): Dtype {
  const peaks = accelerator.peakTeraflops;
  const published = dtypes.filter((dtype) => peaks[dtype] !== null);
  if (typed === undefined || typed === null) {
    const [first] = published;
    if (first === undefined) throw new PlanProblem(`No peak rate of the ${accelerator.name} is published.`);
    return first;
  }
  const lower = typed.toLowerCase();
  const dtype = dtypes.find((candidate) => candidate === lower) ?? aliases.get(lower);
  if (dtype === undefined)
    throw new PlanProblem(`The precision ${shown(typed)} is not one of ${dtypes.join(', ')}.`);
  if (peaks[dtype] === null) {
    throw new PlanProblem(
      `No ${dtype} rate of the ${accelerator.name} is published; known: ${published.join(', ')}.`,
    );
  }
  return dtype;
}

function chosenIntensity(region: string): CarbonIntensityFact {
  const found = findIntensity(region);
  if (found === null)
    throw new PlanProblem(
      `No carbon intensity is known for ${shown(region)}.${listed(nearestRegions(region))}`,
    );
  return found;
}

function chosenPue(typed: number | null | undefined): number | null {
  if (typed === undefined || typed === null) return null;
  if (!Number.isFinite(typed) || typed < 1 || typed > most.pue)
    throw new PlanProblem(`pue must be from 1 to ${most.pue}, not ${typed}.`);
  return typed;
}

/** The fewest accelerators, as a power of two, that hold the training state. */
function holding(parameters: number, accelerator: Accelerator): number {
  const bytes = parameters * trainingBytesPerParameter;
  const each = accelerator.memoryGigabytes * 1e9 * stateShareOfMemory;
  return Math.min(most.gpus, 2 ** Math.max(0, Math.ceil(Math.log2(bytes / each))));
}

function decide(spec: ModelSpec, options: PlanOptions): Plan {
  const assumptions: Assumption[] = [];
  const tell = (name: string, value: string | number, typed: unknown, why: string): void => {
    assumptions.push({ name, value, from: typed === null || typed === undefined ? why : 'given' });
  };
  const or = <Value extends string | number>(
    name: string,
    typed: Value | null,
    assumed: Value,
    why: string,
  ): Value => {
    const value = typed ?? assumed;
    tell(name, value, typed, why);
    return value;
  };
  const parameters = costOf(spec, { batch: 1, sequence: 1 }).parameters;

  const accelerator = chosenAccelerator(options.hardware ?? defaultHardware);
  tell('hardware', accelerator.name, options.hardware, 'a common data-centre accelerator');
  const powerLimitWatts = accelerator.powerLimitWatts;
  if (powerLimitWatts === null) {
    throw new PlanProblem(
      `The maker of the ${accelerator.name} publishes no power limit, so its energy is not known.`,
    );
  }
  const dtype = chosenDtype(options.dtype, accelerator);
  const usual =
    dtype === 'bf16' ? 'the usual training precision' : `the ${accelerator.name} has no bf16 units`;
  tell('dtype', dtype, options.dtype, usual);

  const typedLength = counted('sequenceLength', options.sequenceLength);
  const fixed = spec.tokensPerSample;
  const length = Math.min(spec.contextLength ?? defaultSequenceLength, defaultSequenceLength);
  const sequenceLength =
    fixed === 'sequence'
      ? or(
          'sequenceLength',
          typedLength,
          length,
          `the config’s own context, at most ${defaultSequenceLength}`,
        )
      : or('sequenceLength', null, fixed, 'fixed by the architecture');
  const batchSize = or(
    'batchSize',
    counted('batchSize', options.batchSize),
    defaultBatchSize,
    'assumed, for each accelerator',
  );
  const tokens = or(
    'tokens',
    counted('tokens', options.tokens),
    tokensPerParameter * parameters.active,
    `${tokensPerParameter} for each active parameter (Hoffmann et al. 2022, Chinchilla)`,
  );
  const gpus = or(
    'gpus',
    counted('gpus', options.gpus),
    holding(parameters.total, accelerator),
    'the fewest, as a power of two, that hold weights, gradients and optimizer state',
  );
  const intensity = chosenIntensity(options.region ?? 'world');
  tell('region', intensity.place, options.region, 'no place was given and none is guessed');
  const site = accelerator.kind === 'data centre' ? dataCentrePue : officePue;
  const pue = or('pue', chosenPue(options.pue), site.pue, site.source);
  return {
    tokens,
    sequenceLength,
    batchSize,
    accelerator,
    peakFlopsPerSecond: (accelerator.peakTeraflops[dtype] ?? 0) * 1e12,
    powerLimitWatts,
    gpus,
    dtype,
    intensity,
    pue,
    assumptions,
  };
}

/** Decides everything a plan leaves open, and says what was assumed and why. Never throws. */
export function resolvePlan(spec: ModelSpec, options: PlanOptions): PlanResolution {
  try {
    const plan = decide(spec, options);
    return { ok: true, plan, assumptions: plan.assumptions };
  } catch (error) {
    if (error instanceof PlanProblem) return { ok: false, error: error.message };
    throw error;
  }
}
