import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { JournalRecord } from '../../../src/runs/journal';
import { reportFormats } from '../../../src/runs/report/render';
import { reportText } from '../../../src/runs/report/text';
import { summarize, type RunSummary } from '../../../src/runs/summary';
import { startRecord, wholeJournal } from './journal-samples';

/** 450 W of the devices that count, a step each half second, told between the samples. */
function journal(
  seconds: number,
  change: (step: number) => Partial<JournalRecord> = () => ({}),
): JournalRecord[] {
  return [
    startRecord,
    { type: 'sample', t: 0, joules: [0, 0, 0], watts: [null, null, null] },
    ...Array.from({ length: seconds }, (_value, second): JournalRecord[] => [
      {
        type: 'progress',
        t: second + 0.5,
        done: 2 * second + 1,
        total: 200,
        unit: 'step',
        epochs: { done: (2 * second + 1) / 100, total: 2 },
        from: 'terminal output',
        ...change(2 * second + 1),
      } as JournalRecord,
      {
        type: 'sample',
        t: second + 1,
        joules: [400 * (second + 1), 50 * (second + 1), 5],
        watts: [400, 50, 5],
      },
    ]).flat(),
  ];
}

const summaryOf = (records: readonly JournalRecord[]): RunSummary => {
  const summary = summarize(records, { meterAlive: true });
  assert(summary !== null);
  return summary;
};

