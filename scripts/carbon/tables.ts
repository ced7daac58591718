import { poundsPerMegawattHour, toGramsPerKilowattHour } from '../../src/units/quantities';
import { csvRows, type CsvRow } from './csv';

export interface TableText {
  readonly name: string;
  readonly text: string;
}

const line = (row: CsvRow, names: readonly string[]): string =>
  names.map((name) => row[name] ?? '').join(' | ');

function table(comment: readonly string[], name: string, lines: readonly string[]): string {
  const made = 'Made by `npm run carbon-tables` from scripts/carbon/sources: change those.';
  const told = [...comment, made].map((part) => ` * ${part}`).join('\n');
  return `/**\n${told}\n */\nexport const ${name} = \`\n${lines.join('\n')}\n\`;\n`;
}

/** Our World in Data’s code of the world, and the one country with a value that ISO 3166-1 has no code for. */
const world = 'OWID_WRL';
const kosovo = 'OWID_KOS';

/** Green Algorithms’ names of the providers whose newer figures are not had elsewhere; '' is the mean of a survey of all. */
const providersOfGreenAlgorithms: ReadonlyMap<string, string> = new Map([
  ['OVHcloud', 'ovh'],
  ['Oracle', 'oracle'],
  ['Unknown', ''],
]);

/** The modules of src/carbon/tables, from the source files by name. */
export function tableTexts(readSource: (name: string) => string): TableText[] {
  const rows = (name: string): CsvRow[] => csvRows(readSource(name));
  const iso = rows('iso-3166-1');
  const iso2ByIso3 = new Map(iso.map((row) => [row['iso3'], row['iso2'] ?? '']));
  const owid = new Map(rows('owid-countries').map((row) => [row['code'], row]));
  const country = (iso2: string, iso3: string, name: string, code: string): string => {
    const found = owid.get(code);
    return [iso2, iso3, found?.['name'] ?? name, found?.['year'] ?? '', found?.['gramsPerKwh'] ?? ''].join(
      ' | ',
    );
  };
  const withoutValue = new Set(iso.filter(({ iso3 = '' }) => !owid.has(iso3)).map(({ iso2 = '' }) => iso2));
  return [
    {
      name: 'countries',
      text: table(
        [
          'ISO-2 | ISO-3 | name | year | gCO2e per kWh (yearly mean, life cycle) of the 249 countries of ISO 3166-1, Kosovo and the',
          'world; no year and value where none is published, or the published one is 0. Our World in Data (CC BY 4.0), edition of',
          'April 2026, from Ember (CC BY 4.0) and the Energy Institute.',
        ],
        'countryTable',
        [
          ...iso.map(({ iso2 = '', iso3 = '', name = '' }) => country(iso2, iso3, name, iso3)),
          country('XK', 'XKX', 'Kosovo', kosovo),
          country('world', 'WLD', 'World', world),
        ],
      ),
    },
    {
      name: 'us-states',
      text: table(
        [
          'Zone | name | year | gCO2e per kWh of the generation in the state (yearly mean, direct emissions). US EPA eGRID2023',
          '(public domain), as CodeCarbon 3.3.2 carries it (MIT).',
        ],
        'stateTable',
        rows('egrid-states').map(({ state = '', name = '', year = '', poundsPerMwh }) => {
          const grams = toGramsPerKilowattHour(poundsPerMegawattHour(Number(poundsPerMwh)));
          return `US-${state} | ${name} | ${year} | ${grams.toFixed(2)}`;
        }),
      ),
    },
    {
      name: 'electricity-maps-zones',
      text: table(
        [
          'Zone | name | country | year | gCO2e per kWh of what is consumed there (yearly mean, life cycle): of the zones within countries,',
          'and of the countries that have no value in the other table. Electricity Maps, republished by The Green Web Foundation in',
          'CO2.js, under the Open Database License 1.0, which this file keeps: https://opendatacommons.org/licenses/odbl/1-0/',
        ],
        'zoneTable',
        rows('electricity-maps-zones')
          .filter(({ zone = '' }) => zone.includes('-') || withoutValue.has(zone))
          .map((row) => line(row, ['zone', 'name', 'country', 'year', 'gramsPerKwh'])),
      ),
    },
    {
      name: 'zone-parts',
      text: table(
        ['ISO 3166-2 code | the zone that it is a part of | name.'],
        'zonePartTable',
        rows('zone-parts').map((row) => line(row, ['part', 'zone', 'name'])),
      ),
    },
    {
      name: 'cloud-regions',
      text: table(
        [
          'Provider | region | country or zone | city | year | gCO2e per kWh (yearly mean, direct emissions), where the provider',
          'publishes one: Google Cloud, "Carbon free energy for Google Cloud regions" (Apache-2.0).',
        ],
        'cloudRegionTable',
        cloudRegions(rows('cloud-regions'), rows('google-regions')),
      ),
    },
    {
      name: 'data-centres',
      text: table(
        [
          'Provider, none for all | region, none for the mean of all of the provider’s | figure | value | year | source. PUE is a ratio,',
          'WUE is in litres per kWh. The sources are told in src/carbon/data-centres.ts.',
        ],
        'dataCentreTable',
        dataCentres(rows),
      ),
    },
    {
      name: 'computer-footprints',
      text: table(
        [
          'Kind of computer | products | kg CO2e of making, moving and scrapping one: a tenth have less | the half | nine tenths. Boavizta,',
          'environmental footprint data, from makers’ own reports, under the Open Database License 1.0, which this file keeps:',
          'https://opendatacommons.org/licenses/odbl/1-0/',
        ],
        'computerFootprintTable',
        computerFootprints(rows('computer-footprints')),
      ),
    },
    {
      name: 'electricity-water',
      text: table(
        [
          'Country | litres of water that evaporate for a kWh of its electricity. World Resources Institute, Guidance for Calculating',
          'Water Use Embedded in Purchased Electricity (2020), as EcoLogits carries it (MPL-2.0, which this file keeps).',
        ],
        'electricityWaterTable',
        rows('electricity-water').map((row) => {
          const iso3 = row['iso3'] ?? '';
          return `${iso3 === 'WOR' ? 'world' : (iso2ByIso3.get(iso3) ?? '')} | ${row['litresPerKwh'] ?? ''}`;
        }),
      ),
    },
  ];
}

