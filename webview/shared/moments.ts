import type { SeriesView } from '../protocol';
import { halved } from './buckets';

/** The curves of a run as a page keeps them: a copy that grows. */
export interface Moments extends SeriesView {
  readonly seconds: number[];
  readonly watts: (number | null)[][];
  readonly joules: (number | null)[];
}

/** At the limit neighbours become one, so that a long run costs no more than a short one. */
const momentLimit = 4000;

export const noMoments = (): Moments => ({ seconds: [], watts: [], joules: [] });

export const momentsOf = (series: SeriesView | null, deviceCount: number): Moments => ({
  seconds: [...(series?.seconds ?? [])],
  watts: Array.from({ length: deviceCount }, (_value, device) => [...(series?.watts[device] ?? [])]),
  joules: [...(series?.joules ?? [])],
});

/** With the moments that are newer than its own. */
export function withMoments(known: Moments, news: SeriesView): Moments {
  for (const [index, second] of news.seconds.entries()) {
    if (second <= (known.seconds.at(-1) ?? -Infinity)) continue;
    known.seconds.push(second);
    known.watts.forEach((curve, device) => curve.push(news.watts[device]?.[index] ?? null));
    known.joules.push(news.joules[index] ?? null);
  }
  let shown = known;
  while (shown.seconds.length > momentLimit) {
    const half = halved(shown.seconds, shown.watts, [shown.joules]);
    shown = { seconds: half.seconds, watts: half.curves, joules: half.lasting[0] ?? [] };
  }
  return shown;
}
