import assert from 'node:assert/strict';
import { embodiedShare, serverShare } from '../../../src/carbon/embodied';
import { findIntensity, knownPlaces, nearestRegions, worldAverage } from '../../../src/carbon/intensity';

describe('carbon intensity', () => {
  it('covers more than 200 places with plausible values, a year and a source', () => {
    assert.ok(knownPlaces.length > 200);
    for (const fact of [...knownPlaces, worldAverage]) {
      assert.ok(fact.gramsPerKwh > 10 && fact.gramsPerKwh < 1400, fact.name);
      assert.ok(fact.year >= 2009 && fact.year <= 2026 && fact.time === String(fact.year), fact.name);
      assert.equal(fact.kind, 'average');
      assert.ok(fact.source !== '' && fact.licence !== '');
    }
    assert.equal(new Set(knownPlaces.map(({ place }) => place)).size, knownPlaces.length);
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

  it('is null for a place without a value: none is guessed', () => {
    for (const name of ['', 'xx', 'Atlantis', 'constructor', '__proto__', 'CF', 'a'.repeat(1e6)])
      assert.equal(findIntensity(name), null);
  });

  it('names the places nearest to what was typed', () => {
    assert.deepEqual(nearestRegions('Germny'), ['Germany (DE)']);
    assert.deepEqual(nearestRegions(''), []);
    assert.deepEqual(nearestRegions('a'.repeat(1e6)), []);
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
