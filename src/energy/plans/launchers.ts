import { isObject } from '../../model/config-fields';
import { takeGlobalBatch, takeOptimizer, takePrecision, takePrecisionSwitches } from './common-options';
import { hasAny, type PlanFormat } from './plan-format';
import { takeDataParallel, takeDeepspeed, takeFsdp, takeOffload } from './sharding';
import { said } from '../../units/message';

/** accelerate's configuration, which `accelerate config` writes. */
export const accelerate: PlanFormat = {
  name: 'accelerate',
  anchors: ['distributed_type', 'compute_environment'],
  recognises: (values) =>
    hasAny(values, 'compute_environment', 'distributed_type') &&
    hasAny(values, 'num_processes', 'mixed_precision', 'num_machines'),
  read(fields) {
    fields.count('gpus', 'num_processes');
    takePrecision(fields, 'mixed_precision');
    fields.count('zeroStage', 'deepspeed_config.zero_stage');
    takeOffload(fields, 'deepspeed_config.offload_optimizer_device', 'deepspeed_config.offload_param_device');
    fields.count(
      'gradientAccumulation',
      'deepspeed_config.gradient_accumulation_steps',
      'gradient_accumulation_steps',
    );
    if (fields.textAt('distributed_type') === 'FSDP') takeFsdp(fields, true);
    if (fields.textAt('distributed_type') === 'MULTI_GPU') fields.set('zeroStage', 0, 'distributed_type');
    takeDeepspeed(fields, 'deepspeed_config.deepspeed_config_file');
    fields.count(
      'tensorParallel',
      'parallelism_config.parallelism_config_tp_size',
      'megatron_lm_config.megatron_lm_tp_degree',
    );
    fields.count('pipelineParallel', 'megatron_lm_config.megatron_lm_pp_degree');
    fields.count('contextParallel', 'parallelism_config.parallelism_config_cp_size');
    takeDataParallel(fields, {
      shard: ['parallelism_config.parallelism_config_dp_shard_size'],
      replicate: ['parallelism_config.parallelism_config_dp_replicate_size'],
      usualShard: 1,
    });
  },
};

/** DeepSpeed's JSON. "auto" is left to the trainer that reads it. */
export const deepspeed: PlanFormat = {
  name: 'deepspeed',
  anchors: ['zero_optimization', 'train_micro_batch_size_per_gpu', 'train_batch_size'],
  recognises: (values) =>
    !hasAny(values, 'num_layers', 'num-layers', 'model_type') &&
    (isObject(values['zero_optimization']) ||
      (hasAny(values, 'train_batch_size', 'train_micro_batch_size_per_gpu') &&
        hasAny(values, 'optimizer', 'fp16', 'bf16', 'steps_per_print', 'gradient_accumulation_steps'))),
  read(fields) {
    fields.count('zeroStage', 'zero_optimization.stage');
    fields.count('batchSize', 'train_micro_batch_size_per_gpu');
    fields.count('gradientAccumulation', 'gradient_accumulation_steps');
    takePrecisionSwitches(fields, 'bf16', 'bfloat16', 'fp16');
    takeOptimizer(fields, 'optimizer.type');
    fields.count('tensorParallel', 'tensor_parallel.autotp_size', 'tensor_parallel.tp_size');
    const { batchSize, gradientAccumulation } = fields.options;
    const global = fields.number('train_batch_size');
    if (global !== null && typeof batchSize === 'number') {
      const devices = global / (batchSize * (gradientAccumulation ?? 1));
      if (gradientAccumulation === undefined) fields.leftOpen.add('gradientAccumulation');
      if (!Number.isInteger(devices))
        fields.refuse(
          'train_batch_size',
          said`(${global}) is no multiple of the batch of one device times the accumulation.`,
        );
      else {
        fields.count('sequencesPerStep', 'train_batch_size');
        if (gradientAccumulation !== undefined) fields.set('gpus', devices, 'train_batch_size');
      }
    } else takeGlobalBatch(fields, 'train_batch_size');
    takeOffload(
      fields,
      'zero_optimization.offload_optimizer.device',
      'zero_optimization.offload_param.device',
    );
  },
};
