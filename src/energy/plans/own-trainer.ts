import { isObject, type ConfigObject } from '../../model/config-fields';
import { conceptOfKey } from '../../model/key-spellings';
import type { Span } from '../../model/reading';
import { said } from '../../units/message';
import { takeOptimizer, takePrecision } from './common-options';
import { hasAny } from './plan-format';
import { PlanFields, type TrainingPlan } from './plan-fields';

const sections = ['train', 'training', 'trainer'] as const;
const batchKeys = ['micro_batch_size', 'device_batch_size', 'per_device_batch_size', 'batch_size'];
const lengthKeys = {
  tokens: ['total_tokens', 'max_tokens', 'num_tokens', 'train_tokens', 'tokens'],
  steps: ['max_steps', 'total_steps', 'num_steps', 'train_steps', 'max_iters', 'num_iterations', 'steps'],
  epochs: ['num_epochs', 'max_epochs', 'epochs'],
} as const;
const lengths = Object.values(lengthKeys).flat();
/** By so many sizes a section is a model's. */
const fewestSizes = 3;

/** A cheap look: a section of such a name, and a length of training in any. */
export const couldHoldOwnTrainer = (text: string): boolean =>
  /^["']?(?:train|training|trainer)["']?[ \t]*:/m.test(text) &&
  /^["']?model["']?[ \t]*:/m.test(text) &&
  lengths.some((key) => text.includes(key));

const isModel = (section: ConfigObject): boolean =>
  new Set(Object.keys(section).flatMap((key) => conceptOfKey(key) ?? [])).size >= fewestSizes;

/** The training section of somebody's own trainer, beside a model's plain sizes, by the usual names; null where it has no length of training. */
export function ownTrainerIn(
  values: ConfigObject,
  spans: ReadonlyMap<string, Span>,
  text: string,
): TrainingPlan | null {
  const model = values['model'] ?? null;
  if (!isObject(model) || !isModel(model)) return null;
  for (const section of sections) {
    const inner = values[section] ?? null;
    if (!isObject(inner) || !hasAny(inner, ...lengths)) continue;
    const fields = new PlanFields(inner, spans, text, `${section}.`);
    fields.count('tokens', ...lengthKeys.tokens);
    if (fields.options.tokens === undefined) fields.count('steps', ...lengthKeys.steps);
    if (fields.options.tokens === undefined && fields.options.steps === undefined)
      fields.count('epochs', ...lengthKeys.epochs);
    fields.count('batchSize', ...batchKeys);
    fields.count(
      'gradientAccumulation',
      'gradient_accumulation_steps',
      'grad_accumulation_steps',
      'grad_accum_steps',
      'grad_accum',
      'accumulation_steps',
    );
    fields.count('sequenceLength', 'seq_len', 'seq_length', 'max_seq_len', 'sequence_length', 'block_size');
    fields.count('gpus', 'gpus', 'num_gpus', 'n_gpus', 'world_size', 'devices');
    takePrecision(fields, 'precision', 'dtype', 'mixed_precision');
    takeOptimizer(fields, 'optimizer', 'optimizer.name');
    const batch = fields.places.get('batchSize')?.key;
    if (batch === 'batch_size')
      fields.notes.push(said`${`${section}.batch_size`} is taken to be the batch of one accelerator.`);
    return fields.plan('own trainer', lengths.find((key) => fields.has(key)) ?? '');
  }
  return null;
}
