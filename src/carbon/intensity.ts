import { allPlaces, plain, type CarbonIntensityFact, type Place } from './places';
import { asMessage, message, said, type Message } from '../units/message';

export type { CarbonIntensityFact } from './places';

/** Names that people use and the tables do not. */
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
    turkiye: 'TR',
    wld: 'world',
  }),
);

const byName = new Map<string, Place>();
for (const place of allPlaces) {
  for (const name of place.names) if (name !== '' && !byName.has(name)) byName.set(name, place);
}
/** Azure writes "East US" and "eastus" for one region. */
const byNameWithoutSpaces = new Map(
  allPlaces
    .filter(({ kind }) => kind === 'cloud region')
    .flatMap((place) => place.names.map((name) => [name.replaceAll(' ', ''), place] as const)),
);

/**
 * By ISO 3166-1 alpha-2 or alpha-3 code, zone (`US-CA`, `SE3`, `US-CAL-CISO`), cloud region (`aws:us-east-1`, or the
 * region alone), name, or `world`. Null where there is no such place: none is guessed.
 */
export function findPlace(region: string): Place | null {
  if (region.length > longestName) return null;
  const asked = plain(region);
  return (
    byName.get(plain(otherNames.get(asked) ?? asked)) ??
    byNameWithoutSpaces.get(asked.replaceAll(' ', '')) ??
    null
  );
}

/** The intensity of a place as `findPlace` finds it; null also where the place has no published value. */
export const findIntensity = (region: string): CarbonIntensityFact | null => findPlace(region)?.fact ?? null;

/** The world's mean, for a place that nobody named. */
export const worldAverage: CarbonIntensityFact = worldFact();

function worldFact(): CarbonIntensityFact {
  const fact = byName.get('world')?.fact;
  if (fact === null || fact === undefined) throw new Error('the table of countries has no world');
  return fact;
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

const mostDifferent = 2;
const mostSuggested = 3;
/** Codes of two or three letters are one letter from a dozen others: none of those is what was meant. */
const shortestMistyped = 4;
/** One letter of three may be a slip: "Germny". */
const slipsIn = (asked: string): number => Math.min(mostDifferent, Math.floor(asked.length / 3));
/** No country's name is longer; what is longer is not a name. */
const longestName = 60;

/** Places whose name or code is nearest to what was typed, as "Germany (DE)": for an error message. May be empty. */
export function nearestRegions(region: string): readonly string[] {
  const asked = plain(region.slice(0, longestName));
  if (asked === '') return [];
  // `aws:us-east-9` can be meant as a region of that cloud alone.
  const cloud = region.includes(':') ? (asked.split(' ')[0] ?? '') : '';
  const ofCloud = allPlaces.filter(({ provider }) => provider === cloud);
  const near = (ofCloud.length > 0 ? ofCloud : allPlaces)
    .filter(({ fact, kind }) => fact !== null && (kind === 'country' || asked.length > 3))
    .map(({ code, name: title, names }) => {
      const contained = names.some(
        (name) => name.length > 3 && (name.includes(asked) || asked.includes(name)),
      );
      const slips = names
        .filter((name) => Math.min(name.length, asked.length) >= shortestMistyped)
        .map((name) => distance(asked, name, mostDifferent));
      const nearest = Math.min(Infinity, ...slips);
      return { code, title, far: contained && asked.length > 2 ? 0 : nearest };
    })
    .filter(({ far }) => far <= slipsIn(asked))
    .sort((first, second) => first.far - second.far);
  // Beside what is one letter off, what is two off was not meant.
  return near
    .filter(({ far }) => far === near[0]?.far)
    .slice(0, mostSuggested)
    .map(({ code, title }) => `${title} (${code})`);
}

/** Why a place has no intensity, in a sentence, with the nearest that have; null where it has one. */
export const whyUnknownPlace = (region: string): Message | null =>
  findIntensity(region) === null ? unknownPlace(region) : null;

/** The same of a place that `findIntensity` found none of. */
export function unknownPlace(region: string): Message {
  const place = findPlace(region);
  if (place === null) {
    const nearest = nearestRegions(region);
    const hint =
      nearest.length > 0
        ? said`did you mean ${nearest.map(asMessage).reduce((one, other) => said`${one} or ${other}`)}?`
        : message(
            'give an ISO 3166 country code, a zone such as US-CA or SE3, or a cloud region such as aws:us-east-1',
          );
    return said`no place is known by the name ${region.slice(0, longestName)}: ${hint}`;
  }
  return said`no carbon intensity is published for ${place.name} (${place.code}); where no place is named the world's mean is taken`;
}
