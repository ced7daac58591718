import { originTexts } from '../carbon/origin-texts';
import { hostOf } from '../hardware/hosts';
import { interconnectOf } from '../hardware/interconnect';
import { productCeiling } from '../hardware/product-ceiling';
import type { ByComponent, ModelCost } from '../model/cost';
import { costOf } from '../model/cost';
import type { ModelSpec } from '../model/spec';
import { describeCalibration } from './calibration';
import { embodiedParts } from './embodied-parts';
import type { InferenceEstimate } from './inference';
import { inferenceOf } from './inference';
import type { TrainingMemory } from './memory';
import {
  bytesPerNumber,
  cacheBytesPerNumber,
  capacityBytes,
  stateBytesPerParameter,
  trainingBytesPerNumber,
} from './memory';
import { memoryProblem } from './memory-problem';
import type { Remedy } from './memory-remedies';
import type { Assumption } from './assumptions';
import type { Plan } from './plan';
import type { Convention, Dtype, Optimizer, Recomputation } from './plan-options';
import { isNarrow } from './plan-options';
import { runAllowanceSource } from './run-allowance';
import { fittedConstants } from './machine-constants';
import { sequencesWorked, stepTime, totalSeconds, type Parallelism } from './step-time';
import { weightBytesServed } from './step-weights';
import type { TrainingEstimate } from './training';
import { formatFlops, formatIntensity } from '../units/format';
import { asMessage, inEnglish, said, withoutRepeats, type Message } from '../units/message';
import type { Range } from '../units/quantities';
import { trainingOf } from './training';

export type Counts = Readonly<Record<string, number>>;

/** Parameters, FLOPs, memory, time, energy and emissions of a model under a plan. The names are those of the command line. */
export interface Estimate {
  readonly architecture: string;
  readonly family: string;
  readonly parameters: {
    readonly total: number;
    readonly active: number;
    readonly embedding: number;
    readonly byComponent: Counts;
  };
  readonly flops: {
    readonly batch: number;
    readonly seq: number;
    readonly forward: {
      readonly matmul: number;
      readonly elementwise: number;
      readonly byComponent: Counts;
      readonly elementwiseByComponent: Counts;
      /** The part of `matmul` that a causal or sliding-window kernel saves. */
      readonly maskable: number;
    };
    readonly trainingStep: { readonly matmul: number };
    /** What one image or sound costs in the parts that read it; they are in no other figure but the parameters'. */
    readonly towers: ModelCost['towers'];
    readonly perTokenForward: number;
    /** Forward and backward products, of one token whatever the batch: two models whose batches differ are compared by it. */
    readonly perTokenTrainingStep: number;
    /** Attention's projections, scores and values, self and cross, forward, of one token. */
    readonly attentionPerToken: number;
    /** Their share of the forward products, 0 to 1. */
    readonly attentionShare: number;
  };
  readonly memory: {
    /** The model's own weights as training holds them: a frozen base in the bits that it is held in. */
    readonly weightsBytes: number;
    /** Weights, gradients and optimizer state; without activations. */
    readonly trainingBytes: number;
    readonly kvCacheBytesPerToken: number | null;
    /** On the fullest device. */
    readonly perDevice: TrainingMemory;
    readonly capacityBytes: number;
    readonly fits: boolean;
    /** Where it does not fit: so many devices would hold it under the same options; null where no number tried does. */
    readonly enoughGpus?: number | null;
    /** What one change alone would make of it; absent where training fits. */
    readonly remedies?: readonly Remedy[];
    /** Weights and the key-value cache of the served batch at the plan's sequence length. */
    readonly servingBytes: number;
  };
  readonly plan: {
    readonly tokens: number;
    /** Around `tokens`, where only a usual number is known: fine-tuning on data of unknown size. */
    readonly tokensRange: Range;
    readonly sequenceLength: number;
    readonly batchSize: number;
    readonly hardware: string;
    readonly gpus: number;
    readonly dtype: Dtype;
    readonly optimizer: Optimizer;
    readonly gradientAccumulation: number;
    /** Tokens of one optimizer step over all devices. */
    readonly tokensPerStep: number;
    readonly recompute: Recomputation;
    readonly parallelism: Parallelism;
    readonly convention: Convention;
    readonly region: string;
    readonly pue: number;
    readonly gramsPerKwh: number;
    /** Whether that counts the life cycle, or direct emissions alone. */
    readonly intensityScope: 'life cycle' | 'direct';
  };
  readonly training: TrainingEstimate;
  readonly inference: InferenceEstimate;
  readonly assumptions: readonly Assumption[];
  readonly notes: readonly Message[];
}

