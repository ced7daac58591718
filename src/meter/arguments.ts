import { InvalidArgumentError } from 'commander';
import { formatDuration } from '../units/format';

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
/** A moment that has just passed means now, as where a command took a while to be written; an older one is a mistake of the date. */
const longestPassedMs = 10 * 60_000;

/** A moment of the next week, as ISO 8601. */
export function momentToCome(text: string): Date {
  const moment = new Date(text);
  const [, day] = /^(\d{4}-\d\d-\d\d)T/.exec(text) ?? [];
  if (day === undefined || Number.isNaN(moment.getTime()) || !isDay(day))
    throw new InvalidArgumentError('It must be a time such as 2026-05-12T03:30:00Z.');
  const waitMs = moment.getTime() - Date.now();
  if (waitMs > longestWaitMs) throw new InvalidArgumentError('That is more than a week away.');
  if (waitMs < -longestPassedMs)
    throw new InvalidArgumentError(
      `That time has passed (${moment.toISOString()}, ${formatDuration(-waitMs / 1000)} ago). Leave --start-at out to start now.`,
    );
  return moment;
}

/** `Date` takes 31 November for 1 December. */
const isDay = (day: string): boolean => new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
