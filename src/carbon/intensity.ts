import { intensityTable } from './intensity-table';

/** Yearly mean intensity of a place's electricity. */
export interface CarbonIntensityFact {
  readonly gramsPerKwh: number;
  /** ISO 3166-1 alpha-2 code, or `world`. */
  readonly place: string;
  readonly name: string;
  readonly year: number;
  /** The year as text, for records that hold a time. */
  readonly time: string;
  readonly source: string;
  readonly licence: string;
  readonly kind: 'average';
}

const tableSource = 'Our World in Data, from Ember and the Energy Institute';
const tableLicence = 'CC BY 4.0';

/** The world's mean, for a place that nobody named. */
export const worldAverage: CarbonIntensityFact = {
  gramsPerKwh: 475,
  place: 'world',
  name: 'World',
  year: 2018,
  time: '2018',
  source: 'IEA, Global Energy & CO2 Status Report 2019',
  licence: 'cited figure',
  kind: 'average',
};

/** Names that people use and the table does not. */
const otherNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    uk: 'GB',
    'great britain': 'GB',
    usa: 'US',
    america: 'US',
    'united states of america': 'US',
    'czech republic': 'CZ',
    'korea south': 'KR',
    korea: 'KR',
    holland: 'NL',
  }),
);

/** Lower case, without accents and punctuation. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

interface Place {
  readonly names: readonly string[];
  readonly fact: CarbonIntensityFact;
}

function parsePlace(line: string): Place[] {
  const [iso2, iso3, name, year, grams] = line.split('|').map((field) => field.trim());
  if (iso2 === undefined || iso3 === undefined || name === undefined || year === undefined) return [];
  const fact: CarbonIntensityFact = {
    gramsPerKwh: Number(grams),
    place: iso2,
    name,
    year: Number(year),
    time: year,
    source: tableSource,
    licence: tableLicence,
    kind: 'average',
  };
  return [{ names: [plain(iso2), plain(iso3), plain(name)], fact }];
}

const places: readonly Place[] = intensityTable.trim().split('\n').flatMap(parsePlace);
const byName: ReadonlyMap<string, CarbonIntensityFact> = new Map([
  ...places.flatMap(({ names, fact }) => names.map((name) => [name, fact] as const)),
  ['world', worldAverage] as const,
  ['wld', worldAverage] as const,
]);

/** Every place there is a value for, by name; without the world. */
export const knownPlaces: readonly CarbonIntensityFact[] = places.map(({ fact }) => fact);

/** By ISO 3166-1 alpha-2 or alpha-3 code, country name, or `world`. Null where there is no value: no place is guessed. */
export function findIntensity(region: string): CarbonIntensityFact | null {
  const asked = plain(region);
  return byName.get(asked) ?? byName.get(plain(otherNames.get(asked) ?? '')) ?? null;
}

/** How many single letters differ, at most `most + 1`. */
function distance(first: string, second: string, most: number): number {
  if (Math.abs(first.length - second.length) > most) return most + 1;
  let previous = Array.from({ length: second.length + 1 }, (_, column) => column);
  for (let row = 1; row <= first.length; row++) {
    const current = [row];
    for (let column = 1; column <= second.length; column++) {
      const changed = (previous[column - 1] ?? 0) + (first[row - 1] === second[column - 1] ? 0 : 1);
      current.push(Math.min(changed, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[second.length] ?? most + 1;
}

const mostDifferent = 3;
const mostSuggested = 3;
/** No country's name is longer; what is longer is not a name. */
const longestName = 60;

/** Places whose name or code is nearest to what was typed, as "Germany (DE)": for an error message. May be empty. */
export function nearestRegions(region: string): readonly string[] {
  const asked = plain(region.slice(0, longestName));
  if (asked === '') return [];
  return places
    .map(({ names, fact }) => {
      const contained = names.some(
        (name) => name.length > 3 && (name.includes(asked) || asked.includes(name)),
      );
      const nearest = Math.min(...names.map((name) => distance(asked, name, mostDifferent)));
      return { fact, far: contained && asked.length > 2 ? 0 : nearest };
    })
    .filter(({ far }) => far < Math.min(mostDifferent, asked.length))
    .sort((first, second) => first.far - second.far)
    .slice(0, mostSuggested)
    .map(({ fact }) => `${fact.name} (${fact.place})`);
}
