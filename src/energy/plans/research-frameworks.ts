import { isObject } from '../../model/config-fields';
import {
  devicesOfCopy,
  takeAdapter,
  takeFp8,
  takeGlobalBatch,
  takeOptimizer,
  takePrecision,
  takePrecisionSwitches,
  takeRecomputation,
} from './common-options';
import { hasAny, type PlanFormat } from './plan-format';
import type { PlanFields } from './plan-fields';
import { takeDataParallel, takeSharding } from './sharding';
import { said } from '../../units/message';

/** What levanter's LoRA takes where the file is silent. */
const usualLoraRank = 8;

/** Stanford's levanter: `mp: p=f32,c=bfloat16` names the precision that it computes in. */
const levanter: PlanFormat = {
  name: 'levanter',
  anchors: ['trainer'],
  recognises: (values) =>
    isObject(values['trainer']) && hasAny(values['trainer'], 'num_train_steps', 'train_batch_size'),
  read(fields) {
    fields.model('model_name_or_path', 'initialize_from_hf');
    if (fields.has('lora'))
      takeAdapter(fields, { rank: 'lora.r', targets: ['lora.target_modules'] }, usualLoraRank);
    fields.count(
      'sequenceLength',
      'train_seq_len',
      'max_train_length',
      'max_tune_length',
      'max_seq_len',
      'model.seq_len',
      'model.max_seq_len',
    );
    fields.count('steps', 'trainer.num_train_steps');
    // -1: as much as the batch leaves for each device.
    if (fields.number('trainer.per_device_parallelism') !== -1)
      fields.count('batchSize', 'trainer.per_device_parallelism');
    takeFp8(fields, 'trainer.fp8', 'trainer.quantization.fp8');
    const computed = /\bc(?:ompute)?=(\w+)/.exec(fields.textAt('trainer.mp') ?? '')?.[1] ?? '';
    if (/^(bf16|bfloat16)$/.test(computed)) fields.set('dtype', 'bf16', 'trainer.mp');
    else if (/^(f16|float16)$/.test(computed)) fields.set('dtype', 'fp16', 'trainer.mp');
    else if (/^(f32|float32|full)$/.test(computed)) fields.set('dtype', 'fp32', 'trainer.mp');
    takeOptimizer(fields, 'optimizer.type');
    fields.count('tensorParallel', 'trainer.mesh.axes.model', 'trainer.model_axis_size');
    takeDataParallel(fields, {
      shard: ['trainer.mesh.axes.data'],
      replicate: ['trainer.mesh.axes.replica'],
      usualShard: 'rest',
    });
    if (fields.value('model.gradient_checkpointing') !== undefined)
      takeRecomputation(fields, 'model.gradient_checkpointing');
    takeGlobalBatch(fields, 'trainer.train_batch_size');
  },
};

/** Meta's lingua. */
const lingua: PlanFormat = {
  name: 'lingua',
  anchors: ['steps', 'data'],
  recognises: (values) =>
    hasAny(values, 'steps') &&
    isObject(values['data']) &&
    hasAny(values['data'], 'seq_len', 'batch_size') &&
    isObject(values['model']),
  read(fields) {
    fields.count('sequenceLength', 'data.seq_len');
    fields.count('batchSize', 'data.batch_size');
    fields.count('gradientAccumulation', 'grad_acc_steps');
    fields.count('steps', 'steps');
    fields.count('tensorParallel', 'distributed.tp_size');
    takeFp8(fields, 'distributed.float8_recipe');
    takePrecision(fields, 'distributed.model_dtype');
    takeSharding(fields, 'distributed.fsdp_type');
    takeDataParallel(fields, {
      shard: ['distributed.dp_shard'],
      replicate: ['distributed.dp_replicate'],
      usualShard: 1,
    });
    if (fields.flag('distributed.selective_activation_checkpointing'))
      fields.set('recompute', 'selective', 'distributed.selective_activation_checkpointing');
  },
};

/** What MaxText's axes cut, each within a slice (`ici_`) and over slices (`dcn_`): -1 is all devices that are left. */
const meshAxes = [
  ['dataParallel', ['data', 'fsdp', 'fsdp_transpose', 'expert']],
  ['tensorParallel', ['tensor', 'tensor_transpose', 'tensor_sequence']],
  ['pipelineParallel', ['pipeline']],
  ['contextParallel', ['context', 'sequence']],
  ['expertParallel', ['expert']],
] as const;

