import type { PastRun } from '../energy/calibration';
import { estimate, type Estimate } from '../energy/estimate';
import { heldPlan, type HeldPlan } from '../energy/held-plan';
import { resolvePlan } from '../energy/plan';
import type { PlanOptions } from '../energy/plan-options';
import { mergePlan, withOrigins, type MergedPlan } from '../energy/plans/merge-plan';
import type { PlanPlace, TrainingPlan } from '../energy/plans/plan-fields';
import { besides } from '../energy/plans/plan-slips';
import { readTrainingPlan, slipsBesidesModel } from '../energy/plans/read-plan';
import { readScriptOptions } from '../energy/plans/script-options';
import { possiblePlan } from '../energy/plans/script-plan';
import { faultOfFile } from '../energy/plans/resolve-joined';
import { batchFault } from '../energy/plans/step-batch';
import { findKnownModel } from '../model/known-models';
import { modelName } from '../model/model-names';
import {
  couldBeModelConfig,
  isOtherLanguage,
  readModelConfigs,
  type ConfigReading,
} from '../model/read-config';
import type { Span } from '../model/reading';
import type { Message } from '../units/message';
import { growthOf, tokensOfImage, type LongestSequence, type SequenceGrowth } from './lenses/sequence-growth';
import type { PlanChoices } from './plan-choices';
import type { Settings } from './settings';

export type ModelReading = Extract<ConfigReading, { kind: 'model' }>;

/** What is known of a model that a document claims to hold. */
export type ModelCost =
  | {
      readonly kind: 'estimate';
      readonly reading: ModelReading;
      /** What the file and the settings say together. */
      readonly options: PlanOptions;
      readonly estimate: Estimate;
      readonly growth: SequenceGrowth | LongestSequence | null;
      /** Of one image, where the model takes images alone; null where it does not. */
      readonly imageTokens: number | null;
      /** Where the file says a value of the plan; empty where it says none. */
      readonly places: TrainingPlan['places'];
      /** Where each value stands in a file that has a plan, by path; empty where it has none. */
      readonly planPositions: ReadonlyMap<string, Span>;
    }
  | {
      readonly kind: 'planProblem';
      readonly reading: ModelReading;
      readonly message: Message;
      /** Where the file's own value is that can't be; null where a setting or a choice is at fault. */
      readonly place: PlanPlace | null;
    }
  | Exclude<ConfigReading, { kind: 'model' | 'notModel' }>;

export type Estimated = Extract<ModelCost, { kind: 'estimate' }>;

export interface CostSettings
  extends
    Pick<Settings, 'estimate' | 'region' | 'pue'>,
    Partial<Pick<Settings, 'hardwareLife' | 'hardwareUse'>> {
  /** What a person chose for this document: it stands over the file's own plan. */
  readonly choices?: PlanChoices;
  /** The plan of the script that trains the model: it stands where the model's file has none of its own. */
  readonly script?: TrainingPlan | null;
  /** Runs of this machine, which correct the estimate. */
  readonly pastRuns?: readonly PastRun[];
}

/**
 * The settings by which another version of a model is held against `present`: what the plan leaves to the model's size stays,
 * so that the model is changed and not the length of its training.
 */
export const underPlanOf = (
  { estimate: present, options }: Estimated,
  settings: CostSettings,
): CostSettings => holding(heldPlan(present, options), settings);

/** What a person chose stands over what is held. */
const holding = (held: HeldPlan, settings: CostSettings): CostSettings => ({
  ...settings,
  choices: { ...held, ...settings.choices },
});

/** An earlier version of a model under the plan of the present one, and what of that plan was held. */
export interface EarlierCost {
  readonly cost: Estimated;
  readonly held: HeldPlan;
}

export interface EarlierModels {
  /** Each under its own plan, as `modelCostsOf` gives them. */
  readonly costs: readonly ModelCost[];
  /** What the `model`-th of them costs beside `present`; null where it has no estimate. */
  readonly beside: (model: number, present: Estimated) => EarlierCost | null;
}

