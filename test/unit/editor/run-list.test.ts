import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunList } from '../../../src/editor/history/run-list';
import { hardwareText } from '../../../src/editor/runs/figures';
import { summarize } from '../../../src/runs/summary';
import { changeTags } from '../../../src/runs/tags';
import type { RunRow } from '../../../webview/history/protocol';
import { startRecord, textOf, wholeJournal } from '../runs/journal-samples';

function addRun(runs: string, id: string): void {
  mkdirSync(join(runs, id));
  const records = [{ ...startRecord, id }, ...wholeJournal.slice(1)];
  writeFileSync(join(runs, id, 'journal.ndjson'), textOf(records));
  writeFileSync(join(runs, id, 'summary.json'), JSON.stringify(summarize(records, { meterAlive: false })));
}

function listOf(runs: string): {
  readonly list: RunList;
  readonly batches: (readonly RunRow[])[];
  readonly removed: string[];
  readonly reading: boolean[];
} {
  const batches: (readonly RunRow[])[] = [];
  const removed: string[] = [];
  const reading: boolean[] = [];
  const list = new RunList(runs, () => null, {
    rows: (rows, isReading) => {
      batches.push(rows);
      reading.push(isReading);
    },
    removed: (ids) => removed.push(...ids),
  });
  return { list, batches, removed, reading };
}

describe('the list of runs', () => {
  const runs = mkdtempSync(join(tmpdir(), 'wattlens-list-'));
  before(() => {
    for (let index = 0; index < 130; index++) addRun(runs, `20260101-${String(index).padStart(6, '0')}`);
  });
  after(() => {
    rmSync(runs, { recursive: true, force: true });
  });

  it('comes in batches, the newest first, and each run is read once', async () => {
    const { list, batches, reading } = listOf(runs);
    await list.refresh();
    assert.deepEqual(
      batches.map(({ length }) => length),
      [50, 50, 30],
    );
    assert.deepEqual(reading, [true, true, false]);
    assert.equal(batches[0]?.[0]?.id, '20260101-000129');
    assert.equal(list.rows.length, 130);
    await list.refresh();
    assert.deepEqual(batches.at(-1), []);
  });

  it('sees new runs, runs that are gone, and tags that another window set', async () => {
    const { list, batches, removed } = listOf(runs);
    await list.refresh();
    addRun(runs, '20260102-new');
    rmSync(join(runs, '20260101-000000'), { recursive: true });
    await changeTags(runs, '20260101-000001', [{ tag: 'paper', isSet: true }]);
    batches.length = 0;
    await list.refresh();
    assert.deepEqual(removed, ['20260101-000000']);
    assert.deepEqual(
      batches.flat().map(({ id, tags }) => [id, tags]),
      [
        ['20260102-new', []],
        ['20260101-000001', ['paper']],
      ],
    );
  });

  it('has runs that can’t be read, and says why', async () => {
    mkdirSync(join(runs, 'broken'));
    writeFileSync(join(runs, 'broken', 'journal.ndjson'), 'nothing of a run\n');
    const { list } = listOf(runs);
    await list.refresh();
    const row = list.rows.find(({ id }) => id === 'broken');
    assert.equal(row?.energyJoules, null);
    assert.match(row.problem, /not the journal of a run/);
  });

  it('rejects where the folder is none, and not where there is none yet', async () => {
    const none = listOf(join(runs, 'not-there'));
    await none.list.refresh();
    assert.deepEqual(none.list.rows, []);
    const file = join(runs, 'file');
    writeFileSync(file, '');
    await assert.rejects(listOf(file).list.refresh());
  });

  it('counts devices of one name', () => {
    const summary = summarize(wholeJournal, { meterAlive: false });
    const [gpu] = summary?.devices ?? [];
    assert.ok(gpu);
    assert.equal(
      hardwareText([gpu, gpu, { ...gpu, name: 'Other' }, { ...gpu, domain: 'dram' }]),
      `2 × ${gpu.name}, Other`,
    );
  });
});