/** Degrees as the products of the axes that a file has; left open where it has none, or one is "the rest". */
function takeMesh(fields: PlanFields): void {
  for (const [option, axes] of meshAxes) {
    const paths = axes
      .flatMap((axis) => [`ici_${axis}_parallelism`, `dcn_${axis}_parallelism`])
      .filter((path) => fields.number(path) !== null);
    const degrees = paths.map((path) => fields.number(path) ?? 1);
    const degree = degrees.reduce((product, each) => product * each, 1);
    const [named] = paths.filter((path) => fields.number(path) !== 1).concat(paths);
    if (named !== undefined && degrees.every((each) => Number.isInteger(each) && each >= 1) && degree <= 1e7)
      fields.set(option, degree, named);
  }
}

/** MaxText counts a batch by the device: those that one copy of the model is cut over work on one together. */
function takeBatchOfDevices(fields: PlanFields, path: string): void {
  const each = fields.number(path);
  if (each === null) return;
  const batch = each * devicesOfCopy(fields.options);
  if (batch !== each && batch >= 1 && Number.isInteger(batch)) fields.set('batchSize', batch, path);
  else fields.count('batchSize', path);
}

/** MaxText's `quantization` is of the products: fp8 and fp4 in any of its names; whole numbers are not costed. */
function takeQuantisedProducts(fields: PlanFields, path: string): void {
  const named = fields.textAt(path);
  if (named === null) return;
  if (/fp8|fp4/i.test(named)) takePrecision(fields, path);
  else
    fields.notes.push(
      said`${path} is ${named.slice(0, 40)}: what such products gain is not counted, the precision beside it is.`,
    );
}

/** Google's MaxText. */
const maxtext: PlanFormat = {
  name: 'maxtext',
  anchors: ['per_device_batch_size', 'steps', 'max_target_length'],
  recognises: (values) =>
    hasAny(values, 'per_device_batch_size', 'max_target_length') &&
    hasAny(values, 'base_emb_dim', 'model_name', 'base_num_decoder_layers', 'decoder_block'),
  read(fields) {
    if (fields.textAt('model_name') !== 'default') fields.model('model_name');
    fields.count('sequenceLength', 'max_target_length');
    takeMesh(fields);
    const sharded = ['ici_fsdp_parallelism', 'dcn_fsdp_parallelism'].find(
      (path) => (fields.number(path) ?? 1) !== 1,
    );
    if (sharded !== undefined) fields.set('zeroStage', 3, sharded);
    takeBatchOfDevices(fields, 'per_device_batch_size');
    fields.count('gradientAccumulation', 'gradient_accumulation_steps');
    fields.count('steps', 'steps');
    takeQuantisedProducts(fields, 'quantization');
    takePrecision(fields, 'dtype');
    takeOptimizer(fields, 'opt_type');
    const policy = fields.textAt('remat_policy');
    if (policy !== null) fields.set('recompute', policy === 'full' ? 'full' : 'selective', 'remat_policy');
  },
};

/** The Cerebras Model Zoo, with its loop in `trainer` or, older, in `runconfig`: its batch is the whole step's. */
const cerebras: PlanFormat = {
  name: 'cerebras-modelzoo',
  anchors: ['trainer', 'train_input', 'runconfig'],
  recognises: (values) => {
    const trainer = values['trainer'];
    return (
      (isObject(trainer) && isObject(trainer['init']) && hasAny(trainer, 'fit')) ||
      (isObject(values['train_input']) && isObject(values['runconfig']))
    );
  },
  read(fields) {
    const data = ['trainer.fit.train_dataloader', 'train_input'];
    fields.count(
      'sequenceLength',
      ...data.flatMap((section) => [`${section}.max_sequence_length`, `${section}.src_max_sequence_length`]),
    );
    fields.count('steps', 'trainer.init.loop.max_steps', 'runconfig.max_steps');
    fields.count('epochs', 'trainer.init.loop.max_epochs', 'runconfig.max_epochs');
    for (const section of ['trainer.init.precision', 'trainer.init.model', 'model'])
      takePrecision(fields, `${section}.fp16_type`);
    takePrecisionSwitches(fields, 'bf16');
    takeOptimizer(fields, 'optimizer.optimizer_type');
    takeGlobalBatch(fields, ...data.map((section) => `${section}.batch_size`));
  },
};

/** Training sections of frameworks that research groups and makers of accelerators train with. */
export const researchFrameworks: readonly PlanFormat[] = [cerebras, levanter, lingua, maxtext];
