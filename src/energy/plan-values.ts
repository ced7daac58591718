import type { CarbonIntensityFact } from '../carbon/intensity';
import { findIntensity, unknownPlace } from '../carbon/intensity';
import type { Accelerator } from '../hardware/accelerators';
import { findHardware } from '../hardware/find-hardware';
import { most } from './plan-bounds';
import type { Dtype, Optimizer, PlanOptions, ZeroStage } from './plan-options';
import { dtypes, optimizers } from './plan-options';
import { formatCount } from '../units/format';
import { inEnglish, said, type Message } from '../units/message';
import { planWords, type PlanWord } from './plan-words';

/** Says why a plan can't be; caught by `resolvePlan` alone. */
export class PlanProblem extends Error {
  constructor(readonly why: Message) {
    super(inEnglish(why));
  }
}

/** Below this a number is a slip, and what is divided by it no figure. */
const leastPositive = 1e-9;

const aliases: ReadonlyMap<string, Dtype> = new Map<string, Dtype>([
  ['bfloat16', 'bf16'],
  ['float16', 'fp16'],
  ['half', 'fp16'],
  ['float32', 'fp32'],
  ['float', 'fp32'],
  ['float8', 'fp8'],
  ['mxfp4', 'fp4'],
  ['nvfp4', 'fp4'],
  ['float4', 'fp4'],
]);

const shown = (typed: string): string => JSON.stringify(typed.slice(0, 60));
const listed = (names: readonly string[]): Message | string =>
  names.length === 0 ? '' : said` Nearest: ${names.join(', ')}.`;

/** A large number as people read it. */
const bound = (value: number): string | number => (value < 1e6 ? value : formatCount(value));

/** A whole number from 1 to the most that makes sense. */
export function counted(name: keyof typeof most, value: number | null | undefined): number | null {
  if (value === undefined || value === null) return null;
  if (!Number.isInteger(value) || value < 1 || value > most[name]) {
    throw new PlanProblem(
      said`The ${planWords[name]} must be a whole number from 1 to ${bound(most[name])}, not ${value}.`,
    );
  }
  return value;
}

export function chosenAccelerator(name: string): Accelerator {
  const found = findHardware(name);
  if (!found.ok)
    throw new PlanProblem(said`The hardware ${shown(name)} is not known.${listed(found.nearest)}`);
  return found.accelerator;
}

export function chosenDtype(typed: string | null | undefined, accelerator: Accelerator): Dtype {
  const peaks = accelerator.peakTeraflops;
  const published = dtypes.filter((dtype) => peaks[dtype] !== null);
  if (typed === undefined || typed === null) {
    const [first] = published;
    if (first === undefined)
      throw new PlanProblem(said`No peak rate of the ${accelerator.name} is published.`);
    return first;
  }
  const lower = typed.toLowerCase();
  const dtype = dtypes.find((candidate) => candidate === lower) ?? aliases.get(lower);
  if (dtype === undefined)
    throw new PlanProblem(said`The precision ${shown(typed)} is not one of ${dtypes.join(', ')}.`);
  if (peaks[dtype] === null) {
    throw new PlanProblem(
      said`No ${dtype} rate of the ${accelerator.name} is published; known: ${published.join(', ')}.`,
    );
  }
  return dtype;
}

export function chosenIntensity(region: string): CarbonIntensityFact {
  const found = findIntensity(region);
  if (found === null) throw new PlanProblem(unknownPlace(region));
  return found;
}

export function chosenPue(typed: number | null | undefined): number | null {
  if (typed === undefined || typed === null) return null;
  if (!Number.isFinite(typed) || typed < 1 || typed > most.pue)
    throw new PlanProblem(said`The PUE must be from 1 to ${most.pue}, not ${typed}.`);
  return typed;
}

/** A number above 0, whole or not. */
export function positive(name: keyof typeof most, value: number | null | undefined): number | null {
  if (value === undefined || value === null) return null;
  if (!Number.isFinite(value) || value < leastPositive || value > most[name])
    throw new PlanProblem(
      said`The ${planWords[name]} must be above 0 and at most ${bound(most[name])}, not ${value}.`,
    );
  return value;
}

