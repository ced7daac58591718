import { said } from '../../units/message';
import { isObject } from '../../model/config-fields';
import {
  quantiseBase,
  takeAdapter,
  takeGlobalBatch,
  takePrecision,
  takePrecisionSwitches,
  takeRecomputation,
} from './common-options';
import { takeDevices } from './framework-sections';
import type { PlanFields } from './plan-fields';
import { hasAny, type PlanFormat } from './plan-format';
import { methodOfArguments, takePreference, takeReference } from './preference';
import { tellRollouts } from './rollouts';
import { assumeFullSharding } from './sharding';
import { takeParts } from './trainer-options';

/** A step of verl's actor: so many prompts, each answered so many times. */
function takeAnswers(fields: PlanFields): void {
  const batch = 'actor_rollout_ref.actor.ppo_mini_batch_size';
  const prompts = fields.number(batch);
  const sequences = (prompts ?? 0) * (fields.number('actor_rollout_ref.rollout.n') ?? 1);
  if (Number.isInteger(sequences) && sequences > 0) fields.set('sequencesPerStep', sequences, batch);
}

/** verl, by reinforcement (`verl.trainer.main_ppo`) or on examples (`fsdp_sft_trainer`): hydra's keys, in YAML or as a command's arguments. */
const verl: PlanFormat = {
  name: 'verl',
  anchors: ['actor_rollout_ref.model.path', 'model.partial_pretrain', 'actor_rollout_ref', 'model'],
  recognises: ({ actor_rollout_ref: actor = null, model = null, data = null }) =>
    (isObject(actor) && hasAny(actor, 'model', 'actor')) ||
    (isObject(model) && isObject(data) && hasAny(model, 'partial_pretrain')),
  read(fields) {
    const byReinforcement = fields.has('actor_rollout_ref');
    const model = byReinforcement ? 'actor_rollout_ref.model' : 'model';
    const actor = byReinforcement ? 'actor_rollout_ref.actor' : 'trainer';
    fields.model(`${model}.path`, 'model.partial_pretrain', 'model.path');
    fields.count('sequenceLength', 'data.max_length');
    takeParts(fields, 'data.max_prompt_length', 'data.max_response_length', [512, 512]);
    fields.count('batchSize', `${actor}.ppo_micro_batch_size_per_gpu`, 'data.micro_batch_size_per_gpu');
    // A step of reinforcement is several of the optimizer's.
    if (byReinforcement || fields.count('steps', 'trainer.total_training_steps') === null)
      fields.count('epochs', 'trainer.total_epochs');
    takeDevices(fields, 'trainer.n_gpus_per_node', 'trainer.nnodes');
    if (!byReinforcement) takeDevices(fields, '--nproc_per_node', '--nnodes');
    const megatron = `${actor}.megatron`;
    if (fields.has(megatron)) {
      fields.count('tensorParallel', `${megatron}.tensor_model_parallel_size`);
      fields.count('pipelineParallel', `${megatron}.pipeline_model_parallel_size`);
      fields.count('contextParallel', `${megatron}.context_parallel_size`);
      fields.count('expertParallel', `${megatron}.expert_model_parallel_size`);
    } else {
      fields.count('contextParallel', `${actor}.ulysses_sequence_parallel_size`);
      assumeFullSharding(fields);
    }
    takeRecomputation(fields, `${model}.enable_gradient_checkpointing`);
    fields.assume('recompute', 'full', said`verl’s default of enable_gradient_checkpointing`);
    const rank = [`${model}.lora_rank`, `${model}.lora.rank`].find((path) => (fields.number(path) ?? 0) > 0);
    if (rank !== undefined)
      takeAdapter(fields, { rank, targets: [`${model}.target_modules`], usual: ['all-linear'] }, null);
    if (byReinforcement) {
      tellRollouts(fields);
      takeAnswers(fields);
      if (fields.flag(`${actor}.use_kl_loss`) || fields.flag('algorithm.use_kl_in_reward'))
        takeReference(fields);
    } else takeGlobalBatch(fields, 'data.train_batch_size');
  },
};

/** Arguments of OpenRLHF's that only training on the model's own answers has. */
const ofRollouts = [
  'rollout_batch_size',
  'generate_max_len',
  'n_samples_per_prompt',
  'micro_rollout_batch_size',
  'rollout',
] as const;

/** OpenRLHF's command lines, with dots in their arguments since 2026 and without before. */
const openRlhf: PlanFormat = {
  name: 'openrlhf',
  anchors: ['pretrain', 'model.model_name_or_path', 'actor.model_name_or_path'],
  recognises: ({ train = null, ds = null, ...values }) =>
    hasAny(values, 'micro_train_batch_size') ||
    (isObject(train) && isObject(ds) && hasAny(train, 'micro_batch_size')),
  read(fields) {
    fields.model('pretrain', 'model.model_name_or_path', 'actor.model_name_or_path');
    fields.count('sequenceLength', 'max_len', 'data.max_len');
    takeParts(fields, 'prompt_max_len', 'generate_max_len', [1024, 1024]);
    fields.count('batchSize', 'micro_train_batch_size', 'train.micro_batch_size');
    fields.count('epochs', 'max_epochs', 'train.max_epochs');
    fields.count('zeroStage', 'zero_stage', 'ds.zero_stage');
    takePrecision(fields, 'param_dtype', 'ds.param_dtype');
    takePrecisionSwitches(fields, 'bf16');
    takeRecomputation(fields, 'gradient_checkpointing', 'model.gradient_checkpointing_enable');
    takeDevices(fields, 'num_gpus', 'num_nodes');
    takeDevices(fields, 'actor_num_gpus_per_node', 'actor_num_nodes');
    if (ofRollouts.some((key) => fields.has(key))) tellRollouts(fields);
    const rank = ['lora_rank', 'ds.lora.rank'].find((path) => (fields.number(path) ?? 0) > 0);
    if (rank !== undefined)
      takeAdapter(
        fields,
        { rank, targets: ['target_modules', 'ds.lora.target_modules'], usual: ['all-linear'] },
        null,
      );
    if (['load_in_4bit', 'ds.load_in_4bit'].some((path) => fields.flag(path))) quantiseBase(fields, 4);
    takeGlobalBatch(fields, 'train_batch_size', 'train.batch_size');
    const method = methodOfArguments(fields);
    if (method !== null) takePreference(fields, method);
  },
};

/** Frameworks that train on what the model writes, and tune it on examples by the same commands. */
export const reinforcement: readonly PlanFormat[] = [verl, openRlhf];
