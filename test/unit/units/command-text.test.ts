import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { commandText } from '../../../src/units/command-text';

describe('a command as text', () => {
  it('has quotes where a shell needs them alone', () => {
    assert.equal(
      commandText(['python3', 'train.py', '--lr=1e-4', '~', 'two words', "it's", '$HOME', '*', '']),
      `python3 train.py --lr=1e-4 '~' 'two words' 'it'\\''s' '$HOME' '*' ''`,
    );
  });

  it('is the same words to a shell', function () {
    if (process.platform === 'win32') this.skip();
    const word = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .filter((text) => !/[\0\ud800-\udfff]/u.test(text));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        const output = execFileSync('sh', ['-c', `printf '%s\\0' ${commandText(words)}`], {
          encoding: 'utf8',
        });
        assert.deepEqual(output.split('\0').slice(0, -1), words);
      }),
      { numRuns: 40 },
    );
  });
});
