import * as v from 'valibot';
import { csvRows, type CsvRow } from './csv';

/** A public file, and how the facts that the tables need are read from it: in its own names, unit and digits. */
export interface Download {
  /** Of the source file that it makes: scripts/carbon/sources/NAME.csv. */
  readonly name: string;
  /** What the file is called in the folder of downloads. */
  readonly file: string;
  /** Who publishes it, where, and the licence: the head of the source file. */
  readonly about: readonly string[];
  readonly read: (text: string) => CsvRow[];
}

const byCode =
  (name: string) =>
  (first: CsvRow, second: CsvRow): number =>
    (first[name] ?? '') < (second[name] ?? '') ? -1 : 1;

export const downloads: readonly Download[] = [
  {
    name: 'owid-countries',
    file: 'carbon-intensity-electricity.csv',
    about: [
      'Our World in Data, "Carbon intensity of electricity generation", edition of April 2026: Ember, Yearly Electricity Data (2026), and the Energy Institute, Statistical Review of World Energy (2025), with major processing by Our World in Data.',
      'https://ourworldindata.org/grapher/carbon-intensity-electricity, downloaded on 29 April 2026, kept at https://github.com/sayanarman/CAP6938-Final-Project/blob/2f9bd5a/data/carbon-intensity-electricity.csv',
      'Licence: CC BY 4.0 (Our World in Data), CC BY 4.0 (Ember).',
      'gCO2e/kWh of what is generated in the country, yearly mean, life cycle. The newest year of each; a published 0 is no value.',
    ],
    read: newestOfOwid,
  },
  {
    name: 'electricity-maps-zones',
    file: 'yearly_2025.json',
    about: [
      'Electricity Maps, yearly data of 2025, republished by The Green Web Foundation in CO2.js.',
      'https://www.electricitymaps.com/data/methodology, https://github.com/thegreenwebfoundation/co2.js/blob/27cbe83/data/output/electricity-maps/yearly_2025.json',
      'Licence: Open Database License 1.0 (https://opendatacommons.org/licenses/odbl/1-0/): this file, and the table made of it, stay under it; credit Electricity Maps.',
      'gCO2e/kWh of what is consumed in the zone, yearly mean, life cycle.',
    ],
    read: electricityMapsZones,
  },
  {
    name: 'egrid-states',
    file: 'usa_emissions.json',
    about: [
      'US EPA, eGRID2023: annual CO2 equivalent total output emission rate of each state (STC2ERTA), as CodeCarbon 3.3.2 carries it.',
      'https://www.epa.gov/egrid/download-data, https://pypi.org/project/codecarbon/3.3.2/ (codecarbon/data/private_infra/2023/usa_emissions.json)',
      'Licence: public domain (United States government), MIT (CodeCarbon).',
      'lb CO2e/MWh of what is generated in the state, yearly mean, direct emissions.',
    ],
    read: egridStates,
  },
  {
    name: 'google-regions',
    file: '2024.csv',
    about: [
      'Google Cloud, "Carbon free energy for Google Cloud regions", grid carbon intensity of 2024.',
      'https://cloud.google.com/sustainability/region-carbon, https://github.com/GoogleCloudPlatform/region-carbon-info/blob/49f3f26/data/yearly/2024.csv',
      'Licence: Apache-2.0.',
      'gCO2e/kWh of the grid that the region is connected to, yearly mean, direct: "average operational gross emissions". Until 2022 Google gave life-cycle values.',
    ],
    read: (text) =>
      csvRows(text).map((row) => ({
        region: row['Google Cloud Region'] ?? '',
        location: row['Location'] ?? '',
        year: '2024',
        gramsPerKwh: row['Grid carbon intensity (gCO2eq / kWh)'] ?? '',
      })),
  },
  {
    name: 'cloud-region-metadata',
    file: 'Cloud_Region_Metadata.csv',
    about: [
      'Green Software Foundation, Real Time Energy and Carbon Standards for Cloud Providers, Cloud Region Metadata of March 2026: what AWS, Google and Microsoft publish of each region, the newest year of each figure.',
      'https://github.com/Green-Software-Foundation/real-time-cloud/blob/b2858aa/Cloud_Region_Metadata.csv',
      'Licence: as is, without warranty (Joint Development Foundation, GSF Series); the figures are the providers’.',
      'PUE is a ratio; WUE is in L/kWh. Left out: where the file repeats the mean WUE of all of AWS, and Azure’s planned figures.',
    ],
    read: regionMetadata,
  },
  {
    name: 'azure-geographies',
    file: 'pue-data.md',
    about: [
      'Microsoft, "Measuring datacenter energy and water use", fiscal year 2024 (July 2023 to June 2024), as published on 16 October 2025 and noted in emielkwakkel/sustainable-ai.',
      'https://datacenters.microsoft.com/sustainability/efficiency/, https://github.com/emielkwakkel/sustainable-ai/blob/3cb2a22/docs/pue-data.md',
      'Licence: published figures of Microsoft.',
      'PUE, a ratio: the mean of the operating data centres of each geography.',
    ],
    read: azureGeographies,
  },
  {
    name: 'green-algorithms-pue',
    file: 'defaults_PUE.csv',
    about: [
      'Green Algorithms, defaults_PUE.csv: means of providers, from nutanix.dev (4 May 2023), and the mean of the Uptime Institute Global Data Center Survey 2024.',
      'https://github.com/GreenAlgorithms/green-algorithms-tool/blob/30df2fe/data/latest/defaults_PUE.csv',
      'Licence: CC BY 4.0.',
      'PUE, a ratio.',
    ],
    read: (text) =>
      // The first line tells ranges, the names come after it.
      csvRows(text.slice(text.indexOf('\n') + 1)).map((row) => ({
        provider: row['provider'] ?? '',
        pue: row['PUE'] ?? '',
        year: (row['source'] ?? '').includes('Survey') ? '2024' : '2023',
      })),
  },
  {
    name: 'electricity-water',
    file: 'electricity_mixes.csv',
    about: [
      'World Resources Institute, Guidance for Calculating Water Use Embedded in Purchased Electricity (2020), as EcoLogits carries it (electricity_mixes.csv).',
      'https://www.wri.org/research/guidance-calculating-water-use-embedded-purchased-electricity, https://github.com/genai-impact/ecologits',
      'Licence: MPL-2.0, which this file keeps.',
      'Litres of water that evaporate for a kWh of a country’s electricity.',
    ],
    read: (text) => csvRows(text).map((row) => ({ iso3: row['name'] ?? '', litresPerKwh: row['wue'] ?? '' })),
  },
  {
    name: 'computer-footprints',
    file: 'boavizta-data-us.csv',
    about: [
      'Boavizta, environmental footprint data: the carbon footprints that makers publish of their laptops, desktops and servers.',
      'https://github.com/Boavizta/environmental-footprint-data/blob/61323eb/boavizta-data-us.csv',
      'Licence: Open Database License 1.0 (https://opendatacommons.org/licenses/odbl/1-0/): this file, and the table made of it, stay under it; credit Boavizta.',
      'kg CO2e of the whole life of a product, and the part of it that is use, 0 to 1; products of which both are told.',
    ],
    read: computerFootprints,
  },
  {
    name: 'iso-3166-1',
    file: 'iso3166-1.json',
    about: [
      'ISO 3166-1: the 249 country codes and their English short names, from Debian iso-codes, as pycountry 26.2.16 carries them.',
      'https://salsa.debian.org/iso-codes-team/iso-codes, https://pypi.org/project/pycountry/26.2.16/ (pycountry/databases/iso3166-1.json)',
      'Licence: codes and names are facts.',
    ],
    read: isoCountries,
  },
];

