import { answered, failed, type Answer } from '../answer';
import { generationFactor, generationFactors, isStorage } from '../generation-factors';
import { entsoeAreas } from '../entsoe-areas';
import { entsoeKey } from '../keys';
import type { IntensityProvider, ProviderSetup } from '../provider';
import { pointOf, seriesOf } from '../reading';
import { childrenOf, readXml, textAt, type XmlElement } from '../xml';
import { gramsPerKilowattHour, type UnixSeconds } from '../../units/quantities';
import type { IntensityPoint } from '../../carbon/intensity-series';
import { problemTexts } from '../problem-texts';

/** https://transparency.entsoe.eu: actual generation per production type (16.1.B and C) */
const usualAddress = 'https://web-api.tp.entsoe.eu/api';
const name = 'ENTSO-E';
const hour = 3600;
const licence = 'of the ENTSO-E Transparency Platform, free re-use with attribution';

/** Values come an hour or two late; meanwhile the newest stands in, as an estimate. */
const longestDelaySeconds = 3 * hour;
/** A moment counts once the types that have reported it usually make up this part of the generation. */
const leastReported = 0.95;
/** Generation of a type without a published factor is left out, up to this part of it. */
const mostUnknown = 0.15;
const longestRangeSeconds = 7 * 24 * hour;

/** `zone` is a country or a zone of it (`DE`, `SE-SE3`), or the EIC code of an area. */
export function entsoe({ zone, address, keys }: ProviderSetup): Answer<IntensityProvider> {
  const key = keys[entsoeKey];
  if (key === undefined)
    return failed('wrong setup', problemTexts.write('{0} needs a key ({1})', name, entsoeKey));
  const area =
    entsoeAreas.get(zone.toUpperCase()) ?? (/^\d\d[XYZVWTA][\w-]{12}[\w]$/.test(zone) ? zone : null);
  if (area === null)
    return failed(
      'wrong setup',
      problemTexts.write(
        '{0} has no area {1}; there are {2}',
        name,
        zone,
        [...entsoeAreas.keys()].join(', '),
      ),
    );
  return answered({
    name,
    place: zone,
    kind: 'average',
    scope: 'life cycle',
    licence,
    limit: { requests: 400, seconds: 60 },
    past: async (send, from, now) => {
      const start = Math.max(from - longestDelaySeconds, now - longestRangeSeconds);
      const parameters = new URLSearchParams({
        securityToken: key,
        documentType: 'A75',
        processType: 'A16',
        in_Domain: area,
        periodStart: periodText(Math.floor(start / hour) * hour),
        periodEnd: periodText(Math.ceil(now / hour) * hour),
      });
      const answer = await send({ url: `${address ?? usualAddress}?${parameters.toString()}`, headers: {} });
      if (!answer.ok) return answer;
      const read = readGeneration(answer.value.body);
      if (!read.ok) return read;
      const points = withPresent(intensityOf(read.value), now);
      const about = {
        source: `${name} (generation, ${generationFactors})`,
        place: zone,
        licence,
        kind: 'average',
        scope: 'life cycle',
      } as const;
      return seriesOf(about, points, now, answer.value.maxAgeSeconds);
    },
    // It publishes forecasts of load, wind and sun, and none of the whole mix.
    forecast: null,
  });
}

/** `YYYYMMDDHHMM`, UTC. */
const periodText = (moment: number): string =>
  new Date(moment * 1000).toISOString().replaceAll(/[-T:]/g, '').slice(0, 12);

const stepSeconds: Readonly<Record<string, number>> = { PT15M: 900, PT30M: 1800, PT60M: hour, PT1H: hour };

/** Megawatts by production type in each step of time. */
export interface Generation {
  readonly seconds: number;
  readonly byMoment: ReadonlyMap<number, ReadonlyMap<string, number>>;
}

