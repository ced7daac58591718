import { readPython } from '../../model/documents/python';
import { takePrecision } from './common-options';
import { PlanFields, type TrainingPlan } from './plan-fields';

const telling = [/^data[ \t]*=[ \t]*dict\(/m, /^parallel[ \t]*=[ \t]*dict\(/m, /\bmicro_(?:num|bsz)\b/];

/** Whether a Python text is worth reading for InternEvo's sections. */
export const couldHoldInternEvoPlan = (text: string): boolean =>
  telling.every((pattern) => pattern.test(text));

/** How much of the layers is computed again: a switch, or a share from 0 to 1. */
function takeCheckpoint(fields: PlanFields): void {
  const value = fields.value('model.checkpoint');
  if (typeof value === 'boolean') fields.set('recompute', value ? 'full' : 'none', 'model.checkpoint');
  else if (typeof value === 'number' && value >= 0 && value <= 1)
    fields.set('recompute', value === 1 ? 'full' : value === 0 ? 'none' : 'selective', 'model.checkpoint');
}

/** The group that shares the optimizer's state: 1 nobody, else ZeRO's first stage; all is shared under FSDP. */
function takeSharing(fields: PlanFields): void {
  if (fields.flag('parallel.zero1.fsdp')) {
    fields.set('zeroStage', 3, 'parallel.zero1.fsdp');
    return;
  }
  for (const path of ['parallel.zero1.size', 'parallel.zero1']) {
    const size = fields.number(path);
    if (size === null) continue;
    fields.set('zeroStage', size === 1 ? 0 : 1, path);
    return;
  }
}

/** Reads the sections of an InternEvo config (Python, never run); null where there are none. */
export function readInternEvoPlan(text: string): TrainingPlan | null {
  const reading = readPython(text);
  if (reading.kind !== 'object') return null;
  const { document } = reading;
  const fields = new PlanFields(document.values, document.valueSpans, text);
  if (!fields.has('data.micro_num') && !fields.has('data.micro_bsz')) return null;
  fields.count('sequenceLength', 'data.seq_len');
  fields.count('batchSize', 'data.micro_bsz');
  fields.count('gradientAccumulation', 'data.micro_num');
  fields.count('steps', 'data.total_steps', 'lr_scheduler.total_steps');
  fields.count('tensorParallel', 'parallel.tensor.size', 'parallel.tensor');
  fields.count('pipelineParallel', 'parallel.pipeline.size', 'parallel.pipeline');
  takeSharing(fields);
  takePrecision(fields, 'model.dtype');
  takeCheckpoint(fields);
  if (fields.has('adam')) fields.set('optimizer', 'adamw', 'adam');
  if (fields.flag('model.use_flash_attn')) fields.set('flashAttention', true, 'model.use_flash_attn');
  return fields.plan('internevo', 'data');
}
