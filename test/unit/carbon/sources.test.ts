import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { csvRows, sourceText } from '../../../scripts/carbon/csv';
import { downloads } from '../../../scripts/carbon/downloads';
import { summaryLines } from '../../../scripts/carbon/summary';
import { tableTexts } from '../../../scripts/carbon/tables';
import { laptop, processorServer, workstation } from '../../../src/carbon/embodied';
import { findIntensity, findPlace } from '../../../src/carbon/intensity';
import { allPlaces, type CarbonIntensityFact } from '../../../src/carbon/places';
import { dataCentreFactOf } from '../../../src/carbon/data-centres';
import { cloudPueOf } from '../../../src/carbon/site-pue';
import { electricityWaterOf } from '../../../src/carbon/water';

const root = join(__dirname, '../../..');
const folder = join(root, 'scripts/carbon/sources');
const readSource = (name: string): string => readFileSync(join(folder, `${name}.csv`), 'utf8');

/** The rows of a source file by the names in its first row, read here apart from the generator. */
function factsOf(name: string): Record<string, string>[] {
  const [head = '', ...lines] = readSource(name)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const fieldsOf = (line: string): string[] =>
    (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map((field) =>
      field.replace(/,$/, '').replace(/^"(.*)"$/, '$1'),
    );
  const names = fieldsOf(head).filter((field) => field !== '');
  return lines.map((line) => {
    const fields = fieldsOf(line);
    return Object.fromEntries(names.map((field, index) => [field, fields[index] ?? '']));
  });
}

/** What the table answers lies within the last digit that it keeps of what the source tells, which is far below 1 %. */
function holds(
  code: string,
  grams: number,
  year: string | undefined,
  of: Partial<CarbonIntensityFact>,
): void {
  const fact = findIntensity(code);
  assert.ok(fact !== null, code);
  assert.ok(
    Math.abs(fact.gramsPerKwh - grams) <= Math.max(0.0051, 0.001 * grams),
    `${code}: ${fact.gramsPerKwh}, the source has ${grams}`,
  );
  assert.equal(fact.time, year, code);
  for (const [field, value] of Object.entries(of))
    assert.equal(fact[field as keyof CarbonIntensityFact], value, code);
}

const gramsInPound = 453.59237;

describe('the carbon tables', () => {
  it('are what the generator makes of their sources', async () => {
    const options = await resolveConfig(join(root, 'src/carbon/pue.ts'));
    const made = await Promise.all(
      tableTexts(readSource).map(async ({ name, text }) => [
        `${name}.ts`,
        await format(text, { ...options, parser: 'typescript' }),
      ]),
    );
    const tables = join(root, 'src/carbon/tables');
    assert.deepEqual(made.map(([name]) => name).sort(), readdirSync(tables).sort());
    for (const [name = '', text] of made) assert.equal(readFileSync(join(tables, name), 'utf8'), text, name);
  });

  it('stand on sources that tell where and what of, and that nobody has changed by hand', () => {
    for (const { name, about } of downloads) {
      const text = readSource(name);
      for (const line of about) assert.ok(text.includes(`# ${line}\n`), `${name}: ${line}`);
      assert.match(text, /^# https:/m, name);
      assert.match(text, /^# Licence: /m, name);
      assert.match(text, /^# Read from \S+, SHA-256 [0-9a-f]{64}\.$/m, name);
      const [, digest, rows = ''] =
        /^# SHA-256 of the rows below: ([0-9a-f]{64})\n([\s\S]*)$/m.exec(text) ?? [];
      assert.equal(createHash('sha256').update(rows).digest('hex'), digest, name);
    }
  });

  it('hold every country of Our World in Data', () => {
    const facts = factsOf('owid-countries');
    assert.ok(facts.length > 210, String(facts.length));
    for (const { code = '', year, gramsPerKwh } of facts) {
      const asked = { OWID_WRL: 'world', OWID_KOS: 'XK' }[code] ?? code;
      holds(asked, Number(gramsPerKwh), year, { licence: 'CC BY 4.0', scope: 'life cycle', kind: 'average' });
    }
  });

  it('hold every zone of Electricity Maps, and the countries that have no other value', () => {
    const owid = new Set(factsOf('owid-countries').map(({ code }) => code));
    const iso3 = new Map(factsOf('iso-3166-1').map(({ iso2, iso3 = '' }) => [iso2, iso3]));
    const used = factsOf('electricity-maps-zones').filter(
      ({ zone = '' }) => zone.includes('-') || (iso3.has(zone) && !owid.has(iso3.get(zone) ?? '')),
    );
    for (const { zone = '', year, gramsPerKwh } of used)
      holds(zone, Number(gramsPerKwh), year, { licence: 'ODbL 1.0', scope: 'life cycle', place: zone });
    const starting = (start: string): number => used.filter(({ zone = '' }) => zone.startsWith(start)).length;
    // Grid regions of the USA, provinces and territories of Canada, Nordic zones, states of Australia, grids of India.
    assert.ok(starting('US-') > 50);
    assert.equal(starting('CA-'), 13);
    assert.deepEqual([starting('SE-SE'), starting('NO-NO'), starting('DK-DK')], [4, 5, 2]);
    assert.ok(starting('AU-') >= 7);
    assert.equal(starting('IN-'), 5);
    assert.deepEqual(
      used.flatMap(({ zone = '' }) => (zone.includes('-') ? [] : [zone])),
      ['AX', 'CF', 'CW', 'FM', 'GS', 'PW', 'YT'],
    );
  });

  it('hold every state of the USA: pounds a megawatt-hour in the source, grams a kilowatt-hour in the table', () => {
    const facts = factsOf('egrid-states');
    assert.equal(facts.length, 51);
    for (const { state = '', year, poundsPerMwh } of facts) {
      // Alaska and Hawaii are zones of their own, with a newer life-cycle value.
      if (state === 'AK' || state === 'HI') continue;
      holds(`US-${state}`, (Number(poundsPerMwh) * gramsInPound) / 1000, year, {
        scope: 'direct',
        licence: 'public domain',
        place: `US-${state}`,
      });
    }
  });

  it('hold every part of a zone: the states of India among them', () => {
    for (const { part = '', zone = '' } of factsOf('zone-parts'))
      assert.equal(findIntensity(part)?.gramsPerKwh, findIntensity(zone)?.gramsPerKwh, part);
  });

  it('hold every region of Google that it publishes, and give every other region of a cloud its grid’s value', () => {
    const google = new Map(factsOf('google-regions').map((row) => [`gcp:${row['region'] ?? ''}`, row]));
    assert.ok(google.size >= 44);
    for (const [code, { year, gramsPerKwh }] of google)
      holds(code, Number(gramsPerKwh), year, { scope: 'direct', licence: 'Apache-2.0', place: code });
    for (const { provider = '', region = '', place = '' } of factsOf('cloud-regions')) {
      const code = `${provider}:${region}`;
      if (google.has(code)) continue;
      const grid = findIntensity(place);
      assert.ok(grid !== null, `${code} in ${place}`);
      holds(code, grid.gramsPerKwh, grid.time, { scope: grid.scope, licence: grid.licence, place: code });
    }
  });

  it('hold every PUE and WUE', () => {
    const isRatio = (value: number): boolean => value >= 1 && value < 2;
    const ofFigure = (region: string, figure: string): number | undefined =>
      figure === 'pue' ? cloudPueOf(region)?.pue : dataCentreFactOf(region, 'wue')?.value;
    for (const { provider = '', region = '', figure = '', year, value } of factsOf('cloud-region-metadata')) {
      if (provider === 'azure' && figure === 'pue') continue;
      const code = `${provider}:${region}`;
      assert.equal(ofFigure(code, figure), Number(value), code);
      const fact = dataCentreFactOf(code, figure === 'pue' ? 'pue' : 'wue');
      assert.deepEqual([String(fact?.year), fact?.basis, fact?.range], [year, 'region', null], code);
      assert.ok(figure === 'wue' || isRatio(Number(value)), code);
    }
    const geographies = new Map(factsOf('azure-geographies').map((row) => [row['geography'], row]));
    for (const { region = '', geography } of factsOf('azure-region-geographies')) {
      const { pue, year, basis } = cloudPueOf(`azure:${region}`) ?? {};
      const told = geographies.get(geography);
      assert.deepEqual([pue, String(year), basis], [Number(told?.['pue']), told?.['year'], 'region'], region);
    }
    const means = [
      ...factsOf('provider-effectiveness'),
      { provider: 'azure', figure: 'pue', value: geographies.get('mean')?.['pue'], year: '2024' },
    ];
    for (const { provider = '', figure = '', value, year } of means) {
      const region = allPlaces.find(
        (place) =>
          place.provider === provider && dataCentreFactOf(place.code, figure as 'pue')?.basis === 'provider',
      );
      assert.ok(region !== undefined, provider);
      const fact = dataCentreFactOf(region.code, figure as 'pue');
      assert.deepEqual([fact?.value, String(fact?.year)], [Number(value), year], provider);
    }
    const survey = factsOf('green-algorithms-pue').find(({ provider }) => provider === 'Unknown');
    assert.equal(cloudPueOf('coreweave:lga1')?.pue, Number(survey?.['pue']));
    for (const [name, region] of [
      ['OVHcloud', 'ovh:gra'],
      ['Oracle', 'oracle:uk-london-1'],
    ] as const) {
      const told = factsOf('green-algorithms-pue').find(({ provider }) => provider === name);
      assert.equal(cloudPueOf(region)?.pue, Number(told?.['pue']), name);
    }
  });

  it('hold what makers publish of their computers: a tenth below, the half, nine tenths', () => {
    const facts = factsOf('computer-footprints');
    for (const [kind, { kilogramsCO2e: told, source }] of [
      ['Laptop', laptop],
      ['Desktop', workstation],
      ['Server', processorServer],
    ] as const) {
      const made = facts
        .filter((fact) => fact['kind'] === kind)
        .map(
          (fact) => Number(fact['kilogramsCO2e']) - Number(fact['kilogramsCO2e']) * Number(fact['useRatio']),
        );
      assert.ok(made.length > 50 && source.startsWith(`${made.length} `), source);
      const shareBelow = (limit: number): number => made.filter((one) => one < limit).length / made.length;
      // A value that many products share, and the rounding to a kilogram, move the share a little.
      assert.ok(Math.abs(shareBelow(told.low) - 0.1) < 0.03, kind);
      assert.ok(Math.abs(shareBelow(told.mid) - 0.5) < 0.03, kind);
      assert.ok(Math.abs(shareBelow(told.high) - 0.9) < 0.03, kind);
    }
  });

  it('hold the water of every country’s electricity', () => {
    const facts = factsOf('electricity-water');
    assert.ok(facts.length >= 50);
    for (const { iso3 = '', litresPerKwh } of facts)
      assert.equal(
        electricityWaterOf(iso3 === 'WOR' ? 'world' : iso3)?.litresPerKwh,
        Number(litresPerKwh),
        iso3,
      );
  });

  // Read off the publications by eye: neither the generator nor the source files can be wrong about these unseen.
  it('agree with what the publications print', () => {
    const printed: readonly (readonly [code: string, grams: number, year: number])[] = [
      ['world', 458.29, 2025],
      ['DE', 329.65, 2025],
      ['AR', 346, 2025],
      ['NA', 48.78, 2024],
      ['AE', 467.51, 2024],
      ['AX', 17, 2025],
      ['YT', 567, 2025],
      ['US-CAL-CISO', 208, 2025],
      ['SE-SE3', 20, 2025],
      ['GB-NIR', 280, 2025],
      // 394.769, 713.976 and 1833.263 lb/MWh.
      ['US-CA', 179.06, 2023],
      ['US-AL', 323.85, 2023],
      ['US-WY', 831.55, 2023],
      ['gcp:us-central1', 412.72, 2024],
      ['gcp:europe-north2', 2.73, 2024],
      ['gcp:me-central1', 366, 2024],
    ];
    for (const [code, grams, year] of printed) {
      const fact = findIntensity(code);
      assert.ok(fact !== null && Math.abs(fact.gramsPerKwh - grams) < 0.0051, code);
      assert.equal(fact.year, year, code);
    }
    assert.deepEqual(
      ['aws:ap-south-1', 'aws:eu-north-1', 'gcp:us-central1', 'azure:southeastasia'].map(
        (region) => cloudPueOf(region)?.pue,
      ),
      [1.42, 1.1, 1.1, 1.3],
    );
  });
});

describe('docs/carbon.md', () => {
  it('has the counts and the figures that the generator prints', () => {
    const printed = new Map(summaryLines().map((line) => line.split(/: (.*)/, 2) as [string, string]));
    const count = (name: string): number => {
      const text = printed.get(name);
      assert.ok(text !== undefined, `${name} is not printed`);
      return parseInt(text, 10);
    };
    const page = readFileSync(join(root, 'docs/carbon.md'), 'utf8').replaceAll(/\s+/g, ' ');
    // Kosovo and the world are named beside the countries.
    for (const text of [
      `${count('country, life cycle, CC BY 4.0') - 2} countries of ISO 3166-1, Kosovo and the world`,
      `${count('country, life cycle, ODbL 1.0')} countries that the former has no value of`,
      `${count('country without a value')} countries have no published value`,
      `${count('aws region, PUE of the region')} regions of AWS, ${count('gcp region, PUE of the region')} of Google Cloud`,
      `${count('azure region, PUE of the region')} regions of Azure`,
      `${count('aws region, WUE of the region')} of AWS, 2024; ${count('azure region, WUE of the region')} of Azure, 2022`,
      `carries it for ${count('country, water of the electricity')} countries and the world`,
    ])
      assert.ok(page.includes(text), text);
    for (const { kilogramsCO2e: range, source } of [laptop, workstation, processorServer]) {
      const [products = ''] = source.split(' of which');
      assert.ok(page.includes(products), products);
      assert.ok(page.includes(`| ${range.low} | ${range.mid} | ${range.high} |`), products);
    }
  });
});

describe('the places', () => {
  it('are all 249 countries of ISO 3166-1, each with a value or none', () => {
    const countries = factsOf('iso-3166-1');
    assert.equal(countries.length, 249);
    for (const { iso2 = '', iso3 = '', name = '' } of countries) {
      assert.equal(findPlace(iso2)?.code, iso2);
      assert.equal(findPlace(iso3)?.code, iso2, name);
    }
    // Uninhabited, supplied from a neighbour’s grid, or of no statistics of their own.
    assert.equal(
      countries.flatMap(({ iso2 = '' }) => (findPlace(iso2)?.fact === null ? [iso2] : [])).join(' '),
      'AD AI AQ BL BQ BV CC CX GG HM IM IO JE LI MC MF MH MP NF NU PN SJ SM SX TF TK TV UM VA WF',
    );
  });

  it('are all regions that the providers list', () => {
    for (const { provider = '', regions = '' } of factsOf('cloud-region-lists'))
      for (const region of regions.split(' '))
        assert.equal(findPlace(`${provider}:${region}`)?.code, `${provider}:${region}`);
  });
});

describe('a public file that is read again', () => {
  const read = (name: string, text: string): readonly Record<string, string>[] =>
    downloads.find((download) => download.name === name)?.read(text) ?? [];

  it('gives the newest year that has a value, whatever the title of its column', () => {
    const text =
      'Entity,Code,Year,Some new title\nGermany,DEU,2030,100.04\nGermany,DEU,2031,\nChad,TCD,2029,9\nChad,TCD,2030,0\nGermany,DEU,2029,9\nEurope,,2030,5\nEurope,OWID_EUR,2030,5\n"World",OWID_WRL,2030,300\n';
    assert.deepEqual(read('owid-countries', text), [
      { code: 'DEU', name: 'Germany', year: '2030', gramsPerKwh: '100.04' },
      { code: 'OWID_WRL', name: 'World', year: '2030', gramsPerKwh: '300' },
    ]);
  });

  it('is refused where its unit is another', () => {
    assert.throws(() =>
      read('egrid-states', '{"_unit":{"emissions":"kg/MWh","regionCode":""},"_source":{"year":1}}'),
    );
    assert.throws(() =>
      read(
        'electricity-maps-zones',
        '{"DE":{"zone":{"zoneName":"x"},"carbonIntensity":{"value":1,"unit":"lb"}}}',
      ),
    );
  });

  it('is written with what it is, and read back as it was', () => {
    const rows = [{ name: 'A, "B"', value: '1' }];
    const text = sourceText(['where from'], rows);
    assert.ok(text.startsWith('# where from\n# SHA-256 of the rows below: '));
    assert.deepEqual(csvRows(text), rows);
  });
});
