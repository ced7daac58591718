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
      `It must be a ${kind} from ${low} to ${high}${unit === '' ? '' : ` ${unit.trim()}`}.`,
    );
  };

/** Of what is counted in billions. */
const suffixes: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

/** The number of a text with a suffix, by a pattern with a group for each; NaN where it is none. */
function suffixed(text: string, pattern: RegExp): number {
  const [, number = '', suffix = ''] = pattern.exec(text) ?? [];
  return number === ''
    ? Number.NaN
    : Number(number.replaceAll(/[_,]/g, '')) * (suffixes[suffix.toUpperCase()] ?? 1);
}

/** A count of tokens as people write it: 5000000, 15e12, 1.5B. */
export function tokenCount(text: string): number {
  const counted = suffixed(text, /^\s*(\d+(?:[_,]\d{3})*(?:\.\d+)?(?:e\+?\d+)?)\s*([KMBT]?)\s*$/i);
  // 1.1 x 1e9 is not exact in binary.
  const value = Math.abs(counted - Math.round(counted)) < 1e-3 ? Math.round(counted) : counted;
  if (Number.isInteger(value) && value >= 1 && value <= 1e18) return value;
  throw new InvalidArgumentError(
    'It must be a whole number of tokens from 1 to 1e18, such as 5000000, 15e12, 300M, 1.5B or 2T.',
  );
}

/** Device-hours as people write them: 184320, 1.46M. */
export function hoursCount(text: string): number {
  const value = suffixed(text, /^\s*(\d+(?:\.\d+)?(?:e\+?\d+)?)\s*([KMB]?)\s*$/i);
  if (value > 0 && value <= 1e12) return value;
  throw new InvalidArgumentError('It must be a number above 0 and at most 1e12, such as 184320 or 1.46M.');
}

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
