import {
  bitsLoaded,
  peftRank,
  quantiseBase,
  takeAdapter,
  takeFusedLoss,
  takeOptimizer,
  takePrecisionSwitches,
  takeRecomputation,
} from './common-options';
import { hasAny, type PlanFormat } from './plan-format';
import { takePreference } from './preference';
import { takeDataParallel, takeDeepspeed, takeFsdp } from './sharding';
import { said } from '../../units/message';

/** Axolotl's YAML (docs.axolotl.ai, config reference). */
export const axolotl: PlanFormat = {
  name: 'axolotl',
  anchors: ['base_model'],
  recognises: (values) =>
    hasAny(values, 'base_model') &&
    hasAny(
      values,
      'datasets',
      'pretraining_dataset',
      'micro_batch_size',
      'sequence_len',
      'adapter',
      'num_epochs',
    ),
  read(fields) {
    fields.model('base_model');
    const modelClass = fields.textAt('model_type');
    const classes = fields.number('num_labels');
    if (modelClass !== null && /For[A-Z]|LMHeadModel$/.test(modelClass))
      fields.builtAs(modelClass, classes === null ? {} : { num_labels: classes });
    fields.count('sequenceLength', 'sequence_len');
    fields.count('batchSize', 'micro_batch_size');
    fields.count('gradientAccumulation', 'gradient_accumulation_steps');
    fields.count('epochs', 'num_epochs');
    fields.count('steps', 'max_steps');
    fields.count('tensorParallel', 'tensor_parallel_size');
    fields.count('contextParallel', 'context_parallel_size', 'sequence_parallel_degree');
    fields.count('expertParallel', 'expert_parallel_size');
    takePrecisionSwitches(fields, 'fp8', 'bf16', 'bfloat16', 'fp16', 'float16');
    takeOptimizer(fields, 'optimizer');
    takeRecomputation(fields, 'gradient_checkpointing');
    if (fields.flag('flash_attention')) fields.set('flashAttention', true, 'flash_attention');
    takeFsdp(fields);
    takeDeepspeed(fields, 'deepspeed');
    takeDataParallel(fields, {
      shard: ['dp_shard_size'],
      replicate: ['dp_replicate_size'],
      usualShard: 1,
    });
    takeFusedLoss(fields, 'liger_fused_linear_cross_entropy', 'cut_cross_entropy', 'chunked_cross_entropy');
    if (fields.has('activation_offloading') && fields.value('activation_offloading') !== false)
      fields.set('offloadActivations', true, 'activation_offloading');
    const isShared = ['deepspeed', 'fsdp', 'fsdp_config'].some((key) => fields.has(key));
    const isBf16 = fields.options.dtype === 'bf16' || fields.matched(/^bf16:\s*(auto|full)\b/m) !== undefined;
    // DeepSpeed makes 32-bit weights beside them, and for FSDP accelerate widens what learns.
    if (isBf16 && !isShared && !fields.has('adapter'))
      fields.assume('mixedPrecision', false, said`Axolotl loads the weights in bf16 and trains them so`);
    takePreference(fields, fields.flag('reward_model') ? 'reward' : (fields.textAt('rl') ?? ''));
    const method = fields.textAt('adapter');
    if (method === 'lora' || method === 'qlora') {
      takeAdapter(
        fields,
        {
          rank: 'lora_r',
          targets: ['lora_target_modules'],
          ...(fields.flag('lora_target_linear') ? { usual: ['all-linear'] } : {}),
          dora: 'peft_use_dora',
          whole: 'lora_modules_to_save',
        },
        // What goes on from a trained adapter has its rank, in a file of its own.
        fields.has('lora_model_dir') ? peftRank : null,
      );
      // Axolotl has no rank of its own: without one it does not run.
      if (fields.adapter === null && !fields.has('lora_r')) {
        if (fields.has('lora_rank')) fields.refuse('lora_rank', said`is no key of Axolotl: is lora_r meant?`);
        else fields.refuse('adapter', said`(${method}) has no rank: lora_r is not given.`);
      }
      const bits = bitsLoaded(fields);
      // axolotl/utils/schemas/validation.py
      if (method === 'qlora' && fields.value('load_in_4bit') === false)
        fields.refuse('load_in_4bit', said`is false, and the adapter qlora, whose base is in 4 bits.`);
      else if (method === 'qlora' && bits === 8)
        fields.refuse('load_in_8bit', said`is true, and the adapter qlora, whose base is in 4 bits.`);
      if (method === 'qlora') quantiseBase(fields, 4);
      else if (bits !== null) quantiseBase(fields, bits);
    } else if (method !== null)
      fields.notes.push(
        said`The adapter ${method.slice(0, 40)} is not known: the whole model is taken to be trained.`,
      );
  },
};
