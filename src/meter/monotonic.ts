// Node reads one clock for both; this one costs no BigInt. Where the process is made to wait between the two, it is read again.
const zero = Math.max(
  ...Array.from({ length: 5 }, () => Number(process.hrtime.bigint()) / 1e9 - performance.now() / 1000),
);

/** Seconds of a clock that is never set: the readings of all sources are told in it. */
export const monotonicSeconds = (): number => zero + performance.now() / 1000;
