/** For positive integers. */

const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other));
export const leastCommonMultiple = (one: number, other: number): number =>
  (one * other) / divisor(one, other);

/** No divisors are looked for of larger numbers. */
export const mostDivided = 4096;

/** In rising order; empty above `mostDivided`. */
export const divisorsOf = (value: number): number[] =>
  value > mostDivided
    ? []
    : Array.from({ length: value }, (_one, index) => index + 1).filter((count) => value % count === 0);
