import { isObject, type ConfigObject } from '../../model/config-fields';
import {
  devicesOfCopy,
  refuseBoth16,
  takeGlobalBatch,
  takeMegatronRecomputation,
  takeOptimizer,
} from './common-options';
import { takeDevices } from './framework-sections';
import type { PlanFields } from './plan-fields';
import { said } from '../../units/message';
import { hasAny, type PlanFormat } from './plan-format';

/** Sections that hold Megatron's arguments in YAML; the first is the file itself. */
const sections = [
  '',
  'MODEL_ARGS.',
  'model_args.',
  'overrides.',
  'modules.pre_trainer.overrides.',
  'model.overrides.',
  'language_model.',
  'model_parallel.',
  // FlagScale's, which are told by both of them.
  'system.',
  'system.precision.',
  'model.',
];
const ofFlagScale: ReadonlySet<string> = new Set(['system.', 'system.precision.', 'model.']);

/** FlagScale: Megatron's arguments of the model and of the system in sections of their own. */
const isFlagScale = ({ system = null, model = null, trainer }: ConfigObject): boolean =>
  trainer === undefined &&
  isObject(system) &&
  isObject(model) &&
  hasAny(model, 'micro_batch_size', 'global_batch_size') &&
  hasAny(model, 'num_layers', 'train_iters', 'train_samples');

/** The spellings of an argument: as a shell writes it, and as YAML does. */
const spellings = (name: string): readonly string[] => {
  const dashed = name.replaceAll('_', '-');
  return [`--${dashed}`, `--${name}`, name, dashed, ...(/^[a-z0-9]+$/.test(name) ? [`--${name}`] : [])];
};
const pathsOf = (name: string, without: ReadonlySet<string> = new Set()): string[] =>
  sections
    .filter((section) => !without.has(section))
    .flatMap((section) => spellings(name).map((spelling) => section + spelling));

const launched = [
  ['--nproc_per_node', '--nnodes'],
  ['--nproc-per-node', '--nnodes'],
  ['--num_gpus', '--num_nodes'],
  ['GPUS_PER_NODE', 'NNODES'],
  ['GPUS_PER_NODE', 'NUM_NODES'],
] as const;

function takeTokens(fields: PlanFields): void {
  // microsoft/Megatron-DeepSpeed ends at the first of both, and its scripts give steps to spare.
  if (fields.count('tokens', ...pathsOf('train_tokens')) !== null) return;
  const path = pathsOf('train_samples').find((candidate) => fields.number(candidate) !== null);
  const samples = path === undefined ? null : fields.number(path);
  const { sequenceLength } = fields.options;
  if (path === undefined || samples === null || samples < 1 || typeof sequenceLength !== 'number') return;
  const tokens = samples * sequenceLength;
  if (Number.isSafeInteger(tokens)) fields.set('tokens', tokens, path);
}

/** Experts may be cut by a degree of their own, which is not counted. */
function tellExpertTensors(fields: PlanFields): void {
  const path = pathsOf('expert_tensor_parallel_size').find((each) => fields.number(each) !== null);
  const own = path === undefined ? null : fields.number(path);
  const tensor = fields.options.tensorParallel ?? 1;
  if (path !== undefined && own !== null && own !== tensor)
    fields.notes.push(
      said`${path} (${own}) is not the tensor-parallel degree (${tensor}): experts are counted as cut by that.`,
    );
}

/** Scripts that start one machine until somebody fills in how many: the degrees they give need more. */
function leaveTooFewDevices(fields: PlanFields): void {
  const { gpus, expertParallel } = fields.options;
  const place = fields.places.get('gpus');
  if (typeof gpus !== 'number' || (place === undefined && !fields.toolDefaults.has('gpus'))) return;
  const copy = devicesOfCopy(fields.options);
  const most = copy * (expertParallel ?? 1);
  if (most > 1e7) return;
  const pipeline = fields.options.pipelineParallel ?? 1;
  let needed = copy;
  while (needed < most && (needed / pipeline) % (expertParallel ?? 1) !== 0) needed += copy;
  if (gpus >= needed) return;
  delete fields.options.gpus;
  fields.places.delete('gpus');
  fields.assume('gpus', needed, said`as many as the parallel degrees need`);
  if (place === undefined) return;
  fields.warnings.push({
    message: said`${place.key} makes ${gpus} accelerators, too few for the parallel degrees: ${needed} are taken, as many as these need.`,
    span: fields.span(place.key),
  });
}