function cloudRegions(regions: readonly CsvRow[], google: readonly CsvRow[]): string[] {
  const published = new Map(google.map((row) => [row['region'], row]));
  return regions.map((row) => {
    const value = row['provider'] === 'gcp' ? published.get(row['region']) : undefined;
    return `${line(row, ['provider', 'region', 'place', 'name'])} | ${line(value ?? {}, ['year', 'gramsPerKwh'])}`;
  });
}

/** Without use, which is the run's own: the first and ninth tenths, and the middle. */
function computerFootprints(products: readonly CsvRow[]): string[] {
  return ['Laptop', 'Desktop', 'Server'].map((kind) => {
    const kilograms = products
      .filter((product) => product['kind'] === kind)
      .map(({ kilogramsCO2e, useRatio }) => Number(kilogramsCO2e) * (1 - Number(useRatio)))
      .sort((first, second) => first - second);
    const at = (part: number): string =>
      (kilograms[Math.round(part * (kilograms.length - 1))] ?? 0).toFixed(0);
    return [kind.toLowerCase(), kilograms.length, at(0.1), at(0.5), at(0.9)].join(' | ');
  });
}

function dataCentres(rows: (name: string) => readonly CsvRow[]): string[] {
  const row = (
    provider: string,
    region: string,
    figure: string,
    value: string | undefined,
    year: string | undefined,
    source: string,
  ): string => [provider, region, figure, value ?? '', year ?? '', source].join(' | ');
  const geographies = new Map(rows('azure-geographies').map((each) => [each['geography'], each]));
  return [
    ...rows('green-algorithms-pue').flatMap(({ provider: name = '', pue, year }) => {
      const provider = providersOfGreenAlgorithms.get(name);
      if (provider === undefined) return [];
      return [row(provider, '', 'pue', pue, year, provider === '' ? 'uptime' : 'greenAlgorithms')];
    }),
    ...rows('provider-effectiveness').map(({ provider = '', figure = '', value, year }) =>
      row(provider, '', figure, value, year, provider),
    ),
    row('azure', '', 'pue', geographies.get('mean')?.['pue'], geographies.get('mean')?.['year'], 'azure'),
    ...rows('azure-region-geographies').map(({ region = '', geography }) => {
      const found = geographies.get(geography);
      return row('azure', region, 'pue', found?.['pue'], found?.['year'], 'azure');
    }),
    ...rows('cloud-region-metadata')
      .filter(({ provider, figure }) => provider !== 'azure' || figure !== 'pue')
      .map(({ provider = '', region = '', figure = '', value, year }) =>
        row(provider, region, figure, value, year, 'greenSoftware'),
      ),
  ];
}