export function oneOf<Word extends string>(
  name: PlanWord,
  typed: string | null | undefined,
  words: readonly Word[],
): Word | null {
  if (typed === undefined || typed === null) return null;
  const lower = typed.toLowerCase();
  const word = words.find((candidate) => candidate === lower);
  if (word === undefined)
    throw new PlanProblem(said`The ${planWords[name]} ${shown(typed)} is not one of ${words.join(', ')}.`);
  return word;
}

/** Other names of optimizers, as frameworks write them. */
const optimizerAliases: ReadonlyMap<string, Optimizer> = new Map<string, Optimizer>([
  ['adam', 'adamw'],
  ['adamw_torch', 'adamw'],
  ['adamw_torch_fused', 'adamw'],
  ['adamw_hf', 'adamw'],
  ['adamw_apex_fused', 'adamw'],
  ['adamw_bnb_8bit', 'adamw8bit'],
  ['adamw_8bit', 'adamw8bit'],
  ['adamw8bit', 'adamw8bit'],
  ['paged_adamw_8bit', 'adamw8bit'],
  ['paged_adamw_32bit', 'adamw'],
  ['paged_adamw', 'adamw'],
  ['lion_32bit', 'lion'],
  ['sgd_momentum', 'sgd'],
]);

export function chosenOptimizer(typed: string | null | undefined): Optimizer | null {
  if (typed === undefined || typed === null) return null;
  return optimizerAliases.get(typed.toLowerCase()) ?? oneOf('optimizer', typed, optimizers);
}

export function chosenStage(typed: number | null | undefined): ZeroStage | null {
  if (typed === undefined || typed === null) return null;
  if (typed === 0 || typed === 1 || typed === 2 || typed === 3) return typed;
  throw new PlanProblem(said`The ZeRO stage must be 0, 1, 2 or 3, not ${typed}.`);
}

/** The degrees as given, once they agree with one another and with the number of devices. */
export function degreesOf(options: PlanOptions): {
  readonly data: number | null;
  readonly tensor: number | null;
  readonly pipeline: number | null;
  readonly context: number | null;
  readonly expert: number | null;
  readonly gpus: number | null;
} {
  const data = counted('dataParallel', options.dataParallel);
  const tensor = counted('tensorParallel', options.tensorParallel);
  const pipeline = counted('pipelineParallel', options.pipelineParallel);
  const context = counted('contextParallel', options.contextParallel);
  const expert = counted('expertParallel', options.expertParallel);
  const gpus = counted('gpus', options.gpus);
  const model = (tensor ?? 1) * (pipeline ?? 1) * (context ?? 1);
  const needed = model * (data ?? 1);
  if (needed > most.gpus)
    throw new PlanProblem(said`The parallel degrees need ${needed} devices, more than ${most.gpus}.`);
  if (gpus !== null && data !== null && needed !== gpus)
    throw new PlanProblem(
      said`The data-parallel, tensor-parallel, pipeline-parallel and context-parallel degrees must multiply to the number of accelerators: ${data} x ${tensor ?? 1} x ${pipeline ?? 1} x ${context ?? 1} = ${needed}, not ${gpus}.`,
    );
  if (gpus !== null && gpus % model !== 0)
    throw new PlanProblem(
      said`The tensor-parallel, pipeline-parallel and context-parallel degrees, multiplied, must divide the number of accelerators: ${model} does not divide ${gpus}.`,
    );
  const workers = data ?? (gpus === null ? null : gpus / model);
  // Experts may lie on the devices among which the other layers' tensors and sequences are cut, too.
  const stage = workers === null ? null : workers * (tensor ?? 1) * (context ?? 1);
  if (expert !== null && stage !== null && stage % expert !== 0)
    throw new PlanProblem(
      said`The expert-parallel degree must divide the accelerators of a pipeline stage: ${expert} does not divide ${stage}.`,
    );
  return { data, tensor, pipeline, context, expert, gpus: gpus ?? (data === null ? null : needed) };
}

/** Micro-batches of a step: two names for one thing, which must agree. */
export function chosenMicroBatches(options: PlanOptions): number | null {
  const accumulated = counted('gradientAccumulation', options.gradientAccumulation);
  const inFlight = counted('microBatches', options.microBatches);
  if (accumulated !== null && inFlight !== null && accumulated !== inFlight)
    throw new PlanProblem(
      said`The accumulated batches and the micro-batches are both those of one step, but are ${accumulated} and ${inFlight}.`,
    );
  return accumulated ?? inFlight;
}
