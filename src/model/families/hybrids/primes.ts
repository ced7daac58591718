/** How far a sieve looks at once. */
const window = 1 << 16;

/** The multiples of `primes` from `start` on, for `length` numbers: 1 where a number is one and no prime itself. */
function sieve(start: number, length: number, primes: readonly number[]): Uint8Array {
  const composite = new Uint8Array(length);
  for (const prime of primes) {
    const first = Math.max(prime * prime, Math.ceil(start / prime) * prime);
    for (let multiple = first; multiple < start + length; multiple += prime) composite[multiple - start] = 1;
  }
  return composite;
}

/** All primes up to `highest`. */
function primesUpTo(highest: number): number[] {
  if (highest < 2) return [];
  const divisors = primesUpTo(Math.floor(Math.sqrt(highest)));
  const composite = sieve(0, highest + 1, divisors);
  const primes: number[] = [];
  for (let number = 2; number <= highest; number++) if (composite[number] === 0) primes.push(number);
  return primes;
}

/** The first `count` primes that are `lowest` or more, in order. */
export function primesFrom(lowest: number, count: number): number[] {
  const primes: number[] = [];
  for (let start = Math.max(2, lowest); primes.length < count; start += window) {
    const composite = sieve(start, window, primesUpTo(Math.floor(Math.sqrt(start + window))));
    for (let index = 0; index < window && primes.length < count; index++)
      if (composite[index] === 0) primes.push(start + index);
  }
  return primes;
}
