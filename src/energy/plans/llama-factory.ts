import { takeAdapter, takePrecisionSwitches } from './common-options';
import type { PlanFields } from './plan-fields';
import { hasAny, type PlanFormat } from './plan-format';
import { takeQuantisation, takeTrainerOptions } from './trainer-options';
import { said } from '../../units/message';

/** The library's own rank where the file names none (LLaMA-Factory, finetuning_args.py). */
const usualRank = 8;
const usualCutoff = 2048;

/** `max_samples` of each data set: at most so many tokens, as samples are cut at the sequence length. */
function takeSamples(fields: PlanFields): void {
  const samples = fields.number('max_samples');
  const { sequenceLength, epochs } = fields.options;
  if (samples === null || samples < 1 || epochs === undefined || typeof sequenceLength !== 'number') return;
  const tokens = samples * Math.max(1, fields.list('dataset').length) * sequenceLength;
  if (!Number.isSafeInteger(tokens)) return;
  fields.set('datasetTokens', tokens, 'max_samples');
  fields.notes.push(
    said`max_samples: every sample is taken to be as long as the sequence, so tokens are at most these.`,
  );
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
    takePrecisionSwitches(fields, 'bf16', 'fp16');
    takeTrainerOptions(fields);
    if (fields.options.sequenceLength === undefined)
      fields.assume('sequenceLength', usualCutoff, said`LLaMA-Factory’s default of cutoff_len`);
    takeSamples(fields);
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

/** A YAML recipe of TRL's scripts (alignment-handbook, open-r1): the scripts' arguments as keys. */
export const trlRecipe: PlanFormat = {
  name: 'trl',
  anchors: ['model_name_or_path', 'model_name'],
  recognises: (values) =>
    hasAny(values, 'model_name_or_path', 'model_name') &&
    hasAny(
      values,
      'per_device_train_batch_size',
      'num_train_epochs',
      'max_steps',
      'gradient_accumulation_steps',
    ),
  read(fields) {
    fields.model('model_name_or_path', 'model_name');
    takeTrainerOptions(fields);
    if (fields.flag('use_peft') || fields.has('lora_r')) {
      takeAdapter(
        fields,
        { rank: 'lora_r', targets: ['lora_target_modules'], dora: 'use_dora', whole: 'lora_modules_to_save' },
        16,
      );
      takeQuantisation(fields);
    }
  },
};
