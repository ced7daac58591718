import { isObject } from '../../model/config-fields';
import {
  peftRank,
  takeAdapter,
  takeDuration,
  takeFp8,
  takeGlobalBatch,
  takeOptimizer,
  takePrecision,
  takePrecisionSwitches,
  takeMegatronRecomputation,
  takeRecomputation,
} from './common-options';
import { takeAccumulation } from './accumulation';
import type { PlanFields } from './plan-fields';
import { hasAny, type PlanFormat } from './plan-format';
import { assumeFullSharding, takeDataParallel, takeSharding } from './sharding';
import { said } from '../../units/message';

/** `2:4` of torchrun: as few machines as the first, as many as the second. */
const rangeOfMachines = /^(\d{1,6}):\d{1,6}$/;

/** Devices that a count on a machine and a number of machines make. */
export function takeDevices(fields: PlanFields, each: string, machines: string): void {
  const perMachine = fields.number(each);
  if (perMachine === null || perMachine < 1) return;
  const known = fields.number(machines) ?? fields.machinesOfJob();
  const unread = known === null ? fields.unreadNumber(machines) : null;
  const least = Number(rangeOfMachines.exec(unread ?? '')?.[1] ?? 1);
  const count = perMachine * Math.max(1, known ?? least);
  if (!Number.isInteger(count) || count > 1e7) return;
  if (unread === null) fields.set('gpus', count, each);
  else if (rangeOfMachines.test(unread))
    fields.assume('gpus', count, said`the fewest that ${machines} (${unread}) allows`);
  else
    fields.assume(
      'gpus',
      count,
      said`those of one machine: how many there are (${machines}) only the run tells`,
    );
}

/** MosaicML's llm-foundry: Composer's trainer. */
const llmFoundry: PlanFormat = {
  name: 'llm-foundry',
  anchors: ['max_duration', 'global_train_batch_size'],
  recognises: (values) =>
    hasAny(values, 'max_duration') &&
    hasAny(values, 'global_train_batch_size', 'device_train_microbatch_size', 'train_loader', 'precision'),
  read(fields) {
    fields.count('sequenceLength', 'max_seq_len', 'variables.max_seq_len', 'model.max_sequence_length');
    takePrecision(fields, 'precision');
    takeDuration(fields, 'max_duration');
    fields.count('batchSize', 'device_train_microbatch_size');
    takeOptimizer(fields, 'optimizer.name');
    takeSharding(fields, 'fsdp_config.sharding_strategy', 'fsdp.sharding_strategy');
    const fsdp = (name: string): string[] =>
      ['fsdp_config', 'fsdp', 'parallelism_config.fsdp'].map((section) => `${section}.${name}`);
    takeDataParallel(fields, {
      shard: fsdp('data_parallel_shard_degree'),
      replicate: fsdp('data_parallel_replicate_degree'),
      usualShard: 'rest',
    });
    takeRecomputation(fields, 'fsdp_config.activation_checkpointing', 'activation_checkpointing');
    fields.model('model.pretrained_model_name_or_path');
    if (/lora/i.test(fields.textAt('model.peft_config.peft_type') ?? ''))
      takeAdapter(
        fields,
        {
          rank: 'model.peft_config.r',
          targets: ['model.peft_config.target_modules'],
          dora: 'model.peft_config.use_dora',
          whole: 'model.peft_config.modules_to_save',
        },
        peftRank,
      );
    takeGlobalBatch(fields, 'global_train_batch_size');
  },
};

/** AI2's OLMo: Composer-like keys beside a model of its own. */
const olmo: PlanFormat = {
  name: 'olmo',
  anchors: ['max_duration', 'global_train_batch_size'],
  recognises: (values) =>
    hasAny(values, 'max_duration') &&
    isObject(values['model']) &&
    hasAny(values['model'], 'd_model') &&
    hasAny(values, 'global_train_batch_size') &&
    !hasAny(values, 'train_loader', 'variables', 'max_seq_len'),
  read(fields) {
    fields.count('sequenceLength', 'model.max_sequence_length');
    takePrecision(fields, 'precision');
    takeDuration(fields, 'max_duration');
    fields.count('batchSize', 'device_train_microbatch_size');
    takeOptimizer(fields, 'optimizer.name');
    takeSharding(fields, 'fsdp.sharding_strategy');
    const recomputed = fields.textAt('activation_checkpointing');
    if (recomputed !== null)
      // Layers in part, or one in two: between none and all.
      fields.set(
        'recompute',
        recomputed === 'whole_layer' ? 'full' : 'selective',
        'activation_checkpointing',
      );
    if (fields.flag('model.flash_attention')) fields.set('flashAttention', true, 'model.flash_attention');
    takeGlobalBatch(fields, 'global_train_batch_size');
  },
};

