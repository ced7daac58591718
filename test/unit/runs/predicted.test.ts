import assert from 'node:assert/strict';
import type { JournalRecord } from '../../../src/runs/journal';
import { predictedAgainstMeasured, type PredictedAgainstMeasured } from '../../../src/runs/predicted';
import { summarize, type RunSummary } from '../../../src/runs/summary';
import { startRecord } from './journal-samples';

/** 100 s at 200 W; 50 steps of 8 sequences of 1000 tokens; estimated at 10 Wh in 360 s for 100,000 tokens. */
function run({
  exitCode = 0,
  hours = 0.1,
  tokens = 100_000,
  hasProgress = true,
  isOver = true,
  moments: count = 11,
}: {
  exitCode?: number;
  hours?: number | null;
  tokens?: number | null;
  hasProgress?: boolean;
  isOver?: boolean;
  moments?: number;
}): RunSummary {
  const devices = startRecord.devices.slice(0, 1);
  const moments = Array.from({ length: count }, (_value, index) => index * 10);
  const range = (mid: number): { low: number; mid: number; high: number } => ({
    low: mid / 2,
    mid,
    high: mid * 2,
  });
  const records: JournalRecord[] = [
    { ...startRecord, devices, baseline: null },
    { type: 'plan', t: 0, batchSize: 8, sequenceLength: 1000, steps: 50 },
    {
      type: 'estimate',
      t: 0,
      file: 'config.json',
      energyKwh: range(0.01),
      hours: hours === null ? null : range(hours),
      tokens,
      problem: null,
    },
    ...moments.flatMap((t): JournalRecord[] => [
      ...(hasProgress
        ? [
            {
              type: 'progress' as const,
              t,
              done: t / 2,
              total: 50,
              unit: 'step' as const,
              epochs: null,
              from: 'terminal output',
            },
          ]
        : []),
      { type: 'sample', t, joules: [200 * t], watts: [200] },
    ]),
    ...(isOver
      ? [{ type: 'end' as const, t: 100, endedAt: '2026-05-12T14:31:55.000Z', exitCode, signal: null }]
      : []),
  ];
  const summary = summarize(records, { meterAlive: true });
  assert.ok(summary);
  return summary;
}

function predictedOf(summary: RunSummary): PredictedAgainstMeasured {
  const predicted = predictedAgainstMeasured(summary);
  assert.ok(predicted);
  return predicted;
}

const near = (actual: number | undefined, expected: number): void => {
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= 1e-6 * Math.abs(expected),
    `${actual} ${expected}`,
  );
};

describe('what was predicted, against what was measured', () => {
  it('is explained by tokens, time a token and watts, which sum to the whole difference', () => {
    const predicted = predictedOf(run({}));
    assert.deepEqual(
      predicted.factors.map(({ kind }) => kind),
      ['tokens', 'secondsPerToken', 'watts'],
    );
    const [tokens, time, watts] = predicted.factors;
    near(tokens?.actual, 400_000);
    near(time?.estimated, 360 / 100_000);
    near(time?.actual, 100 / 400_000);
    near(watts?.estimated, 100);
    near(watts?.actual, 200);
    near(
      predicted.factors.reduce((sum, factor) => sum + factor.joules, 0),
      20_000 - 36_000,
    );
    assert.equal(predicted.actual?.basis, 'measured');
  });

  it('is explained by time and watts where tokens are not known', () => {
    for (const options of [{ tokens: null }, { hasProgress: false }]) {
      const factors = predictedOf(run(options)).factors;
      assert.deepEqual(
        factors.map(({ kind }) => kind),
        ['seconds', 'watts'],
      );
      near(
        factors.reduce((sum, factor) => sum + factor.joules, 0),
        20_000 - 36_000,
      );
    }
  });

  it('has no factors where the estimate has no time, and no actual where the run did not come to its end', () => {
    assert.deepEqual(predictedOf(run({ hours: null })).factors, []);
    const failed = predictedOf(run({ exitCode: 1 }));
    assert.equal(failed.actual, null);
    assert.equal(failed.problem, 'The run did not come to its end.');
  });

  it('takes the forecast of a run that goes on, and says where there is none', () => {
    const predicted = predictedOf(run({ isOver: false, hasProgress: false }));
    assert.equal(predicted.actual, null);
    assert.match(predicted.problem ?? '', /not known yet/);
    const foretold = predictedOf(run({ isOver: false, moments: 7 }));
    assert.equal(foretold.actual?.basis, 'forecast');
    near(foretold.actual.joules.mid, 20_000);
    near(foretold.factors[0]?.actual, 400_000);
  });
});
