import assert from 'node:assert/strict';
import { tokenCount } from '../../../src/meter/arguments';

describe('a count of tokens on the command line', () => {
  it('is a number, with a suffix or without', () => {
    const read: Readonly<Record<string, number>> = {
      '5000000': 5_000_000,
      '1,000,000': 1_000_000,
      '15e12': 15e12,
      '300M': 300_000_000,
      '1.1b': 1_100_000_000,
      '750k': 750_000,
      '2T': 2e12,
    };
    for (const [text, count] of Object.entries(read)) assert.equal(tokenCount(text), count, text);
  });

  it('is refused where it is none', () => {
    for (const text of ['', '0', '-1', '1.5', '1G', 'B', '1e19', '10000000T', 'Infinity', '0x10'])
      assert.throws(() => tokenCount(text), /must be a whole number of tokens/, text);
  });
});
