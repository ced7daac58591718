import type { TimeWindow } from './time-window';

export interface Curves {
  readonly seconds: readonly number[];
  readonly curves: readonly (readonly (number | null)[])[];
}

/** Index of the first of the sorted `seconds` at or after a moment. */
function firstFrom(seconds: readonly number[], moment: number): number {
  let [low, high] = [0, seconds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((seconds[middle] ?? Infinity) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first index, and that after the last, of the moments in a window, with one on each side: lines reach the edges. */
export const indicesIn = (
  seconds: readonly number[],
  { from, to }: TimeWindow,
): readonly [first: number, end: number] => [
  Math.max(0, firstFrom(seconds, from) - 1),
  Math.min(seconds.length, firstFrom(seconds, to) + 1),
];

/**
 * What a chart of so many buckets draws of the curves in a window: each the mean over the time of its bucket, so that curves
 * laid on one another stay so and areas keep their energy. A value holds since the moment before; null where none is known.
 */
export function bucketed({ seconds, curves }: Curves, window: TimeWindow, buckets: number): Curves {
  const { from, to } = window;
  const [first, last] = indicesIn(seconds, window);
  if (last - first <= buckets)
    return { seconds: seconds.slice(first, last), curves: curves.map((curve) => curve.slice(first, last)) };
  const width = (to - from) / buckets;
  const ends: number[] = [];
  const shown: (number | null)[][] = curves.map(() => []);
  let begin = first;
  while (begin < last) {
    const bucket = Math.floor(((seconds[begin] ?? 0) - from) / width);
    let end = begin + 1;
    while (end < last && Math.floor(((seconds[end] ?? 0) - from) / width) === bucket) end += 1;
    ends.push(seconds[end - 1] ?? 0);
    curves.forEach((curve, index) => shown[index]?.push(meanOver(seconds, curve, begin, end)));
    begin = end;
  }
  return { seconds: ends, curves: shown };
}

function meanOver(
  seconds: readonly number[],
  curve: readonly (number | null)[],
  begin: number,
  end: number,
): number | null {
  let [weighed, time] = [0, 0];
  for (let index = begin; index < end; index += 1) {
    const value = curve[index] ?? null;
    if (value === null) continue;
    const duration = Math.max((seconds[index] ?? 0) - (seconds[index - 1] ?? 0), 1e-9);
    weighed += value * duration;
    time += duration;
  }
  return time > 0 ? weighed / time : null;
}

/** Half as many moments: neighbours become one, with their mean over time; of `lasting` curves the later value stays. */
export function halved(seconds: readonly number[], curves: Curves['curves'], lasting: Curves['curves']) {
  const pairs = Array.from({ length: Math.ceil(seconds.length / 2) }, (_value, pair) => 2 * pair);
  const later = (index: number): number => Math.min(index + 1, seconds.length - 1);
  return {
    seconds: pairs.map((index) => seconds[later(index)] ?? 0),
    curves: curves.map((curve) => pairs.map((index) => meanOver(seconds, curve, index, later(index) + 1))),
    lasting: lasting.map((curve) => pairs.map((index) => curve[later(index)] ?? null)),
  };
}