/** As it is printed: its texts in English. */
export const printedEstimate = (estimated: Estimate): object => ({
  ...estimated,
  assumptions: estimated.assumptions.map((assumption) => ({
    ...assumption,
    from: inEnglish(assumption.from),
  })),
  ...(estimated.memory.remedies === undefined
    ? {}
    : {
        memory: {
          ...estimated.memory,
          remedies: estimated.memory.remedies.map((remedy) => ({
            ...remedy,
            change: inEnglish(remedy.change),
          })),
        },
      }),
  notes: estimated.notes.map(inEnglish),
});

function attentionFlops(byComponent: ByComponent): number {
  return Object.entries(byComponent)
    .filter(([component]) => component.startsWith('attention.') || component.startsWith('crossAttention.'))
    .reduce((sum, [, count]) => sum + count, 0);
}

/** What an image or a sound adds to the figures, which are of text. */
const towerNotes = ({ towers }: ModelCost): Message[] =>
  Object.entries(towers).map(([tower, { matmul }]) =>
    tower === 'vision'
      ? said`FLOPs, time and energy are those of text: an image takes ${formatFlops(matmul)} more in the vision tower, and lengthens the sequence by its own tokens.`
      : said`FLOPs, time and energy are those of text: a sound takes ${formatFlops(matmul)} more in the ${tower} tower, and lengthens the sequence by its own tokens.`,
  );

/** Above this share of a step a pipeline that waits for its stages decides the figures. */
const largeBubble = 1 / 3;

/** What a pipeline that is hardly filled costs. */
function bubbleNotes({ work, setup: { step } }: Plan): Message[] {
  const stages = step.parallelism.pipelineParallel;
  if (stages === 1) return [];
  const time = stepTime(work, step, fittedConstants);
  const share = time.bubble / totalSeconds(time);
  return share < largeBubble
    ? []
    : [
        said`The pipeline of ${stages} stages waits for ${Math.round(share * 100)} % of each step, as only ${step.microBatches} micro-batches pass through it: more of them fill it.`,
      ];
}

function notesOf(
  spec: ModelSpec,
  cost: ModelCost,
  plan: Plan,
  estimated: Pick<Estimate, 'plan' | 'memory'>,
): Message[] {
  const notes = [...withoutRepeats(spec.notes), ...plan.notes, ...towerNotes(cost)];
  if (!estimated.memory.fits) notes.push(memoryProblem(estimated));
  notes.push(...bubbleNotes(plan));
  if (spec.contextLength !== null && plan.sequenceLength > spec.contextLength) {
    notes.push(
      said`${plan.sequenceLength} tokens are more than the ${spec.contextLength} that the config names as the longest sequence.`,
    );
  }
  if (spec.sample !== 'text')
    notes.push(
      spec.sample !== 'image'
        ? said`Tokens are text tokens of the audio.`
        : plan.sequenceLength === 1
          ? said`A token is a whole sample: an image, or a row of inputs.`
          : said`Tokens are patches or places of the image.`,
    );
  if (cost.forward.maskable > 0) {
    notes.push(
      said`Attention is counted over the full square, as PyTorch counts it; what a masked kernel saves is told apart.`,
    );
  }
  notes.push(
    spec.generates
      ? said`Serving is decoding at batch ${plan.servedBatchSize} with ${plan.sequenceLength} tokens of context; reading the prompt is told apart.`
      : said`The model writes no tokens: serving is reading a token.`,
  );
  const { quantisation } = spec;
  if (isServedQuantised(spec, plan) && quantisation !== undefined)
    notes.push(
      said`Serving is of weights as the file quantises them: ${quantisation.method}, ${bitsOf(quantisation.bytesPerNumber)} bits each with their scales, the others in ${plan.dtype}. Training is of them all in ${plan.dtype}.`,
    );
  else if (isBaseNarrow(plan))
    notes.push(said`Serving is of the whole model in ${plan.dtype}, not as training holds it.`);
  return notes;
}