/** The models of an earlier text, to be held against those of the present one. Never throws. */
export function earlierModels(text: string, settings: CostSettings, language = ''): EarlierModels {
  const { readings, plan } = readingsOf(text, language, settings);
  const costs = readings.map((reading) => costOfReading(reading, plan, settings));
  return {
    costs,
    beside: (model, present) => {
      const own = costs[model];
      if (own?.kind !== 'estimate') return null;
      const held = heldPlan(present.estimate, present.options, own.options);
      if (Object.keys(held).length === 0) return { cost: own, held };
      const cost = costOfReading(own.reading, plan, holding(held, settings));
      return cost.kind === 'estimate' ? { cost, held } : null;
    },
  };
}

/** Texts that are no configuration themselves, but may hold one in their own syntax. */
const ownSyntax: ReadonlySet<string> = new Set(['python', 'shellscript', 'gin']);

/**
 * What a document's models cost: configurations, or a training plan whose model is known by its name. Empty where there
 * is none. `language` is the editor's name of the document's language. Never throws.
 */
export function modelCostsOf(text: string, settings: CostSettings, language = ''): readonly ModelCost[] {
  const { readings, plan } = readingsOf(text, language, settings);
  return readings.map((reading) => costOfReading(reading, plan, settings));
}

/** The cost of one of a text's models alone: the `model`-th of `modelCostsOf`. Never throws. */
export function modelCostAt(
  text: string,
  settings: CostSettings,
  language: string,
  model: number,
): ModelCost | undefined {
  const { readings, plan } = readingsOf(text, language, settings);
  const reading = readings[model];
  return reading === undefined ? undefined : costOfReading(reading, plan, settings);
}

type Claim = Exclude<ConfigReading, { kind: 'notModel' }>;

/** What a text claims to hold: its models, or what is wrong with it; and its own plan. */
function readingsOf(
  text: string,
  language: string,
  { script }: CostSettings,
): { readonly readings: readonly Claim[]; readonly plan: TrainingPlan | null } {
  const read = couldBeModelConfig(text) ? readModelConfigs(text) : [];
  // A script that holds a model's keys in its strings is no broken configuration.
  const configs = read.flatMap((reading): Claim[] =>
    reading.kind === 'notModel' || (ownSyntax.has(language) && isOtherLanguage(reading)) ? [] : [reading],
  );
  const broken = configs.find(({ kind }) => kind === 'invalid');
  if (broken?.kind === 'invalid' && configs.length === 1) return { readings: [broken], plan: null };
  const planned = readTrainingPlan(text);
  const model = configs.find(({ kind }) => kind === 'model');
  const plan =
    planned.kind === 'plan'
      ? planned.plan
      : model?.kind === 'model' && model.format === 'python' && (script ?? null) === null
        ? possiblePlan(model.spec, readScriptOptions(text))
        : null;
  const models = model !== undefined;
  const named = models || plan === null ? null : readingOfPlan(plan);
  const readings = named === null ? withSlips(configs, text, plan) : [named];
  if (plan !== null && plan.diagnostics.length > 0 && readings.some(({ kind }) => kind === 'model'))
    return { readings: [{ kind: 'invalid', diagnostics: plan.diagnostics }], plan };
  return { readings, plan };
}

/** The first of a text's models with the plan's slips too; where no model is found, what is wrong are the slips. */
function withSlips(configs: readonly Claim[], text: string, plan: TrainingPlan | null): readonly Claim[] {
  if (plan === null) return configs;
  const [first, ...others] = configs;
  if (first === undefined) {
    const diagnostics = plan.baseModel === null ? slipsBesidesModel(text, plan) : [];
    return diagnostics.length === 0 ? [] : [{ kind: 'invalid', diagnostics }];
  }
  if (first.kind !== 'model' || plan.warnings === undefined) return configs;
  return [{ ...first, warnings: besides(first.warnings, plan.warnings) }, ...others];
}

