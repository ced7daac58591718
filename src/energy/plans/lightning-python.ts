import { readPython } from '../../model/documents/python';
import { isObject } from '../../model/config-fields';
import { takeAccumulation } from './accumulation';
import { isLightningTrainer, takeLightningTrainer } from './lightning';
import { PlanFields, type TrainingPlan } from './plan-fields';
import { said } from '../../units/message';

const usesLightning = /^[ \t]*(?:from|import)[ \t]+(?:pytorch_lightning|lightning)\b/m;

/** Whether a Python text is worth reading for Lightning's Trainer. */
export const couldHoldLightningPlan = (text: string): boolean =>
  usesLightning.test(text) && /\bTrainer\s*\(/.test(text);

/** Reads the arguments of PyTorch Lightning's Trainer(...) in Python source; null where there is none that says any. Never runs it. */
export function readLightningPlan(text: string): TrainingPlan | null {
  const reading = readPython(text);
  if (reading.kind !== 'object') return null;
  const { document } = reading;
  for (const { name, kind, path, unresolved, span } of document.constructs) {
    const values = document.values[path];
    if (kind !== 'call' || name !== 'Trainer' || !isObject(values)) continue;
    const known = Object.fromEntries(Object.entries(values).filter(([key]) => !unresolved.includes(key)));
    if (!isLightningTrainer(values)) continue;
    const fields = new PlanFields(known, document.valueSpans, text, `${path}.`);
    takeLightningTrainer(fields, '');
    if (unresolved.length > 0)
      fields.notes.push(
        said`Only running the code would tell ${unresolved.slice(0, 8).join(', ')}: left open.`,
      );
    if (unresolved.includes('accumulate_grad_batches')) fields.leftOpen.add('gradientAccumulation');
    // A callback of its own says the same.
    const scheduler = document.constructs.find(
      (each) => each.kind === 'call' && each.name === 'GradientAccumulationScheduler',
    );
    const schedule = scheduler === undefined ? undefined : document.values[scheduler.path];
    if (
      scheduler !== undefined &&
      schedule !== undefined &&
      isObject(schedule) &&
      isObject(schedule['scheduling'] ?? null)
    ) {
      const own = new PlanFields(schedule, document.valueSpans, text, `${scheduler.path}.`);
      own.options.epochs = fields.options.epochs;
      takeAccumulation(own, 'scheduling');
      const place = own.places.get('gradientAccumulation');
      if (place !== undefined && fields.options.gradientAccumulation === undefined) {
        fields.options.gradientAccumulation = own.options.gradientAccumulation;
        fields.places.set('gradientAccumulation', place);
        fields.notes.push(...own.notes);
      }
    }
    return { ...fields.plan('lightning', ''), anchor: span };
  }
  return null;
}