/** A file that names only its type is a whole model to the library: what it did not say must not look said. */
const leftToDefaults = ({ architecture, defaults }: ModelSpec): Assumption[] =>
  defaults.map(({ key, value }) => ({
    name: key,
    value,
    from: said`not in the file: the library's default for ${architecture}`,
  }));

const bitsOf = (bytes: number): number => Number((8 * bytes).toPrecision(3));

/** Whether any of the weights that serving reads is held in fewer bits than the plan's precision. */
const isServedQuantised = ({ quantisation, blocks }: ModelSpec, { dtype }: Plan): boolean =>
  quantisation !== undefined &&
  quantisation.bytesPerNumber < bytesPerNumber(dtype) &&
  blocks.some(({ layers }) => layers.some((layer) => layer.kind !== 'attention' && layer.quantisedShare));

/** In how many bits weights serve that the file quantises. */
const servedBits = (spec: ModelSpec, plan: Plan): Assumption[] =>
  spec.quantisation === undefined || !isServedQuantised(spec, plan)
    ? []
    : [
        {
          name: 'servedWeightBits',
          value: bitsOf(spec.quantisation.bytesPerNumber),
          from: said`the file’s quantisation, ${spec.quantisation.method}: of the weights that it names, with their scales`,
        },
      ];

/** Names of places are those of their tables; that of no place is a word. */
const placeName = ({ place, name }: Plan['intensity']): string | Message =>
  place === 'world' ? said`World` : name;

const conventions = (plan: Plan, training: TrainingEstimate): Assumption[] => [
  {
    name: 'carbonIntensity',
    value: formatIntensity(plan.intensity.gramsPerKwh),
    from: said`${placeName(plan.intensity)}, ${plan.intensity.time}, ${originTexts.read(plan.intensity.scope)}: ${originTexts.read(plan.intensity.source)}`,
  },
  { name: 'acceleratorFacts', value: plan.accelerator.name, from: asMessage(plan.accelerator.source) },
  {
    name: 'productCeiling',
    value: productCeiling(plan.accelerator, isNarrow(plan.dtype) ? 8 : 16).share,
    from: productCeiling(plan.accelerator, isNarrow(plan.dtype) ? 8 : 16).source,
  },
  {
    name: 'interconnect',
    value: `${plan.setup.step.interconnect.withinNodeGigabytesPerSecond} GB/s in a node, ${plan.setup.step.interconnect.betweenNodesGigabytesPerSecond} GB/s between nodes`,
    from: interconnectOf(plan.accelerator).source,
  },
  {
    name: 'runAllowance',
    value: Number(training.runAllowance.mid.toPrecision(3)),
    from: plan.gpuHours === null ? runAllowanceSource(plan.software) : said`device-hours are given`,
  },
  {
    name: 'acceleratorWatts',
    value: Math.round(plan.convention === 'tdp' ? plan.powerLimitWatts : training.acceleratorWatts.mid),
    from:
      plan.convention === 'tdp'
        ? said`the power limit, by the TDP convention: a bound of the accelerators’ energy alone, without the host`
        : said`between idle and the power limit, by what the step does`,
  },
  {
    name: 'hostWatts',
    value: plan.convention === 'tdp' ? 0 : hostOf(plan.accelerator).wattsPerAccelerator.mid,
    from: plan.convention === 'tdp' ? said`not in the TDP convention` : hostOf(plan.accelerator).source,
  },
  ...(training.calibration === null
    ? []
    : [
        {
          name: 'calibration',
          value: (training.calibration.speed ?? training.calibration.watts)?.runs ?? 0,
          from: describeCalibration(training.calibration),
        },
      ]),
  {
    name: 'embodiedLifetime',
    value: `${Math.round(plan.workingHours.hours.mid)} h`,
    from: originTexts.read(plan.workingHours.source),
  },
  ...embodiedParts(plan.accelerator, plan.gpus).map(({ kilogramsCO2e, source }) => ({
    name: 'embodiedFootprint',
    value: `${Math.round(kilogramsCO2e.mid)} kg (${Math.round(kilogramsCO2e.low)} to ${Math.round(kilogramsCO2e.high)})`,
    from: originTexts.read(source),
  })),
];