/** Hugging Face's nanotron. */
const nanotron: PlanFormat = {
  name: 'nanotron',
  anchors: ['tokens', 'parallelism'],
  recognises: (values) => isObject(values['parallelism']) && isObject(values['tokens']),
  read(fields) {
    fields.count('sequenceLength', 'tokens.sequence_length');
    fields.count('batchSize', 'tokens.micro_batch_size');
    fields.count('gradientAccumulation', 'tokens.batch_accumulation_per_replica');
    fields.count('steps', 'tokens.train_steps');
    fields.count('dataParallel', 'parallelism.dp');
    fields.count('tensorParallel', 'parallelism.tp');
    fields.count('pipelineParallel', 'parallelism.pp');
    fields.count('contextParallel', 'parallelism.context_parallel_size');
    fields.count('zeroStage', 'optimizer.zero_stage');
    const inFp32 = 'optimizer.accumulate_grad_in_fp32';
    if (fields.flag(inFp32)) fields.set('fp32Gradients', true, inFp32);
    takePrecision(fields, 'model.dtype');
    takeOptimizer(fields, 'optimizer.optimizer_factory.name');
  },
};

/** torchtitan's converters of products: `float8`, `quantize.linear.float8`, `quantize.grouped_mm.mx`. */
const narrowConverter = /(?:^|[.,\s])(?:float8|mx)(?:$|[,\s])/;

/** Products in fp8, where a converter puts them there. */
function takeConverters(fields: PlanFields, path: string): void {
  if (fields.list(path).some((converter) => narrowConverter.test(converter)))
    fields.set('dtype', 'fp8', path);
}

/** A pipeline of torchtitan cuts the local batch into micro-batches, of one sequence where nothing else is said. */
function takePipelineBatches(fields: PlanFields): void {
  const { batchSize, pipelineParallel } = fields.options;
  const key = 'parallelism.pipeline_parallel_microbatch_size';
  if (typeof batchSize !== 'number' || (pipelineParallel ?? 1) <= 1 || fields.isNoNumber(key)) return;
  const size = fields.number(key) ?? 1;
  if (!Number.isInteger(size) || size < 1 || batchSize % size !== 0) {
    fields.refuse(key, said`(${size}) must divide the local batch of ${batchSize}.`);
    return;
  }
  const place = fields.places.get('batchSize');
  const whole = fields.number('training.global_batch_size') ?? -1;
  const workers = fields.options.dataParallel;
  if (whole > 0 && typeof workers === 'number' && whole > batchSize * workers)
    fields.notes.push(
      said`torchtitan fills and empties its pipeline for each local batch of ${batchSize}: its waiting is counted once a step.`,
    );
  delete fields.options.batchSize;
  if (fields.has(key)) fields.set('batchSize', size, key);
  else fields.assume('batchSize', size, said`torchtitan’s default of pipeline_parallel_microbatch_size`);
  // The global batch, where there is one, makes more of them.
  if (whole > 0 || place === undefined) return;
  fields.set('gradientAccumulation', batchSize / size, place.key);
}

