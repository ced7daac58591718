import * as v from 'valibot';
import {
  gramsPerKilowattHour,
  unixSeconds,
  type GramsPerKilowattHour,
  type UnixSeconds,
} from '../units/quantities';
import { inOrder, type IntensityPoint, type IntensitySeries } from '../carbon/intensity-series';
import { answered, failed, type Answer } from './answer';
import { problemTexts } from './problem-texts';

/** No grid emits more: a larger number has another unit. */
const mostGramsPerKwh = 3000;

/** Grams a kilowatt-hour. */
export const gramsSchema = v.pipe(
  v.number(),
  v.finite(),
  v.minValue(0),
  v.maxValue(mostGramsPerKwh),
  v.transform(gramsPerKilowattHour),
);

/** A moment as ISO 8601 writes it. */
export const momentSchema = v.pipe(
  v.string(),
  v.transform((text) => Date.parse(text) / 1000),
  v.number(),
  v.finite(),
  v.transform(unixSeconds),
);

/**
 * Reads an answer by its schema. What does not fit is told with the place where it does not; what is no JSON at all is a page of
 * trouble, or broken off, and the next answer may be right.
 */
export function readJson<Schema extends v.GenericSchema>(
  provider: string,
  schema: Schema,
  body: string,
): Answer<v.InferOutput<Schema>> {
  let value: unknown;
  try {
    // Some servers put a byte order mark before it (RFC 8259, section 8.1).
    value = JSON.parse(body.replace(/^\uFEFF/, ''));
  } catch {
    return failed('failing', problemTexts.write('{0} answered something that is no JSON', provider));
  }
  const result = v.safeParse(schema, value);
  if (result.success) return answered(result.output);
  const [issue] = result.issues;
  const where = v.getDotPath(issue) ?? 'the whole';
  return failed(
    'schema changed',
    problemTexts.write('the answer of {0} is not as its documentation says ({1})', provider, where),
  );
}

/** `YYYY-MM-DDTHH:MMZ`. */
export const minuteText = (moment: UnixSeconds): string =>
  `${new Date(moment * 1000).toISOString().slice(0, 16)}Z`;

export const pointOf = (
  from: number,
  to: number,
  gramsPerKwh: GramsPerKilowattHour,
  isEstimated: boolean,
): IntensityPoint<UnixSeconds> => ({
  from: unixSeconds(from),
  to: unixSeconds(to),
  gramsPerKwh,
  isEstimated,
});

/** Where the provider does not say how long its answer holds and the present is not in it. */
const usualPatienceSeconds = 600;
export const longestFreshSeconds = 3600;
const shortestFreshSeconds = 60;

/** Two weeks by the minute are some 20,000: more is no answer of these providers, and would hold up whoever reads it. */
const mostPoints = 25_000;

/** The answer holds until the present value ends, or as long as it says itself; between a minute and an hour. */
export function seriesOf(
  about: Omit<IntensitySeries, 'points' | 'freshUntil'>,
  unordered: readonly IntensityPoint<UnixSeconds>[],
  now: UnixSeconds,
  maxAgeSeconds: number | null,
): Answer<IntensitySeries> {
  if (unordered.length > mostPoints)
    return failed(
      'schema changed',
      problemTexts.write('{0} answered {1} values, more than it is known to', about.source, unordered.length),
    );
  const points = inOrder(unordered);
  if (points.length === 0)
    return failed('no data', problemTexts.write('{0} has no values for {1} now', about.source, about.place));
  const present = points.find(({ from, to }) => from <= now && now < to);
  const fresh = Math.max(
    present === undefined ? usualPatienceSeconds : present.to - now,
    maxAgeSeconds ?? 0,
    shortestFreshSeconds,
  );
  return answered({ ...about, points, freshUntil: unixSeconds(now + Math.min(fresh, longestFreshSeconds)) });
}