describe('the progress of a run', () => {
  it('tells joules a unit and an epoch, and forecasts the whole', () => {
    const { progress } = summaryOf(journal(20));
    assert(
      progress?.joulesPerUnit !== undefined &&
        progress.joulesPerUnit !== null &&
        progress.forecastJoules !== null,
    );
    assert.equal(progress.done, 39);
    assert(Math.abs(progress.joulesPerUnit - 225) < 1);
    assert(Math.abs((progress.joulesPerEpoch ?? 0) - 22_500) < 100);
    // 200 steps of half a second with 450 W, and half a step before the first.
    assert(
      Math.abs(progress.forecastJoules.mid / 45_000 - 1) < 0.02,
      JSON.stringify(progress.forecastJoules),
    );
    assert(progress.forecastJoules.low < 45_000 && 45_000 < progress.forecastJoules.high);
    assert.equal(progress.endsAt?.slice(0, 16), '2026-05-12T14:31');
    assert.match(reportFormats.markdown(summaryOf(journal(20))), /\n\| Progress, energy \| .* a step/);
    assert.match(
      reportText(summaryOf(journal(20))),
      /Progress +39 of 200 steps \(19\.5 %\), epoch 0\.39 of 2, by terminal output/,
    );
  });

  it('forecasts the whole no more narrowly than what is measured so far is known', () => {
    const error = (range: { low: number; high: number }): JournalRecord => ({
      ...startRecord,
      devices: startRecord.devices.map((each) => ({ ...each, range })),
    });
    const forecastWith = (range: { low: number; high: number }, seconds: number) => {
      const summary = summaryOf([error(range), ...journal(seconds).slice(1)]);
      const whole = summary.progress?.forecastJoules;
      const soFar = summary.energyJoules.range;
      assert(whole !== undefined && whole !== null && soFar !== null);
      return { whole, soFar };
    };
    for (const seconds of [20, 99, 100]) {
      const exact = forecastWith({ low: 1, high: 1 }, seconds);
      const coarse = forecastWith({ low: 0.7, high: 1.6 }, seconds);
      assert.equal(coarse.whole.mid, exact.whole.mid);
      assert(
        coarse.whole.high >= 1.6 * coarse.whole.mid - 1e-6 &&
          coarse.whole.low <= 0.7 * coarse.whole.mid + 1e-6,
      );
      assert(coarse.whole.high > exact.whole.high && coarse.whole.low < exact.whole.low);
      assert(coarse.whole.low >= coarse.soFar.low);
      assert(coarse.whole.high - coarse.whole.low >= coarse.soFar.high - coarse.soFar.low);
    }
  });

  it('tells joules a sample and a token by the plan of the command, and takes the total from it where none is told', () => {
    const plan = { type: 'plan', t: 0.1, batchSize: 4, sequenceLength: 100, gpus: 2, steps: 300 } as const;
    const [start, ...rest] = journal(20, () => ({ total: null }));
    assert(start !== undefined);
    const { progress } = summaryOf([start, plan, ...rest]);
    assert(Math.abs((progress?.joulesPerSample ?? 0) - 225 / 8) < 0.1);
    assert(Math.abs((progress?.joulesPerToken ?? 0) - 225 / 800) < 0.001);
    assert.equal(progress?.total, 300);
    const accumulating = summaryOf([start, { ...plan, gradientAccumulation: 8 }, ...rest]);
    assert.equal(accumulating.progress?.joulesPerSample, null);
  });

  it('takes the total from the epochs of the plan where steps are counted within epochs', () => {
    const plan = { type: 'plan', t: 0.1, epochs: 4, steps: 50 } as const;
    const within = journal(20, (step) => ({ total: null, epochs: { done: step / 100, total: null } }));
    const [start, ...rest] = within;
    assert(start !== undefined);
    assert.equal(summaryOf([start, plan, ...rest]).progress?.total, 400);
  });

  it('tells joules a step of those that were trained, and not of those that were passed over', () => {
    const skipping: JournalRecord[] = Array.from({ length: 10 }, (_value, index) => ({
      type: 'progress',
      t: 0.05 + 0.04 * index,
      done: 1000 * index,
      total: 20_000,
      unit: 'step',
      epochs: null,
      from: 'terminal output',
    }));
    const [start, sample, ...rest] = journal(20, (step) => ({ done: 10_000 + step, total: 20_000 }));
    assert(start !== undefined && sample !== undefined);
    const { progress } = summaryOf([start, sample, ...skipping, ...rest]);
    assert(Math.abs((progress?.joulesPerUnit ?? 0) - 225) < 3, `${progress?.joulesPerUnit}`);
  });

  it('tells joules a token by what the training has counted, before its plan', () => {
    const plan = {
      type: 'plan',
      t: 0.1,
      batchSize: 4,
      sequenceLength: 100,
      gradientAccumulation: 8,
    } as const;
    const [start, ...rest] = journal(20, () => ({ tokensPerUnit: 450 }));
    assert(start !== undefined);
    const { progress } = summaryOf([start, plan, ...rest]);
    assert(Math.abs((progress?.joulesPerToken ?? 0) - 225 / 450) < 0.01);
    assert.equal(progress?.joulesPerSample, null);
  });

  it('is held against its estimate', () => {
    const estimate = {
      type: 'estimate',
      t: 0.1,
      file: 'config.json',
      energyKwh: { low: 0.008, mid: 0.01, high: 0.012 },
      hours: null,
      tokens: 1000,
      problem: null,
    } as const;
    const summary = summaryOf([...journal(20), estimate]);
    // The forecast is 45 kJ, which is 12.5 Wh.
    assert(Math.abs((summary.estimate?.difference ?? 0) - 0.25) < 0.03);
    assert.match(
      reportText(summary),
      /Estimate +10 Wh \(8 Wh to 12 Wh\) by config\.json, without PUE; the run takes 2\d % more/,
    );
  });

  it('has no forecast without a total, and none once the run has ended', () => {
    assert.equal(summaryOf(journal(20, () => ({ total: null }))).progress?.forecastJoules, null);
    const ended = summaryOf([
      ...journal(20),
      { type: 'end', t: 20, endedAt: '2026-05-12T14:30:35.000Z', exitCode: 0, signal: null },
    ]);
    assert.equal(ended.progress?.forecastJoules, null);
    assert.equal(ended.progress.done, 39);
  });

  it('is null with a note where none was told', () => {
    const summary = summaryOf(wholeJournal);
    assert.equal(summary.progress, null);
    assert(summary.notes.some((note) => note.startsWith('Progress is not known')));
  });

  it('starts over where the training counts something else', () => {
    const records = [
      ...journal(20),
      {
        type: 'progress',
        t: 20.5,
        done: 1,
        total: 10,
        unit: 'epoch',
        epochs: null,
        from: 'metrics.csv',
      } as const,
    ];
    const { progress } = summaryOf(records);
    assert.deepEqual([progress?.joulesPerUnit, progress?.unit], [null, 'epoch']);
  });

  it('keeps a bounded number of moments, and the same forecast', () => {
    const long = Array.from({ length: 5000 }, (_value, second): JournalRecord[] => [
      { type: 'progress', t: second, done: second, total: 10_000, unit: 'step', epochs: null, from: 'x' },
      { type: 'sample', t: second + 1, joules: [100 * (second + 1), null, null], watts: [100, null, null] },
    ]).flat();
    const { progress } = summaryOf([startRecord, ...long]);
    assert(Math.abs((progress?.forecastJoules?.mid ?? 0) / 1_000_000 - 1) < 0.01);
  });
});