/** PyTorch's torchtitan: a degree of -1 is "all that are left". */
const torchtitan: PlanFormat = {
  name: 'torchtitan',
  anchors: ['training'],
  recognises: (values) =>
    isObject(values['training']) &&
    (hasAny(values['training'], 'seq_len', 'local_batch_size', 'batch_size')
      ? hasAny(values, 'parallelism', 'job', 'activation_checkpoint') || isObject(values['model'])
      : // Its model's name and flavor, where the keys that tell most are misspelt.
        isObject(values['model']) &&
        hasAny(values['model'], 'flavor') &&
        hasAny(values, 'parallelism', 'job')),
  read(fields) {
    fields.count('sequenceLength', 'training.seq_len');
    fields.count('batchSize', 'training.local_batch_size', 'training.batch_size');
    fields.count('steps', 'training.steps');
    const parallel = (name: string): string[] => [`parallelism.${name}`, `training.${name}`];
    fields.count('tensorParallel', ...parallel('tensor_parallel_degree'));
    fields.count(
      'pipelineParallel',
      ...parallel('pipeline_parallel_degree'),
      'experimental.pipeline_parallel_degree',
    );
    fields.count(
      'contextParallel',
      ...parallel('context_parallel_degree'),
      'experimental.context_parallel_degree',
    );
    fields.count('expertParallel', ...parallel('expert_parallel_degree'));
    for (const name of ['tensor', 'pipeline', 'context', 'expert'])
      for (const path of parallel(`${name}_parallel_degree`))
        if ((fields.number(path) ?? 1) < 1)
          fields.refuse(path, said`must be a whole number of 1 or more, not ${fields.number(path) ?? 0}.`);
    if (fields.flag('training.enable_cpu_offload'))
      fields.set('offload', 'all', 'training.enable_cpu_offload');
    if (fields.textAt('parallelism.fsdp_reshard_after_forward') === 'never')
      fields.set('zeroStage', 2, 'parallelism.fsdp_reshard_after_forward');
    takeDataParallel(fields, {
      shard: [...parallel('data_parallel_shard_degree'), ...parallel('data_parallel_degree')],
      replicate: parallel('data_parallel_replicate_degree'),
      usualShard: 'rest',
    });
    // What is left of the devices shares the state where no degree is written, too.
    assumeFullSharding(fields);
    takeRecomputation(fields, 'activation_checkpoint.mode');
    takeOptimizer(fields, 'optimizer.name');
    takeConverters(fields, 'model.converters');
    takePipelineBatches(fields);
    takeGlobalBatch(fields, 'training.global_batch_size');
  },
};

/** NeMo's degrees that split a model. */
const nemoDegrees = [
  ['tensorParallel', 'model.tensor_model_parallel_size'],
  ['pipelineParallel', 'model.pipeline_model_parallel_size'],
  ['contextParallel', 'model.context_parallel_size'],
  ['expertParallel', 'model.expert_model_parallel_size'],
] as const;

/** Whether a model is split over more devices than one machine has, and the launcher says how many machines there are. */
function spansMoreMachines(fields: PlanFields): boolean {
  const split = nemoDegrees
    .map(([, path]) => fields.number(path) ?? 1)
    .reduce((product, each) => product * Math.max(1, each), 1);
  return !fields.has('trainer.num_nodes') && split > (fields.number('trainer.devices') ?? 1);
}

/** Keys of NeMo's models: a `trainer` and a `model` are in every file of PyTorch Lightning. */
const ofNemo = [
  ...nemoDegrees.map(([, path]) => path.replace('model.', '')),
  'micro_batch_size',
  'global_batch_size',
  'encoder_seq_length',
  'restore_from_path',
  'mcore_gpt',
  'megatron_amp_O2',
];

/** NVIDIA NeMo's hydra YAML: PyTorch Lightning's trainer with the model's batches. */
const nemo: PlanFormat = {
  name: 'nemo',
  anchors: ['trainer'],
  recognises: (values) =>
    isObject(values['trainer']) &&
    hasAny(values['trainer'], 'devices', 'num_nodes', 'max_steps', 'precision', 'max_epochs') &&
    isObject(values['model']) &&
    (hasAny(values, 'exp_manager', 'run') || hasAny(values['model'], ...ofNemo)),
  read(fields) {
    if (!spansMoreMachines(fields)) takeDevices(fields, 'trainer.devices', 'trainer.num_nodes');
    fields.count('steps', 'trainer.max_steps');
    fields.count('epochs', 'trainer.max_epochs');
    takeFp8(fields, 'model.fp8', 'model.fp8_hybrid', 'model.fp8_e4m3');
    takePrecision(fields, 'trainer.precision');
    fields.count('sequenceLength', 'model.encoder_seq_length', 'model.data.seq_length', 'model.seq_length');
    fields.count('batchSize', 'model.micro_batch_size');
    for (const [option, path] of nemoDegrees) fields.count(option, path);
    takeMegatronRecomputation(fields, 'model.activations_checkpoint_granularity');
    takeOptimizer(fields, 'model.optim.name');
    // NeMo derives the accumulation from the global batch; Lightning's own key, mostly 1, is not looked at then.
    if (fields.number('model.global_batch_size') === null)
      takeAccumulation(fields, 'trainer.accumulate_grad_batches');
    takeGlobalBatch(fields, 'model.global_batch_size');
  },
};

