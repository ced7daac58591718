import { InvalidArgumentError } from 'commander';

/** A reader of a number on the command line, between two bounds; anything else is wrong usage. */
export function numberBetween(low: number, high: number, unit: string): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isFinite(value) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(
      `It must be a number${unit === '' ? '' : ` of ${unit}`} from ${low} to ${high}.`,
    );
  };
}

export function integerBetween(low: number, high: number, unit: string): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isInteger(value) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(
      `It must be a whole number${unit === '' ? '' : ` of ${unit}`} from ${low} to ${high}.`,
    );
  };
}
