import { isObject, type ConfigObject } from '../../model/config-fields';
import type { Span } from '../../model/reading';
import { PlanFields, type TrainingPlan } from './plan-fields';
import { takeTrainerOptions } from './trainer-options';
import { hasAny } from './plan-format';

/** Where scripts keep the arguments of transformers' Trainer in a file of their own; the first is the file itself. */
const sections = [
  '',
  'training_args',
  'training_arguments',
  'trainer_args',
  'training',
  'trainer',
  'train',
] as const;
/** Where such a file names its model. */
const modelPaths = [
  'model_name_or_path',
  'model_name',
  'base_model',
  'model_id',
  'model',
  'model.model_name_or_path',
  'model.name_or_path',
  'model.name',
] as const;

/** Keys of TrainingArguments that no other kind of file has. */
const own = ['per_device_train_batch_size', 'per_gpu_train_batch_size'] as const;
/** Keys that others have too: so many of them are a trainer's. */
const shared = [
  'num_train_epochs',
  'max_steps',
  'gradient_accumulation_steps',
  'learning_rate',
  'lr_scheduler_type',
  'warmup_ratio',
  'warmup_steps',
  'weight_decay',
  'logging_steps',
  'save_steps',
  'output_dir',
  'dataset_name',
  'report_to',
  'optim',
] as const;
const enoughShared = 3;

const isTrainers = (values: ConfigObject): boolean =>
  hasAny(values, ...own) ||
  (hasAny(values, 'num_train_epochs', 'max_steps', 'dataset_name') &&
    shared.filter((key) => Object.hasOwn(values, key)).length >= enoughShared);

/** The arguments of transformers' Trainer in a file without a name for its kind, in a section or not; null where it holds none. */
export function trainerSectionIn(
  values: ConfigObject,
  spans: ReadonlyMap<string, Span>,
  text: string,
  prefix: string,
): TrainingPlan | null {
  for (const section of sections) {
    const inner = section === '' ? values : (values[section] ?? null);
    if (!isObject(inner) || !isTrainers(inner)) continue;
    const fields = new PlanFields(inner, spans, text, section === '' ? prefix : `${prefix}${section}.`);
    takeTrainerOptions(fields);
    const whole = new PlanFields(values, spans, text, prefix);
    whole.model(...modelPaths);
    fields.baseModel = whole.baseModel;
    const anchor = [...own, ...shared].find((key) => fields.has(key)) ?? '';
    return fields.plan('transformers', anchor);
  }
  return null;
}
