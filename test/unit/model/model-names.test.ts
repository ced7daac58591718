import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { modelName, pairedByName } from '../../../src/model/model-names';
import { readModelConfigs } from '../../../src/model/read-config';

const namesIn = (text: string): string[] =>
  readModelConfigs(text).flatMap((reading) =>
    reading.kind === 'model' ? [modelName(text, reading.anchor)] : [],
  );

describe('what tells the models of a source apart', () => {
  it('is how they are made and where, not their values', () => {
    const source = (width: number): string => `from transformers import GPT2Config, LlamaConfig

tiny = LlamaConfig(hidden_size=${width}, num_hidden_layers=2)
all = {
    "large": LlamaConfig(
        hidden_size=${2 * width}, num_hidden_layers=4,
    ),
}

class Models:
    def base(self):
        # The one of the paper.

        return GPT2Config(n_embd=${width}, n_layer=2, n_head=2)
`;
    const expected = ['tiny = LlamaConfig', '"large": LlamaConfig', 'def base return GPT2Config'];
    assert.deepEqual(namesIn(source(64)), expected);
    assert.deepEqual(namesIn(source(128)), expected);
  });

  it('pairs them with what they were', () => {
    assert.deepEqual(pairedByName(['a', 'b'], ['b', 'new', 'a']), [1, null, 0]);
    assert.deepEqual(pairedByName(['a', 'b', 'c'], ['c']), [2]);
    // Renamed, or of one name: those in the same place.
    assert.deepEqual(pairedByName(['a', 'b'], ['a', 'c']), [0, 1]);
    assert.deepEqual(pairedByName(['x', 'x'], ['x', 'x']), [0, 1]);
    assert.deepEqual(pairedByName(['x', 'x'], ['x']), [null]);
    // One is gone and another is new: they are not the same.
    assert.deepEqual(pairedByName(['a', 'b'], ['b', 'c']), [1, null]);
    assert.deepEqual(pairedByName([], ['a']), [null]);
  });
});
