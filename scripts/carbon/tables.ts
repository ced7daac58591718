import { csvRows, type CsvRow } from './csv';

export interface TableText {
  readonly name: string;
  readonly text: string;
}

const line = (row: CsvRow, names: readonly string[]): string =>
  names.map((name) => row[name] ?? '').join(' | ');

function table(comment: string, name: string, lines: readonly string[]): string {
  return `/**\n${comment
    .split('\n')
    .map((part) => ` * ${part}`)
    .join(
      '\n',
    )}\n * Made by \`npm run carbon-tables\` from scripts/carbon/sources: change those.\n */\nexport const ${name} = \`\n${lines.join('\n')}\n\`;\n`;
}

/** The modules of src/carbon/tables, from the source files by name. */
export function tableTexts(readSource: (name: string) => string): TableText[] {
  const rows = (name: string): CsvRow[] => csvRows(readSource(name));
  const byIso3 = new Map(rows('owid-countries').map((row) => [row['iso3'], row]));
  const iso2ByIso3 = new Map(rows('iso-3166-1').map((row) => [row['iso3'], row['iso2'] ?? '']));
  const countries = rows('iso-3166-1').map((row) => {
    const found = byIso3.get(row['iso3']);
    const name = found?.['name'] ?? row['name'] ?? '';
    return `${row['iso2'] ?? ''} | ${row['iso3'] ?? ''} | ${name} | ${found?.['year'] ?? ''} | ${found?.['gramsPerKwh'] ?? ''}`;
  });
  const world = byIso3.get('OWID_WRL');
  const google = rows('google-regions').map((row) => {
    const country = iso2ByIso3.get(row['iso3'] ?? '') ?? '';
    const place = row['place'] === '' ? country : (row['place'] ?? '');
    return `gcp | ${row['region'] ?? ''} | ${place} | ${line(row, ['name', 'year', 'gramsPerKwh'])}`;
  });
  const others = rows('cloud-regions').map(
    (row) => `${line(row, ['provider', 'region', 'place', 'name'])} | |`,
  );
  return [
    {
      name: 'countries',
      text: table(
        'ISO-2 | ISO-3 | name | year | gCO2e per kWh (yearly mean, life cycle) of the 249 countries of ISO 3166-1; no year and\nvalue where none is published, or the published one is 0. Our World in Data (CC BY 4.0), from Ember (CC BY 4.0) and\nthe Energy Institute.',
        'countryTable',
        [...countries, `world | WLD | World | ${world?.['year'] ?? ''} | ${world?.['gramsPerKwh'] ?? ''}`],
      ),
    },
    {
      name: 'us-states',
      text: table(
        'Zone | name | year | gCO2 per kWh of the generation in the state (yearly mean, direct emissions). US EPA eGRID2020\n(public domain), as collected by carbonfootprint.com and Green Algorithms (CC BY 4.0).',
        'stateTable',
        rows('egrid-states').map((row) => line(row, ['zone', 'name', 'year', 'gramsPerKwh'])),
      ),
    },
    {
      name: 'electricity-maps-zones',
      text: table(
        'Zone | name | country | year | gCO2e per kWh of what is consumed there (yearly mean, life cycle). Electricity Maps, republished\nby The Green Web Foundation in CO2.js, under the Open Database License 1.0, which this file keeps:\nhttps://opendatacommons.org/licenses/odbl/1-0/',
        'zoneTable',
        rows('electricity-maps-zones').map((row) =>
          line(row, ['zone', 'name', 'country', 'year', 'gramsPerKwh']),
        ),
      ),
    },
    {
      name: 'zone-parts',
      text: table(
        'ISO 3166-2 code | the zone that it is a part of | name.',
        'zonePartTable',
        rows('zone-parts').map((row) => line(row, ['part', 'zone', 'name'])),
      ),
    },
    {
      name: 'cloud-regions',
      text: table(
        'Provider | region | country or zone | city | year | gCO2e per kWh, where the provider publishes one: Google Cloud,\n"Carbon free energy for Google Cloud regions", as collected in CodeCarbon (MIT).',
        'cloudRegionTable',
        [...google, ...others],
      ),
    },
    {
      name: 'provider-pue',
      text: table(
        'Cloud provider | power usage effectiveness. Green Algorithms, defaults_PUE.csv (CC BY 4.0), from nutanix.dev (May 2023).',
        'providerPueTable',
        rows('provider-pue').map((row) => line(row, ['provider', 'pue'])),
      ),
    },
    {
      name: 'electricity-water',
      text: table(
        'Country | litres of water that evaporate for a kWh of its electricity. World Resources Institute, Guidance for Calculating\nWater Use Embedded in Purchased Electricity (2020), as EcoLogits carries it (MPL-2.0, which this file keeps).',
        'electricityWaterTable',
        rows('electricity-water').map((row) => {
          const iso3 = row['iso3'] ?? '';
          return `${iso3 === 'WOR' ? 'world' : (iso2ByIso3.get(iso3) ?? '')} | ${row['litresPerKwh'] ?? ''}`;
        }),
      ),
    },
  ];
}
