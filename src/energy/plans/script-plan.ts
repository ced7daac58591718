import type { ModelSpec } from '../../model/spec';
import type { Message } from '../../units/message';
import { resolvePlan } from '../plan';
import type { PlanOptions } from '../plan-options';
import { overruledBy } from './merge-plan';
import type { FileOption, TrainingPlan } from './plan-fields';

/** The numbers of a plan that detection reads from a script or a command. */
export type StatedNumbers = Pick<
  PlanOptions,
  'batchSize' | 'gradientAccumulation' | 'epochs' | 'steps' | 'sequenceLength' | 'gpus'
>;
const statedOptions = [
  'batchSize',
  'gradientAccumulation',
  'epochs',
  'steps',
  'sequenceLength',
  'gpus',
] as const;

const nothing: TrainingPlan = {
  format: 'python',
  options: {},
  places: new Map(),
  baseModel: null,
  adapter: null,
  toolDefaults: new Map(),
  leftOpen: new Set(),
  deepspeedFile: null,
  notes: [],
  diagnostics: [],
  anchor: { offset: 0, length: 1 },
};

/** The plan of numbers alone; `why` tells where they come from. A count that can't be one is left out. */
export function statedPlan(numbers: StatedNumbers, why: Message): TrainingPlan {
  const options = Object.fromEntries(
    statedOptions.flatMap((option) => {
      const value = numbers[option];
      const isCount =
        typeof value === 'number' && value > 0 && (option === 'epochs' || Number.isInteger(value));
      return isCount ? [[option, value] as const] : [];
    }),
  );
  return {
    ...nothing,
    options,
    toolDefaults: new Map(Object.keys(options).map((option) => [option as FileOption, why])),
  };
}

/** A script's own plan where it can be one of a model: what a class or a constant says may be of something else. */
export const possiblePlan = (spec: ModelSpec, plan: TrainingPlan | null): TrainingPlan | null =>
  plan !== null && Object.keys(plan.options).length > 0 && resolvePlan(spec, plan.options).ok ? plan : null;

/** The same plan for a reader of another file: its places tell whose they are. */
export const placedIn = (plan: TrainingPlan, file: string): TrainingPlan => ({
  ...plan,
  places: new Map([...plan.places].map(([option, place]) => [option, { file, ...place }])),
});

/**
 * Several words on one training as one plan, a later one over those before it: a script's own, the files that its command names,
 * the command's arguments.
 */
export const planOfScript = (layers: readonly TrainingPlan[]): TrainingPlan =>
  layers.reduce((below, above) => {
    const told = new Set<string>(Object.keys(above.options));
    for (const option of [...told]) for (const other of overruledBy(option)) told.add(other);
    const kept = <Value>(values: ReadonlyMap<FileOption, Value>, own: ReadonlyMap<FileOption, Value>) =>
      new Map([...[...values].filter(([option]) => !told.has(option)), ...own]);
    return {
      ...below,
      options: {
        ...Object.fromEntries(Object.entries(below.options).filter(([option]) => !told.has(option))),
        ...above.options,
      },
      places: kept(below.places, above.places),
      toolDefaults: kept(below.toolDefaults, above.toolDefaults),
      leftOpen: new Set([...[...below.leftOpen].filter((option) => !told.has(option)), ...above.leftOpen]),
      baseModel: above.baseModel ?? below.baseModel,
      adapter: above.adapter ?? below.adapter,
      deepspeedFile: above.deepspeedFile ?? below.deepspeedFile,
      notes: [...below.notes, ...above.notes],
      diagnostics: [...below.diagnostics, ...above.diagnostics],
    };
  }, nothing);
