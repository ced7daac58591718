import { adapt } from '../../model/adapters';
import type { ModelSpec } from '../../model/spec';
import type { PlanOptions } from '../plan-options';
import { devicesOfCopy } from './common-options';
import { isOneBatchAStep } from './one-batch';
import { accumulationOf, dividing, isDerived } from './step-batch';
import { given, givenBy } from '../given';
import type { Assumption } from '../assumptions';
import type { FileOption, PlanPlace, TrainingPlan } from './plan-fields';
import { type Message, said } from '../../units/message';

/** A plan file's options with those of a person over them, and where each of the file's came from. */
export interface MergedPlan {
  readonly options: PlanOptions;
  /** Where the option stands, for those that the file decides. */
  readonly origins: ReadonlyMap<string, Message>;
  readonly notes: readonly Message[];
}

const isSaid = (value: unknown): boolean => value !== undefined && value !== null;

const originOf = ({ key, line, file }: PlanPlace, fileName: string | null): Message =>
  givenBy(key, line, file ?? fileName);

/** The plan with what DeepSpeed's own file says, which `name` tells people: its stage, offload and optimizer stand. */
export function withDeepspeedFile(plan: TrainingPlan, deepspeed: TrainingPlan, name: string): TrainingPlan {
  const options = { ...deepspeed.options, ...plan.options };
  const places = new Map(plan.places);
  const { zeroStage, offload, optimizer } = deepspeed.options;
  Object.assign(options, {
    // What the file's name told of an offload is a guess.
    ...(isSaid(zeroStage) ? { zeroStage, offload } : {}),
    ...(isSaid(optimizer) ? { optimizer } : {}),
  });
  if (isSaid(zeroStage)) places.delete('offload');
  for (const [option, place] of deepspeed.places)
    if (options[option] === deepspeed.options[option] && plan.options[option] !== options[option])
      places.set(option, { ...place, file: name });
  const notes = [...plan.notes, ...deepspeed.notes];
  const leftOpen = new Set([...plan.leftOpen, ...deepspeed.leftOpen]);
  return { ...plan, options, places, leftOpen, notes, deepspeedFile: null };
}

/** A plan with what accelerate's own file says beneath the command that names it. */
export function withLauncherFile(plan: TrainingPlan, launcher: TrainingPlan, name: string): TrainingPlan {
  const told = new Set(Object.keys(plan.options).flatMap((option) => [option, ...overruledBy(option)]));
  const taken = <Value>(values: ReadonlyMap<FileOption, Value>): (readonly [FileOption, Value])[] =>
    [...values].filter(([option]) => !told.has(option));
  return {
    ...plan,
    options: {
      ...Object.fromEntries(Object.entries(launcher.options).filter(([option]) => !told.has(option))),
      ...plan.options,
    },
    places: new Map([
      ...plan.places,
      ...taken(launcher.places).map(([option, place]) => [option, { ...place, file: name }] as const),
    ]),
    toolDefaults: new Map([...plan.toolDefaults, ...taken(launcher.toolDefaults)]),
    leftOpen: new Set([...plan.leftOpen, ...launcher.leftOpen]),
    deepspeedFile: plan.deepspeedFile ?? launcher.deepspeedFile,
    launcherFile: null,
    notes: [...plan.notes, ...launcher.notes],
  };
}

/** A person's word on the batch's size or the length of training leaves the file's other words on it without meaning. */
const overruled: Readonly<Partial<Record<keyof PlanOptions, readonly FileOption[]>>> = {
  tokens: ['steps', 'epochs', 'datasetTokens'],
  steps: ['tokens', 'epochs', 'datasetTokens'],
  epochs: ['tokens', 'steps'],
  gpus: ['dataParallel'],
  gradientAccumulation: ['sequencesPerStep', 'microBatches'],
  microBatches: ['sequencesPerStep', 'gradientAccumulation'],
};

/** The options of a plan that are left without meaning where one is said over it. */
export const overruledBy = (option: string): readonly FileOption[] =>
  overruled[option as keyof PlanOptions] ?? [];

/** What trains on copies of the whole model, shared by workers or not, as long as a file names no other degree. */
const copying: ReadonlySet<string> = new Set([
  ...['axolotl', 'llama-factory', 'trl', 'transformers', 'python', 'ms-swift', 'torchtune', 'peft'],
  ...['levanter', 'olmo', 'lingua', 'litgpt', 'llm-foundry', 'lightning', 'nanogpt', 'image training'],
]);
const degreesOfCuts = ['tensorParallel', 'pipelineParallel', 'expertParallel'] as const;
const uncutBy = ({ format, options }: TrainingPlan): (typeof degreesOfCuts)[number][] =>
  copying.has(format) ? degreesOfCuts.filter((degree) => !isSaid(options[degree])) : [];

