import type { Range } from './quantities';

export const exactly = (value: number): Range => ({ low: value, mid: value, high: value });

/** All three changed alike, by what keeps their order. */
export const mapRange = <From extends number, To extends number>(
  { low, mid, high }: Range<From>,
  change: (value: From) => To,
): Range<To> => ({ low: change(low), mid: change(mid), high: change(high) });
