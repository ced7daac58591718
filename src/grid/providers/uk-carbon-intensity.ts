import * as v from 'valibot';
import type { IntensitySeries } from '../../carbon/intensity-series';
import { unixSeconds, type UnixSeconds } from '../../units/quantities';
import { answered, failed, type Answer } from '../answer';
import type { IntensityProvider, ProviderSetup, Send } from '../provider';
import { gramsSchema, minuteText, momentSchema, pointOf, readJson, seriesOf } from '../reading';
import { problemTexts } from '../problem-texts';

/** https://carbon-intensity.github.io/api-definitions/, of the National Energy System Operator; without a key */
const usualAddress = 'https://api.carbonintensity.org.uk';
const name = 'UK Carbon Intensity API';
const halfHour = 1800;
const licence = 'CC BY 4.0';

/** `actual` is null while a half-hour is open; regions have forecasts alone. */
const valueSchema = v.object({
  from: momentSchema,
  to: momentSchema,
  intensity: v.object({
    forecast: v.nullable(gramsSchema),
    actual: v.optional(v.nullable(gramsSchema)),
  }),
});
const nationalSchema = v.object({ data: v.array(valueSchema) });
const regional = v.object({ data: v.array(valueSchema) });
/** By region number an object, by postcode a list of one. */
const regionalSchema = v.object({ data: v.union([regional, v.array(regional)]) });

/** Longest range of one answer. */
const longestRangeSeconds = 14 * 24 * 3600;

/** `zone` is `GB`, a region's number from 1 to 17, or the outward part of a postcode (`RG10`). */
export function ukCarbonIntensity({ zone, address }: ProviderSetup): Answer<IntensityProvider> {
  const place = zone.toUpperCase() === 'UK' ? 'GB' : zone.toUpperCase();
  const where = regionPath(place);
  if (where === null)
    return failed(
      'wrong setup',
      problemTexts.write(
        '{0} knows Great Britain (GB), its regions 1 to 17 and outward postcodes (RG10), and not {1}',
        name,
        zone,
      ),
    );
  const ask = async (send: Send, times: string, now: UnixSeconds): Promise<Answer<IntensitySeries>> => {
    const base = address ?? usualAddress;
    const url = where === '' ? `${base}/intensity/${times}` : `${base}/regional/intensity/${times}/${where}`;
    const answer = await send({ url, headers: {} });
    if (!answer.ok) return answer;
    const { body, maxAgeSeconds } = answer.value;
    const read = where === '' ? readJson(name, nationalSchema, body) : readRegional(body);
    if (!read.ok) return read;
    const points = read.value.data.flatMap(({ from, to, intensity: { actual, forecast } }) => {
      const value = actual ?? forecast;
      return value === null ? [] : [pointOf(from, to, value, actual === null || actual === undefined)];
    });
    const about = {
      source: name,
      place: where === '' ? 'GB' : `GB ${place}`,
      licence,
      kind: 'average',
      scope: 'direct',
    } as const;
    return seriesOf(about, points, now, maxAgeSeconds);
  };
  return answered({
    name,
    place,
    kind: 'average',
    scope: 'direct',
    licence,
    // Not published.
    limit: { requests: 30, seconds: 600 },
    past: (send, from, now) => {
      const start = unixSeconds(Math.max(from, now - longestRangeSeconds + halfHour));
      return ask(send, `${minuteText(start)}/${minuteText(unixSeconds(now + halfHour))}`, now);
    },
    forecast: (send, now, hours) => ask(send, `${minuteText(now)}/${hours <= 24 ? 'fw24h' : 'fw48h'}`, now),
  });
}

function readRegional(body: string): Answer<v.InferOutput<typeof regional>> {
  const read = readJson(name, regionalSchema, body);
  if (!read.ok) return read;
  const { data } = read.value;
  const found = Array.isArray(data) ? data[0] : data;
  return found === undefined
    ? failed('no data', problemTexts.write('{0} has no values for this region', name))
    : answered(found);
}

function regionPath(place: string): string | null {
  if (place === 'GB') return '';
  if (/^([1-9]|1[0-7])$/.test(place)) return `regionid/${place}`;
  return /^[A-Z]{1,2}\d[A-Z\d]?$/.test(place) ? `postcode/${place}` : null;
}
