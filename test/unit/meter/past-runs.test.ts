import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPastRuns, pastRunOf } from '../../../src/meter/past-runs';
import type { JournalRecord } from '../../../src/runs/journal';
import { summarize } from '../../../src/runs/summary';
import { startRecord, textOf } from '../runs/journal-samples';
import { estimated, llama8b } from '../energy/models';

/** Two minutes of a constant power on each accelerator. */
function journal(id: string, names: readonly string[], watts: number, seconds = 120): JournalRecord[] {
  const [device] = startRecord.devices;
  assert.ok(device !== undefined);
  const devices = names.map((name, index) => ({ ...device, id: `gpu:${index}`, name }));
  return [
    { ...startRecord, id, devices, baseline: null },
    ...Array.from({ length: seconds / 2 + 1 }, (_value, index): JournalRecord => ({
      type: 'sample',
      t: 2 * index,
      joules: names.map(() => watts * 2 * index),
      watts: names.map(() => watts),
    })),
    { type: 'end', t: seconds, endedAt: '2026-05-12T14:32:15.000Z', exitCode: 0, signal: null },
  ];
}

describe('past runs', () => {
  const a100 = 'NVIDIA A100-SXM4-80GB';
  const summaryOf = (records: JournalRecord[]): NonNullable<ReturnType<typeof summarize>> => {
    const summary = summarize(records, { meterAlive: false });
    assert.ok(summary !== null);
    return summary;
  };

  it('calibrate the watts of the next estimate, from the journals of a folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'past-runs-'));
    try {
      for (const [id, watts] of [
        ['20260512-143015-aaaaaa', 250],
        ['20260512-143115-bbbbbb', 252],
        ['20260512-143215-cccccc', 248],
      ] as const) {
        await mkdir(join(folder, id));
        await writeFile(join(folder, id, 'journal.ndjson'), textOf(journal(id, [a100, a100], watts)));
      }
      await mkdir(join(folder, 'broken'));
      await writeFile(join(folder, 'broken', 'journal.ndjson'), 'no journal\n');
      const pastRuns = await readPastRuns(folder);
      assert.equal(pastRuns.length, 3);
      assert.ok(pastRuns.every(({ acceleratorWatts }) => Math.abs((acceleratorWatts ?? 0) - 250) < 4));
      const options = { hardware: 'A100', gpus: 2, tokens: 1e8 };
      const plain = estimated(llama8b, options).training;
      const calibrated = estimated(llama8b, { ...options, pastRuns }).training;
      const distance = (watts: number): number => Math.abs(watts - 250);
      assert.ok(distance(calibrated.acceleratorWatts.mid) < distance(plain.acceleratorWatts.mid) / 2);
      assert.ok(calibrated.energyKwh.mid < plain.energyKwh.mid);
      assert.deepEqual(calibrated.gpuHours, plain.gpuHours);
    } finally {
      await rm(folder, { recursive: true });
    }
    assert.deepEqual(await readPastRuns(join(folder, 'gone')), []);
  });

  it('calibrate speed where they know their tokens and carry an estimate', () => {
    const summary = summaryOf(journal('a', [a100, a100], 300));
    const estimate = estimated(llama8b, { hardware: 'A100', gpus: 2, tokens: 1e8 });
    const told: unknown = { ...summary, progress: { done: 2 * 120 * 1000, unit: 'tokens' }, estimate };
    const run = pastRunOf(told as typeof summary);
    assert.ok(run !== null);
    assert.ok(Math.abs((run.tokensPerSecondPerGpu ?? 0) - 1000) < 1e-9);
    assert.deepEqual(run.estimate, estimate.training.uncalibrated);
    const samples: unknown = { ...summary, progress: { done: 5, unit: 'samples' } };
    assert.equal(pastRunOf(samples as typeof summary)?.tokensPerSecondPerGpu, null);
  });

  it('tell nothing when short, mixed, or without a measured accelerator', () => {
    assert.equal(pastRunOf(summaryOf(journal('a', [a100], 300, 20))), null);
    assert.equal(pastRunOf(summaryOf(journal('a', [a100, 'NVIDIA H100 80GB HBM3'], 300))), null);
    assert.equal(pastRunOf(summaryOf(journal('a', [], 300))), null);
  });
});
