import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Analyst } from '../../../src/editor/analysis/analyst';

/** A thread that dies of the text `die`, fails at `fail`, and else answers with the text. */
const program = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ id, parameters: [{ text }] }) => {
  if (text === 'die') process.exit(1);
  parentPort.postMessage(text === 'fail' ? { id, failure: 'no' } : { id, value: [text] });
});
`;

describe('the thread that reads texts', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'wattlens-analyst-'));
  const file = path.join(folder, 'program.js');
  const warnings: string[] = [];
  let analyst: Analyst;
  const ask = async (text: string): Promise<unknown> =>
    analyst.modelCosts({ text, language: '', settings: {} as never });
  before(() => {
    writeFileSync(file, program);
    analyst = new Analyst(file, { texts: undefined }, (text) => warnings.push(text));
  });
  after(() => {
    analyst.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives each its own answer', async () => {
    assert.deepEqual(await Promise.all(['a', 'b', 'c'].map(ask)), [['a'], ['b'], ['c']]);
    await assert.rejects(ask('fail'), /^Error: no$/);
    assert.match(warnings.join(), /no/);
  });

  it('is started anew after it has died, and lets nobody wait', async () => {
    const [died, lost] = [ask('die'), ask('lost')];
    await assert.rejects(died);
    await assert.rejects(lost);
    await analyst.idle();
    assert.deepEqual(await ask('d'), ['d']);
  });
});
