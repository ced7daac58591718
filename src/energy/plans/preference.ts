import type { PlanFields } from './plan-fields';
import { tellRollouts } from './rollouts';
import { said } from '../../units/message';

/** What a step of a method does beside the trained model's own pass over each sequence of its batch. */
interface Method {
  /** Whether an example is two sequences: a chosen and a rejected answer, or two that the model writes. */
  readonly pairs: boolean;
  /** Forward passes of a frozen reference. */
  readonly referencePasses: 0 | 1 | 2;
  /** Forward passes of the trained model without gradients. */
  readonly ownPasses: 0 | 1;
}

const pairsAlone: Method = { pairs: true, referencePasses: 0, ownPasses: 0 };
const pairsAndReference: Method = { pairs: true, referencePasses: 1, ownPasses: 0 };
const reference: Method = { pairs: false, referencePasses: 1, ownPasses: 0 };

/** Ways of training on preferences and rewards, as libraries name them. */
const methods = {
  dpo: pairsAndReference,
  ipo: pairsAndReference,
  // Both models read each answer with another question too, for the divergence (trl/trainer/kto_trainer.py).
  kto: { pairs: false, referencePasses: 2, ownPasses: 1 },
  bco: reference,
  orpo: pairsAlone,
  cpo: pairsAlone,
  simpo: pairsAlone,
  reward: pairsAlone,
  rm: pairsAlone,
  ppo: reference,
  rloo: reference,
  onlinedpo: pairsAndReference,
  xpo: pairsAndReference,
  nashmd: pairsAndReference,
} as const satisfies Readonly<Record<string, Method>>;

const writesAnswers: ReadonlySet<string> = new Set(['grpo', 'ppo', 'rloo', 'onlinedpo', 'xpo', 'nashmd']);
const hasTeacher: ReadonlySet<string> = new Set(['gkd', 'gold', 'distillation', 'minillm']);

export const isPreferenceMethod = (name: string): name is keyof typeof methods =>
  Object.hasOwn(methods, name);

/** Says that a frozen model of the same size reads what the trained one does: forward passes and, without adapters, its weights more. */
export function takeReference(fields: PlanFields, passes = 1): void {
  if (fields.options.hasReference === true) return;
  fields.options.hasReference = true;
  fields.options.forwardPasses = passes;
  fields.notes.push(
    said`A frozen reference model reads each sequence too: its forward pass is counted, and its weights where it is no frozen base of adapters.`,
  );
}

/** Says that what a teacher of another size does is not counted. */
function tellTeacher(fields: PlanFields): void {
  fields.notes.push(
    said`The student’s training steps alone are counted: the teacher’s forward passes and weights are not, nor what the student generates to train on.`,
  );
}

/** Examples of two sequences: as many again in a batch, a step and the data. */
function takePairs(fields: PlanFields): void {
  const { batchSize, sequencesPerStep, datasetTokens } = fields.options;
  if (typeof sequencesPerStep === 'number') fields.options.sequencesPerStep = 2 * sequencesPerStep;
  if (typeof datasetTokens === 'number') fields.options.datasetTokens = 2 * datasetTokens;
  if (typeof batchSize !== 'number') return;
  const place = fields.places.get('batchSize');
  fields.options.batchSize = 2 * batchSize;
  fields.toolDefaults.set(
    'batchSize',
    place === undefined
      ? said`pairs of a chosen and a rejected answer, two sequences each`
      : batchSize === 1
        ? said`a pair of ${place.key} in line ${place.line}, two sequences`
        : said`${batchSize} pairs of ${place.key} in line ${place.line}, two sequences each`,
  );
}

