import {
  quantiseBase,
  takeAdapter,
  takeGlobalBatch,
  takeOptimizer,
  takePrecisionSwitches,
  takeRecomputation,
} from './common-options';
import type { PlanFields } from './plan-fields';
import { isPreferenceMethod, takeArgumentsMethod, takePreference } from './preference';
import { hasAny, type PlanFormat } from './plan-format';
import { takeScriptsClass } from './script-classes';
import { takeDeepspeed } from './sharding';
import { samplesAtMost, takeQuantisation, takeTrainerOptions, trlRecomputes } from './trainer-options';
import { said } from '../../units/message';

/** The library's own rank where the file names none (LLaMA-Factory, finetuning_args.py). */
const usualRank = 8;
const usualCutoff = 2048;

/** `max_samples` of each data set: at most so many tokens, as samples are cut at the sequence length. */
function takeSamples(fields: PlanFields): void {
  if (fields.isNoNumber('max_samples')) return;
  const samples = fields.number('max_samples');
  const { sequenceLength, epochs } = fields.options;
  if (samples === null || samples < 1 || epochs === undefined || typeof sequenceLength !== 'number') return;
  const tokens = samples * Math.max(1, fields.list('dataset').length) * sequenceLength;
  if (!Number.isSafeInteger(tokens)) return;
  fields.set('datasetTokens', tokens, 'max_samples');
  fields.notes.push(samplesAtMost('max_samples'));
}

/** The library's own switch: it recomputes unless that says no, whatever the trainer's says (model_utils/checkpointing.py). */
function takeOwnRecomputation(fields: PlanFields): void {
  if (fields.flag('gradient_checkpointing')) return;
  if (fields.flag('disable_gradient_checkpointing'))
    fields.set('recompute', 'none', 'disable_gradient_checkpointing');
  else if (fields.value('disable_gradient_checkpointing') !== undefined)
    fields.set('recompute', 'full', 'disable_gradient_checkpointing');
  else fields.assume('recompute', 'full', said`LLaMA-Factory’s default of disable_gradient_checkpointing`);
}

/** LLaMA-Factory's YAML: TrainingArguments with options of its own. */
export const llamaFactory: PlanFormat = {
  name: 'llama-factory',
  anchors: ['model_name_or_path'],
  recognises: (values) =>
    hasAny(values, 'model_name_or_path') &&
    hasAny(values, 'finetuning_type', 'stage', 'template', 'cutoff_len', 'lora_target', 'quantization_bit'),
  read(fields) {
    fields.model('model_name_or_path');
    fields.count('sequenceLength', 'cutoff_len');
    takePrecisionSwitches(fields, 'fp8', 'bf16', 'fp16');
    takeOwnRecomputation(fields);
    takeTrainerOptions(fields);
    if (fields.options.sequenceLength === undefined)
      fields.assume('sequenceLength', usualCutoff, said`LLaMA-Factory’s default of cutoff_len`);
    takeSamples(fields);
    const stage = fields.textAt('stage') ?? '';
    const loss = fields.textAt('pref_loss') ?? '';
    // Its reward model has a value head beside the language model's own.
    if (stage === 'rm') fields.builtAs('AutoModelForCausalLM');
    takePreference(fields, stage === 'dpo' && isPreferenceMethod(loss) ? loss : stage);
    const method = fields.textAt('finetuning_type') ?? 'lora';
    if (method === 'lora') {
      takeAdapter(
        fields,
        {
          rank: 'lora_rank',
          targets: ['lora_target'],
          usual: ['all-linear'],
          dora: 'use_dora',
          whole: 'additional_target',
        },
        usualRank,
      );
      takeQuantisation(fields);
    } else if (method !== 'full') {
      fields.notes.push(
        said`finetuning_type ${method.slice(0, 40)} trains a part that is not known: the whole model is counted.`,
      );
    }
  },
};

