/** What a device's counter can do. */
export interface CounterLimits {
  /** The device never draws more; Infinity where that is not known. */
  readonly highestWatts: number;
  /** Where the counter begins again at 0; null where it never does. */
  readonly wrapJoules: number | null;
}

/** Of a counter, in monotonic seconds and joules; null where it told nothing. */
interface CounterReading {
  readonly t: number;
  readonly counterJoules: number | null;
}

/** A counter that is updated less often than this is not used, so no step of it stands for more time. */
const longestTickSeconds = 0.5;

/** Whether the counter went further than the device can draw in that time. A fall to any value can be a reset. */
export function isJump(from: CounterReading, to: CounterReading, limits: CounterLimits): boolean {
  if (from.counterJoules === null || to.counterJoules === null) return false;
  const step = to.counterJoules - from.counterJoules;
  const { wrapJoules } = limits;
  if (step < 0 && wrapJoules === null) return false;
  return !canDraw(step < 0 ? step + (wrapJoules ?? 0) : step, to.t - from.t, limits);
}

/** Whether the counter, which has jumped to `from`, counts on from there. */
export const goesOn = (from: CounterReading, to: CounterReading, limits: CounterLimits): boolean =>
  (to.counterJoules ?? 0) >= (from.counterJoules ?? 0) && !isJump(from, to, limits);

/** Whether a step of the counter over so many seconds can be what the device has drawn. */
export const canDraw = (joules: number, seconds: number, { highestWatts }: CounterLimits): boolean =>
  joules <= highestWatts * (seconds + longestTickSeconds);
