import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { stateAt } from '../../../src/runs/checkpoint';
import { parseJournalLine, type JournalRecord, type SampleRecord } from '../../../src/runs/journal';
import { openJournal } from '../../../src/runs/open-journal';
import { readRun } from '../../../src/runs/store';
import { applyRecord, emptyRunState, withRecent, type RunState } from '../../../src/runs/run-state';
import { summarize, summarizeState, type RunSummary } from '../../../src/runs/summary';
import { JournalWriter } from '../../../src/runs/writer';
import { spacingAt } from '../../../src/runs/thinning';
import { startRecord } from './journal-samples';

/** A journal is thinned from 16 kB on, and has a checkpoint each half kilobyte. */
const scale = 1e-3;

const liveIntensity = { provider: 'a grid', place: 'DE', kind: 'average', scope: 'direct' } as const;

function stateOf(records: Iterable<JournalRecord>): RunState {
  const state = emptyRunState();
  for (const record of records) applyRecord(state, record);
  return state;
}

/** Ten readings a second of three devices, of which the second is silent at times, with a gap and a note now and then. */
function longRun(readings: number, start = startRecord): JournalRecord[] {
  const joules = [0, 0, 0];
  const records: JournalRecord[] = [start];
  for (let index = 0; index < readings; index++) {
    const t = index / 10;
    const watts = [300 + ((index * 37) % 400), 40 + (index % 11), 5];
    watts.forEach((each, device) => (joules[device] = (joules[device] ?? 0) + each / 8));
    const isSilent = index % 500 < 3;
    records.push({
      type: 'sample',
      t,
      joules: joules.map((each, device) => (device === 1 && isSilent ? null : each)),
      watts: watts.map((each, device) => (device === 1 && isSilent ? null : each)),
      shareJoules: joules.map((each) => each / 2),
    });
    if (index % 700 === 699)
      records.push({ type: 'gap', t, device: 'cpu:0', seconds: 2, bridged: false, reason: 'silent' });
    if (index % 1000 === 0) {
      const points = [{ from: t, to: t + 90, gramsPerKwh: 100 + index / 100 }];
      records.push({ type: 'intensity', t, points });
    }
    if (index % 900 === 899) records.push({ type: 'note', t, text: `note ${index}` });
    if (index % 100 === 99)
      records.push({ type: 'overhead', t, cpuSeconds: index / 1000, residentBytes: 5e7 });
  }
  return records;
}

const end = (t: number): JournalRecord => ({
  type: 'end',
  t,
  endedAt: '2026-05-12T15:30:15.000Z',
  exitCode: 0,
  signal: null,
});

function written(records: readonly JournalRecord[]): { folder: string; path: string; writer: JournalWriter } {
  const folder = join(mkdtempSync(join(tmpdir(), 'wattlens-long-')), 'run');
  const writer = new JournalWriter(folder, (reason) => assert.fail(reason), { scale });
  for (const record of records) writer.append(record);
  return { folder, path: join(folder, 'journal.ndjson'), writer };
}

/** What is read of a run must be all that it told, however its journal was thinned. */
function assertSameFigures(read: RunSummary | null, expected: RunSummary | null): void {
  assert.deepEqual(read, expected);
}

async function opened(path: string): Promise<RunSummary | null> {
  const { state, recent } = await openJournal(path, 0);
  return summarizeState(withRecent(state, recent), { meterAlive: false });
}

describe('the journal of a long run', () => {
  it('is thinned out, and tells the same as all its readings, while it is written and when it has ended', async () => {
    const records = longRun(12_000);
    const { folder, path, writer } = written(records);
    writer.flush();
    assert.ok(statSync(path).size < 400_000, `${statSync(path).size} bytes`);
    const living = summarize(records, { meterAlive: false });
    assertSameFigures(await opened(path), living);
    const all = [...records, end(1199.9)];
    const summary = summarize(all, { meterAlive: true });
    writer.append(end(1199.9));
    assert.equal(writer.close(summary), null);
    assertSameFigures(await opened(path), summary);
    assertSameFigures(JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as RunSummary, summary);
    // The journal alone, without what was kept of the recent past.
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    const told = lines.flatMap((line) => parseJournalLine(line) ?? []);
    assert.equal(told.length, lines.length);
    assertSameFigures(summarize(told, { meterAlive: false }), summary);
    assert.equal(told.at(-1)?.type, 'end');
  });

  it('has power that is the mean over each step, so that power times time is the energy', () => {
    const { path, writer } = written(longRun(6000));
    writer.close(null);
    const samples = readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line) => parseJournalLine(line) ?? [])
      .filter((record) => record.type === 'sample');
    const thinned = samples.filter(({ readings }) => (readings ?? 1) > 1);
    assert.ok(thinned.length > 20);
    for (const sample of thinned) {
      const before = samples[samples.indexOf(sample) - 1];
      assert.ok(before !== undefined);
      const drawn = (sample.joules[0] ?? 0) - (before.joules[0] ?? 0);
      assert.ok(Math.abs(drawn - (sample.watts[0] ?? 0) * (sample.t - before.t)) < 0.02);
      assert.ok((sample.maxWatts?.[0] ?? 0) >= 300);
    }
  });

  it('tells the same from a checkpoint as from all lines, cut at any byte', async () => {
    const { path, writer } = written(longRun(3000, { ...startRecord, liveIntensity }));
    writer.close(null);
    const whole = readFileSync(path);
    const copy = join(mkdtempSync(join(tmpdir(), 'wattlens-cut-')), 'journal.ndjson');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: whole.length }), async (length) => {
        writeFileSync(copy, whole);
        truncateSync(copy, length);
        const quick = await openJournal(copy, 0);
        const full = await openJournal(copy, Infinity);
        assert.deepEqual(quick, full);
      }),
      { numRuns: 60 },
    );
  });

  it('loses none of its last readings when the meter dies between two lines', async () => {
    const records = longRun(5003);
    const { path, writer } = written(records);
    writer.flush();
    const lastLine = readFileSync(path, 'utf8').trimEnd().split('\n').at(-1) ?? '';
    const inJournal = (JSON.parse(lastLine) as SampleRecord).t;
    assert.ok(inJournal < 500.2, 'the last readings are not in the journal');
    assert.equal((await readRun(path))?.durationSeconds, 500.2);
  });

  it('has no checkpoint of a state of another shape, run or device list', () => {
    const state = stateOf(longRun(5));
    const checkpoint = { type: 'checkpoint', t: 0, id: startRecord.id, state: { ...state } } as const;
    assert.equal(stateAt(startRecord, checkpoint), null, 'no version');
    const good = { ...checkpoint, state: { stateVersion: 1, ...state } };
    assert.deepEqual(stateAt(startRecord, good), state);
    assert.equal(stateAt({ ...startRecord, id: 'other' }, good), null);
    assert.equal(stateAt({ ...startRecord, devices: [] }, good), null);
    const older: Partial<RunState> = { ...good.state };
    delete older.overhead;
    assert.equal(stateAt(startRecord, { ...good, state: older }), null);
  });

  it('grows ever more slowly', () => {
    assert.deepEqual([0, 15e6, 16e6, 63e6, 64e6, 150e6, 1e12].map(spacingAt), [0, 0, 1, 1, 10, 60, 600]);
  });
});
