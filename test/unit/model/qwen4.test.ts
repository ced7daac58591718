import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { costOf } from '../../../src/model/cost';
import { primesFrom } from '../../../src/model/families/hybrids/primes';
import { readModelConfig } from '../../../src/model/read-config';
import { englishOf } from './english';

const indexer = {
  indexer_n_heads: 4,
  indexer_kv_heads: 1,
  indexer_head_dim: 256,
  indexer_budget: 64,
  indexer_compress_ratio: 16,
};
const words = { ple_layer_ids: [1], eos_token_id: 2, ngram_vocab_size_base: 100 };

/** What is wrong with a config of Qwen 4 Exp, by key. */
function refusedKeys(values: object): string[] {
  const reading = readModelConfig(JSON.stringify({ model_type: 'qwen4_exp_text', ...values }));
  assert.ok(reading.kind === 'model' || reading.kind === 'invalid', reading.kind);
  return reading.kind === 'model'
    ? []
    : reading.diagnostics.map((found) => englishOf(found).split(' ')[0] ?? '');
}

describe('Qwen 4 Exp', () => {
  it('needs the sizes of its indexer where a layer attends, and only there', () => {
    assert.deepEqual(refusedKeys({}).sort(), Object.keys(indexer).sort());
    assert.deepEqual(refusedKeys(indexer), []);
    assert.deepEqual(
      refusedKeys({ num_hidden_layers: 2, layer_types: Array(2).fill('linear_attention') }),
      [],
    );
  });

  it('is refused where the library builds no such model', () => {
    const refused: [object, string][] = [
      [{ indexer_kv_heads: 2 }, 'indexer_kv_heads'],
      [{ indexer_budget: 65 }, 'indexer_budget'],
      [{ indexer_head_dim: 128 }, 'indexer_head_dim'],
      [{ hc_count: 1 }, 'hc_count'],
      [{ num_hidden_layers: 1, layer_types: ['sliding_attention'] }, 'layer_types'],
      [{ ...words, ple_layer_ids: [41] }, 'ple_layer_ids'],
      [{ ...words, ple_layer_ids: [4] }, 'ple_layer_ids'],
      [{ ...words, eos_token_id: null }, 'eos_token_id'],
      [{ ...words, ngram_size: 1 }, 'ngram_size'],
      [{ ...words, ple_embed_dim: 100 }, 'ple_embed_dim'],
      [{ ...words, ple_embed_dim: 1e8, heads_per_ngram: 5e7 }, 'heads_per_ngram'],
    ];
    for (const [values, key] of refused)
      assert.deepEqual(refusedKeys({ ...indexer, ...values }), [key], JSON.stringify(values));
    assert.deepEqual(refusedKeys({ ...indexer, ...words }), []);
  });

  it('uses of its tables of n-grams what a token looks up', () => {
    const parametersOf = (entries: number): { total: number; active: number } => {
      const values = { model_type: 'qwen4_exp_text', ...indexer, ...words, ngram_vocab_size_base: entries };
      const reading = readModelConfig(JSON.stringify(values));
      assert.ok(reading.kind === 'model');
      return costOf(reading.spec, { batch: 1, sequence: 8 }).parameters;
    };
    const [few, many] = [parametersOf(1e3), parametersOf(1e6)];
    assert.equal(many.active, few.active);
    assert.ok(many.total > few.total + 16e6);
  });

  it('gives each head of its n-grams the next prime', () => {
    assert.deepEqual(primesFrom(1, 6), [2, 3, 5, 7, 11, 13]);
    assert.deepEqual(primesFrom(90, 3), [97, 101, 103]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e5 }), fc.integer({ min: 1, max: 30 }), (lowest, count) => {
        const isPrime = (number: number): boolean => {
          for (let divisor = 2; divisor * divisor <= number; divisor++)
            if (number % divisor === 0) return false;
          return number > 1;
        };
        const expected: number[] = [];
        for (let number = lowest; expected.length < count; number++)
          if (isPrime(number)) expected.push(number);
        assert.deepEqual(primesFrom(lowest, count), expected);
      }),
      { numRuns: 50 },
    );
  });
});