/**
 * The newest year of each country and the world. Our World in Data's columns are Entity, Code, Year, and the value under a
 * title that changes with the edition. A newest value of 0 is left out: it stands where nothing is known to be burnt.
 */
function newestOfOwid(text: string): CsvRow[] {
  const newest = new Map<string, CsvRow>();
  for (const row of csvRows(text)) {
    const [name = '', code = '', year = '', gramsPerKwh = ''] = Object.values(row);
    // Groups of countries have no code, or one of Our World in Data's own.
    if (!/^([A-Z]{3}|OWID_WRL|OWID_KOS)$/.test(code) || gramsPerKwh === '') continue;
    if (Number(year) > Number(newest.get(code)?.['year'] ?? 0))
      newest.set(code, { code, name, year, gramsPerKwh });
  }
  return [...newest.values()].filter(({ gramsPerKwh }) => Number(gramsPerKwh) > 0).sort(byCode('code'));
}

const zonesSchema = v.record(
  v.string(),
  v.object({
    zone: v.object({ zoneName: v.string(), countryName: v.optional(v.string()) }),
    carbonIntensity: v.object({ value: v.number(), unit: v.literal('gCO2eq/kWh') }),
  }),
);

function electricityMapsZones(text: string): CsvRow[] {
  return Object.entries(v.parse(zonesSchema, JSON.parse(text)))
    .map(([zone, { zone: names, carbonIntensity }]) => ({
      zone,
      name: names.zoneName,
      country: names.countryName ?? '',
      year: '2025',
      gramsPerKwh: String(carbonIntensity.value),
    }))
    .sort(byCode('zone'));
}

