/** Seconds of a clock that is never set: the readings of all sources are told in it. */
export const monotonicSeconds = (): number => Number(process.hrtime.bigint()) / 1e9;
