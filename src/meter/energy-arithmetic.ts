/** Joules of power that goes straight from one value to another. */
export const trapezoid = (fromWatts: number, toWatts: number, seconds: number): number =>
  ((fromWatts + toWatts) / 2) * seconds;

export const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);

export const round = (value: number, decimals: number): number => {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
};