/** EleutherAI's GPT-NeoX: keys with dashes or underscores. */
const gptNeox: PlanFormat = {
  name: 'gpt-neox',
  anchors: ['train_micro_batch_size_per_gpu', 'train-micro-batch-size-per-gpu', 'train-iters', 'train_iters'],
  recognises: (values) =>
    hasAny(values, 'num_layers', 'num-layers') &&
    hasAny(
      values,
      'train_iters',
      'train-iters',
      'train_micro_batch_size_per_gpu',
      'train-micro-batch-size-per-gpu',
    ),
  read(fields) {
    const both = (name: string): string[] => [name, name.replaceAll('_', '-')];
    fields.count('sequenceLength', ...both('seq_length'));
    fields.count('batchSize', ...both('train_micro_batch_size_per_gpu'));
    fields.count('gradientAccumulation', ...both('gradient_accumulation_steps'));
    fields.count('steps', ...both('train_iters'));
    fields.count('tensorParallel', ...both('model_parallel_size'));
    // 0 means no pipeline.
    fields.count('pipelineParallel', ...both('pipe_parallel_size'));
    fields.count('zeroStage', 'zero_optimization.stage', 'zero-optimization.stage');
    if (fields.flag('fp16.enabled')) takePrecision(fields, 'fp16.type');
    takePrecisionSwitches(fields, 'bf16', 'fp16');
    takePrecision(fields, 'precision');
    takeOptimizer(fields, 'optimizer.type');
    takeRecomputation(fields, ...both('checkpoint_activations'));
    if (fields.options.recompute === undefined)
      fields.assume('recompute', 'none', said`GPT-NeoX’s default of checkpoint-activations`);
    takeGlobalBatch(fields, ...both('train_batch_size'));
  },
};

/** What `litgpt finetune lora` adapts where nobody says (litgpt/finetune/lora.py). */
const litgptUsualRank = 8;
const litgptSwitchedOn: ReadonlySet<string> = new Set(['lora_query', 'lora_value']);
const litgptLora = [
  'lora_alpha',
  'lora_dropout',
  'lora_query',
  'lora_key',
  'lora_value',
  'lora_projection',
  'lora_mlp',
  'lora_head',
] as const;

/** The rank of the adapter that litgpt's file is for; null where it trains the whole model, or doesn't tell. */
function litgptRank(fields: PlanFields): number | null {
  const rank = fields.number('lora_r');
  if (rank !== null && Number.isInteger(rank) && rank >= 1) return rank;
  const forLora =
    litgptLora.some((key) => fields.value(key) !== undefined) ||
    /lora/i.test(fields.textAt('out_dir')?.split('/').slice(-2).join('/') ?? '');
  if (forLora) {
    fields.notes.push(
      said`lora_r is not given: the adapter’s rank is taken to be ${litgptUsualRank}, the usual one.`,
    );
    return litgptUsualRank;
  }
  const isFull = /full|pretrain/i.test(fields.textAt('out_dir') ?? '') || !fields.has('checkpoint_dir');
  if (!isFull)
    fields.notes.push(
      said`Whether an adapter is trained is told by the command that takes this file, not here: the whole model is taken to be.`,
    );
  return null;
}

/** Names of Megatron-Bridge's recipes: the model, what is done with it, and what for: `llama32_1b_pretrain_8gpu_h100_bf16_config`. */
const bridgeRecipe = /^(\w+?)_(?:pretrain|sft|peft|finetune)(?:_\w+)?_config$/;
const usualBridgeRank = 32;
/** `llama32_1b` as others write it. */
const modelOfRecipe = (name: string): string =>
  name
    .replace(/^llama(\d)(\d)?(?=_)/, (_all, major: string, minor?: string) =>
      minor === undefined ? `Llama-${major}` : `Llama-${major}.${minor}`,
    )
    .replace(/^(qwen\d)(\d)(?=_)/, '$1.$2')
    .replaceAll('_', '-');

