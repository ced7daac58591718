import { InvalidArgumentError } from 'commander';

type ArgumentReader = (text: string) => number;

/** Makes readers of a kind of number on the command line, between two bounds; anything else is wrong usage. */
const between =
  (kind: string, isOfKind: (value: number) => boolean) =>
  (low: number, high: number, unit: string): ArgumentReader =>
  (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (isOfKind(value) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(
      `It must be a ${kind}${unit === '' ? '' : ` of ${unit}`} from ${low} to ${high}.`,
    );
  };

export const numberBetween = between('number', Number.isFinite);
export const integerBetween = between('whole number', Number.isInteger);

/** A wait that is longer is a mistake of the date. */
const longestWaitMs = 7 * 24 * 3_600_000;

/** A moment of the next week, as ISO 8601; one that has passed means now. */
export function momentToCome(text: string): Date {
  const moment = new Date(text);
  if (!/^\d{4}-\d\d-\d\dT/.test(text) || Number.isNaN(moment.getTime()))
    throw new InvalidArgumentError('give a time such as 2026-05-12T03:30:00Z.');
  if (moment.getTime() - Date.now() > longestWaitMs)
    throw new InvalidArgumentError('that is more than a week away.');
  return moment;
}
