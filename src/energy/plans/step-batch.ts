import { said, type Message } from '../../units/message';
import type { PlanOptions } from '../plan-options';
import { devicesOfCopy } from './common-options';
import type { FileOption, PlanPlace, TrainingPlan } from './plan-fields';

/** What divides a step's sequences: where a person says one of them otherwise, the accumulation that the file's others make is none. */
export const dividing = [
  'gpus',
  'batchSize',
  'dataParallel',
  'tensorParallel',
  'pipelineParallel',
  'contextParallel',
] as const satisfies readonly FileOption[];

/** Whether an option follows from the step's sequences, and has no key of its own. */
export function isDerived({ places }: TrainingPlan, option: FileOption): boolean {
  const place = places.get(option);
  const ofStep = places.get('sequencesPerStep');
  return place !== undefined && place.key === ofStep?.key;
}

/** Workers side by side, as far as a plan says how many; not whole where the degrees don't divide the devices. */
const workersOf = (options: PlanOptions): number | null => {
  const { dataParallel, gpus } = options;
  return dataParallel ?? (typeof gpus === 'number' ? gpus / devicesOfCopy(options) : null);
};

/** Batches summed in a step of so many sequences; null where batch or workers are not known, or don't make it. */
export function accumulationOf(sequences: number, options: PlanOptions): number | null {
  const workers = workersOf(options);
  const { batchSize } = options;
  const times = workers === null || typeof batchSize !== 'number' ? NaN : sequences / workers / batchSize;
  return Number.isInteger(times) ? times : null;
}

/**
 * What is wrong with the step's sequences that a training file says, and where: its own batch and devices do not make them.
 * Null where they do, and where `options` have other devices or another batch than the file, whose word then is another's.
 */
export function batchFault(
  plan: TrainingPlan,
  options: PlanOptions,
): { readonly error: Message; readonly place: PlanPlace } | null {
  const { sequencesPerStep: whole, batchSize, gradientAccumulation: accumulation } = plan.options;
  const place = plan.places.get('sequencesPerStep');
  const isOfFile = [...dividing, 'sequencesPerStep' as const].every(
    (option) => (options[option] ?? null) === (plan.options[option] ?? null),
  );
  const workers = workersOf(plan.options);
  const isCut = workers === null || Number.isInteger(workers);
  if (!isOfFile || !isCut || typeof whole !== 'number' || place === undefined) return null;
  const fault = (rule: Message): ReturnType<typeof batchFault> => ({
    error: said`${place.key} ${rule}`,
    place,
  });
  if (typeof batchSize !== 'number')
    return workers === null || whole % workers === 0
      ? null
      : fault(said`(${whole}) is no multiple of the ${workers} that work side by side.`);
  if (workers === null)
    return whole % batchSize === 0
      ? null
      : fault(said`(${whole}) is no multiple of the batch of one device (${batchSize}).`);
  if (whole % (workers * batchSize) !== 0)
    return fault(
      said`(${whole}) is not the batch of one device (${batchSize}) times the ${workers} that work side by side.`,
    );
  const isOver =
    typeof accumulation === 'number' &&
    !isDerived(plan, 'gradientAccumulation') &&
    (options.gradientAccumulation ?? null) === accumulation &&
    accumulation * workers * batchSize !== whole;
  return isOver
    ? fault(
        said`(${whole}) is not the batch of one device (${batchSize}) times the accumulation (${accumulation}) times the ${workers} that work side by side.`,
      )
    : null;
}
