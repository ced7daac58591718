import { estimate, type Estimate } from '../energy/estimate';
import { resolvePlan } from '../energy/plan';
import type { PlanOptions } from '../energy/plan-options';
import { mergePlan, withOrigins, type MergedPlan } from '../energy/plans/merge-plan';
import type { TrainingPlan } from '../energy/plans/plan-fields';
import { readTrainingPlan } from '../energy/plans/read-plan';
import { findKnownModel } from '../model/known-models';
import { couldBeModelConfig, readModelConfig, type ConfigReading } from '../model/read-config';
import type { Settings } from './settings';

type ModelReading = Extract<ConfigReading, { kind: 'model' }>;

/** What is known of a document that claims to be a model's configuration. */
export type ModelCost =
  | {
      readonly kind: 'estimate';
      readonly reading: ModelReading;
      /** What the file and the settings say together. */
      readonly options: PlanOptions;
      readonly estimate: Estimate;
    }
  | {
      readonly kind: 'planProblem';
      readonly reading: ModelReading;
      readonly message: string;
    }
  | Exclude<ConfigReading, { kind: 'model' }>;

/** What a document costs: a model's configuration, or a training plan whose model is known by its name. Never throws. */
export function modelCostOf(
  text: string,
  settings: Pick<Settings, 'estimate' | 'region' | 'pue'> &
    Partial<Pick<Settings, 'hardwareLife' | 'hardwareUse'>>,
): ModelCost {
  const config: ConfigReading = couldBeModelConfig(text) ? readModelConfig(text) : { kind: 'notModel' };
  if (config.kind === 'invalid') return config;
  const unread = config.kind === 'model' ? null : config;
  const planned = readTrainingPlan(text);
  const plan = planned.kind === 'plan' ? planned.plan : null;
  const reading = config.kind === 'model' ? config : plan === null ? null : readingOfPlan(plan);
  if (reading === null) return unread ?? { kind: 'notModel' };
  if (plan !== null && plan.diagnostics.length > 0) return { kind: 'invalid', diagnostics: plan.diagnostics };
  const { region, pue, hardwareLife, hardwareUse } = settings;
  const options: PlanOptions = { ...settings.estimate, region, pue, hardwareLife, hardwareUse };
  if (plan === null) return costUnder(reading, { options, origins: new Map(), notes: [] });
  // The file speaks of its own run, the settings of any.
  const open = Object.entries(options).filter(([option]) => !Object.hasOwn(plan.options, option));
  return costUnder(reading, mergePlan(reading.spec, plan, Object.fromEntries(open), null));
}

/** The model that a training plan names, where the catalogue knows it; a folder's model needs the command line. */
function readingOfPlan(plan: TrainingPlan): ModelReading | null {
  const found = plan.baseModel === null ? null : findKnownModel(plan.baseModel.name);
  if (found?.kind !== 'known') return null;
  const { format, anchor } = plan;
  return { kind: 'model', format, spec: found.spec, anchor, positions: new Map(), warnings: [] };
}

function costUnder(reading: ModelReading, { options, origins, notes }: MergedPlan): ModelCost {
  const plan = resolvePlan(reading.spec, options);
  if (!plan.ok) return { kind: 'planProblem', reading, message: plan.error };
  const estimated = estimate(reading.spec, plan.plan);
  return {
    kind: 'estimate',
    reading,
    options,
    estimate: {
      ...estimated,
      assumptions: withOrigins(estimated.assumptions, origins),
      notes: [...notes, ...estimated.notes],
    },
  };
}