function readGeneration(body: string): Answer<Generation> {
  const root = readXml(body);
  if (root === null)
    return failed('failing', problemTexts.write('{0} answered something that is no XML', name));
  if (root.name === 'Acknowledgement_MarketDocument') {
    const reason = childrenOf(root, 'Reason')[0];
    return textAt(root, 'Reason', 'code') === '999' || reason === undefined
      ? failed('no data', problemTexts.write('{0} has no values for this area and time', name))
      : failed(
          'failing',
          problemTexts.write(
            '{0} refused the request ({1})',
            name,
            textAt(reason, 'text')?.slice(0, 120) ?? 'no reason given',
          ),
        );
  }
  if (root.name !== 'GL_MarketDocument')
    return failed(
      'schema changed',
      problemTexts.write('{0} answered a {1}, not a GL_MarketDocument', name, root.name.slice(0, 40)),
    );
  const periods = childrenOf(root, 'TimeSeries').flatMap((series) => {
    const type = textAt(series, 'MktPSRType', 'psrType');
    // A series that goes out of the area is what pumps and plants themselves draw.
    const isDrawn = textAt(series, 'outBiddingZone_Domain.mRID') !== null;
    return type === null || isDrawn ? [] : childrenOf(series, 'Period').map((period) => ({ type, period }));
  });
  if (childrenOf(root, 'TimeSeries').length === 0)
    return failed('no data', problemTexts.write('{0} has no values for this area and time', name));
  const read = periods.map(({ type, period }) => readPeriod(type, period));
  const seconds = Math.min(...read.map((each) => each?.seconds ?? NaN));
  if (!Number.isFinite(seconds))
    return failed(
      'schema changed',
      problemTexts.write('the answer of {0} is not as its documentation says ({1})', name, 'TimeSeries'),
    );
  const byMoment = new Map<number, Map<string, number>>();
  for (const { type, values, seconds: step } of read.filter((each) => each !== null)) {
    for (const [moment, megawatts] of values) {
      for (let part = moment; part < moment + step; part += seconds) {
        const types = byMoment.get(part) ?? new Map<string, number>();
        byMoment.set(part, types.set(type, megawatts));
      }
    }
  }
  return answered({ seconds, byMoment });
}

interface ReadPeriod {
  readonly type: string;
  readonly seconds: number;
  /** By the moment at which the step begins, in unix seconds. */
  readonly values: readonly (readonly [number, number])[];
}

const mostSteps = 5000;

/** Points that are left out repeat the one before (curve type A03). Null where it is not as documented. */
function readPeriod(type: string, period: XmlElement): ReadPeriod | null {
  const start = Date.parse(textAt(period, 'timeInterval', 'start') ?? '') / 1000;
  const end = Date.parse(textAt(period, 'timeInterval', 'end') ?? '') / 1000;
  const seconds = stepSeconds[textAt(period, 'resolution') ?? ''];
  if (!Number.isFinite(start) || !Number.isFinite(end) || seconds === undefined) return null;
  const byPosition = new Map<number, number>();
  for (const point of childrenOf(period, 'Point')) {
    const position = Number(textAt(point, 'position') ?? NaN);
    const megawatts = Number(textAt(point, 'quantity') ?? NaN);
    if (!Number.isInteger(position) || !Number.isFinite(megawatts)) return null;
    byPosition.set(position, megawatts);
  }
  const values: [number, number][] = [];
  let last: number | undefined;
  for (let position = 1; position <= Math.min((end - start) / seconds, mostSteps); position++) {
    last = byPosition.get(position) ?? last;
    if (last !== undefined) values.push([start + (position - 1) * seconds, last]);
  }
  return { type, seconds, values };
}

/** Grams a kilowatt-hour of what was generated in each step: the mean of the types' factors by their megawatts. */
export function intensityOf({ seconds, byMoment }: Generation): IntensityPoint<UnixSeconds>[] {
  const usual = usualMegawatts(byMoment);
  const usualTotal = [...usual.values()].reduce((sum, value) => sum + value, 0);
  return [...byMoment]
    .sort(([first], [second]) => first - second)
    .flatMap(([moment, types]) => {
      const reported = [...types.keys()].reduce((sum, type) => sum + (usual.get(type) ?? 0), 0);
      if (reported < leastReported * usualTotal) return [];
      let [known, unknown, grams] = [0, 0, 0];
      for (const [type, megawatts] of types) {
        if (isStorage(type) || megawatts <= 0) continue;
        const factor = generationFactor(type);
        if (factor === null) unknown += megawatts;
        else {
          known += megawatts;
          grams += megawatts * factor;
        }
      }
      if (known <= 0 || unknown > mostUnknown * (known + unknown)) return [];
      return [pointOf(moment, moment + seconds, gramsPerKilowattHour(grams / known), false)];
    });
}

function usualMegawatts(byMoment: Generation['byMoment']): Map<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const types of byMoment.values()) {
    for (const [type, megawatts] of types) {
      const { sum, count } = sums.get(type) ?? { sum: 0, count: 0 };
      sums.set(type, { sum: sum + megawatts, count: count + 1 });
    }
  }
  return new Map([...sums].map(([type, { sum, count }]) => [type, sum / count]));
}

function withPresent(
  points: readonly IntensityPoint<UnixSeconds>[],
  now: UnixSeconds,
): readonly IntensityPoint<UnixSeconds>[] {
  const last = points.at(-1);
  if (last === undefined || last.to > now || now - last.to > longestDelaySeconds) return points;
  return [...points, pointOf(last.to, now + (last.to - last.from), last.gramsPerKwh, true)];
}
