import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { csvRows, csvText, newestOfOwid } from '../../../scripts/carbon/csv';
import { tableTexts } from '../../../scripts/carbon/tables';
import { embodiedShare, serverShare } from '../../../src/carbon/embodied';
import {
  findIntensity,
  findPlace,
  knownPlaces,
  nearestRegions,
  pueOfPlace,
  worldAverage,
} from '../../../src/carbon/intensity';

const root = join(__dirname, '../../..');
const readSource = (name: string): string =>
  readFileSync(join(root, 'scripts/carbon/sources', `${name}.csv`), 'utf8');

describe('carbon tables', () => {
  it('are what the generator makes of their sources', async () => {
    const options = await resolveConfig(join(root, 'src/carbon/pue.ts'));
    for (const { name, text } of tableTexts(readSource)) {
      const made = await format(text, { ...options, parser: 'typescript' });
      assert.equal(readFileSync(join(root, 'src/carbon/tables', `${name}.ts`), 'utf8'), made, name);
    }
  });

  it('hold every value of their sources', () => {
    const held = [
      ...csvRows(readSource('owid-countries')).map((row) => ({
        row,
        code: row['iso2'] === '' ? 'world' : (row['iso2'] ?? ''),
      })),
      ...csvRows(readSource('electricity-maps-zones')).map((row) => ({ row, code: row['zone'] ?? '' })),
      ...csvRows(readSource('google-regions')).map((row) => ({ row, code: `gcp:${row['region'] ?? ''}` })),
      ...csvRows(readSource('egrid-states'))
        .map((row) => ({ row, code: row['zone'] ?? '' }))
        .filter(({ code }) => code !== 'US-AK' && code !== 'US-HI'),
    ];
    assert.equal(held.length > 440, true, String(held.length));
    for (const { row, code } of held) {
      const fact = findIntensity(code);
      assert.equal(fact?.gramsPerKwh, Number(row['gramsPerKwh']), code);
      assert.equal(fact.year, Number(row['year']), code);
    }
  });

  it('know all 249 countries of ISO 3166-1: a value, or that there is none', () => {
    const countries = csvRows(readSource('iso-3166-1'));
    assert.equal(countries.length, 249);
    for (const { iso2 = '', iso3 = '' } of countries) {
      assert.equal(findPlace(iso2)?.code, iso2);
      assert.equal(findPlace(iso3)?.code, iso2);
    }
    const without = countries.filter(({ iso2 = '' }) => findPlace(iso2)?.fact === null);
    assert.ok(without.length > 20 && without.length < 45, String(without.length));
    assert.ok(without.some(({ iso2 }) => iso2 === 'AQ'));
  });

  it('give every cloud region the value of a place that has one', () => {
    const regions = csvRows(readSource('cloud-regions'));
    for (const { provider = '', region = '', place = '' } of regions) {
      const fact = findIntensity(`${provider}:${region}`);
      assert.equal(fact?.gramsPerKwh, findIntensity(place)?.gramsPerKwh, `${provider} ${region}`);
      assert.ok(fact !== null, `${provider} ${region}`);
    }
  });

  it('take newer values of a downloaded table, and never older ones or 0', () => {
    const before = readSource('owid-countries');
    const newest = newestOfOwid(
      csvRows(before),
      csvRows(
        'country,year,iso_code,carbon_intensity_elec\nGermany,2030,DEU,100.04\nGermany,2031,DEU,0\nFrance,2001,FRA,80\n"World",2030,,300\n',
      ),
    );
    const text = csvText(before, newest);
    assert.ok(text.startsWith('# Our World in Data'));
    const rows = csvRows(text);
    assert.deepEqual(
      ['DEU', 'FRA', 'OWID_WRL'].map((code) => rows.find((row) => row['iso3'] === code)?.['gramsPerKwh']),
      ['100.0', '44.2', '300.0'],
    );
    assert.equal(rows.length, csvRows(before).length);
  });
});

