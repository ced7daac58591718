import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { tag } from '../../../src/meter/commands/tag';
import { asTag, changeTags, readTags } from '../../../src/runs/tags';
import { startRecord, textOf } from './journal-samples';

function runsWith(id: string): { readonly runs: string; readonly file: string } {
  const runs = mkdtempSync(join(tmpdir(), 'wattlens-tags-'));
  mkdirSync(join(runs, id));
  writeFileSync(join(runs, id, 'journal.ndjson'), textOf([{ ...startRecord, id }]));
  return { runs, file: join(runs, id, 'tags.ndjson') };
}
const set = (text: string): { tag: string; isSet: boolean } => ({ tag: text, isSet: true });
const unset = (text: string): { tag: string; isSet: boolean } => ({ tag: text, isSet: false });

describe('tags of a run', () => {
  it('are set and taken away, each window without undoing what others did', async () => {
    const { runs, file } = runsWith('a');
    assert.deepEqual(await readTags(runs, 'a'), []);
    await Promise.all(
      Array.from({ length: 20 }, (_value, index) => changeTags(runs, 'a', [set(`tag ${index}`)])),
    );
    assert.equal((await readTags(runs, 'a')).length, 20);
    assert.ok(!(await changeTags(runs, 'a', [unset('tag 3')])).includes('tag 3'));
    assert.equal((await readTags(runs, 'a')).length, 19);
    const length = readFileSync(file).length;
    await changeTags(runs, 'a', [set('tag 4'), unset('never there')]);
    assert.equal(readFileSync(file).length, length, 'what changes nothing is not written');
  });

  it('survive a line that was cut, and lines of something else', async () => {
    const { runs, file } = runsWith('a');
    await changeTags(runs, 'a', [set('baseline')]);
    appendFileSync(file, '{"tag":"cut","se');
    await changeTags(runs, 'a', [set('<b>bold</b>')]);
    appendFileSync(file, 'null\n{"tag":3,"set":true}\n{"tag":"  ","set":true}\n');
    assert.deepEqual(await readTags(runs, 'a'), ['<b>bold</b>', 'baseline']);
  });

  it('are one line of 1 to 60 characters, whatever is typed', () => {
    assert.equal(asTag('  two\n words\u0007 '), 'two words');
    assert.equal(asTag(' \t'), null);
    assert.equal(asTag('🙂'.repeat(60)), '🙂'.repeat(60));
    assert.equal(asTag('x'.repeat(61)), null);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const made = asTag(text);
        assert.ok(made === null || asTag(made) === made);
      }),
    );
  });

  it('are changed by the command line too', async () => {
    const { runs } = runsWith('20260101-a');
    assert.equal(await tag('2026', ['ablation', 'paper'], { runs }, {}), 0);
    assert.equal(await tag('latest', ['paper'], { runs, remove: true }, {}), 0);
    assert.deepEqual(await readTags(runs, '20260101-a'), ['ablation']);
    assert.equal(await tag('none', ['x'], { runs }, {}), 1);
    assert.equal(await tag('latest', ['x'.repeat(61)], { runs }, {}), 2);
  });
});
