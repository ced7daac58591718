import { said } from '../../units/message';
import type { PlanFields } from './plan-fields';

const rolloutsNotCounted = said`The training steps alone are counted: what the model generates to train on is not.`;

/** Says of reinforcement learning that it trains on what the model writes first. */
export function tellRollouts(fields: PlanFields): void {
  if (!fields.notes.includes(rolloutsNotCounted)) fields.notes.push(rolloutsNotCounted);
}
