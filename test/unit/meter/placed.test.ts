import assert from 'node:assert/strict';
import { placed } from '../../../src/meter/placed';
import { message } from '../../../src/units/message';
import { readJson } from '../../../src/model/documents/json';

describe('what is wrong in a file, in one line', () => {
  const at = (offset: number, text: string): Parameters<typeof placed>[2][number] => ({
    message: message(text),
    span: { offset, length: 1 },
  });

  it('tells the first of several at one place, and the first few places', () => {
    assert.equal(placed('a.json', 'x\nyz', [at(3, 'First.'), at(3, 'Second.')]), 'a.json:2:2: First.');
    const many = Array.from({ length: 7 }, (_, index) => at(index, `No ${index}.`));
    assert.equal(
      placed('a.json', 'xxxxxxx', many),
      'a.json:1:1: No 0. a.json:1:2: No 1. a.json:1:3: No 2. And 4 more.',
    );
  });

  it('names the place of a JSON text that ends too soon once', () => {
    const text = '{ "hidden_size": 2048,\n';
    const reading = readJson(text);
    assert.ok(reading.kind === 'broken');
    assert.equal(
      placed('config.json', text, reading.diagnostics),
      'config.json:2:1: Not valid JSON: line 2, a key in double quotes is missing.',
    );
  });
});
