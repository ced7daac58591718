// Node reads one clock for both; this one costs no BigInt. Where the process is made to wait between the two, it is read again.
const zero = Math.max(
  ...Array.from({ length: 5 }, () => Number(process.hrtime.bigint()) / 1e9 - performance.now() / 1000),
);

/** Seconds of a clock that is never set: the readings of all sources are told in it. */
export const monotonicSeconds = (): number => zero + performance.now() / 1000;

/** What the clock on the wall told at that monotonic moment. Of several looks the one counts between whose halves this process waited least. */
export function wallClockAt(seconds: number): Date {
  const offsets = Array.from({ length: 5 }, () => {
    const monotonic = monotonicSeconds();
    return Date.now() / 1000 - monotonic;
  });
  return new Date(1000 * (seconds + Math.min(...offsets)));
}
