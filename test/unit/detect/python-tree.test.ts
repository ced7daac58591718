import { strict as assert } from 'node:assert';
import { parser } from '@lezer/python';
import { parsePython } from '../../../src/detect/python-tree';
import { labelledFiles } from './labelled-files';

/** Every node in the order of the text, as the parser's own cursor walks them. */
function nodesByCursor(text: string): string[] {
  const nodes: string[] = [];
  parser.parse(text).iterate({
    enter: ({ type, from, to }) => {
      nodes.push(`${type.name} ${from} ${to}`);
    },
  });
  return nodes;
}

function nodesOfTable(text: string): string[] {
  const tree = parsePython(text);
  assert(tree !== null);
  return Array.from({ length: tree.size }, (_, index) => {
    const { name, from, to } = tree.node(index);
    return `${name} ${from} ${to}`;
  });
}

describe('the table of a syntax tree', () => {
  const texts = labelledFiles('holdout-2')
    .filter(({ name }) => name.endsWith('.py'))
    .map(({ text }) => text);

  it('has the nodes that the parser’s own cursor finds, of small files and of one as large as all together', () => {
    for (const text of [...texts, texts.join('\n')])
      assert.deepEqual(nodesOfTable(text), nodesByCursor(text));
  });

  it('has them of broken, nested and empty text too', () => {
    for (const text of [
      '',
      '\n',
      'def',
      'x = (((',
      `${'['.repeat(300)}1${']'.repeat(300)}`,
      `x = [${'1, '.repeat(9000)}]`,
    ])
      assert.deepEqual(nodesOfTable(text), nodesByCursor(text));
  });
});