/** NVIDIA's Megatron-Bridge: a recipe by its name, and what a command lays over it. */
const megatronBridge: PlanFormat = {
  name: 'megatron-bridge',
  anchors: ['train'],
  recognises: (values) =>
    typeof values['--recipe'] === 'string' &&
    isObject(values['train']) &&
    hasAny(values['train'], 'micro_batch_size', 'global_batch_size', 'train_iters'),
  read(fields) {
    const recipe = fields.textAt('--recipe') ?? '';
    const [, model] = bridgeRecipe.exec(recipe) ?? [];
    if (model !== undefined && !recipe.includes('$'))
      fields.baseModel = { name: modelOfRecipe(model), place: fields.place('--recipe') };
    if (recipe.includes('_pretrain_')) fields.options.fineTunes = false;
    // LoRA in each linear layer (megatron/bridge/peft/lora.py).
    if (recipe.includes('_peft_'))
      takeAdapter(
        fields,
        { rank: 'peft.dim', targets: ['peft.target_modules'], usual: ['all-linear'] },
        usualBridgeRank,
      );
    takeDevices(fields, '--nproc_per_node', '--nnodes');
    takeDevices(fields, '--nproc-per-node', '--nnodes');
    fields.takeJob();
    fields.count('sequenceLength', 'model.seq_length', 'dataset.seq_length');
    fields.count('steps', 'train.train_iters');
    fields.count('batchSize', 'train.micro_batch_size');
    for (const [option, path] of nemoDegrees) fields.count(option, path);
    takeGlobalBatch(fields, 'train.global_batch_size');
    fields.notes.push(
      said`What the recipe ${recipe.slice(0, 80)} itself says is not read: only what the command lays over it.`,
    );
  },
};

/** Lightning AI's litgpt. */
const litgpt: PlanFormat = {
  name: 'litgpt',
  anchors: ['train'],
  recognises: (values) =>
    isObject(values['train']) && hasAny(values['train'], 'micro_batch_size', 'global_batch_size'),
  read(fields) {
    fields.model('checkpoint_dir', 'model_name');
    // `litgpt pretrain` names the model that it builds, and what it goes on from apart.
    if (!fields.has('checkpoint_dir') && !fields.has('initial_checkpoint_dir'))
      fields.options.fineTunes = false;
    takeDevices(fields, 'devices', 'num_nodes');
    takePrecision(fields, 'precision');
    fields.count('sequenceLength', 'train.max_seq_length');
    fields.count('batchSize', 'train.micro_batch_size');
    fields.count('tokens', 'train.max_tokens');
    fields.count('steps', 'train.max_steps');
    fields.count('epochs', 'train.epochs');
    takeOptimizer(fields, 'optimizer', 'optimizer.class_path');
    takeGlobalBatch(fields, 'train.global_batch_size');
    const rank = litgptRank(fields);
    if (rank === null) return;
    const switches: readonly (readonly [string, readonly string[]])[] = [
      ['lora_query', ['q_proj']],
      ['lora_key', ['k_proj']],
      ['lora_value', ['v_proj']],
      ['lora_projection', ['o_proj']],
      ['lora_mlp', ['gate_proj', 'up_proj', 'down_proj']],
      ['lora_head', ['lm_head']],
    ];
    const targets = switches.flatMap(([key, names]) =>
      (fields.value(key) ?? litgptSwitchedOn.has(key)) === true ? names : [],
    );
    const quantised = fields.textAt('quantize')?.startsWith('bnb.nf4') === true;
    fields.adapter = { method: 'lora', rank, targets, baseBits: quantised ? 4 : null };
  },
};

/** Training sections that stand in a model's own file, by framework. */
export const frameworkSections: readonly PlanFormat[] = [
  olmo,
  llmFoundry,
  nanotron,
  torchtitan,
  nemo,
  gptNeox,
  megatronBridge,
  litgpt,
];
