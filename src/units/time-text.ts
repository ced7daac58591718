/** Longer than clocks are ever set by, and shorter than from one change to the next. */
const aroundMs = 3 * 3_600_000;

/**
 * A moment of the days around now, for people: weekday, hour and minute; near a change of the clocks, where an hour may come
 * twice, with the zone's name too. ISO 8601, or ms since 1970.
 */
export function timeText(moment: string | number): string {
  const time = new Date(moment);
  const offsetAfter = (milliseconds: number): number =>
    new Date(time.getTime() + milliseconds).getTimezoneOffset();
  const isNearChange = offsetAfter(-aroundMs) !== offsetAfter(aroundMs);
  return time.toLocaleString(undefined, {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...(isNearChange ? { timeZoneName: 'short' } : {}),
  });
}

/** The day and minute of a moment (ISO 8601), in the local time and a language's form; as it was written where it is no time. */
export function momentText(moment: string, language: string): string {
  const time = new Date(moment);
  return Number.isNaN(time.getTime()) ? moment : momentFormat(language).format(time);
}

const momentFormats = new Map<string, Intl.DateTimeFormat>();

/** Slow to make. */
function momentFormat(language: string): Intl.DateTimeFormat {
  const known = momentFormats.get(language);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  momentFormats.set(language, format);
  return format;
}