const statesSchema = v.looseObject({
  _unit: v.object({ emissions: v.literal('lbs/MWh'), regionCode: v.string() }),
  _source: v.looseObject({ year: v.number() }),
});
const stateSchema = v.object({ emissions: v.number(), regionCode: v.pipe(v.string(), v.length(2)) });

function egridStates(text: string): CsvRow[] {
  const { _source: source, ...states } = v.parse(statesSchema, JSON.parse(text));
  return Object.entries(states)
    .flatMap(([name, value]) => {
      const state = v.safeParse(stateSchema, value);
      return state.success
        ? [
            {
              state: state.output.regionCode,
              name: name.replaceAll(/\b(?!of\b)[a-z]/g, (letter) => letter.toUpperCase()),
              year: String(source.year),
              poundsPerMwh: String(state.output.emissions),
            },
          ]
        : [];
    })
    .sort(byCode('state'));
}

const providers: ReadonlyMap<string, string> = new Map([
  ['Amazon Web Services', 'aws'],
  ['Google Cloud', 'gcp'],
  ['Microsoft Azure', 'azure'],
]);
/** Azure’s measured places: of the others the table has what was planned. Its Washington is listed under another region’s name. */
const measuredOfAzure =
  /^(Arizona|Illinois|Iowa|Ireland|Netherlands|Singapore|Sweden|Texas|Virginia|Washington|Wyoming)\b/;
/** AWS tells its regions’ WUE since 2024; where one told none, and before, the table repeats the mean of all. */
const isOwnWater = (provider: string, year: string, wue: string): boolean =>
  provider !== 'aws' || (Number(year) >= 2024 && wue !== '0.18');

/** The newest PUE and the newest WUE of each region. */
function regionMetadata(text: string): CsvRow[] {
  const newest = new Map<string, CsvRow>();
  for (const row of csvRows(text)) {
    const provider = providers.get(row['cloud-provider'] ?? '');
    const { year = '', location = '' } = row;
    if (provider === undefined || (provider === 'azure' && !measuredOfAzure.test(location))) continue;
    const region = location.startsWith('Washington') ? 'westus2' : (row['cloud-region'] ?? '');
    const wue = row['water-usage-effectiveness'] ?? '';
    for (const [figure, value] of [
      ['pue', row['power-usage-effectiveness'] ?? ''],
      ['wue', isOwnWater(provider, year, wue) ? wue : ''],
    ] as const) {
      const key = `${provider} ${region} ${figure}`;
      if (value === '' || Number(year) <= Number(newest.get(key)?.['year'] ?? 0)) continue;
      newest.set(key, { provider, region, figure, year, value });
    }
  }
  return [...newest.entries()].sort(([first], [second]) => (first < second ? -1 : 1)).map(([, row]) => row);
}

/** The lines of "Geography TAB PUE" under Azure’s heading, and the mean of all. */
function azureGeographies(text: string): CsvRow[] {
  const [, azure = ''] = /## Azure PUE\n([\s\S]*?)\n## /.exec(text) ?? [];
  const mean = /Global Average ([\d.]+) PUE/.exec(azure)?.[1] ?? '';
  const geographies = [...azure.matchAll(/^([A-Z][a-z ]+)\t([\d.]+)$/gm)].map(
    ([, geography = '', pue = '']) => ({ geography, year: '2024', pue }),
  );
  return [...geographies, { geography: 'mean', year: '2024', pue: mean }];
}

function computerFootprints(text: string): CsvRow[] {
  return csvRows(text).flatMap((row) => {
    const { subcategory: kind = '', manufacturer = '', name = '', gwp_use_ratio: use = '' } = row;
    const total = row['gwp_total'] ?? '';
    const isTold = Number(total) > 0 && use !== '' && Number(use) >= 0 && Number(use) < 1;
    return ['Laptop', 'Desktop', 'Server'].includes(kind) && isTold
      ? [{ kind, manufacturer, name, kilogramsCO2e: total, useRatio: use }]
      : [];
  });
}

const isoSchema = v.object({
  '3166-1': v.array(
    v.looseObject({
      alpha_2: v.string(),
      alpha_3: v.string(),
      name: v.string(),
      common_name: v.optional(v.string()),
    }),
  ),
});

function isoCountries(text: string): CsvRow[] {
  const { '3166-1': countries } = v.parse(isoSchema, JSON.parse(text));
  return countries
    .map((country) => ({
      iso2: country.alpha_2,
      iso3: country.alpha_3,
      name: country.common_name ?? country.name,
    }))
    .sort(byCode('iso2'));
}
