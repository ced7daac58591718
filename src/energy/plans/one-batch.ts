import type { PlanOptions } from '../plan-options';

/** A stated batch with no accumulation is a step of one, as trainers take it that are told nothing. `isOpen`: what is accumulated can't be read. */
export const isOneBatchAStep = (
  {
    batchSize,
    gradientAccumulation,
    microBatches,
  }: Pick<PlanOptions, 'batchSize' | 'gradientAccumulation' | 'microBatches'>,
  isOpen = false,
): boolean =>
  typeof batchSize === 'number' &&
  !isOpen &&
  (gradientAccumulation ?? null) === null &&
  (microBatches ?? null) === null;
