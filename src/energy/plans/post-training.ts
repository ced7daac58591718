import { isObject } from '../../model/config-fields';
import {
  bitsLoaded,
  devicesOfCopy,
  quantiseBase,
  takeAdapter,
  takeGlobalBatch,
  takeOptimizer,
  takePrecision,
  takeRecomputation,
} from './common-options';
import { takeDevices } from './framework-sections';
import type { PlanFields } from './plan-fields';
import { hasAny, type PlanFormat } from './plan-format';
import { takePreference } from './preference';
import { tellRollouts } from './rollouts';
import { assumeFullSharding, takeDataParallel } from './sharding';

/** An adapter in a section of NVIDIA's NeMo. A pattern over module names stands for all the matrices of the layers: `*_proj`, `*`. */
function takeNemoAdapter(fields: PlanFields, section: string): void {
  takeAdapter(
    fields,
    { rank: `${section}.dim`, targets: [`${section}.target_modules`], usual: ['all-linear'] },
    8,
  );
  const { adapter } = fields;
  if (adapter?.targets.some((name) => name.includes('*')) === true)
    fields.adapter = { ...adapter, targets: ['all-linear'] };
}

/** NVIDIA's NeMo AutoModel: models of the hub, with sections for schedule, devices and adapter. */
const nemoAutomodel: PlanFormat = {
  name: 'nemo-automodel',
  anchors: ['model.pretrained_model_name_or_path', 'step_scheduler'],
  recognises: (values) => isObject(values['step_scheduler']) && isObject(values['model']),
  read(fields) {
    fields.model('model.pretrained_model_name_or_path', 'model.config.pretrained_model_name_or_path');
    fields.count(
      'sequenceLength',
      'packed_sequence.packed_sequence_size',
      'dataset.seq_length',
      'dataset.seq_len',
      'dataset.max_length',
    );
    fields.count('batchSize', 'step_scheduler.local_batch_size');
    if (fields.count('steps', 'step_scheduler.max_steps') === null)
      fields.count('epochs', 'step_scheduler.num_epochs');
    fields.count('tensorParallel', 'distributed.tp_size');
    fields.count('pipelineParallel', 'distributed.pp_size');
    fields.count('contextParallel', 'distributed.cp_size');
    fields.count('expertParallel', 'distributed.ep_size');
    for (const path of ['distributed.strategy', 'distributed._target_']) {
      const strategy = fields.textAt(path) ?? '';
      if (/ddp/i.test(strategy)) fields.set('zeroStage', 0, path);
      else if (/fsdp/i.test(strategy)) fields.set('zeroStage', 3, path);
    }
    takeDataParallel(fields, {
      shard: ['distributed.dp_size'],
      replicate: ['distributed.dp_replicate_size'],
      usualShard: 'rest',
    });
    takePrecision(fields, 'model.torch_dtype', 'model.dtype');
    takeOptimizer(fields, 'optimizer._target_');
    takeRecomputation(fields, 'distributed.activation_checkpointing');
    if (fields.value('peft') !== undefined) {
      takeNemoAdapter(fields, 'peft');
      const quantised = ['quantization', 'model.quantization_config'].find((path) => fields.has(path));
      const bits = quantised === undefined ? null : bitsLoaded(fields, `${quantised}.`);
      if (bits !== null) quantiseBase(fields, bits);
    }
    takeGlobalBatch(fields, 'step_scheduler.global_batch_size');
  },
};

const objectives = ['sft', 'dpo', 'rm', 'grpo', 'distillation', 'ppo'] as const;

/** NVIDIA's NeMo RL: a policy of the hub, trained by torch's tensors or by Megatron. */
const nemoRl: PlanFormat = {
  name: 'nemo-rl',
  anchors: ['policy.model_name', 'policy'],
  recognises: ({ policy }) =>
    isObject(policy) &&
    hasAny(policy, 'model_name', 'train_global_batch_size') &&
    hasAny(
      policy,
      'train_micro_batch_size',
      'train_global_batch_size',
      'max_total_sequence_length',
      'dtensor_cfg',
      'megatron_cfg',
    ),
  read(fields) {
    fields.model('policy.model_name');
    fields.count('sequenceLength', 'policy.max_total_sequence_length');
    fields.count('batchSize', 'policy.train_micro_batch_size');
    const steps = objectives.map((objective) => `${objective}.max_num_steps`);
    if (fields.count('steps', ...steps) === null)
      fields.count('epochs', ...objectives.map((objective) => `${objective}.max_num_epochs`));
    takePrecision(fields, 'policy.precision');
    const byMegatron = fields.flag('policy.megatron_cfg.enabled');
    const section = byMegatron ? 'policy.megatron_cfg' : 'policy.dtensor_cfg';
    const degree = (name: string): string => `${section}.${name}`;
    fields.count('tensorParallel', degree('tensor_model_parallel_size'), degree('tensor_parallel_size'));
    fields.count('pipelineParallel', degree('pipeline_model_parallel_size'));
    fields.count('contextParallel', degree('context_parallel_size'));
    fields.count('expertParallel', degree('expert_model_parallel_size'), degree('expert_parallel_size'));
    takeRecomputation(fields, degree('activation_checkpointing'));
    if (!byMegatron) assumeFullSharding(fields);
    takeOptimizer(fields, 'policy.optimizer.name', 'policy.megatron_cfg.optimizer.optimizer');
    takeDevices(fields, 'cluster.gpus_per_node', 'cluster.num_nodes');
    const adapter = ['policy.dtensor_cfg.lora_cfg', 'policy.megatron_cfg.peft'].find((path) =>
      fields.flag(`${path}.enabled`),
    );
    if (adapter !== undefined) takeNemoAdapter(fields, adapter);
    if (fields.has('grpo') || fields.has('ppo')) tellRollouts(fields);
    takeGlobalBatch(fields, 'policy.train_global_batch_size');
    // Batches are of pairs (nemo_rl/algorithms/dpo.py, rm.py).
    if (fields.has('dpo')) takePreference(fields, 'dpo');
    else if (fields.has('rm')) takePreference(fields, 'rm');
    if (fields.has('distillation')) takePreference(fields, 'distillation');
  },
};