/** Keys of TRL's configs that one method alone has. */
const ownKeys: readonly (readonly [method: string, keys: readonly string[]])[] = [
  ['grpo', ['num_generations', 'epsilon_high', 'scale_rewards']],
  ['kto', ['desirable_weight', 'undesirable_weight']],
  ['cpo', ['cpo_alpha', 'simpo_gamma']],
  [
    'dpo',
    ['reference_free', 'precompute_ref_log_probs', 'rpo_alpha', 'ref_model_init_kwargs', 'sync_ref_model'],
  ],
  ['reward', ['center_rewards_coefficient']],
  ['gkd', ['lmbda', 'teacher_model_name_or_path']],
];
const named =
  'dpo|kto|bco|orpo|cpo|simpo|reward(?:_model(?:ing)?)?|rm|ppo|rloo|grpo|gkd|online_dpo|dpo_online|xpo|nash_md';
/**
 * A subcommand, a module or a script that is named for its method: `trl dpo`, `openrlhf.cli.train_rm`, `scripts/dpo.py`. A word
 * alone tells nothing: `rm` is the shell's, and what is written about a training names methods too.
 */
const methodOfCommand = new RegExp(
  String.raw`(?:\btrl[ \t]+|\btrl\.scripts\.|\bopenrlhf\.cli\.train_)(${named})(?:_\w{1,40})?(?=[\s\\]|$)|(?:^|[\s/])(?:run_|train_)?(${named})(?:_\w{1,40})?\.py\b`,
  'm',
);
const otherNames: Readonly<Record<string, string>> = {
  rewardmodel: 'reward',
  rewardmodeling: 'reward',
  dpoonline: 'onlinedpo',
};

/** The method of a file of TRL's or OpenRLHF's arguments: by its command, else by a key that it alone has; null where neither tells. */
export function methodOfArguments(fields: PlanFields): string | null {
  const name = fields.matched(methodOfCommand)?.replaceAll('_', '');
  if (name !== undefined) return otherNames[name] ?? name;
  return ownKeys.find(([, keys]) => keys.some((key) => fields.has(key)))?.[0] ?? null;
}

/** Takes the method that a file's command or keys tell; a weight of the preference without a method is told. */
export function takeArgumentsMethod(fields: PlanFields): void {
  const method = methodOfArguments(fields);
  if (method !== null) takePreference(fields, method);
  else if (fields.has('beta'))
    fields.notes.push(
      said`beta is of training on preferences, by a method that the file does not name: the second sequence of a pair and a reference model are not counted.`,
    );
}

/**
 * Training on preferences: pairs are two sequences each, and a reference reads them. Call it when batch and adapter are read.
 * Of GRPO and RLOO `beta` decides whether there is a reference.
 */
export function takePreference(fields: PlanFields, name: string): void {
  const method = name.toLowerCase().replaceAll(/[_-]/g, '');
  if (writesAnswers.has(method)) tellRollouts(fields);
  if (hasTeacher.has(method)) tellTeacher(fields);
  if (method === 'ppo') fields.notes.push(said`The value model and the reward model are not counted.`);
  if (method === 'reward' || method === 'rm')
    fields.builtAs('AutoModelForSequenceClassification', { num_labels: 1 });
  if (method === 'grpo' && (fields.number('beta') ?? 0) > 0) takeReference(fields);
  if (!isPreferenceMethod(method)) return;
  // KTO's loss without the divergence reads nothing twice.
  const isPlain = method === 'kto' && fields.textAt('loss_type') === 'apo_zero_unpaired';
  const { pairs, referencePasses, ownPasses }: Method = isPlain ? reference : methods[method];
  const isLeftOut = fields.flag('reference_free') || (method === 'rloo' && fields.number('beta') === 0);
  const isBefore = fields.flag('precompute_ref_log_probs');
  if (isBefore && referencePasses > 0)
    fields.notes.push(
      said`The reference’s log-probabilities are computed before the training (precompute_ref_log_probs): that one pass over the data is not counted.`,
    );
  else if (referencePasses > 0 && !isLeftOut) takeReference(fields, referencePasses);
  if (ownPasses > 0) {
    fields.options.forwardPasses = (fields.options.forwardPasses ?? 0) + ownPasses;
    fields.notes.push(
      said`Each answer is read with another question too, forward alone (KTO’s divergence): by the trained model and by the reference where there is one.`,
    );
  }
  if (pairs) takePairs(fields);
}
