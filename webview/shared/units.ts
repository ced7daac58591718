import type { ViewText } from '../texts';
import { t } from '../translate';

/** What progress is counted in, in the language of the window; a word that is not known stays as it is. */

const singulars: Readonly<Record<string, ViewText>> = {
  step: 'step',
  sample: 'sample',
  token: 'token',
  epoch: 'epoch',
  round: 'round',
  percent: 'percent',
};
const plurals: Readonly<Record<string, ViewText>> = {
  step: 'steps',
  sample: 'samples',
  token: 'tokens',
  epoch: 'epochs',
  round: 'rounds',
  percent: 'percent',
};

export const unitText = (unit: string): string => wordFor(singulars, unit);
export const unitsText = (unit: string): string => wordFor(plurals, unit);

function wordFor(words: Readonly<Record<string, ViewText>>, unit: string): string {
  const text = Object.hasOwn(words, unit) ? words[unit] : undefined;
  return text === undefined ? unit : t(text);
}

/** Energy of a token, in joules: in kilowatt-hours it would be too little to be read. */
export const formatTokenEnergy = (joules: number): string => `${Number(joules.toPrecision(3))} J`;

/** "45 ms" for what takes less than a second. */
export const formatShortTime = (seconds: number, formatLong: (seconds: number) => string): string =>
  seconds >= 1
    ? formatLong(seconds)
    : seconds >= 1e-3
      ? `${Number((seconds * 1e3).toPrecision(3))} ms`
      : `${Number((seconds * 1e6).toPrecision(3))} µs`;
