import type { ConfigObject } from '../../model/config-fields';
import { isOneSlipFrom } from '../../model/near-words';
import { readPython } from '../../model/documents/python';
import { takePrecision } from './common-options';
import { PlanFields, type TrainingPlan } from './plan-fields';
import { said } from '../../units/message';

/** Names of nanoGPT's training script, beside those of the model: `gradient_accumulation_steps` is 40 where a file of it is silent. */
const ofItsScript = ['out_dir', 'init_from', 'wandb_log', 'always_save_checkpoint'] as const;
const usualAccumulation = 40;

const telling = [/^block_size[ \t]*=/m, /^batch_size[ \t]*=/m, /^max_iters[ \t]*=/m];

/** Whether a Python text is worth reading for nanoGPT's names at the beginning of lines. */
export const couldHoldNanoGptPlan = (text: string): boolean =>
  telling.filter((pattern) => pattern.test(text)).length >= telling.length - 1;

/** Sizes in the words of others, which nanoGPT's script stops at: `n_layers`, `n_emb`. */
function tellSlipsOfSizes(fields: PlanFields, values: ConfigObject, text: string): void {
  for (const size of ['n_layer', 'n_head', 'n_embd']) {
    if (new RegExp(`\\b${size}\\b`).test(text)) continue;
    const key = Object.keys(values).find(
      (each) => typeof values[each] === 'number' && isOneSlipFrom(each, size),
    );
    if (key === undefined) continue;
    const span = fields.span(key);
    fields.warnings.push({
      message: said`${key} is no key that is read of this plan: is ${size} meant?`,
      span,
    });
  }
}

/** Reads the settings of nanoGPT's training at module level (config/*.py, train.py and scripts after it); null where there are none. */
export function readNanoGptPlan(text: string): TrainingPlan | null {
  const reading = readPython(text);
  if (reading.kind !== 'object') return null;
  const { document } = reading;
  const fields = new PlanFields(document.values, document.valueSpans, text);
  const accumulation =
    fields.number('gradient_accumulation_steps') ??
    (ofItsScript.some((name) => fields.has(name)) ? usualAccumulation : 1);
  const length = fields.count('sequenceLength', 'block_size');
  const batch = fields.count('batchSize', 'batch_size');
  const steps = fields.count('steps', 'max_iters');
  const missing = [length, batch, steps].filter((value) => value === null).length;
  // A file of the script's own that leaves one of them to it, or misspells it.
  if (missing > 1 || (missing === 1 && !ofItsScript.some((name) => fields.has(name)))) return null;
  tellSlipsOfSizes(fields, document.values, text);
  takePrecision(fields, 'dtype');
  // The script divides the accumulation among the devices: a step's sequences are the same on any number of them.
  fields.leftOpen.add('gradientAccumulation');
  if (batch === null) return fields.plan('nanogpt', 'block_size');
  if (Number.isInteger(accumulation) && accumulation > 0)
    fields.set(
      'sequencesPerStep',
      batch * accumulation,
      fields.has('gradient_accumulation_steps') ? 'gradient_accumulation_steps' : 'batch_size',
    );
  fields.notes.push(
    said`A step is ${batch} x ${accumulation} sequences, which the devices share: how many each accumulates depends on their number.`,
  );
  return fields.plan('nanogpt', 'batch_size');
}
