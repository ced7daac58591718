import { cloudRegionTable } from './tables/cloud-regions';
import { countryTable } from './tables/countries';
import { zoneTable } from './tables/electricity-maps-zones';
import { stateTable } from './tables/us-states';
import { zonePartTable } from './tables/zone-parts';
import { originTexts } from './origin-texts';
import { rowsOf } from './table-rows';

/** Yearly mean intensity of a place's electricity. */
export interface CarbonIntensityFact {
  readonly gramsPerKwh: number;
  /** ISO 3166-1 alpha-2 code, `US-CAL-CISO`, `aws:us-east-1`, or `world`. */
  readonly place: string;
  readonly name: string;
  readonly year: number;
  /** The year as text, for records that hold a time. */
  readonly time: string;
  readonly source: string;
  readonly licence: string;
  /** Where the source is had. */
  readonly address: string;
  readonly kind: 'average';
  /** Whether building plants and bringing the fuel count, or what leaves the chimneys alone. */
  readonly scope: 'life cycle' | 'direct';
}

/** A place that people can name. */
export interface Place {
  readonly code: string;
  readonly name: string;
  /** In plain lower case, the code first. */
  readonly names: readonly string[];
  readonly kind: 'country' | 'zone' | 'cloud region';
  /** The country or zone whose electricity it is, by its code: of a cloud region the grid that it lies in. */
  readonly grid: string;
  /** `aws`, `azure`, …; null where the place is no cloud region. */
  readonly provider: string | null;
  /** Null where no value is published: such a place is known, and has no figure. */
  readonly fact: CarbonIntensityFact | null;
}

const ember = {
  source: originTexts.write(
    '{0}, from {1} and the {2}',
    'Our World in Data (April 2026)',
    'Ember (2026)',
    'Energy Institute (2025)',
  ),
  licence: 'CC BY 4.0',
  address: 'https://ourworldindata.org/grapher/carbon-intensity-electricity',
  scope: 'life cycle',
} as const;
const electricityMaps = {
  source: originTexts.write('{0}, by way of {1}', 'Electricity Maps', 'CO2.js'),
  licence: 'ODbL 1.0',
  address: 'https://github.com/thegreenwebfoundation/co2.js',
  scope: 'life cycle',
} as const;
const egrid = {
  source: originTexts.write('{0}, by way of {1}', 'US EPA eGRID2023', 'CodeCarbon'),
  licence: 'public domain',
  address: 'https://www.epa.gov/egrid/download-data',
  scope: 'direct',
} as const;
const google = {
  source: 'Google Cloud, carbon free energy for Google Cloud regions',
  licence: 'Apache-2.0',
  address: 'https://github.com/GoogleCloudPlatform/region-carbon-info',
  scope: 'direct',
} as const;

type Origin = Pick<CarbonIntensityFact, 'source' | 'licence' | 'address' | 'scope'>;

/** Lower case, without accents and punctuation. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

function factOf(
  place: string,
  name: string,
  year: string,
  grams: string,
  origin: Origin,
): CarbonIntensityFact | null {
  if (year === '' || grams === '') return null;
  return {
    gramsPerKwh: Number(grams),
    place,
    name,
    year: Number(year),
    time: year,
    kind: 'average',
    ...origin,
  };
}

/** For zones within countries, and countries that Our World in Data has no value of. */
const electricityMapsRows = rowsOf(zoneTable);
const electricityMapsValue = new Map(
  electricityMapsRows.map(([code = '', , , year = '', grams = '']) => [code, { year, grams }] as const),
);

const countries: readonly Place[] = rowsOf(countryTable).map(
  ([code = '', iso3 = '', name = '', year = '', grams = '']) => {
    const other = electricityMapsValue.get(code);
    return {
      code,
      name,
      names: [plain(code), plain(iso3), plain(name)],
      kind: 'country',
      grid: code,
      provider: null,
      fact:
        grams === '' && other !== undefined
          ? factOf(code, name, other.year, other.grams, electricityMaps)
          : factOf(code, name, year, grams, ember),
    };
  },
);

/** `SE-SE3` is also called SE3. */
const shortZone = (code: string): string[] => {
  const [country = '', last = ''] = code.split('-');
  return last.startsWith(country) && /\d$/.test(last) ? [plain(last)] : [];
};

const gridZones: readonly Place[] = electricityMapsRows
  .filter(([code = '']) => code.includes('-'))
  .map(([code = '', name = '', country = '', year = '', grams = '']) => ({
    code,
    name: country === '' ? name : `${name}, ${country}`,
    names: [plain(code), ...shortZone(code), plain(name)],
    kind: 'zone',
    grid: code,
    provider: null,
    fact: factOf(code, name, year, grams, electricityMaps),
  }));

/** Alaska and Hawaii are grids of their own too, of which there is a newer value. */
const states: readonly Place[] = rowsOf(stateTable)
  .filter(([code]) => !gridZones.some((zone) => zone.code === code))
  .map(([code = '', name = '', year = '', grams = '']) => ({
    code,
    name: `${name}, USA`,
    names: [plain(code), plain(name)],
    kind: 'zone',
    grid: code,
    provider: null,
    fact: factOf(code, name, year, grams, egrid),
  }));

const ofGrid = new Map([...countries, ...gridZones].map((place) => [place.code, place]));

const zoneParts: readonly Place[] = rowsOf(zonePartTable).flatMap(([code = '', zoneCode = '', name = '']) => {
  const zone = ofGrid.get(zoneCode);
  return zone === undefined
    ? []
    : [
        {
          ...zone,
          kind: 'zone',
          code,
          name: name === zone.name ? name : `${name} (${zone.name})`,
          names: [plain(code), plain(name)],
        },
      ];
});

const cloudRegions: readonly Place[] = rowsOf(cloudRegionTable).flatMap(
  ([provider = '', region = '', gridCode = '', city = '', year = '', grams = '']) => {
    const code = `${provider}:${region}`;
    const name = `${provider} ${region} (${city})`;
    const grid = ofGrid.get(gridCode);
    const published = factOf(code, name, year, grams, google);
    const fact =
      published ??
      (grid?.fact === null || grid?.fact === undefined
        ? null
        : { ...grid.fact, place: code, name, source: `${grid.fact.source} (${grid.code})` });
    return [
      {
        code,
        name,
        names: [plain(code), plain(region)],
        kind: 'cloud region',
        grid: gridCode,
        provider,
        fact,
      },
    ];
  },
);

/** Every place there is, the better known meaning of a name first. */
export const allPlaces: readonly Place[] = [
  ...countries,
  ...gridZones,
  ...states,
  ...zoneParts,
  ...cloudRegions,
];
