import assert from 'node:assert/strict';
import fc from 'fast-check';
import { escapeMarkdown } from '../../../src/units/plain-text';
import { basisMarkdown } from '../../../src/editor/hover/estimate-basis';
import { modelCostsOf, type CostSettings } from '../../../src/editor/model-cost';
import { assertGolden } from '../golden';

const settings: CostSettings = {
  region: 'FR',
  pue: undefined,
  estimate: {
    hardware: 'H100 SXM5 80GB',
    gpus: 8,
    tokens: 1e10,
    sequenceLength: 2048,
    batchSize: undefined,
    dtype: undefined,
  },
};

function hoverOf(text: string): string {
  const [cost] = modelCostsOf(text, settings);
  assert.ok(cost?.kind === 'estimate');
  return basisMarkdown(cost.estimate, cost.reading.approximate ?? null);
}

describe('the hover of a model', () => {
  it('tells what its estimate rests on, and from where', () => {
    const gpt2 = {
      model_type: 'gpt2',
      n_layer: 12,
      n_head: 12,
      n_embd: 768,
      n_positions: 1024,
      vocab_size: 50257,
    };
    assertGolden(__dirname, 'model-hover.md.txt', hoverOf(JSON.stringify(gpt2)));
  });

  it('shows words of a file as text', () => {
    const type = '<img src=x> [a](command:b) | http://c.de $(zap) \u202e x';
    const text = hoverOf(
      JSON.stringify({
        model_type: type,
        n_layer: 2,
        n_head: 2,
        n_embd: 64,
        n_positions: 64,
        vocab_size: 100,
      }),
    );
    assert.doesNotMatch(text, /(?<!\\)<img|(?<!\\)\[a|http:\/\/|(?<!\\)\$\(|\u202e/);
  });

  it('has no mark that Markdown or a terminal would act on, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeMarkdown(text);
        assert.doesNotMatch(escaped, /(?<!\\)(?:\\\\)*[<>[\]*_`|&$#~@]/);
        assert.doesNotMatch(escaped, /\p{Cc}|[\u202a-\u202e\u2066-\u2069\u200e\u200f]/u);
      }),
    );
  });
});
