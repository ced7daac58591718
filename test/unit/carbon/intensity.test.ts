import assert from 'node:assert/strict';
import { embodiedShare, serverShare } from '../../../src/carbon/embodied';
import { findIntensity, findPlace, nearestRegions, worldAverage } from '../../../src/carbon/intensity';
import { allPlaces } from '../../../src/carbon/places';
import { cloudPueOf } from '../../../src/carbon/site-pue';

describe('carbon intensity', () => {
  it('has plausible values, a year, a source and a licence everywhere', () => {
    const facts = allPlaces.flatMap(({ fact }) => (fact === null ? [] : [fact]));
    assert.ok(facts.length > 600);
    for (const fact of [...facts, worldAverage]) {
      assert.ok(fact.gramsPerKwh > 0 && fact.gramsPerKwh < 1700, fact.name);
      assert.ok(fact.year >= 2009 && fact.year <= 2026 && fact.time === String(fact.year), fact.name);
      assert.equal(fact.kind, 'average');
      assert.ok(fact.source !== '' && fact.licence !== '');
    }
    assert.deepEqual(
      [worldAverage.gramsPerKwh, worldAverage.year, worldAverage.place],
      [458.29, 2025, 'world'],
    );
  });

  it('is found by either code, by name, whatever the case or accents', () => {
    const germany = findIntensity('DE');
    assert.equal(germany?.gramsPerKwh, 329.65);
    for (const name of ['de', 'DEU', 'germany', ' Germany ']) assert.equal(findIntensity(name), germany);
    assert.equal(findIntensity('uk')?.place, 'GB');
    assert.equal(findIntensity('usa')?.place, 'US');
    assert.equal(findIntensity('world'), worldAverage);
    assert.equal(findIntensity('WLD'), worldAverage);
    assert.equal(findIntensity('Namibia')?.place, 'NA');
  });

  it('is found by zone and by cloud region', () => {
    assert.equal(findIntensity('US-CA')?.gramsPerKwh, 179.06);
    assert.equal(findIntensity('US-CA')?.scope, 'direct');
    assert.equal(findIntensity('US-PR')?.gramsPerKwh, findIntensity('PR')?.gramsPerKwh);
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
    for (const name of ['', 'xx', 'Atlantis', 'constructor', '__proto__', 'AQ', 'a'.repeat(1e6)])
      assert.equal(findIntensity(name), null);
    assert.equal(findPlace('AQ')?.name, 'Antarctica');
  });

  it('names the places nearest to what was typed', () => {
    assert.deepEqual(nearestRegions('Germny'), ['Germany (DE)']);
    // Of the cloud that was named, and no country whose name has a word in common.
    assert.deepEqual(
      nearestRegions('aws:us-east-9').map((text) => text.replace(/.*\(/, '(')),
      ['(aws:us-east-1)', '(aws:us-east-2)'],
    );
    assert.deepEqual(nearestRegions('aws:moon'), []);
    // Beside what is one letter off, nothing that is two off.
    assert.deepEqual(nearestRegions('Irland'), ['Ireland (IE)']);
    // A code of two or three letters is near to all others.
    for (const name of ['XX', 'DEUX', 'Mars', 'UK', 'QQQ']) assert.deepEqual(nearestRegions(name), [], name);
    assert.deepEqual(nearestRegions(''), []);
    assert.deepEqual(nearestRegions('a'.repeat(1e6)), []);
  });

  it('has the power usage effectiveness of the cloud region, else of its provider, else of data centres, and none elsewhere', () => {
    const told = (region: string): unknown => {
      const fact = cloudPueOf(region);
      return fact && [fact.pue, fact.basis, fact.year, fact.licence === null, fact.range];
    };
    assert.deepEqual(told('us-east-1'), [1.15, 'region', 2024, false, null]);
    assert.deepEqual(told('azure:northcentralus'), [1.25, 'region', 2024, false, null]);
    // A region that has published none has its provider's mean, and lies between the others.
    assert.deepEqual(told('gcp:europe-west2'), [
      1.09,
      'provider',
      2024,
      false,
      { low: 1.07, mid: 1.09, high: 1.16 },
    ]);
    assert.deepEqual(told('oracle:uk-london-1'), [1.2, 'provider', 2023, false, null]);
    // A provider that publishes none has data centres all the same.
    assert.deepEqual(told('coreweave:lga1'), [1.56, 'survey', 2024, false, null]);
    assert.equal(told('DE'), null);
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
