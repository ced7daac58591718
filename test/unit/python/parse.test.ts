import assert from 'node:assert/strict';
import { parser } from '@lezer/python';
import type { Tree } from '@lezer/common';
import fc from 'fast-check';
import { parsePythonSource } from '../../../src/python/parse';

const unit = (index: number): string => `
class Block${index}(nn.Module):
    """A block."""

    def forward(self, x, mask=None):
        for layer in self.layers:
            x = torch.relu(layer(x))  # residual
        return {"x": [x, (mask, ${index})], 'y': f"step {x}"}

config_${index} = LlamaConfig(
    hidden_size=512, num_hidden_layers=${index},
)
`;
const source = Array.from({ length: 12 }, (_one, index) => unit(index)).join('');
const pieces = [
  '',
  ' ',
  '\n',
  '    ',
  ':',
  '(',
  ')',
  '"""',
  "'",
  '#',
  'x',
  '12',
  'def f(a):\n    return a\n',
  '\\',
  'if x:\n',
];

function nodesOf(tree: Tree): string[] {
  const nodes: string[] = [];
  tree.iterate({
    enter: ({ name, from, to }) => {
      nodes.push(`${name} ${from} ${to}`);
    },
  });
  return nodes;
}

describe('the tree of a Python source that is edited', () => {
  it('is that of its text alone, whatever was parsed before', () => {
    const edit = fc.record({
      at: fc.nat(source.length),
      removed: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 })),
      put: fc.constantFrom(...pieces),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        let text = source;
        parsePythonSource(text);
        for (const { at, removed, put } of edits) {
          text = text.slice(0, at) + put + text.slice(at + removed);
          assert.deepEqual(nodesOf(parsePythonSource(text)), nodesOf(parser.parse(text)));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('is one for all who ask about the same text', () => {
    assert.equal(parsePythonSource(source), parsePythonSource(source));
  });
});
