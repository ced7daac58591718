import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pruneRun, runsToPrune, type Retention } from '../../../src/runs/prune';
import { startRecord, textOf, wholeJournal } from './journal-samples';

const now = Date.parse('2026-06-30T12:00:00Z');
const daysAgo = (days: number): Date => new Date(now - days * 86_400_000);
const host = { name: hostname(), platform: process.platform };

function addRun(runs: string, id: string, days: number, start: Partial<typeof startRecord> = {}): string {
  const folder = join(runs, id);
  mkdirSync(folder);
  const records = [{ ...startRecord, host, meterPid: 2 ** 30, id, ...start }, ...wholeJournal.slice(1)];
  writeFileSync(join(folder, 'journal.ndjson'), textOf(records));
  for (const name of [
    'summary.json',
    'terminal.log',
    'tags.ndjson',
    'idle-power.json',
    'nvml-driver.json',
    'intensity.json',
    'summary.json.part',
  ])
    writeFileSync(join(folder, name), 'x'.repeat(1000));
  utimesSync(join(folder, 'journal.ndjson'), daysAgo(days), daysAgo(days));
  return folder;
}

async function prune(runs: string, retention: Retention): Promise<string[]> {
  const pruned = [];
  for (const run of await runsToPrune(runs, retention, now)) pruned.push(await pruneRun(runs, run));
  return pruned.map(({ id, kept }) => `${id}${kept === null ? '' : `: ${kept}`}`);
}

describe('deleting old runs', () => {
  const folder = (): string => mkdtempSync(join(tmpdir(), 'wattlens-prune-'));

  it('takes those that ended before, with all that they wrote, and nothing where nothing was asked for', async () => {
    const runs = folder();
    addRun(runs, 'old', 40);
    addRun(runs, 'new', 2);
    // What runs share of the intensity is no run.
    addRun(runs, '.intensity', 40);
    assert.deepEqual(await prune(runs, {}), []);
    assert.deepEqual(await prune(runs, { days: 30 }), ['old']);
    assert.deepEqual(readdirSync(runs).sort(), ['.intensity', 'new']);
  });

  it('takes the oldest until the rest is small enough', async () => {
    const runs = folder();
    for (const [index, id] of ['a', 'b', 'c'].entries()) addRun(runs, id, 10 - index);
    const [{ bytes } = { bytes: 0 }] = await runsToPrune(runs, { bytes: 0 }, now);
    assert.ok(bytes > 6000);
    assert.deepEqual(await prune(runs, { bytes: 2.5 * bytes }), ['a']);
    assert.deepEqual(await prune(runs, { bytes: 0 }), ['b', 'c']);
  });

  it('never takes a run that is metered now', async () => {
    const runs = folder();
    addRun(runs, 'alive', 40, { meterPid: process.pid, startedAt: new Date().toISOString() });
    assert.deepEqual(await prune(runs, { days: 1, bytes: 0 }), []);
  });

  it('never takes what no run wrote', async () => {
    const runs = folder();
    const kept = addRun(runs, 'mixed', 40);
    writeFileSync(join(kept, 'notes.txt'), 'mine');
    addRun(runs, 'renamed', 40, { id: 'another' });
    mkdirSync(join(runs, 'photos'));
    writeFileSync(join(runs, 'photos', 'journal.ndjson'), 'my diary\n');
    const elsewhere = addRun(folder(), 'linked', 40);
    symlinkSync(elsewhere, join(runs, 'linked'));
    assert.deepEqual(await prune(runs, { days: 1 }), [
      'mixed: its folder stays: notes.txt is not of the run',
    ]);
    assert.deepEqual(readdirSync(kept), ['notes.txt']);
    assert.ok(existsSync(join(runs, 'photos', 'journal.ndjson')));
    assert.ok(existsSync(join(runs, 'renamed', 'journal.ndjson')));
    assert.ok(existsSync(join(elsewhere, 'journal.ndjson')));
  });

  it('leaves a run alone that was written again meanwhile', async () => {
    const runs = folder();
    const path = join(addRun(runs, 'woken', 40), 'journal.ndjson');
    const [run] = await runsToPrune(runs, { days: 1 }, now);
    assert.ok(run !== undefined);
    utimesSync(path, daysAgo(0), daysAgo(0));
    assert.equal((await pruneRun(runs, run)).kept, 'it is being written again');
    assert.ok(existsSync(path));
  });
});
