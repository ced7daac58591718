import * as v from 'valibot';
import { answered, failed, type Answer } from '../answer';
import type { IntensityProvider, ProviderSetup, Send } from '../provider';
import { gramsSchema, pointOf, readJson, seriesOf } from '../reading';
import { unixSeconds, type UnixSeconds } from '../../units/quantities';
import type { IntensitySeries } from '../../carbon/intensity-series';

/** https://api.energy-charts.info, of the Fraunhofer ISE; without a key */
const usualAddress = 'https://api.energy-charts.info';
const name = 'Energy-Charts';

const schema = v.pipe(
  v.object({
    unix_seconds: v.array(v.pipe(v.number(), v.integer(), v.transform(unixSeconds))),
    co2eq: v.array(v.nullable(gramsSchema)),
    co2eq_forecast: v.optional(v.array(v.nullable(gramsSchema))),
  }),
  v.check(({ unix_seconds: times, co2eq }) => times.length === co2eq.length, 'as many values as moments'),
);

/** Values come by the quarter of an hour; where there is one alone its length can't be seen. */
const usualStepSeconds = 900;

/** `zone` is a country's code (`DE`). The answer is the whole day, its forecast included. */
export function energyCharts({ zone, address }: ProviderSetup): Answer<IntensityProvider> {
  const country = zone.toLowerCase();
  if (!/^[a-z]{2}$/.test(country))
    return failed('wrong setup', `${name} knows countries of Europe by their codes (DE), and not ${zone}`);
  const ask = async (send: Send, now: UnixSeconds): Promise<Answer<IntensitySeries>> => {
    const answer = await send({
      url: `${address ?? usualAddress}/co2eq?${new URLSearchParams({ country }).toString()}`,
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
      place: zone.toUpperCase(),
      licence: 'CC BY 4.0',
      kind: 'average',
      scope: 'life cycle',
    } as const;
    return seriesOf(about, points, now, answer.value.maxAgeSeconds);
  };
  return answered({
    name,
    place: zone.toUpperCase(),
    kind: 'average',
    scope: 'life cycle',
    // Its API's description (https://api.energy-charts.info/openapi.json) names two a minute, and fewer when it is busy.
    limit: { requests: 2, seconds: 60 },
    past: (send, _from, now) => ask(send, now),
    forecast: (send, now) => ask(send, now),
  });
}
