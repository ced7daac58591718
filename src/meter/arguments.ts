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
