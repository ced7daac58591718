import type { PlanFields } from './plan-fields';
import { tellRollouts } from './rollouts';
import { said } from '../../units/message';

/** Ways of training on preferences and rewards, as libraries name them. */
const methods = {
  dpo: { pairs: true, reference: true },
  ipo: { pairs: true, reference: true },
  kto: { pairs: false, reference: true },
  orpo: { pairs: true, reference: false },
  cpo: { pairs: true, reference: false },
  simpo: { pairs: true, reference: false },
  reward: { pairs: true, reference: false },
  rm: { pairs: true, reference: false },
  ppo: { pairs: false, reference: true },
  rloo: { pairs: false, reference: true },
} as const;

export const isPreferenceMethod = (name: string): name is keyof typeof methods =>
  Object.hasOwn(methods, name);

/** Says that a frozen model of the same size reads what the trained one does: a forward pass and, without adapters, its weights more. */
export function takeReference(fields: PlanFields): void {
  if (fields.options.hasReference === true) return;
  fields.options.hasReference = true;
  fields.notes.push(
    said`A frozen reference model reads each sequence too: its forward pass is counted, and its weights where it is no frozen base of adapters.`,
  );
}

/**
 * Training on preferences: pairs are two sequences each, and a reference reads them. Call it when batch and adapter are read.
 * `KTO` and `PPO` have no pairs; of GRPO `beta` decides whether there is a reference.
 */
export function takePreference(fields: PlanFields, name: string): void {
  const method = name.toLowerCase();
  if (method === 'grpo' || method === 'ppo' || method === 'rloo') tellRollouts(fields);
  if (method === 'grpo' && (fields.number('beta') ?? 0) > 0) takeReference(fields);
  if (!isPreferenceMethod(method)) return;
  const { pairs, reference } = methods[method];
  const isFree = fields.flag('reference_free') || fields.flag('precompute_ref_log_probs');
  if (reference && !isFree) takeReference(fields);
  const { batchSize } = fields.options;
  const place = fields.places.get('batchSize');
  if (!pairs || typeof batchSize !== 'number') return;
  fields.options.batchSize = 2 * batchSize;
  fields.places.delete('batchSize');
  fields.toolDefaults.set(
    'batchSize',
    place === undefined
      ? said`pairs of a chosen and a rejected answer, two sequences each`
      : said`${batchSize} pairs of ${place.key} in line ${place.line}, two sequences each`,
  );
  const { sequencesPerStep } = fields.options;
  if (typeof sequencesPerStep === 'number') fields.options.sequencesPerStep = 2 * sequencesPerStep;
}
