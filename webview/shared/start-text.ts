import { unknownFigure } from '../../src/units/format';

let format: Intl.DateTimeFormat | null = null;

/** When a run started, in the time and the language of the window; as it was written where it is no time. */
export function startText(startedAt: string | null): string {
  if (startedAt === null) return unknownFigure;
  const time = new Date(startedAt);
  if (Number.isNaN(time.getTime())) return startedAt;
  format ??= new Intl.DateTimeFormat(document.documentElement.lang || 'en', {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return format.format(time);
}