/** Megatron-LM's arguments (megatron/training/arguments.py), in a launch script or in YAML. */
export const megatron: PlanFormat = {
  name: 'megatron-lm',
  anchors: pathsOf('micro_batch_size'),
  recognises: (values) => {
    const has = (name: string): boolean =>
      pathsOf(name, ofFlagScale).some((path) => {
        let value: unknown = values;
        for (const key of path.split('.'))
          value = isObject(value as never) ? (value as Record<string, unknown>)[key] : undefined;
        return value !== undefined;
      });
    // ms-swift's, which takes Megatron's arguments beside a model of the hub.
    if (hasAny(values, '--model')) return false;
    return (
      isFlagScale(values) ||
      (has('micro_batch_size') &&
        [
          'num_layers',
          'tensor_model_parallel_size',
          'train_iters',
          'train_samples',
          'global_batch_size',
        ].some(has)) ||
      (hasAny(values, '--num-layers') && hasAny(values, '--seq-length'))
    );
  },
  read(fields) {
    // Primus names the model's file of its own presets.
    fields.model('modules.pre_trainer.model');
    const flagged = (name: string): string | undefined => pathsOf(name).find((path) => fields.flag(path));
    fields.count('sequenceLength', ...pathsOf('seq_length'), ...pathsOf('encoder_seq_length'));
    fields.count('batchSize', ...pathsOf('micro_batch_size'));
    if (pathsOf('train_tokens').every((path) => fields.number(path) === null))
      fields.count('steps', ...pathsOf('train_iters'));
    fields.count(
      'tensorParallel',
      ...pathsOf('tensor_model_parallel_size'),
      ...pathsOf('model_parallel_size'),
    );
    fields.count('pipelineParallel', ...pathsOf('pipeline_model_parallel_size'));
    fields.count('contextParallel', ...pathsOf('context_parallel_size'));
    fields.count('expertParallel', ...pathsOf('expert_model_parallel_size'));
    tellExpertTensors(fields);
    const precisions = [
      ['fp8_format', 'fp8'],
      ['bf16', 'bf16'],
      ['fp16', 'fp16'],
    ] as const;
    for (const [name, dtype] of precisions) {
      const path = name === 'fp8_format' ? pathsOf(name).find((at) => fields.has(at)) : flagged(name);
      if (path !== undefined) fields.set('dtype', dtype, path);
    }
    refuseBoth16(
      fields,
      ['bf16', 'fp16'].flatMap((name) => flagged(name) ?? []),
    );
    // `--bf16` sums gradients in 32 bits unless that is turned off, fp16 where that is asked for (Megatron-LM, arguments.py).
    const bf16 = flagged('bf16');
    const inFp32 = flagged('accumulate_allreduce_grads_in_fp32') ?? bf16;
    if (inFp32 !== undefined && flagged('grad_reduce_in_bf16') === undefined)
      fields.set('fp32Gradients', true, inFp32);
    takeMegatronRecomputation(fields, ...pathsOf('recompute_granularity'));
    const selective = flagged('recompute_activations');
    if (selective !== undefined) fields.set('recompute', 'attention', selective);
    const whole = flagged('checkpoint_activations') ?? flagged('deepspeed_activation_checkpointing');
    if (whole !== undefined) fields.set('recompute', 'full', whole);
    const flash = flagged('use_flash_attn');
    if (flash !== undefined) fields.set('flashAttention', true, flash);
    fields.count('zeroStage', ...pathsOf('zero_stage'));
    const distributed = flagged('use_distributed_optimizer');
    if (distributed !== undefined) fields.set('zeroStage', 1, distributed);
    takeOptimizer(fields, ...pathsOf('optimizer'));
    for (const [each, machines] of launched) takeDevices(fields, each, machines);
    if (fields.options.gpus === undefined) fields.count('gpus', 'WORLD_SIZE');
    fields.takeJob();
    leaveTooFewDevices(fields);
    takeTokens(fields);
    takeGlobalBatch(fields, ...pathsOf('global_batch_size'));
  },
};
