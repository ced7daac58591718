import type { ValueConcept } from './value-concepts';

/** A value that could stand in the place of another. */
export interface OtherValue {
  /** Of a list, its first. */
  readonly value: number;
  /** As it is put into the text. */
  readonly put: string;
}

/** A value, or a list of them, and what it is. */
export interface ReplacedValue {
  readonly concept: ValueConcept;
  readonly value: number;
  readonly list: readonly number[] | null;
  readonly heads: number | null;
}

/** Other values that make sense in the place of one, the nearest first. */
export function othersOf({ concept, value, list, heads }: ReplacedValue): {
  readonly smaller: readonly OtherValue[];
  readonly larger: readonly OtherValue[];
} {
  if (list !== null)
    return {
      smaller: lists(list, [(each) => each / 2, (each) => each - 1]),
      larger: lists(list, [(each) => 2 * each, (each) => each + 1]),
    };
  const numbers = (values: readonly number[]): readonly OtherValue[] =>
    values
      .filter((each) => isSize(each) && each !== value)
      .map((each) => ({ value: each, put: String(each) }));
  return { smaller: numbers(concept.smaller(value, heads)), larger: numbers(concept.larger(value, heads)) };
}

const isSize = (value: number): boolean => Number.isInteger(value) && value >= 1;

const lists = (
  list: readonly number[],
  changes: readonly ((each: number) => number)[],
): readonly OtherValue[] =>
  changes
    .map((change) => list.map(change))
    .filter((values) => values.every(isSize))
    .map((values) => ({ value: values[0] ?? 1, put: `[${values.join(', ')}]` }));