/** Puts what a person gives over what the training file says. `fileName` is told where it is not the file asked about. */
export function mergePlan(
  spec: ModelSpec,
  plan: TrainingPlan,
  given: PlanOptions,
  fileName: string | null,
): MergedPlan {
  const kept = Object.entries(given).filter(([, value]) => isSaid(value));
  const dropped = new Set<string>(kept.flatMap(([option]) => overruledBy(option)));
  const isDivided = kept.some(([option]) => dividing.some((each) => each === option));
  if (isSaid(plan.options.sequencesPerStep) && isDivided) {
    dropped.add('gradientAccumulation');
    if (isDerived(plan, 'batchSize')) dropped.add('batchSize');
  }
  const fromFile = Object.entries(plan.options).filter(
    ([option, value]) => isSaid(value) && !dropped.has(option) && !kept.some(([name]) => name === option),
  );
  const origins = new Map<string, Message>();
  for (const [option] of fromFile) {
    const place = plan.places.get(option as FileOption);
    if (place !== undefined) origins.set(option, originOf(place, fileName));
    const why = plan.toolDefaults.get(option as FileOption);
    if (why !== undefined) origins.set(option, why);
  }
  const uncut = uncutBy(plan).filter(
    (degree) => ![...fromFile, ...kept].some(([option]) => option === degree) && !isSaid(given[degree]),
  );
  for (const degree of uncut)
    origins.set(degree, said`${plan.format} cuts no model where its file does not say so`);
  const stated: PlanOptions = Object.fromEntries([
    ...uncut.map((degree) => [degree, 1] as const),
    ...fromFile,
    ...kept,
  ]);
  const isOneBatch = isOneBatchAStep(
    { ...stated, batchSize: plan.options.batchSize },
    plan.leftOpen.has('gradientAccumulation') || isSaid(stated.sequencesPerStep),
  );
  if (isOneBatch)
    origins.set('gradientAccumulation', said`one batch a step, as none is said to be accumulated`);
  const notes = [...plan.notes];
  const { dataParallel } = plan.options;
  if (
    dropped.has('dataParallel') &&
    typeof dataParallel === 'number' &&
    dataParallel * devicesOfCopy(stated) !== stated.gpus
  )
    notes.push(
      said`${plan.places.get('dataParallel')?.key ?? ''} (${dataParallel}) does not make ${stated.gpus ?? 0} accelerators: as many copies train as they hold.`,
    );
  const whole = stated.sequencesPerStep;
  const accumulated = typeof whole === 'number' ? accumulationOf(whole, stated) : null;
  const { gradientAccumulation: ownAccumulation } = plan.options;
  if (
    dropped.has('gradientAccumulation') &&
    typeof whole === 'number' &&
    typeof ownAccumulation === 'number' &&
    accumulated !== null &&
    accumulated !== ownAccumulation &&
    !isDerived(plan, 'gradientAccumulation')
  )
    notes.push(
      said`${plan.places.get('gradientAccumulation')?.key ?? ''} (${ownAccumulation}) does not make the step of ${whole} sequences with these accelerators and this batch, where DeepSpeed stops: the step is kept, of ${accumulated} batches on each.`,
    );
  if (plan.deepspeedFile !== null)
    notes.push(
      plan.places.get('zeroStage')?.key === plan.deepspeedFile.place.key
        ? said`The DeepSpeed file ${plan.deepspeedFile.name.slice(0, 80)} is not read: the stage is that of its name.`
        : said`The DeepSpeed file ${plan.deepspeedFile.name.slice(0, 80)} is not read.`,
    );
  let trainable: PlanOptions['trainable'] = given.trainable ?? null;
  if (plan.adapter !== null) {
    const adapted = adapt(spec, plan.adapter);
    if (adapted === null)
      notes.push(
        said`The adapter’s target modules fit no matrix of the model: the whole model is taken to be trained.`,
      );
    else {
      const { trainableParameters, frozenBytesPerParameter, quantisedParameters } = adapted;
      trainable ??= {
        trainableParameters,
        frozenBytesPerParameter,
        quantisedParameters,
        adapter: plan.adapter,
      };
      notes.push(
        said`Adapters of rank ${plan.adapter.rank} train ${adapted.trainableParameters} parameters; the rest is frozen.`,
        ...(isSaid(plan.adapter.baseBits)
          ? [said`The base’s weights are held in ${plan.adapter.baseBits ?? 0} bits.`]
          : []),
        ...adapted.notes,
      );
    }
  }
  const options: PlanOptions = {
    ...(isOneBatch ? { gradientAccumulation: 1 } : {}),
    ...stated,
    trainable,
    fineTunes:
      given.fineTunes ?? plan.options.fineTunes ?? (plan.baseModel !== null || plan.adapter !== null),
  };
  return { options, origins, notes };
}

/** Assumptions with the place of each value that a training file gives. */
export const withOrigins = (
  assumptions: readonly Assumption[],
  origins: ReadonlyMap<string, Message>,
): readonly Assumption[] =>
  assumptions.map((assumption) => {
    const origin = origins.get(assumption.name);
    return origin !== undefined && assumption.from === given ? { ...assumption, from: origin } : assumption;
  });
