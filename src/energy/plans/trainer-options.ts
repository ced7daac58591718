import {
  bitsLoaded,
  quantiseBase,
  takeFusedLoss,
  takePureWeights,
  takeOptimizer,
  takePrecision,
  takePrecisionSwitches,
  takeRecomputation,
} from './common-options';
import type { PlanFields } from './plan-fields';
import { tellRollouts } from './rollouts';
import { takeDeepspeed, takeFsdp } from './sharding';
import { said, type Message } from '../../units/message';

/** TRL's configs recompute where nobody says otherwise (trl/trainer/*_config.py, since 0.22); transformers' do not. */
export const trlRecomputes = said`TRL’s default of gradient_checkpointing (since 0.22)`;

/** What a number of samples tells of their tokens. */
export const samplesAtMost = (key: string): Message =>
  said`${key}: every sample is taken to be as long as the sequence, so tokens are at most these.`;

/** Keys of TRL's trainers that train on the model's own answers: GRPO, RLOO and PPO. */
const ofRollouts = ['num_generations', 'rloo_k', 'num_ppo_epochs'] as const;

/** Whether the model's own answers are trained on: by TRL's keys, LLaMA-Factory's stage or ms-swift's kind. */
const trainsOnRollouts = (fields: PlanFields): boolean =>
  ofRollouts.some((key) => fields.has(key)) ||
  ['stage', 'rlhf_type'].some((key) => /^(?:ppo|grpo)$/i.test(fields.textAt(key) ?? ''));

/** What transformers' TrainingArguments and TRL's configs of SFT, DPO and the like say, in Python or in YAML. */
export function takeTrainerOptions(fields: PlanFields): void {
  fields.count('batchSize', 'per_device_train_batch_size', 'per_gpu_train_batch_size');
  fields.count('gradientAccumulation', 'gradient_accumulation_steps');
  fields.count('steps', 'max_steps');
  fields.count('epochs', 'num_train_epochs');
  fields.count(
    'sequenceLength',
    'max_seq_length',
    'max_length',
    'cutoff_len',
    'model_max_length',
    'block_size',
  );
  if (trainsOnRollouts(fields)) tellRollouts(fields);
  // A prompt's length alone is a part of max_length in TRL's preference trainers.
  if (fields.has('max_completion_length') || fields.has('num_generations'))
    takeParts(fields, 'max_prompt_length', 'max_completion_length', [512, 256]);
  takeParts(fields, 'source_max_len', 'target_max_len', [1024, 256]);
  takePrecisionSwitches(fields, 'bf16', 'pure_bf16', 'fp16');
  if (fields.options.dtype === 'pure_bf16') fields.options.dtype = 'bf16';
  if (fields.flag('pure_bf16')) fields.set('mixedPrecision', false, 'pure_bf16');
  takePrecision(fields, 'torch_dtype', 'dtype');
  if (!fields.has('peft_config') && !fields.flag('use_peft') && !fields.has('lora_r'))
    takePureWeights(fields, fields, fields.has('torch_dtype') ? 'torch_dtype' : 'dtype');
  takeOptimizer(fields, 'optim', 'optimizer');
  takeRecomputation(fields, 'gradient_checkpointing');
  takeAttention(fields, 'attn_implementation', 'flash_attn');
  takeFusedLoss(fields, 'use_liger_kernel', 'use_liger', 'use_liger_loss', 'enable_liger_kernel');
  takeFsdp(fields);
  takeDeepspeed(fields, 'deepspeed');
}

/** A length in two parts: what is asked and what is answered, one of them at the library's own where it is not given. */
export function takeParts(
  fields: PlanFields,
  asked: string,
  answered: string,
  [usualAsked, usualAnswered]: readonly [number, number],
): void {
  const place = [answered, asked].find((key) => fields.number(key) !== null);
  if (place === undefined) return;
  const length = (fields.number(asked) ?? usualAsked) + (fields.number(answered) ?? usualAnswered);
  if (Number.isInteger(length) && length > 0 && length <= 1e8) fields.set('sequenceLength', length, place);
}

function takeAttention(fields: PlanFields, ...paths: readonly string[]): void {
  for (const path of paths) {
    const named = fields.textAt(path);
    if (named === null) continue;
    fields.set('flashAttention', /flash|fa2|fa3|sdpa/i.test(named), path);
    return;
  }
}

/** bitsandbytes' switches of a quantised base, wherever they stand. */
export function takeQuantisation(fields: PlanFields): void {
  const bits = fields.number('quantization_bit');
  const loaded = bitsLoaded(fields) ?? (bits === 4 || bits === 8 ? bits : null);
  if (loaded !== null) quantiseBase(fields, loaded);
}
