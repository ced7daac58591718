import * as v from 'valibot';
import type { IntensitySeries } from '../../carbon/intensity-series';
import { poundsPerMegawattHour, toGramsPerKilowattHour, type UnixSeconds } from '../../units/quantities';
import { answered, failed, type Answer } from '../answer';
import { watttimeUser, watttimePassword } from '../keys';
import type { HttpAnswer, IntensityProvider, ProviderSetup, Send } from '../provider';
import { gramsSchema, minuteText, momentSchema, pointOf, readJson, seriesOf } from '../reading';
import { problemTexts } from '../problem-texts';

/** https://docs.watttime.org, version 3 */
const usualAddress = 'https://api.watttime.org';
const name = 'WattTime';

/** Tokens hold for 30 minutes. */
const tokenSeconds = 25 * 60;
const usualPeriodSeconds = 300;
const licence = 'of WattTime: for the holder of the account, not to be republished';

const dataSchema = v.object({
  data: v.array(v.object({ point_time: momentSchema, value: v.pipe(v.number(), v.finite()) })),
  meta: v.object({
    units: v.string(),
    signal_type: v.optional(v.string()),
    data_point_period_seconds: v.optional(v.pipe(v.number(), v.minValue(1))),
  }),
});
/** How clean the present is among the last month's moments, in per cent; the lower the cleaner. Free of charge. */
export interface SignalIndex {
  readonly percentile: number;
  readonly at: UnixSeconds;
}

export interface WattTime extends IntensityProvider {
  readonly signalIndex: (send: Send, now: UnixSeconds) => Promise<Answer<SignalIndex>>;
}

/** `zone` is a region of WattTime's (`CAISO_NORTH`), or a latitude and longitude (`37.8,-122.4`), which it is asked about. */
export function wattTime({ zone, address, keys }: ProviderSetup): Answer<WattTime> {
  const user = keys[watttimeUser];
  const password = keys[watttimePassword];
  if (user === undefined || password === undefined)
    return failed(
      'wrong setup',
      problemTexts.write('{0} needs a user and a password ({1}, {2})', name, watttimeUser, watttimePassword),
    );
  const coordinates = /^(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)$/.exec(zone);
  const [, latitude = '', longitude = ''] = coordinates ?? [];
  if (Math.abs(Number(latitude)) > 90 || Math.abs(Number(longitude)) > 180)
    return failed(
      'wrong setup',
      problemTexts.write('{0} is no latitude and longitude, such as 37.8,-122.4', zone),
    );
  const base = address ?? usualAddress;
  let token: { readonly text: string; readonly until: number } | null = null;
  let region = coordinates === null ? zone : null;

  const signIn = async (send: Send, now: UnixSeconds): Promise<Answer<string>> => {
    if (token !== null && now < token.until) return answered(token.text);
    const answer = await send({
      url: `${base}/login`,
      headers: {
        authorization: `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`)))}`,
      },
    });
    if (!answer.ok) return answer;
    const read = readJson(name, v.object({ token: v.pipe(v.string(), v.minLength(1)) }), answer.value.body);
    if (!read.ok) return read;
    token = { text: read.value.token, until: now + tokenSeconds };
    return answered(token.text);
  };
  const askSignedIn = async (
    send: Send,
    now: UnixSeconds,
    path: string,
    query: Record<string, string>,
  ): Promise<Answer<HttpAnswer>> => {
    const isKept = token !== null && now < token.until;
    const signedIn = await signIn(send, now);
    if (!signedIn.ok) return signedIn;
    const parameters = new URLSearchParams({ ...query, signal_type: 'co2_moer' });
    const answer = await send({
      url: `${base}/v3/${path}?${parameters.toString()}`,
      headers: { authorization: `Bearer ${signedIn.value}` },
    });
    if (answer.ok || answer.problem.kind !== 'not signed in') return answer;
    // A token may end before its time: it is signed in anew, once.
    token = null;
    return isKept ? askSignedIn(send, now, path, query) : answer;
  };
  const regionOf = async (send: Send, now: UnixSeconds): Promise<Answer<string>> => {
    if (region !== null) return answered(region);
    const answer = await askSignedIn(send, now, 'region-from-loc', { latitude, longitude });
    if (!answer.ok) return answer;
    const read = readJson(name, v.object({ region: v.string() }), answer.value.body);
    if (!read.ok) return read;
    region = read.value.region;
    return answered(region);
  };
  const ask = async (
    send: Send,
    now: UnixSeconds,
    path: string,
    query: Record<string, string>,
  ): Promise<
    Answer<{ readonly read: v.InferOutput<typeof dataSchema>; readonly maxAgeSeconds: number | null }>
  > => {
    const found = await regionOf(send, now);
    if (!found.ok) return found;
    const answer = await askSignedIn(send, now, path, { region: found.value, ...query });
    if (!answer.ok) return answer;
    const read = readJson(name, dataSchema, answer.value.body);
    return read.ok ? answered({ read: read.value, maxAgeSeconds: answer.value.maxAgeSeconds }) : read;
  };
  const series = async (
    send: Send,
    now: UnixSeconds,
    path: string,
    query: Record<string, string>,
    isEstimated: boolean,
  ): Promise<Answer<IntensitySeries>> => {
    const answer = await ask(send, now, path, query);
    if (!answer.ok) return answer;
    const { data, meta } = answer.value.read;
    if (meta.units !== 'lbs_co2_per_mwh')
      return failed(
        'schema changed',
        problemTexts.write(
          '{0} answered in {1}, not in pounds a megawatt-hour',
          name,
          meta.units.slice(0, 40),
        ),
      );
    const period = meta.data_point_period_seconds ?? usualPeriodSeconds;
    const points = [];
    for (const { point_time: from, value } of data) {
      const grams = v.safeParse(gramsSchema, toGramsPerKilowattHour(poundsPerMegawattHour(value)));
      if (!grams.success)
        return failed(
          'schema changed',
          problemTexts.write('{0} answered {1}, which is no intensity', name, value),
        );
      points.push(pointOf(from, from + period, grams.output, isEstimated));
    }
    return seriesOf(
      {
        source: name,
        place: region ?? zone,
        licence,
        kind: 'marginal',
        scope: 'direct',
      },
      points,
      now,
      answer.value.maxAgeSeconds,
    );
  };
  return answered({
    name,
    place: zone,
    kind: 'marginal',
    scope: 'direct',
    licence,
    // 3000 are allowed; signing in, 100.
    limit: { requests: 100, seconds: 300 },
    past: (send, from, now) =>
      // The last measured value is some minutes old; the forecast begins with the present.
      now - from < usualPeriodSeconds
        ? series(send, now, 'forecast', { horizon_hours: '0' }, true)
        : series(send, now, 'historical', { start: minuteText(from), end: minuteText(now) }, false),
    forecast: (send, now, hours) =>
      series(send, now, 'forecast', { horizon_hours: String(Math.min(72, Math.ceil(hours))) }, true),
    signalIndex: async (send, now) => {
      const answer = await ask(send, now, 'signal-index', {});
      if (!answer.ok) return answer;
      const { data, meta } = answer.value.read;
      const [newest] = data;
      if (meta.units !== 'percentile' || newest === undefined)
        return failed(
          'schema changed',
          problemTexts.write('the signal index of {0} is not as its documentation says', name),
        );
      return answered({ percentile: newest.value, at: newest.point_time });
    },
  });
}
