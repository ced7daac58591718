import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TrackedRun } from '../../../src/editor/runs/tracked-run';
import type { JournalRecord, SampleRecord } from '../../../src/runs/journal';
import { summarize } from '../../../src/runs/summary';
import { JournalWriter } from '../../../src/runs/writer';
import { startRecord } from '../runs/journal-samples';

const sampleAt = (index: number): SampleRecord => ({
  type: 'sample',
  t: index / 10,
  joules: [30 * index, 5 * index, index],
  watts: [300, 50, 10],
});

const readings = (from: number, to: number): JournalRecord[] =>
  Array.from({ length: to - from }, (_value, index) => sampleAt(from + index));

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 3000 && !condition(); tries++) await sleep(20);
  assert.ok(condition());
}

describe('a run that the editor follows', () => {
  for (const [name, longestReadBytes] of [
    ['read from its beginning', Infinity],
    ['opened by its checkpoint', 1024],
  ] as const)
    it(`has exact figures, and no reading twice, though its journal is thinned; ${name}`, async () => {
      const runsFolder = mkdtempSync(join(tmpdir(), 'wattlens-tracked-'));
      const writer = new JournalWriter(join(runsFolder, 'run'), (reason) => assert.fail(reason), {
        scale: 1e-3,
      });
      const records: JournalRecord[] = [startRecord, ...readings(0, 4000)];
      for (const record of records) writer.append(record);
      writer.flush();
      const seen: SampleRecord[] = [];
      const run = new TrackedRun(
        'run',
        runsFolder,
        (_run, samples) => seen.push(...samples),
        longestReadBytes,
      );
      try {
        const figures = (): unknown => [
          run.summary?.energyJoules.gross,
          run.summary?.durationSeconds,
          run.summary?.devices[0]?.samples,
        ];
        const expected = (): unknown => {
          const summary = summarize(records, { meterAlive: true });
          return [summary?.energyJoules.gross, summary?.durationSeconds, summary?.devices[0]?.samples];
        };
        await until(() => JSON.stringify(figures()) === JSON.stringify(expected()));
        const { series } = run;
        assert.ok(series !== null && series.seconds.length > 30);
        assert.ok(series.watts[0]?.slice(1).every((watts) => watts !== null && Math.abs(watts - 300) < 0.1));
        seen.length = 0;
        for (const record of readings(4000, 4050)) {
          records.push(record);
          writer.append(record);
        }
        writer.flush();
        await until(() => JSON.stringify(figures()) === JSON.stringify(expected()));
        const times = seen.map(({ t }) => t);
        assert.deepEqual(
          times,
          [...new Set(times)].sort((a, b) => a - b),
        );
        assert.ok(times.length >= 5 && times.at(-1) === 404.9, times.join());
        const end = {
          type: 'end',
          t: 405,
          endedAt: '2026-05-12T15:00:00Z',
          exitCode: 0,
          signal: null,
        } as const;
        writer.append(end);
        records.push(end);
        writer.close(null);
        await until(() => run.summary?.state === 'ended');
        assert.deepEqual(figures(), expected());
      } finally {
        run.dispose();
      }
    });

  it('is read when its folder comes first and its journal grows in pieces', async () => {
    const runsFolder = mkdtempSync(join(tmpdir(), 'wattlens-tracked-'));
    mkdirSync(join(runsFolder, 'run'));
    const run = new TrackedRun('run', runsFolder, () => undefined);
    try {
      const text = [startRecord, sampleAt(0), sampleAt(1)]
        .map((record) => `${JSON.stringify(record)}\n`)
        .join('');
      writeFileSync(join(runsFolder, 'run', 'journal.ndjson'), text.slice(0, 900));
      await sleep(50);
      appendFileSync(join(runsFolder, 'run', 'journal.ndjson'), text.slice(900));
      await until(() => run.summary?.durationSeconds === 0.1);
      assert.deepEqual(run.deviceWatts, [300, 50, 10]);
    } finally {
      run.dispose();
    }
  });

  it('is known at once when asked, whatever its file events do', async () => {
    const runsFolder = mkdtempSync(join(tmpdir(), 'wattlens-tracked-'));
    mkdirSync(join(runsFolder, 'run'));
    const run = new TrackedRun('run', runsFolder, () => undefined);
    try {
      await run.catchUp();
      assert.equal(run.summary, null);
      writeFileSync(join(runsFolder, 'run', 'journal.ndjson'), `${JSON.stringify(startRecord)}\n`);
      // No turn of the event loop's timers lies between: neither the watch nor the poll have seen it.
      await run.catchUp();
      assert.notEqual(run.summary, null);
    } finally {
      run.dispose();
    }
  });
});
