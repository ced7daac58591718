import type { ConfigObject, ConfigValue } from '../../model/config-fields';
import type { ConfigDocument } from '../../model/documents/document';
import { emptyObject, setAt, type MutableObject } from '../../model/documents/document';
import { imageModel } from '../../model/image-models';
import type { Span } from '../../model/reading';
import {
  quantiseBase,
  takeAdapter,
  takeGlobalBatch,
  takeMegatronRecomputation,
  takePrecision,
} from './common-options';
import { takeDevices } from './framework-sections';
import { imageTraining } from './image-training';
import { llamaFactory, trlRecipe } from './llama-factory';
import type { PlanFields } from './plan-fields';
import { hasAny, type PlanFormat } from './plan-format';
import { takePreference } from './preference';
import { reinforcement } from './reinforcement';
import { takeTrainerOptions } from './trainer-options';
import { said } from '../../units/message';

/** `accelerate launch --mixed_precision fp8`. */
function takeFp8OfLauncher(fields: PlanFields): void {
  if (fields.textAt('mixed_precision') !== 'fp8') return;
  delete fields.options.dtype;
  fields.set('dtype', 'fp8', 'mixed_precision');
}

/** Devices as the launcher of a script has them: torchrun, deepspeed, accelerate, or a variable that the tool reads. */
export function takeLauncher(fields: PlanFields): void {
  takeDevices(fields, 'nproc_per_node', 'nnodes');
  takeDevices(fields, 'NPROC_PER_NODE', 'NNODES');
  takeDevices(fields, 'num_gpus', 'num_nodes');
  fields.count('gpus', 'num_processes');
  // accelerate's, whose argument goes before what the script says of 16 bits.
  takeFp8OfLauncher(fields);
  const ownFile =
    fields.matched(/\baccelerate[ \t]+launch\b(?:\\\r?\n|[^\n])*?(--config_file)\b/) === undefined
      ? null
      : fields.textAt('config_file');
  if (ownFile !== null) fields.launcherFile = { name: ownFile, place: fields.place('config_file') };
  fields.takeJob();
}

/** Megatron's arguments, which `megatron sft` takes beside a model of the hub. */
function takeMegatronOptions(fields: PlanFields): void {
  fields.count('batchSize', 'micro_batch_size');
  fields.count('steps', 'train_iters');
  fields.count('epochs', 'max_epochs');
  fields.count('tensorParallel', 'tensor_model_parallel_size');
  fields.count('pipelineParallel', 'pipeline_model_parallel_size');
  fields.count('contextParallel', 'context_parallel_size');
  fields.count('expertParallel', 'expert_model_parallel_size');
  takeMegatronRecomputation(fields, 'recompute_granularity');
  fields.assume('zeroStage', 1, said`ms-swift’s default of use_distributed_optimizer`);
  fields.assume('dtype', 'bf16', said`ms-swift’s default of torch_dtype`);
}

/** ms-swift's `swift sft`, `swift pt` and `swift rlhf`: a trainer's arguments, tuned by LoRA where nobody says. */
const swift: PlanFormat = {
  name: 'ms-swift',
  anchors: ['model', 'model_id_or_path', 'model_type'],
  recognises: (values) =>
    hasAny(values, 'model', 'model_id_or_path') &&
    (hasAny(values, 'tuner_type', 'train_type', 'sft_type') ||
      (hasAny(values, 'dataset') &&
        hasAny(values, 'num_train_epochs', 'per_device_train_batch_size', 'micro_batch_size'))),
  read(fields) {
    fields.model('model', 'model_id_or_path');
    const classes = fields.number('num_labels');
    if (fields.textAt('task_type') === 'seq_cls')
      fields.builtAs('AutoModelForSequenceClassification', classes === null ? {} : { num_labels: classes });
    const byMegatron = fields.has('micro_batch_size') || fields.has('tensor_model_parallel_size');
    if (byMegatron) takeMegatronOptions(fields);
    takeTrainerOptions(fields);
    if (!byMegatron) fields.assume('recompute', 'full', said`ms-swift’s default of gradient_checkpointing`);
    takeLauncher(fields);
    if (byMegatron) takeGlobalBatch(fields, 'global_batch_size');
    takePreference(fields, fields.textAt('rlhf_type') ?? '');
    const tuner = ['tuner_type', 'train_type', 'sft_type'].map((key) => fields.textAt(key)).find(Boolean);
    // `swift sft` trains an adapter where nobody says, `megatron sft` everything.
    if (!/lora/i.test(tuner ?? (byMegatron ? 'full' : 'lora'))) return;
    takeAdapter(
      fields,
      {
        rank: 'lora_rank',
        targets: ['target_modules', 'lora_target_modules'],
        usual: ['all-linear'],
        dora: 'use_dora',
        whole: 'modules_to_save',
      },
      8,
    );
    const bits = fields.number('quant_bits') ?? fields.number('quantization_bit');
    if (bits === 4 || bits === 8) quantiseBase(fields, bits);
  },
};

