import { isObject } from '../../model/config-fields';
import {
  takeAdapter,
  takeFp8,
  takeOptimizer,
  takePrecision,
  takeRecomputation,
  quantiseBase,
} from './common-options';
import type { PlanFields } from './plan-fields';
import type { PlanFormat } from './plan-format';
import { takePreference } from './preference';
import { takeDataParallel } from './sharding';

/** torchtune's names of attention's matrices are its models' own; the feed-forward's go by a switch. */
function takeTuneAdapter(fields: PlanFields, builder: string): void {
  takeAdapter(
    fields,
    { rank: 'model.lora_rank', targets: ['model.lora_attn_modules'], dora: 'model.use_dora' },
    8,
  );
  if (fields.adapter === null) return;
  const targets = [
    ...fields.adapter.targets,
    ...(fields.flag('model.apply_lora_to_mlp') ? ['gate_proj', 'up_proj', 'down_proj'] : []),
    ...(fields.flag('model.apply_lora_to_output') ? ['lm_head'] : []),
  ];
  fields.adapter = {
    ...fields.adapter,
    targets,
    method: fields.adapter.method === 'dora' || /\.q?dora_/.test(builder) ? 'dora' : 'lora',
  };
  if (/\.q(lora|dora)_/.test(builder) || fields.flag('model.quantize_base')) quantiseBase(fields, 4);
}

/** torchtune's recipes: a builder names the model, its arguments the adapter. */
export const torchtune: PlanFormat = {
  name: 'torchtune',
  anchors: ['model._component_'],
  recognises: (values) => {
    const { model } = values;
    const component = isObject(model) ? model['_component_'] : undefined;
    return typeof component === 'string' && component.startsWith('torchtune.');
  },
  read(fields) {
    fields.model('model._component_');
    const builder = fields.textAt('model._component_') ?? '';
    fields.count('sequenceLength', 'tokenizer.max_seq_len', 'dataset.max_seq_len');
    fields.count('batchSize', 'batch_size');
    fields.count('gradientAccumulation', 'gradient_accumulation_steps');
    fields.count('epochs', 'epochs');
    fields.count('steps', 'max_steps_per_epoch');
    fields.count('tensorParallel', 'tensor_parallel_dim');
    fields.count('contextParallel', 'context_parallel_dim');
    takeDataParallel(fields, {
      shard: ['data_parallel_shard_dim'],
      replicate: ['data_parallel_replicate_dim'],
      usualShard: 'rest',
    });
    if (fields.flag('fsdp_cpu_offload')) fields.set('offload', 'all', 'fsdp_cpu_offload');
    takeFp8(fields, 'enable_fp8_training');
    takePrecision(fields, 'dtype');
    // A recipe keeps weights and state in its dtype alone.
    if (fields.options.dtype === 'bf16') fields.set('mixedPrecision', false, 'dtype');
    takeOptimizer(fields, 'optimizer._component_');
    takeRecomputation(fields, 'enable_activation_checkpointing');
    for (const path of ['optimizer_in_bwd', 'fused_optimizer_in_bwd'])
      if (fields.flag(path)) fields.set('optimizerInBackward', true, path);
    if (fields.flag('enable_activation_offloading'))
      fields.set('offloadActivations', true, 'enable_activation_offloading');
    const lossClass = fields.textAt('loss._component_') ?? '';
    if (/LinearCrossEntropyLoss|Liger/i.test(lossClass)) fields.set('logits', 'fused', 'loss._component_');
    else if (lossClass.includes('ChunkedOutput')) fields.set('logits', 'chunked', 'loss._component_');
    if (/\.(q?lora|q?dora)_/.test(builder)) takeTuneAdapter(fields, builder);
    const loss = /\.(DPO|KTO|RSO|SimPO|PPO|GRPO)\w*Loss$/.exec(lossClass)?.[1];
    if (loss !== undefined) takePreference(fields, loss === 'RSO' ? 'dpo' : loss);
    if (fields.has('teacher_model._component_') || fields.has('teacher_model'))
      takePreference(fields, 'distillation');
    const { epochs, steps } = fields.options;
    if (typeof epochs === 'number' && typeof steps === 'number') {
      fields.options.steps = Math.round(epochs * steps);
      delete fields.options.epochs;
      fields.places.delete('epochs');
    }
  },
};
