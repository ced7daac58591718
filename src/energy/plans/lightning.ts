import { isObject, type ConfigObject } from '../../model/config-fields';
import { takeAccumulation } from './accumulation';
import { takeGlobalBatch, takeOptimizer, takePrecision } from './common-options';
import { takeDevices } from './framework-sections';
import type { PlanFields } from './plan-fields';
import type { PlanFormat } from './plan-format';
import { takeSharding } from './sharding';

/** Arguments of PyTorch Lightning's Trainer that other files' `trainer` sections have not, two of which tell it. */
const ofTrainer = [
  'accelerator',
  'strategy',
  'accumulate_grad_batches',
  'max_epochs',
  'max_steps',
  'precision',
  'devices',
  'num_nodes',
  'gradient_clip_val',
  'val_check_interval',
  'check_val_every_n_epoch',
  'log_every_n_steps',
  'num_sanity_val_steps',
  'limit_val_batches',
  'enable_checkpointing',
  'fast_dev_run',
  'callbacks',
  'gpus',
];

/** Whether a section holds the arguments of Lightning's Trainer, as its command line and hydra have them. */
export const isLightningTrainer = (section: ConfigObject): boolean =>
  [section['_target_'], section['class_path']].some(
    (name) => typeof name === 'string' && /\bTrainer$/.test(name),
  ) || ofTrainer.filter((key) => Object.hasOwn(section, key)).length >= 2;

/** Devices as Lightning has them: a number, a list of them, or their numbers in a text; a text of one number is that many. */
function devicesEach(fields: PlanFields, path: string): number | null {
  const value = fields.value(path);
  if (Array.isArray(value)) return value.length > 0 ? value.length : null;
  if (typeof value === 'string' && value.includes(',')) return fields.list(path).length;
  return fields.number(path);
}

/** Lightning's Trainer, whose arguments stand behind `prefix`. */
export function takeLightningTrainer(fields: PlanFields, prefix: string): void {
  const at = (name: string): string => `${prefix}${name}`;
  const path = [at('devices'), at('gpus')].find((candidate) => fields.has(candidate));
  const each = path === undefined ? null : devicesEach(fields, path);
  if (path !== undefined && each !== null && fields.number(path) === each)
    takeDevices(fields, path, at('num_nodes'));
  else if (path !== undefined && each !== null)
    fields.set('gpus', each * Math.max(1, fields.number(at('num_nodes')) ?? 1), path);
  fields.count('steps', at('max_steps'));
  fields.count('epochs', at('max_epochs'));
  takePrecision(fields, at('precision'));
  takeAccumulation(fields, at('accumulate_grad_batches'));
  const strategy = [at('strategy'), at('strategy.class_path'), at('strategy._target_')].find(
    (candidate) => fields.textAt(candidate) !== null,
  );
  const [, stage] =
    /(?:deepspeed|zero)_?stage_?([123])/i.exec(
      strategy === undefined ? '' : (fields.textAt(strategy) ?? ''),
    ) ?? [];
  if (strategy !== undefined && stage !== undefined) fields.set('zeroStage', Number(stage), strategy);
  // "deepspeed_stage_3_offload" sends weights with the state.
  if (strategy !== undefined && /_offload$/i.test(fields.textAt(strategy) ?? ''))
    fields.set('offload', stage === '3' ? 'all' : 'optimizer', strategy);
  fields.count('zeroStage', at('strategy.init_args.stage'), at('strategy.stage'));
  takeSharding(fields, at('strategy.init_args.sharding_strategy'), at('strategy.sharding_strategy'));
  if (strategy !== undefined && /^ddp|DDPStrategy$/i.test(fields.textAt(strategy) ?? ''))
    fields.set('zeroStage', 0, strategy);
  else if (strategy !== undefined && /^fsdp|FSDPStrategy$/i.test(fields.textAt(strategy) ?? ''))
    fields.set('zeroStage', 3, strategy);
}

/** Where projects around Lightning keep the batch of one device, the sequence's length and the model's name. */
const sections = [
  '',
  'data.',
  'datamodule.',
  'data.init_args.',
  'dataset.',
  'model.',
  'model.init_args.',
  'training.',
  'train.',
];
const named = (...names: readonly string[]): string[] =>
  sections.flatMap((section) => names.map((name) => section + name));

/** PyTorch Lightning's own files: of its command line (LightningCLI) and of hydra's templates. */
export const lightning: PlanFormat = {
  name: 'lightning',
  anchors: ['trainer'],
  recognises: ({ trainer = null }) => isObject(trainer) && isLightningTrainer(trainer),
  read(fields) {
    takeLightningTrainer(fields, fields.has('trainer.init_args') ? 'trainer.init_args.' : 'trainer.');
    fields.count(
      'batchSize',
      ...named(
        'micro_batch_size',
        'batch_size_per_device',
        'per_device_batch_size',
        'train_batch_size',
        'batch_size',
      ),
    );
    fields.count(
      'sequenceLength',
      ...named('max_seq_length', 'max_seq_len', 'sequence_length', 'seq_len', 'max_length', 'block_size'),
    );
    takeOptimizer(
      fields,
      'optimizer',
      'optimizer.class_path',
      'optimizer._target_',
      'model.optimizer._target_',
      'optimizer.name',
    );
    fields.model(
      ...named(
        'model_name_or_path',
        'pretrained_model_name_or_path',
        'model_name',
        'base_model',
        'pretrained_model',
        'model_id',
      ),
    );
    if (fields.options.gradientAccumulation === undefined)
      takeGlobalBatch(fields, ...named('global_batch_size'));
  },
};