/** The same in a file: the arguments that it was started with (args.json), or is. */
export const swiftFile: PlanFormat = {
  ...swift,
  recognises: (values) =>
    hasAny(values, 'model', 'model_id_or_path') &&
    hasAny(values, 'tuner_type', 'train_type', 'sft_type') &&
    hasAny(values, 'per_device_train_batch_size', 'num_train_epochs', 'micro_batch_size'),
};

/** Scripts around transformers' Trainer, as FastChat, Alpaca and TRL have them: the trainer's arguments. */
const trainerScript: PlanFormat = {
  ...trlRecipe,
  name: 'transformers',
  recognises: (values) => hasAny(values, 'model_name_or_path', 'config_name') && trlRecipe.recognises(values),
  read(fields) {
    trlRecipe.read(fields);
    takeLauncher(fields);
    const bits = fields.number('bits');
    if (fields.flag('q_lora') || bits === 4) quantiseBase(fields, 4);
    else if (bits === 8) quantiseBase(fields, 8);
  },
};

const llamaFactoryScript: PlanFormat = {
  ...llamaFactory,
  read(fields) {
    llamaFactory.read(fields);
    takeLauncher(fields);
  },
};

/** nanoGPT's train.py with its settings as arguments. */
const nanoGptCommand: PlanFormat = {
  name: 'nanogpt',
  anchors: ['n_layer', 'n_embd', 'block_size'],
  recognises: (values) =>
    hasAny(values, 'n_layer', 'n_embd') && hasAny(values, 'block_size', 'max_iters', 'batch_size'),
  read(fields) {
    fields.count('sequenceLength', 'block_size');
    fields.count('batchSize', 'batch_size');
    fields.count('steps', 'max_iters');
    takePrecision(fields, 'dtype');
    takeLauncher(fields);
    // The script divides the accumulation among the devices.
    const accumulation = fields.number('gradient_accumulation_steps');
    const batch = fields.number('batch_size');
    if (
      accumulation !== null &&
      batch !== null &&
      Number.isInteger(accumulation * batch) &&
      accumulation > 0 &&
      batch > 0
    )
      fields.set('sequencesPerStep', accumulation * batch, 'gradient_accumulation_steps');
    fields.leftOpen.add('gradientAccumulation');
  },
};

/** Training files that are told by the arguments of a command. */
export const trainerScripts: readonly PlanFormat[] = [
  swift,
  llamaFactoryScript,
  trainerScript,
  ...reinforcement,
  imageTraining,
  nanoGptCommand,
];

/** The values of an argument: up to the script that a launcher starts, or an option of one letter; modules in one word are written apart. */
function valueOf(value: ConfigValue, name: string): ConfigValue {
  if (Array.isArray(value)) {
    const words = value as readonly ConfigValue[];
    // After a number stands what has no name: the folder of the data.
    const isNumber = typeof words[0] === 'number';
    const end = words.findIndex(
      (word, index) => typeof word === 'string' && (/\.py$|^-[A-Za-z]/.test(word) || (isNumber && index > 0)),
    );
    const own = end === -1 ? words : words.slice(0, end);
    return own.length === 1 ? (own[0] ?? true) : [...own];
  }
  return typeof value === 'string' && /modules|target/.test(name) && /\s/.test(value.trim())
    ? value.trim().split(/\s+/)
    : value;
}

/** Options of one letter in PyTorch's example for ImageNet (examples/imagenet/main.py). */
const shortOptions: Readonly<Record<string, string>> = { a: 'arch', b: 'batch_size' };

/** Puts those options of a script's commands under their long names, where one of them names an image model. */
function takeShortOptions(text: string, plain: MutableObject, spans: Map<string, Span>): void {
  for (const command of text.matchAll(/^[^#\n]*?\.py\b(?:\\\r?\n|[^\n])*/gm)) {
    const given = [...command[0].matchAll(/(?<=\s)-([ab])[ =]+(\w+)(?=\s|$)/g)];
    if (!given.some(([, letter, value = '']) => letter === 'a' && imageModel(value) !== null)) continue;
    for (const { index, 0: whole, 1: letter = '', 2: value = '' } of given) {
      const name = shortOptions[letter] ?? letter;
      if (Object.hasOwn(plain, name)) continue;
      plain[name] = /^\d+$/.test(value) ? Number(value) : value;
      spans.set(name, { offset: command.index + index, length: whole.length });
    }
  }
}

/** The arguments of a script's commands under their plain names, `--per-device-batch` as `per_device_batch`, and where each stands. */
export function plainArguments(
  { values, valueSpans }: ConfigDocument,
  text: string,
): {
  readonly values: ConfigObject;
  readonly spans: ReadonlyMap<string, Span>;
} {
  const plain = emptyObject();
  const spans = new Map<string, Span>();
  for (const [key, value] of Object.entries(values)) {
    const name = key.startsWith('--') ? key.slice(2).replaceAll('-', '_') : key;
    // A variable gives way to the argument of its name.
    if (!key.startsWith('--') && Object.hasOwn(plain, name)) continue;
    setAt(plain, name, value === null && key.startsWith('--') ? true : valueOf(value, name));
    const span = valueSpans.get(key);
    if (span !== undefined) spans.set(name, span);
  }
  takeShortOptions(text, plain, spans);
  return { values: plain, spans };
}
