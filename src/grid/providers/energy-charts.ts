import * as v from 'valibot';
import { answered, failed, type Answer } from '../answer';
import type { IntensityProvider, ProviderSetup, Send } from '../provider';
import { gramsSchema, minuteText, pointOf, readJson, seriesOf } from '../reading';
import { unixSeconds, type UnixSeconds } from '../../units/quantities';
import type { IntensitySeries } from '../../carbon/intensity-series';
import { problemTexts } from '../problem-texts';

/** https://api.energy-charts.info, of the Fraunhofer ISE; without a key */
const usualAddress = 'https://api.energy-charts.info';
const name = 'Energy-Charts';
const licence = 'CC BY 4.0';

const schema = v.pipe(
  v.object({
    unix_seconds: v.array(v.pipe(v.number(), v.integer(), v.transform(unixSeconds))),
    co2eq: v.array(v.nullable(gramsSchema)),
    co2eq_forecast: v.optional(v.array(v.nullable(gramsSchema))),
  }),
  v.check(({ unix_seconds: times, co2eq }) => times.length === co2eq.length, 'as many values as moments'),
);

/** What lies further back may be of the day before. */
const freshRangeSeconds = 3600;
const longestRangeSeconds = 14 * 24 * 3600;

/** Values come by the quarter of an hour; where there is one alone its length can't be seen. */
const usualStepSeconds = 900;

/**
 * The countries that its API's description names (version 1.5 of October 2025) and whose transmission system operators publish
 * generation, by their codes of ISO 3166-1 (of Great Britain and Northern Ireland it has names of its own). Armenia, Azerbaijan,
 * Belarus, Malta, Russia and Turkey are named there too, and publish none. What `/co2eq` answers is not described there.
 */
const countries: readonly string[] =
  'AL AT BA BE BG CH CY CZ DE DK EE ES FI FR GE GR HR HU IE IT LT LU LV MD ME MK NL NO PL PT RO RS SE SI SK UA XK'.split(
    ' ',
  );
const ownNames: Readonly<Record<string, string>> = { GB: 'uk', 'GB-NIR': 'nie' };

export const hasEnergyCharts = (code: string | null): boolean =>
  code !== null && (countries.includes(code) || Object.hasOwn(ownNames, code));

/** `zone` is a country's code (`DE`), or `GB-NIR`. The answer is the whole day, its forecast included, and the days before it that are asked for. */
export function energyCharts({ zone, address }: ProviderSetup): Answer<IntensityProvider> {
  const code =
    Object.keys(ownNames).find((each) => ownNames[each] === zone.toLowerCase()) ?? zone.toUpperCase();
  if (!hasEnergyCharts(code))
    return failed(
      'wrong setup',
      problemTexts.write(
        '{0} has no data for {1}; it has {2}',
        name,
        zone,
        [...countries, ...Object.keys(ownNames)].join(', '),
      ),
    );
  const country = ownNames[code] ?? code.toLowerCase();
  const ask = async (
    send: Send,
    now: UnixSeconds,
    range: { readonly start?: string; readonly end?: string } = {},
  ): Promise<Answer<IntensitySeries>> => {
    const parameters = new URLSearchParams({ country, ...range });
    const answer = await send({
      url: `${address ?? usualAddress}/co2eq?${parameters.toString()}`,
      headers: {},
    });
    if (!answer.ok) return answer;
    const read = readJson(name, schema, answer.value.body);
    if (!read.ok) return read;
    const { unix_seconds: times, co2eq, co2eq_forecast: forecast } = read.value;
    const points = times.flatMap((from, index) => {
      const to = times[index + 1] ?? from + from - (times[index - 1] ?? from - usualStepSeconds);
      const value = co2eq[index] ?? forecast?.[index] ?? null;
      return value === null ? [] : [pointOf(from, to, value, (co2eq[index] ?? null) === null)];
    });
    const about = {
      source: name,
      place: code,
      licence,
      kind: 'average',
      scope: 'life cycle',
    } as const;
    return seriesOf(about, points, now, answer.value.maxAgeSeconds);
  };
  return answered({
    name,
    place: code,
    kind: 'average',
    scope: 'life cycle',
    licence,
    // Its API's description (https://api.energy-charts.info/openapi.json, version 1.5) tells of "stricter rate limitations" and no
    // number; two a minute are what users of it have noted of its prices in 2026, fewer when it is busy.
    limit: { requests: 2, seconds: 60 },
    past: (send, from, now) => {
      // The present day is what it answers by itself; its days are those of the place.
      if (now - from < freshRangeSeconds) return ask(send, now);
      const start = unixSeconds(Math.max(from, now - longestRangeSeconds));
      return ask(send, now, {
        start: minuteText(start),
        end: minuteText(unixSeconds(now + usualStepSeconds)),
      });
    },
    forecast: (send, now) => ask(send, now),
  });
}
