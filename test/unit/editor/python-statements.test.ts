import assert from 'node:assert/strict';
import { pythonCuts } from '../../../src/editor/hints/python-statements';
import { valueHints, type ValueHint } from '../../../src/editor/hints/value-hints';
import { without } from '../../../src/editor/hints/varied-document';
import { modelCostsOf, type CostSettings } from '../../../src/editor/model-cost';

const settings: CostSettings = {
  region: 'FR',
  pue: undefined,
  estimate: {
    hardware: undefined,
    gpus: undefined,
    tokens: 1e10,
    sequenceLength: undefined,
    batchSize: undefined,
    dtype: undefined,
  },
};

/** Functions that no model hangs on. */
const others = Array.from(
  { length: 150 },
  (_one, index) => `def other_${index}(a, b):\n    return a + b * ${index}\n`,
).join('\n');

/** What is left for a place that is found by its words. */
function leftFor(text: string, words: string): string | null {
  const cuts = pythonCuts(text, [{ offset: text.indexOf(words), length: words.length }]);
  return cuts === null ? null : without(text, cuts).text;
}

describe('what of a Python source a model hangs on', () => {
  const source = `from transformers import LlamaConfig
width = 512
${others}
heads = 8
config = LlamaConfig(hidden_size=width, num_attention_heads=heads, num_hidden_layers=4)
if width > 256:
    config.num_hidden_layers = 6
second = LlamaConfig(hidden_size=256, num_hidden_layers=2, num_attention_heads=4)
print("done")
`;

  it('are the imports, and the statements that have a name in common which one of them gives a value', () => {
    assert.equal(
      leftFor(source, 'config ='),
      `from transformers import LlamaConfig
width = 512
heads = 8
config = LlamaConfig(hidden_size=width, num_attention_heads=heads, num_hidden_layers=4)
if width > 256:
    config.num_hidden_layers = 6
`,
    );
    assert.equal(
      leftFor(source, 'second ='),
      `from transformers import LlamaConfig
second = LlamaConfig(hidden_size=256, num_hidden_layers=2, num_attention_heads=4)
`,
    );
  });

  it('is the whole where it is most of it, or the syntax is broken', () => {
    assert.equal(leftFor('a = 1\nb = a\nc = b\n', 'b ='), null);
    assert.equal(leftFor(`${source}\n)(`, 'second ='), null);
  });

  it('has the hints that the whole has', () => {
    const hintsOf = (language: string): readonly ValueHint[] =>
      valueHints({ text: source, language, settings, costs: modelCostsOf(source, settings, language) });
    const all = hintsOf('python');
    // Of no language that it is known by, it is read whole for each value.
    assert.deepEqual(all, hintsOf(''));
    assert.ok(all.length >= 3, `${String(all.length)} hints`);
  });
});
