import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { rankedAssumptions, type AssumptionRow } from '../../../src/energy/assumption-rows';
import { asMessage, inEnglish } from '../../../src/units/message';
import { estimated, llama8b } from './models';

const textOf = ({ title, value }: AssumptionRow): string =>
  `${inEnglish(asMessage(title))}: ${inEnglish(asMessage(value))}`;

describe('the assumptions of an estimate, for people', () => {
  it('begin with what nobody gave and decides most, and lose none', () => {
    const estimate = estimated(llama8b, { gpus: 8, sequenceLength: 4096, region: 'FR' });
    const { decisive, given, others } = rankedAssumptions(estimate);
    assert.deepEqual(given.map(textOf), ['Number of accelerators: 8', 'Sequence length: 4096', 'Place: FR']);
    assert.match(textOf(decisive[0] ?? assert.fail()), /^Training tokens: \d+B$/);
    assert.ok(decisive.length <= 10, 'a person reads no more');
    assert.equal(decisive.length + given.length + others.length, estimate.assumptions.length);
  });

  it('count the length of a training among the others where its hours are given', () => {
    const { decisive, others } = rankedAssumptions(estimated(llama8b, { gpuHours: 1000, gpus: 8 }));
    const areTokens = (row: AssumptionRow): boolean => textOf(row).startsWith('Training tokens');
    assert.equal(decisive.some(areTokens), false);
    assert.equal(others.filter(areTokens).length, 1);
  });

  it('have words for names, and units and words for values', () => {
    for (const options of [{}, { convention: 'tdp' }, { gpuHours: 1000, hardware: 'TPU v4' }]) {
      const { decisive, given, others } = rankedAssumptions(estimated(llama8b, options));
      const texts = [...decisive, ...given, ...others].map(textOf);
      for (const text of texts) {
        assert.match(text, /^(?:[A-Z]|32-bit)/);
        assert.doesNotMatch(text, /^[^:]*[a-z]{2}[A-Z][a-z]|: (?:true|false|\d+\.\d{4,})/);
      }
    }
  });

  it('count the values that a file leaves to its library as one, and list each among the others', () => {
    const estimate = estimated({ model_type: 'llama' }, { gpus: 8 });
    const { decisive, others } = rankedAssumptions(estimate);
    const left = estimate.assumptions.filter(({ name }) => name.includes('_')).length;
    assert.ok(left > 3);
    assert.equal(textOf(decisive[0] ?? assert.fail()), `Values of the model: ${left}`);
    assert.equal(others.filter(({ title }) => typeof title === 'string').length, left);
  });
});
