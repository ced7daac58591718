import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { findLiveRuns, isLiveRun } from '../../../src/runs/store';
import { startRecord, textOf } from './journal-samples';

const here = { name: hostname(), platform: process.platform };

function addRun(runs: string, id: string, pid: number, start: Partial<typeof startRecord>): void {
  mkdirSync(join(runs, id));
  const live = { meterPid: process.pid, startedAt: new Date().toISOString(), host: here };
  const records = [{ ...startRecord, ...live, id, ...start }, { type: 'spawn', t: 0, pid } as const];
  writeFileSync(join(runs, id, 'journal.ndjson'), textOf(records));
}

describe('the runs that meter a process now', () => {
  it('are those of this machine that have not ended, and none of another that shares the folder', async () => {
    const runs = mkdtempSync(join(tmpdir(), 'wattlens-live-'));
    const ids = { here: '20260512-143015-aaaaaa', there: '20260512-143016-bbbbbb' };
    const over = '20260512-143017-cccccc';
    addRun(runs, ids.here, 21, {});
    addRun(runs, ids.there, 22, { host: { ...here, name: `not-${hostname()}` } });
    addRun(runs, over, 23, {});
    writeFileSync(join(runs, over, 'summary.json'), '{}');
    assert.deepEqual([...(await findLiveRuns(runs, [21, 22, 23, 24]))], [[21, ids.here]]);
    assert.deepEqual(
      [ids.here, ids.there, over, '20260512-143018-dddddd', '../x'].map((id) => isLiveRun(runs, id)),
      [true, false, false, false, false],
    );
  });
});
