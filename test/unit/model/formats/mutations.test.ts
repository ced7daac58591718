import assert from 'node:assert/strict';
import fc from 'fast-check';
import { costOf } from '../../../../src/model/cost';
import { readModelConfig } from '../../../../src/model/read-config';
import { examples } from './examples';
import { inEnglish } from '../../../../src/units/message';
import { leastMilliseconds } from '../processor-time';

const nonsense = [
  '',
  '0',
  '-1',
  '1e308',
  'NaN',
  'null',
  '"x"',
  '[]',
  '{}',
  '99999999999',
  '3.5',
  'true',
  '\n',
  '{',
  ']',
  '$x',
  '${x}',
  '\u0000',
  '((',
  "'",
  '#',
  ':',
  '  - ',
];

/** A config with some of its pieces replaced by nonsense, doubled or cut. */
const mutated = fc
  .record({
    example: fc.constantFrom(...examples),
    changes: fc.array(
      fc.record({ at: fc.nat(10_000), insert: fc.constantFrom(...nonsense), drop: fc.nat(12) }),
      { minLength: 1, maxLength: 6 },
    ),
    wholeNumbers: fc.boolean(),
  })
  .map(({ example, changes, wholeNumbers }) => {
    let { text } = example;
    for (const { at, insert, drop } of changes) {
      const numbers = [...text.matchAll(/\d+/g)];
      const number = numbers[at % Math.max(1, numbers.length)];
      const from = wholeNumbers && number !== undefined ? number.index : at % Math.max(1, text.length);
      const length = wholeNumbers && number !== undefined ? number[0].length : drop;
      text = text.slice(0, from) + insert + text.slice(from + length);
    }
    return text;
  });

/** Any longer, and an editor that asks while someone types would feel it. */
const longestMilliseconds = 50;
/** A pause of the machine is no hang: only what takes long each time is. */
const attempts = 4;

describe('configs with nonsense in them', () => {
  before(() => {
    // Compiled before the clock runs.
    for (let round = 0; round < 3; round++) for (const { text } of examples) readModelConfig(text);
  });

  it('never throw, never take long, and never come to a figure that is none', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const milliseconds = leastMilliseconds(() => readModelConfig(text), attempts, longestMilliseconds);
        assert.ok(milliseconds <= longestMilliseconds, `took ${milliseconds} ms`);
        const reading = readModelConfig(text);
        if (reading.kind === 'invalid') {
          assert.ok(reading.diagnostics.length > 0);
          for (const { span, message } of reading.diagnostics) {
            assert.ok(inEnglish(message).length > 0 && span.offset >= 0 && span.offset <= text.length);
          }
        }
        if (reading.kind !== 'model') return;
        const { parameters, forward } = costOf(reading.spec, { batch: 2, sequence: 16 });
        for (const figure of [parameters.total, parameters.active, forward.matmul])
          assert.ok(Number.isFinite(figure) && figure >= 0, String(figure));
      }),
      { numRuns: 600, seed: 20_261_124 },
    );
  });
});
