import * as v from 'valibot';
import type { IntensitySeries } from '../../carbon/intensity-series';
import type { UnixSeconds } from '../../units/quantities';
import { answered, failed, type Answer } from '../answer';
import { electricityMapsKey } from '../keys';
import type { HttpAnswer, IntensityProvider, ProviderSetup, Send } from '../provider';
import { gramsSchema, minuteText, momentSchema, pointOf, readJson, seriesOf } from '../reading';
import { problemTexts } from '../problem-texts';

/** https://portal.electricitymaps.com/docs/api, version 3 */
const usualAddress = 'https://api.electricitymaps.com/v3';
const name = 'Electricity Maps';
const hour = 3600;

const secondsOf: Readonly<Record<string, number>> = { '5_minutes': 300, '15_minutes': 900, hourly: hour };

const valueSchema = v.object({
  carbonIntensity: gramsSchema,
  /** It has direct emissions too, for who asks for them; those are another quantity. */
  emissionFactorType: v.optional(v.nullable(v.literal('lifecycle'))),
  datetime: momentSchema,
  isEstimated: v.optional(v.nullable(v.boolean())),
  temporalGranularity: v.optional(v.nullable(v.string())),
});
/** An hour that is not there yet has a null. */
const listSchema = v.array(v.object({ ...valueSchema.entries, carbonIntensity: v.nullable(gramsSchema) }));
const forecastSchema = v.array(v.object({ carbonIntensity: gramsSchema, datetime: momentSchema }));
const noDataSchema = v.object({ status: v.literal('no-data') });

type Value = v.InferOutput<typeof listSchema>[number];

/** Longest range of hourly values in one answer. */
const longestRangeSeconds = 10 * 24 * hour;

export function electricityMaps({ zone, address, keys }: ProviderSetup): Answer<IntensityProvider> {
  const key = keys[electricityMapsKey];
  if (key === undefined)
    return failed('wrong setup', problemTexts.write('{0} needs a key ({1})', name, electricityMapsKey));
  const about = {
    source: name,
    place: zone,
    licence: 'of Electricity Maps: for the holder of the key, not to be republished',
    kind: 'average',
    scope: 'life cycle',
  } as const;
  const ask = async (
    send: Send,
    path: string,
    query: Record<string, string>,
  ): Promise<Answer<HttpAnswer>> => {
    const parameters = new URLSearchParams({ zone, ...query });
    const answer = await send({
      url: `${address ?? usualAddress}/carbon-intensity/${path}?${parameters.toString()}`,
      headers: { 'auth-token': key },
    });
    if (answer.ok && readJson(name, noDataSchema, answer.value.body).ok)
      return failed('no data', problemTexts.write('{0} has no values for {1} now', name, zone));
    return answer;
  };
  const seriesOfValues = (
    values: readonly Value[],
    now: UnixSeconds,
    maxAgeSeconds: number | null,
  ): Answer<IntensitySeries> => {
    const points = values.flatMap(({ carbonIntensity, datetime, isEstimated, temporalGranularity }) => {
      const seconds = secondsOf[temporalGranularity ?? 'hourly'] ?? hour;
      return carbonIntensity === null
        ? []
        : [pointOf(datetime, datetime + seconds, carbonIntensity, isEstimated === true)];
    });
    return seriesOf(about, points, now, maxAgeSeconds);
  };
  return answered({
    name,
    place: zone,
    kind: about.kind,
    scope: about.scope,
    licence: about.licence,
    // Not published; it differs by plan.
    limit: { requests: 30, seconds: hour },
    past: async (send, from, now) => {
      // Free plans have the present and the last day; what lies before it is for others.
      const isPresent = from >= Math.floor(now / hour) * hour;
      const path = isPresent ? 'latest' : now - from <= 23 * hour ? 'history' : 'past-range';
      const start = Math.max(from, now - longestRangeSeconds) as UnixSeconds;
      const answer = await ask(
        send,
        path,
        path === 'past-range' ? { start: minuteText(start), end: minuteText(now) } : {},
      );
      if (!answer.ok) return answer;
      const { body, maxAgeSeconds } = answer.value;
      if (path === 'latest') {
        const read = readJson(name, valueSchema, body);
        return read.ok ? seriesOfValues([read.value], now, maxAgeSeconds) : read;
      }
      const schema =
        path === 'history'
          ? v.pipe(
              v.object({ history: listSchema }),
              v.transform(({ history }) => history),
            )
          : v.pipe(
              v.object({ data: listSchema }),
              v.transform(({ data }) => data),
            );
      const read = readJson(name, schema, body);
      return read.ok ? seriesOfValues(read.value, now, maxAgeSeconds) : read;
    },
    forecast: async (send, now, hours) => {
      const horizon = [6, 24, 48, 72].find((each) => each >= hours) ?? 72;
      const answer = await ask(send, 'forecast', { horizonHours: String(horizon) });
      if (!answer.ok) return answer;
      const read = readJson(name, v.object({ forecast: forecastSchema }), answer.value.body);
      if (!read.ok) return read;
      const points = read.value.forecast.map(({ datetime, carbonIntensity }) =>
        pointOf(datetime, datetime + hour, carbonIntensity, true),
      );
      return seriesOf(about, points, now, answer.value.maxAgeSeconds);
    },
  });
}