describe('carbon intensity', () => {
  it('has plausible values, a year, a source and a licence everywhere', () => {
    assert.ok(knownPlaces.length > 600);
    for (const fact of [...knownPlaces, worldAverage]) {
      assert.ok(fact.gramsPerKwh > 0 && fact.gramsPerKwh < 1700, fact.name);
      assert.ok(fact.year >= 2009 && fact.year <= 2026 && fact.time === String(fact.year), fact.name);
      assert.equal(fact.kind, 'average');
      assert.ok(fact.source !== '' && fact.licence !== '');
    }
    assert.deepEqual(
      [worldAverage.gramsPerKwh, worldAverage.year, worldAverage.place],
      [472.9, 2024, 'world'],
    );
  });

  it('is found by either code, by name, whatever the case or accents', () => {
    const germany = findIntensity('DE');
    assert.equal(germany?.gramsPerKwh, 344.1);
    for (const name of ['de', 'DEU', 'germany', ' Germany ']) assert.equal(findIntensity(name), germany);
    assert.equal(findIntensity('uk')?.place, 'GB');
    assert.equal(findIntensity('usa')?.place, 'US');
    assert.equal(findIntensity('world'), worldAverage);
    assert.equal(findIntensity('WLD'), worldAverage);
    assert.equal(findIntensity('Namibia')?.place, 'NA');
  });

  it('is found by zone and by cloud region', () => {
    assert.equal(findIntensity('US-CA')?.gramsPerKwh, 216.43);
    assert.equal(findIntensity('se3')?.place, 'SE-SE3');
    for (const name of ['IN-MH', 'Maharashtra', 'IN-CG', 'IN-CT'])
      assert.equal(findIntensity(name)?.place, 'IN-WE', name);
    assert.equal(findIntensity('Georgia')?.place, 'GE', 'the country before the state');
    assert.equal(findIntensity('us-central1')?.place, 'gcp:us-central1');
    assert.equal(findIntensity('us-east-1')?.place, 'aws:us-east-1');
    assert.equal(findIntensity('East US')?.place, 'azure:eastus');
    assert.equal(findIntensity('aws:eu-north-1')?.gramsPerKwh, findIntensity('SE-SE3')?.gramsPerKwh);
  });

  it('is null for a place without a value: none is guessed', () => {
    for (const name of ['', 'xx', 'Atlantis', 'constructor', '__proto__', 'CF', 'AQ', 'a'.repeat(1e6)])
      assert.equal(findIntensity(name), null);
    assert.equal(findPlace('CF')?.name, 'Central African Republic');
  });

  it('names the places nearest to what was typed', () => {
    assert.deepEqual(nearestRegions('Germny'), ['Germany (DE)']);
    assert.deepEqual(nearestRegions(''), []);
    assert.deepEqual(nearestRegions('a'.repeat(1e6)), []);
  });

  it('has the power usage effectiveness of the cloud, and 1 elsewhere', () => {
    assert.equal(pueOfPlace('us-east-1').pue, 1.2);
    assert.equal(pueOfPlace('gcp:us-central1').pue, 1.12);
    // A provider that publishes none has data centres all the same.
    assert.equal(pueOfPlace('coreweave:lga1').pue, 1.56);
    assert.equal(pueOfPlace('DE').pue, 1);
    assert.equal(pueOfPlace(undefined).pue, 1);
  });
});

describe('embodied emissions', () => {
  it('are the footprint times the hours over the working life, low to high', () => {
    const share = embodiedShare([serverShare], { low: 100, mid: 100, high: 100 });
    assert.ok(share.low < share.mid && share.mid < share.high);
    // 5700 / 8 kg over 5 years at 70 %.
    assert.ok(Math.abs(share.mid - (712.5 * 100) / (5 * 0.7 * 8766)) < 1e-9);
  });
});