const costOfReading = (reading: Claim, plan: TrainingPlan | null, settings: CostSettings): ModelCost =>
  reading.kind === 'model'
    ? costUnder(reading, planFor(reading, plan ?? settings.script ?? null, settings), plan)
    : reading;

/** What tells each model of a text from the others, where it is known where it stands. */
export const namesOf = (text: string, costs: readonly ModelCost[]): readonly string[] =>
  costs.map((cost) => {
    switch (cost.kind) {
      case 'invalid':
        return '';
      case 'unknownArchitecture':
        return modelName(text, cost.anchor);
      case 'planProblem':
      case 'estimate':
        return modelName(text, cost.reading.anchor);
    }
  });

/** Whether a file's plan has an option, or says it in other words. */
function saysItself(options: PlanOptions, option: string): boolean {
  const { steps, epochs, datasetTokens, dataParallel, sequencesPerStep } = options;
  const isLong =
    typeof steps === 'number' || (typeof epochs === 'number' && typeof datasetTokens === 'number');
  const isSaid =
    {
      tokens: isLong,
      gpus: typeof dataParallel === 'number',
      gradientAccumulation: typeof sequencesPerStep === 'number',
    }[option] ?? false;
  return isSaid || Object.hasOwn(options, option);
}

/** The file speaks of its own run, the settings of any; what a person chose for the file stands over both. */
function planFor(reading: ModelReading, plan: TrainingPlan | null, settings: CostSettings): MergedPlan {
  const { choices = {} } = settings;
  const { region, pue, hardwareLife, hardwareUse, pastRuns } = settings;
  const usual: PlanOptions = { ...settings.estimate, region, pue, hardwareLife, hardwareUse, pastRuns };
  if (plan === null) return { options: { ...usual, ...choices }, origins: new Map(), notes: [] };
  const open = Object.entries(usual).filter(([option]) => !saysItself(plan.options, option));
  return mergePlan(reading.spec, plan, { ...Object.fromEntries(open), ...choices }, null);
}

/** The model that a training plan names, where the catalogue knows it; a folder's model needs the command line. */
function readingOfPlan(plan: TrainingPlan): Claim | null {
  const { baseModel, format, anchor } = plan;
  if (baseModel === null) return null;
  const { name, values, modelClass } = baseModel;
  const found = findKnownModel(name, values, modelClass);
  if (found.kind === 'impossible')
    return { kind: 'invalid', diagnostics: [{ message: found.message, span: anchor }] };
  if (found.kind !== 'known') return null;
  return {
    kind: 'model',
    format,
    spec: found.spec,
    anchor,
    positions: new Map(),
    warnings: plan.warnings ?? [],
    ...(found.approximate === null ? {} : { approximate: found.approximate }),
  };
}

function costUnder(
  reading: ModelReading,
  { options, origins, notes }: MergedPlan,
  filePlan: TrainingPlan | null,
): ModelCost {
  const plan = resolvePlan(reading.spec, options);
  if (!plan.ok) {
    const fault = filePlan === null ? null : faultOfFile(reading.spec, filePlan);
    return { kind: 'planProblem', reading, message: plan.error, place: fault?.place ?? null };
  }
  const divided = filePlan === null ? null : batchFault(filePlan, options);
  if (divided !== null) return { kind: 'planProblem', reading, message: divided.error, place: divided.place };
  const estimated = estimate(reading.spec, plan.plan);
  return {
    kind: 'estimate',
    reading,
    options,
    places: filePlan?.places ?? new Map(),
    planPositions: filePlan?.positions ?? new Map(),
    growth: growthOf(reading.spec, estimated),
    imageTokens: tokensOfImage(reading.spec),
    estimate: {
      ...estimated,
      assumptions: withOrigins(estimated.assumptions, origins),
      notes: [...notes, ...estimated.notes],
    },
  };
}
