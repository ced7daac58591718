import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPastRuns, pastRunOf } from '../../../src/runs/past-runs';
import type { JournalRecord } from '../../../src/runs/journal';
import { summarize } from '../../../src/runs/summary';
import { JournalWriter } from '../../../src/runs/writer';
import { readTrainingPlan } from '../../../src/meter/progress/training-plan';
import { inEnglish } from '../../../src/units/message';
import { startRecord, textOf } from './journal-samples';
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
      assert.ok(pastRuns.every(({ acceleratorWatts }) => Math.abs(acceleratorWatts - 250) < 4));
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

  describe('of which the estimate and the progress are told', () => {
    const folder = mkdtempSync(join(tmpdir(), 'past-runs-told-'));
    const config = join(folder, 'config.json');
    const h100 = 'NVIDIA H100 80GB HBM3';
    const batchSize = 3;
    const sequenceLength = 512;
    after(async () => {
      await rm(folder, { recursive: true });
    });

    /** What the meter writes of a command's plan and its estimate. */
    async function toldOf(devices: readonly string[], plan = ''): Promise<JournalRecord[]> {
      writeFileSync(config, JSON.stringify(llama8b));
      const text = `base_model: meta-llama/Llama-3.1-8B\nsequence_len: ${sequenceLength}\nmicro_batch_size: ${batchSize}\nmax_steps: 1000\n`;
      writeFileSync(join(folder, 'plan.yaml'), text + plan);
      const told: JournalRecord[] = [];
      await new Promise<void>((resolve) => {
        const stop = readTrainingPlan(
          {
            takePlan: (record) => told.push({ type: 'plan', t: 1, ...record }),
            takeEstimate: (record) => {
              told.push({ type: 'estimate', t: 1, ...record });
              stop();
              clearInterval(waiting);
              resolve();
            },
          },
          {
            command: ['axolotl', 'train', 'plan.yaml'],
            cwd: folder,
            estimateFile: config,
            accelerators: devices,
          },
        );
        // The meter's own timer keeps no process alive.
        const waiting = setInterval(() => undefined, 1000);
      });
      return told;
    }

    /** Two minutes, as the writer of journals leaves them: each second, from the tenth on, `rate` units are done. */
    async function write(
      runs: string,
      id: string,
      devices: readonly string[],
      told: readonly JournalRecord[],
      unit: 'token' | 'step',
      rate: number,
    ): Promise<void> {
      const [start, ...others] = journal(id, devices, 400);
      assert.ok(start !== undefined);
      await mkdir(runs, { recursive: true });
      const writer = new JournalWriter(join(runs, id), (trouble) => assert.fail(trouble));
      const records = [start, ...told, ...others].flatMap((record): JournalRecord[] =>
        record.type === 'sample' && record.t >= 10
          ? [
              record,
              {
                type: 'progress',
                t: record.t,
                done: rate * (record.t - 10),
                total: null,
                unit,
                epochs: null,
                from: 'terminal output',
              },
            ]
          : [record],
      );
      for (const record of records) writer.append(record);
      assert.equal(writer.close(summarize(records, { meterAlive: false })), null);
    }

    const width = ({ low, high }: { low: number; high: number }): number => high / low;

    it('calibrate speed, the more of them agree the narrower, by tokens and by steps of a known batch', async () => {
      const told = await toldOf([h100]);
      // One batch a step, as the run was told.
      const options = {
        ...{ hardware: 'H100', gpus: 1, tokens: 1e8, batchSize, sequenceLength },
        gradientAccumulation: 1,
      };
      const plain = estimated(llama8b, options).training;
      const tokensPerSecond = 0.4 * plain.uncalibrated.tokensPerSecondPerGpu.mid;
      for (const [unit, tokens] of [
        ['token', 1],
        ['step', batchSize * sequenceLength],
      ] as const) {
        const runs = join(folder, unit);
        const widths = [width(plain.hours)];
        for (let index = 0; index < 4; index += 1) {
          const rate = (tokensPerSecond * (1 + 0.01 * (index % 2))) / tokens;
          await write(runs, `20260512-143${index}15-aaaaaa`, [h100], told, unit, rate);
          const pastRuns = await readPastRuns(runs);
          const { training, assumptions } = estimated(llama8b, { ...options, pastRuns });
          assert.equal(training.calibration?.speed?.runs, index + 1);
          // What was measured lies in the range, and the middle moves towards it.
          assert.ok(training.hours.high > plain.hours.mid / 0.41, JSON.stringify(training.hours));
          assert.ok(training.hours.mid > plain.hours.mid * 1.5);
          widths.push(width(training.hours));
          const calibrated = assumptions.find(({ name }) => name === 'calibration');
          assert.match(inEnglish(calibrated?.from ?? assert.fail()), new RegExp(`runs: ${index + 1},`));
          if (index < 3) continue;
          assert.ok(Math.abs(training.hours.mid / plain.hours.mid / 2.5 - 1) < 0.06);
          assert.ok(width(training.energyKwh) < width(plain.energyKwh));
        }
        const [before, , two, three, four] = widths;
        assert.ok(before !== undefined && two !== undefined && three !== undefined && four !== undefined);
        assert.ok(two < before && three < two && four < three, widths.join(' '));
      }
    }).timeout(20_000);

    it('tell no speed where a step’s tokens are not known: on how many devices it is taken', async () => {
      const runs = join(folder, 'several');
      await write(runs, '20260512-143015-aaaaaa', [h100, h100], await toldOf([h100, h100]), 'step', 10);
      const [run] = await readPastRuns(runs);
      assert.ok(run?.estimate !== null && run?.estimate !== undefined);
      assert.equal(run.tokensPerSecondPerGpu, null);
    }).timeout(20_000);
  });

  it('tell nothing when short, mixed, or without a measured accelerator', () => {
    assert.equal(pastRunOf(summaryOf(journal('a', [a100], 300, 20))), null);
    assert.equal(pastRunOf(summaryOf(journal('a', [a100, 'NVIDIA H100 80GB HBM3'], 300))), null);
    assert.equal(pastRunOf(summaryOf(journal('a', [], 300))), null);
  });
});
