import * as v from 'valibot';
import { answered, failed, type Answer } from '../answer';
import { jsonPathSteps, valueAt } from '../json-path';
import { customHeader } from '../keys';
import type { IntensityProvider, ProviderSetup } from '../provider';
import { gramsSchema, pointOf, readJson, seriesOf } from '../reading';
import {
  gramsPerKilowattHour,
  kilogramsPerKilowattHour,
  kilogramsToGramsPerKilowattHour,
  poundsPerMegawattHour,
  toGramsPerKilowattHour,
  type GramsPerKilowattHour,
} from '../../units/quantities';
import { problemTexts } from '../problem-texts';

const name = 'The custom intensity URL';

const ofKilograms = (value: number): GramsPerKilowattHour =>
  kilogramsToGramsPerKilowattHour(kilogramsPerKilowattHour(value));

/** 1 kg/MWh = 1 g/kWh, and 1 t/MWh = 1 kg/kWh. */
const units: Readonly<Record<string, (value: number) => GramsPerKilowattHour>> = {
  'g/kWh': gramsPerKilowattHour,
  'kg/MWh': gramsPerKilowattHour,
  'kg/kWh': ofKilograms,
  't/MWh': ofKilograms,
  'lb/MWh': (value) => toGramsPerKilowattHour(poundsPerMegawattHour(value)),
};
const customUnits = Object.keys(units);

const licence = 'of whoever answers';

/** Where the answer does not say how long it holds. */
const usualFreshSeconds = 300;

/** An address that answers JSON with the present intensity at a path. */
export function customProvider({ zone, address, keys, custom }: ProviderSetup): Answer<IntensityProvider> {
  const { path = '', unit = 'g/kWh', kind = 'average', scope = 'direct' } = custom;
  if (address === undefined || !/^https?:\/\//.test(address) || !URL.canParse(address))
    return failed('wrong setup', problemTexts.write('{0} is not set, or is no http address', name));
  const steps = jsonPathSteps(path);
  if (steps === null)
    return failed('wrong setup', problemTexts.write('the JSON path {0} is none: data[0].intensity is', path));
  const convert = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (convert === undefined)
    return failed(
      'wrong setup',
      problemTexts.write('the unit {0} is not known; there are {1}', unit, customUnits.join(', ')),
    );
  if (kind !== 'average' && kind !== 'marginal')
    return failed(
      'wrong setup',
      problemTexts.write('an intensity is average or marginal, and not {0}', kind),
    );
  if (scope !== 'direct' && scope !== 'life cycle')
    return failed(
      'wrong setup',
      problemTexts.write('an intensity’s scope is direct or life cycle, and not {0}', scope),
    );
  const header = headerOf(keys[customHeader]);
  if (header === null)
    return failed('wrong setup', problemTexts.write('{0} is not a header (Name: value)', customHeader));
  return answered({
    name,
    place: zone,
    kind,
    scope,
    licence,
    limit: { requests: 30, seconds: 600 },
    past: async (send, _from, now) => {
      const answer = await send({ url: address, headers: header });
      if (!answer.ok) return answer;
      const read = readJson(name, v.unknown(), answer.value.body);
      if (!read.ok) return read;
      const found = valueAt(read.value, steps);
      const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
      const grams = v.safeParse(gramsSchema, typeof number === 'number' ? convert(number) : number);
      if (!grams.success)
        return failed(
          'schema changed',
          problemTexts.write(
            'the answer of {0} has no intensity at {1}',
            name.toLowerCase(),
            path === '' ? 'its root' : path,
          ),
        );
      const { maxAgeSeconds } = answer.value;
      const seconds = Math.min(3600, Math.max(60, maxAgeSeconds ?? usualFreshSeconds));
      const about = {
        source: new URL(address).host,
        place: zone,
        licence,
        kind,
        scope,
      } as const;
      return seriesOf(about, [pointOf(now, now + seconds, grams.output, false)], now, maxAgeSeconds);
    },
    forecast: null,
  });
}

function headerOf(text: string | undefined): Readonly<Record<string, string>> | null {
  if (text === undefined) return {};
  const [, header = '', value = ''] = /^([!#$%&'*+.^_`|~\w-]+):\s*(.+)$/.exec(text.trim()) ?? [];
  return header === '' ? null : { [header.toLowerCase()]: value };
}
