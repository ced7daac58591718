import assert from 'node:assert/strict';
import { parser } from '@lezer/python';
import { pythonParser } from '../../../src/python/parser';
import { labelledFiles } from '../detect/labelled-files';
import { nodesOf } from './nodes-of';

describe('the parser that keeps what its tables have answered', () => {
  const texts = labelledFiles('corpus')
    .filter(({ name }) => name.endsWith('.py'))
    .map(({ text }) => text);

  it('is not the library’s own: else a version has changed what it is built on', () => {
    assert.notEqual(pythonParser, parser);
  });

  it('parses as the library does, broken sources too', () => {
    for (const text of texts) {
      const cut = text.slice(0, Math.floor(text.length / 2));
      for (const source of [text, `${cut}) = "`, cut.replaceAll(':', '')])
        assert.deepEqual(nodesOf(pythonParser.parse(source)), nodesOf(parser.parse(source)));
    }
  });
});
