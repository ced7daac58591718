import { formatDuration } from '../../src/units/format';

const [minute, hour, day] = [60, 3600, 86_400];
const steps = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hour),
  ...[1, 2, 5, 10, 20, 50, 100, 300, 1000].map((days) => days * day),
];

/** Seconds between the ticks of an axis that is so many seconds long: whole seconds, minutes, hours or days. */
export const timeStep = (seconds: number, mostTicks: number): number =>
  steps.find((step) => seconds / step <= mostTicks) ?? seconds / mostTicks;

/** "30 s", "1 min 30 s", "30 min", "2 h", "1 d 12 h": what is nothing after the whole is left out. */
export const formatTick = (seconds: number): string =>
  formatDuration(seconds).replace(/ 0+ (?:s|min|h)$/, '');

export const mostTicks = 8;
/** As wide as the longest time is written. */
const tickPixels = 90;
/** How many ticks an axis of this width has room for. */
export const mostTicksOf = (pixels: number): number =>
  Math.min(mostTicks, Math.max(2, Math.floor(pixels / tickPixels)));

/** The ticks at the multiples of a step. One that is given to chart.js itself is stretched until it divides the whole. */
export function ticksAt(
  { min, max }: { readonly min: number; readonly max: number },
  step: number,
): { value: number }[] {
  const first = Math.ceil(min / step);
  const count = Math.max(0, Math.floor(max / step) - first + 1);
  return Array.from({ length: count }, (_value, index) => ({ value: (first + index) * step }));
}
