import { unknownFigure } from '../../src/units/format';
import { momentText } from '../../src/units/time-text';

/** When a run started, in the time and the language of the window; as it was written where it is no time. */
export const startText = (startedAt: string | null): string =>
  startedAt === null ? unknownFigure : momentText(startedAt, document.documentElement.lang || 'en');