/** Bytes of training state of all devices: what learns, and what is frozen. */
function stateBytes(cost: ModelCost, plan: Plan): number {
  const { weight, gradient, optimizer } = stateBytesPerParameter(
    plan.dtype,
    plan.optimizer,
    plan.mixedPrecision,
    plan.fp32Gradients,
  );
  const { trainedParameters } = plan.setup.step;
  const frozen =
    plan.trainable === null && !plan.hasReference ? 0 : cost.parameters.total * plan.frozenBytesPerParameter;
  return trainedParameters * (weight + gradient + optimizer) + frozen;
}

/** Bytes of one of the model's own weights as training holds it; adapters are none of them. */
export const heldBytesPerNumber = ({ trainable, frozenBytesPerParameter, dtype }: Plan): number =>
  trainable === null ? trainingBytesPerNumber(dtype) : frozenBytesPerParameter;

/** Whether a frozen base is held in fewer bits than it is served in. */
const isBaseNarrow = (plan: Plan): boolean => heldBytesPerNumber(plan) < bytesPerNumber(plan.dtype);

/** Costs a model under a plan: counts exact, time, energy and emissions modelled as low, mid, high. Finite throughout. */
export function estimate(spec: ModelSpec, plan: Plan): Estimate {
  const cost = costOf(spec, { batch: plan.batchSize, sequence: plan.sequenceLength });
  const tokens = plan.batchSize * plan.sequenceLength;
  const attention = attentionFlops(cost.forward.byComponent);
  const perNumber = bytesPerNumber(plan.dtype);
  const perCached = cacheBytesPerNumber(plan.dtype);
  const memory: Estimate['memory'] = {
    weightsBytes: cost.parameters.total * heldBytesPerNumber(plan),
    trainingBytes: stateBytes(cost, plan),
    kvCacheBytesPerToken: spec.generates ? cost.cachedPerToken * perCached : null,
    perDevice: plan.setup.memory,
    capacityBytes: capacityBytes(plan.accelerator),
    fits: plan.setup.fits,
    ...(plan.setup.fits ? {} : { enoughGpus: plan.enoughGpus, remedies: plan.remedies() }),
    servingBytes:
      (spec.quantisation === undefined
        ? cost.parameters.total * perNumber
        : weightBytesServed(spec, perNumber)) +
      (cost.cachedPerToken * plan.sequenceLength + cost.cachedPerSample) * plan.servedBatchSize * perCached,
  };
  const training = trainingOf(cost, plan);
  const { step } = plan.setup;
  const planned: Estimate['plan'] = {
    tokens: plan.tokens,
    tokensRange: plan.tokensRange,
    sequenceLength: plan.sequenceLength,
    batchSize: plan.batchSize,
    hardware: plan.accelerator.name,
    gpus: plan.gpus,
    dtype: plan.dtype,
    optimizer: plan.optimizer,
    gradientAccumulation: step.microBatches,
    tokensPerStep: sequencesWorked(step) * plan.sequenceLength,
    recompute: step.recompute,
    parallelism: step.parallelism,
    convention: plan.convention,
    region: plan.intensity.place,
    pue: plan.pue,
    gramsPerKwh: plan.intensity.gramsPerKwh,
    intensityScope: plan.intensity.scope,
  };
  return {
    architecture: spec.architecture,
    family: spec.family,
    parameters: cost.parameters,
    flops: {
      batch: plan.batchSize,
      seq: plan.sequenceLength,
      forward: cost.forward,
      trainingStep: { matmul: cost.trainingStepMatmul },
      towers: cost.towers,
      perTokenForward: cost.forward.matmul / tokens,
      perTokenTrainingStep: cost.trainingStepMatmul / tokens,
      attentionPerToken: attention / tokens,
      attentionShare: cost.forward.matmul > 0 ? attention / cost.forward.matmul : 0,
    },
    memory,
    plan: planned,
    training,
    inference: inferenceOf(spec, cost, plan, memory.servingBytes),
    assumptions: [
      ...plan.assumptions,
      ...servedBits(spec, plan),
      ...leftToDefaults(spec),
      ...conventions(plan, training),
    ],
    notes: notesOf(spec, cost, plan, { plan: planned, memory }),
  };
}
