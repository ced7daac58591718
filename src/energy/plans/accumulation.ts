import { isObject } from '../../model/config-fields';
import { said } from '../../units/message';
import type { PlanFields } from './plan-fields';

/**
 * Batches that are accumulated: a number, or how many from which epoch on (`{0: 8, 4: 4}`), of which that counts which the most epochs
 * take, the last where none are said.
 */
export function takeAccumulation(fields: PlanFields, path: string): void {
  const value = fields.value(path);
  if (value === undefined || !isObject(value)) {
    fields.count('gradientAccumulation', path);
    return;
  }
  const steps = Object.entries(value)
    .map(([epoch, batches]) => ({ epoch: Number(epoch), batches }))
    .sort((one, other) => one.epoch - other.epoch);
  const isSchedule = steps.every(
    ({ epoch, batches }) => Number.isInteger(epoch) && Number.isInteger(batches) && Number(batches) >= 1,
  );
  if (steps.length === 0 || !isSchedule) {
    fields.refuse(path, said`must be a number, or numbers by the epoch from which they hold.`);
    return;
  }
  const { epochs } = fields.options;
  const end = typeof epochs === 'number' ? epochs : Infinity;
  const lengths = [{ epoch: 0, batches: 1 }, ...steps].map(({ epoch, batches }, index) => ({
    batches: Number(batches),
    epochs: Math.max(0, Math.min(end, steps[index]?.epoch ?? end) - epoch),
  }));
  const longest = lengths.reduce((one, other) => (other.epochs >= one.epochs ? other : one));
  fields.set('gradientAccumulation', longest.batches, path);
  if (new Set(steps.map(({ batches }) => batches)).size > 1)
    fields.notes.push(
      said`${path} changes with the epochs: the figures are for ${longest.batches} batches a step, as most of them take.`,
    );
}
