import { formatCount } from '../units/format';
import { message, type Message } from '../units/message';
import type { Estimate } from './estimate';
import type { PlanOptions } from './plan-options';

/** What a plan leaves open and the model's size decides then. */
type BySize = 'tokens' | 'gpus';

/** Values of one model's plan by which another version of it is estimated. */
export type HeldPlan = Readonly<Partial<Record<BySize, number>>>;

const isSaid = (value: unknown): boolean => value !== undefined && value !== null;

const leftOpen: Readonly<Record<BySize, (options: PlanOptions) => boolean>> = {
  tokens: ({ tokens, steps, datasetTokens, fineTunes }) =>
    ![tokens, steps, datasetTokens].some(isSaid) && fineTunes !== true,
  gpus: ({ gpus, dataParallel, gpuHours }) => ![gpus, dataParallel, gpuHours].some(isSaid),
};

/**
 * What both versions of a model leave to its size, as it is for the present one: so that the model is compared, and not a training
 * that is longer because the model is larger. Nothing of what either says itself.
 */
export function heldPlan(
  { plan }: Pick<Estimate, 'plan'>,
  present: PlanOptions,
  other: PlanOptions = present,
): HeldPlan {
  const isOpen = (option: BySize): boolean => leftOpen[option](present) && leftOpen[option](other);
  return {
    ...(isOpen('tokens') ? { tokens: plan.tokens } : {}),
    ...(isOpen('gpus') ? { gpus: plan.gpus } : {}),
  };
}

/** The rule in a sentence, where it holds anything. */
export const heldPlanText = ({ tokens, gpus }: HeldPlan): Message | null => {
  if (tokens === undefined)
    return gpus === undefined
      ? null
      : message(
          'The plan leaves the number of accelerators open: both are for the {0} of the present model.',
          gpus,
        );
  return gpus === undefined
    ? message(
        'The plan leaves the tokens open: both are for the {0} of the present model, so that only the model differs.',
        formatCount(tokens),
      )
    : message(
        'The plan leaves tokens and accelerators open: both are for the {0} tokens and the number of accelerators ({1}) of the present model, so that only the model differs.',
        formatCount(tokens),
        gpus,
      );
};
