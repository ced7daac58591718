import { adapt, type AdapterPlan } from '../model/adapters';
import type { ModelSpec } from '../model/spec';
import { message, type Message } from '../units/message';
import type { Plan } from './plan';
import type { PlanOptions } from './plan-options';

/** One change of a plan that does not fit in memory, all else as it is, tried. */
export interface Remedy {
  readonly change: Message;
  /** On the fullest device, in bytes. */
  readonly totalBytes: number;
  readonly fits: boolean;
}

const shortestSequence = 256;
const mostContexts = 16;
/** As most examples of LoRA have it. */
const usualAdapter: AdapterPlan = { method: 'lora', rank: 16, targets: ['all-linear'] };

interface Change {
  readonly change: Message;
  readonly options: PlanOptions;
}

/** Halves of a number down to the least, the largest first. */
function halves(value: number, least: number): number[] {
  const found: number[] = [];
  for (let half = Math.floor(value / 2); half >= least; half = Math.floor(half / 2)) found.push(half);
  return found;
}

function withAdapter(spec: ModelSpec, adapter: AdapterPlan, change: Message): Change[] {
  const adapted = adapt(spec, adapter);
  if (adapted === null) return [];
  const { trainableParameters, frozenBytesPerParameter, quantisedParameters } = adapted;
  const trainable = { adapter, trainableParameters, frozenBytesPerParameter, quantisedParameters };
  return [{ change, options: { trainable, fineTunes: true } }];
}

/** Changes in groups of one kind, of which the first that fits is told: none that the plan has already. */
function changesOf(spec: ModelSpec, plan: Plan): readonly (readonly Change[])[] {
  const { parallelism, recompute } = plan.setup.step;
  const { trainable } = plan;
  const isSequence = spec.tokensPerSample === 'sequence';
  const stages = plan.gpus > 1 ? ([1, 2, 3] as const).filter((stage) => stage > parallelism.zeroStage) : [];
  return [
    recompute === 'full' ? [] : [{ change: message('full recomputation'), options: { recompute: 'full' } }],
    halves(plan.batchSize, 1).map((batchSize) => ({
      change: message('a batch of {0}', batchSize),
      options: { batchSize },
    })),
    (isSequence ? halves(plan.sequenceLength, shortestSequence) : []).map((sequenceLength) => ({
      change: message('sequences of {0} tokens', sequenceLength),
      options: { sequenceLength },
    })),
    (isSequence && parallelism.contextParallel === 1 ? [2, 4, 8, mostContexts] : []).map(
      (contextParallel) => ({
        change: message('context parallelism over {0}', contextParallel),
        options: { contextParallel },
      }),
    ),
    stages.map((zeroStage) => ({ change: message('ZeRO stage {0}', zeroStage), options: { zeroStage } })),
    plan.optimizer === 'adamw8bit' || plan.optimizer === 'adafactor'
      ? []
      : [{ change: message('an 8-bit optimizer'), options: { optimizer: 'adamw8bit' } }],
    [
      ...(trainable === null ? withAdapter(spec, usualAdapter, message('adapters')) : []),
      ...((trainable?.quantisedParameters ?? 0) > 0
        ? []
        : withAdapter(
            spec,
            { ...(trainable?.adapter ?? usualAdapter), baseBits: 4 },
            message('adapters on a base of 4 bits'),
          )),
    ],
  ];
}

/**
 * What each change alone would make of training that does not fit in the memory of so many devices: of each kind the first that
 * fits, else the one that needs least. None that needs no less.
 *
 * @param planUnder the plan with other options in place of its own; null where it can't be
 */
export function memoryRemedies(
  spec: ModelSpec,
  plan: Plan,
  planUnder: (changed: PlanOptions) => Plan | null,
): readonly Remedy[] {
  const now = plan.setup.memory.totalBytes;
  return changesOf(spec, plan).flatMap((changes) => {
    let least: Remedy | null = null;
    for (const { change, options } of changes) {
      const setup = planUnder(options)?.setup;
      if (setup === undefined) continue;
      const { totalBytes } = setup.memory;
      if (totalBytes < (least?.totalBytes ?? now)) least = { change, totalBytes, fits: setup.fits };
      if (setup.fits) break;
    }
    return least === null ? [] : [least];
  });
}