/** Prime Intellect's prime-rl: TOML of a trainer alone, or with its orchestrator. */
const primeRl: PlanFormat = {
  name: 'prime-rl',
  anchors: ['model.name', 'model'],
  recognises: (values) =>
    isObject(values['model']) &&
    typeof values['model']['name'] === 'string' &&
    !hasAny(values, 'training', 'job') &&
    ['data', 'orchestrator', 'trainer', 'deployment'].some((section) => isObject(values[section])) &&
    hasAny(values, 'max_steps', 'optim', 'orchestrator', 'deployment'),
  read(fields) {
    fields.model('model.name');
    fields.count(
      'sequenceLength',
      'data.seq_len',
      'trainer.model.seq_len',
      'model.seq_len',
      'orchestrator.seq_len',
      'seq_len',
    );
    fields.count('batchSize', 'data.micro_batch_size');
    fields.count('steps', 'max_steps');
    fields.count('gpus', 'deployment.num_train_gpus');
    fields.count('contextParallel', 'model.cp', 'trainer.model.cp');
    fields.count('expertParallel', 'model.ep', 'trainer.model.ep');
    assumeFullSharding(fields);
    for (const section of ['model', 'trainer.model']) {
      if (isObject(fields.value(`${section}.ac`))) fields.set('recompute', 'full', `${section}.ac`);
      if (!isObject(fields.value(`${section}.lora`)) || fields.adapter !== null) continue;
      takeAdapter(
        fields,
        {
          rank: `${section}.lora.rank`,
          targets: [`${section}.lora.target_modules`],
          usual: ['all-linear'],
        },
        16,
      );
    }
    takeOptimizer(fields, 'optim.type', 'trainer.optim.type');
    if (fields.has('orchestrator')) tellRollouts(fields);
    takeGlobalBatch(fields, 'data.batch_size', 'orchestrator.batch_size', 'batch_size');
  },
};

/** Ant's AReaL: an actor by a path or name of the hub, its degrees in one word: `fsdp:d8p1t1`. */
const areal: PlanFormat = {
  name: 'areal',
  anchors: ['actor.path', 'actor'],
  recognises: ({ actor, ...values }) =>
    isObject(actor) &&
    typeof actor['path'] === 'string' &&
    hasAny(values, 'total_train_epochs', 'train_dataset', 'cluster'),
  read(fields) {
    fields.model('actor.path');
    fields.count('sequenceLength', 'train_dataset.max_length');
    if (fields.count('steps', 'total_train_steps') === null) fields.count('epochs', 'total_train_epochs');
    const backend = fields.textAt('actor.backend') ?? '';
    for (const [, letter = '', degree] of backend.matchAll(/([dptce])(\d{1,6})/g)) {
      const option = (
        {
          d: 'dataParallel',
          p: 'pipelineParallel',
          t: 'tensorParallel',
          c: 'contextParallel',
          e: 'expertParallel',
        } as const
      )[letter];
      if (option !== undefined && Number(degree) > 0) fields.set(option, Number(degree), 'actor.backend');
    }
    // The cluster is shared with what generates, which the actor's own degrees leave out.
    if (fields.options.dataParallel === undefined)
      takeDevices(fields, 'cluster.n_gpus_per_node', 'cluster.n_nodes');
    else
      fields.set('gpus', (fields.options.dataParallel ?? 1) * devicesOfCopy(fields.options), 'actor.backend');
    if (backend.startsWith('fsdp')) fields.set('zeroStage', 3, 'actor.backend');
    takePrecision(fields, 'actor.dtype');
    takeOptimizer(fields, 'actor.optimizer.type');
    takeRecomputation(fields, 'actor.gradient_checkpointing');
    if (fields.flag('actor.use_lora'))
      takeAdapter(
        fields,
        { rank: 'actor.lora_rank', targets: ['actor.target_modules'], usual: ['all-linear'] },
        16,
      );
    if (fields.has('rollout') || fields.has('gconfig')) tellRollouts(fields);
    takeGlobalBatch(fields, 'train_dataset.batch_size');
  },
};

/** Frameworks that tune a model of the hub, in files of their own. */
export const postTraining: readonly PlanFormat[] = [nemoAutomodel, nemoRl, primeRl, areal];
