import assert from 'node:assert/strict';
import { parser } from '@lezer/python';
import { parseAllDocuments } from 'yaml';
import { readPython } from '../../../../src/model/documents/python';
import { readYaml } from '../../../../src/model/documents/yaml';
import { englishOf } from '../english';
import { leastMilliseconds } from '../processor-time';

const size = 90 * 1024;
const longestLines = 2900;

/** As many lines as are parsed at most, or as fill the size. */
function dense(lineOf: (index: number) => string, head = ''): string {
  let text = head;
  for (let index = 0; text.length < size && index < longestLines; index++) text += `${lineOf(index)}\n`;
  return text;
}

const bestOf = (run: () => unknown): number => leastMilliseconds(run, 3);

const shapeClass =
  '@dataclass\nclass GPTConfig:\n    n_layer: int = 12\n    n_head: int = 12\n    n_embd: int = 768\n';

describe('a dense text', () => {
  const yaml = dense((index) => `key_${index}: ${index}`);
  const python = {
    calls: dense((index) => `f(x_${index}=${index})`),
    constructs: dense((index) => `c${index} = GPTConfig(n_layer=${index % 50})`, shapeClass),
  };

  // A bound far above what is measured (`npm run bench:estimate`): only what grows faster than the text is that slow.
  it('of YAML is read in a few times what its parser takes', () => {
    assert.equal(readYaml(yaml).kind, 'object');
    assert.ok(bestOf(() => readYaml(yaml)) < 6 * bestOf(() => parseAllDocuments(yaml)));
  });

  for (const [name, text] of Object.entries(python))
    it(`of Python, ${name}, is read in a few times what its parser takes`, () => {
      assert.equal(readPython(text).kind, 'object');
      assert.ok(bestOf(() => readPython(text)) < 12 * bestOf(() => parser.parse(text)));
    });

  it('of more lines than a config or a script has is refused before it is parsed', () => {
    for (const reading of [readYaml('a: 1\n'.repeat(3001)), readPython('f(a=1)\n'.repeat(3001))]) {
      assert.ok(reading.kind === 'broken');
      assert.match(englishOf(reading.diagnostics[0]), /over 3000 lines/);
    }
    assert.equal(readYaml('# a: 1\n\n'.repeat(4000) + 'a: 1\n').kind, 'object');
  });
});