/** LLaMA-Factory's YAML since its rewrite (src/llamafactory/v1/config): no trainer's arguments, sections for adapter and devices. */
export const llamaFactoryRewritten: PlanFormat = {
  name: 'llama-factory',
  anchors: ['model'],
  recognises: (values) =>
    typeof values['model'] === 'string' &&
    hasAny(values, 'model_class', 'dist_config', 'train_dataset') &&
    hasAny(values, 'micro_batch_size', 'cutoff_len', 'global_batch_size'),
  read(fields) {
    fields.model('model');
    fields.count('sequenceLength', 'cutoff_len');
    fields.assume('sequenceLength', usualCutoff, said`LLaMA-Factory’s default of cutoff_len`);
    fields.count('batchSize', 'micro_batch_size');
    if (fields.count('steps', 'max_steps') === null) fields.count('epochs', 'num_train_epochs');
    fields.count('contextParallel', 'cp_size');
    fields.count('dataParallel', 'dp_size');
    takePrecisionSwitches(fields, 'bf16');
    takeOptimizer(fields, 'optim_config.name');
    takeRecomputation(fields, 'enable_activation_checkpointing');
    fields.assume('recompute', 'full', said`LLaMA-Factory’s default of enable_activation_checkpointing`);
    if (fields.textAt('dist_config.name') === 'fsdp2') fields.set('zeroStage', 3, 'dist_config.name');
    takeDeepspeed(fields, 'dist_config.config_file');
    takeGlobalBatch(fields, 'global_batch_size');
    if (fields.textAt('peft_config.name') !== 'lora') return;
    takeAdapter(
      fields,
      { rank: 'peft_config.r', targets: ['peft_config.target_modules'], usual: ['all-linear'] },
      usualRank,
    );
    const bits = fields.number('quant_config.quantization_bit');
    if (bits === 4 || bits === 8) quantiseBase(fields, bits);
  },
};

/** Keys of TRL's scripts that those of transformers and FastChat have not. */
const ofTrl = [
  'packing',
  'max_length',
  'max_prompt_length',
  'max_completion_length',
  'num_generations',
  'beta',
  'use_peft',
  'dataset_mixer',
  'dataset_mixture',
  'assistant_only_loss',
  'completion_only_loss',
  'dataset_num_proc',
];

/** A YAML recipe of TRL's scripts (alignment-handbook, open-r1): the scripts' arguments as keys. */
export const trlRecipe: PlanFormat = {
  name: 'trl',
  anchors: ['model_name_or_path', 'model_name'],
  recognises: (values) =>
    hasAny(values, 'model_name_or_path', 'model_name', 'config_name') &&
    // MaxText's, which has a name and steps of accumulation too.
    !hasAny(values, 'max_target_length') &&
    hasAny(
      values,
      'per_device_train_batch_size',
      'num_train_epochs',
      'max_steps',
      'gradient_accumulation_steps',
    ),
  read(fields) {
    fields.model('model_name_or_path', 'model_name', 'config_name');
    takeScriptsClass(fields);
    takeTrainerOptions(fields);
    if (ofTrl.some((key) => fields.has(key))) fields.assume('recompute', 'full', trlRecomputes);
    takeArgumentsMethod(fields);
    takeLora(fields);
    if (fields.flag('tune_mm_mlp_adapter'))
      fields.notes.push(
        said`tune_mm_mlp_adapter trains the projector alone, which is not known here: the whole model is counted.`,
      );
  },
};

/** Scripts that put adapters on every matrix of the layers, by the switch or the arguments that are theirs alone. */
const onEveryMatrix = [
  // allenai/open-instruct, open_instruct/finetune.py
  'use_lora',
  // haotian-liu/LLaVA, llava/train/train.py
  'lora_enable',
  // artidoro/qlora, qlora.py
  'double_quant',
] as const;

/** LoRA in the arguments of a script around transformers' Trainer: TRL's, open-instruct's, LLaVA's, QLoRA's and their like. */
function takeLora(fields: PlanFields): void {
  const switches = ['use_peft', 'use_lora', 'lora_enable'];
  if (switches.some((key) => fields.value(key) === false) || fields.flag('full_finetune')) return;
  const rank = fields.has('lora_r') || !fields.has('lora_rank') ? 'lora_r' : 'lora_rank';
  const own = onEveryMatrix.find((key) => fields.has(key));
  if (own === undefined && !fields.flag('use_peft') && !fields.has(rank)) return;
  takeAdapter(
    fields,
    {
      rank,
      targets: ['lora_target_modules'],
      ...(own === undefined ? {} : { usual: ['all-linear'] }),
      dora: 'use_dora',
      whole: 'lora_modules_to_save',
    },
    own === undefined ? 16 : 64,
  );
  takeQuantisation(fields);
}
