import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { formatTimeLeft, isWide, timeLeftOf } from '../../../src/runs/time-left';
import type { RunSummary } from '../../../src/runs/summary';
import type { Range } from '../../../src/units/quantities';

const running = (whole: Range | null, durationSeconds: number | null): Parameters<typeof timeLeftOf>[0] => ({
  durationSeconds,
  progress: { forecastSeconds: whole } as RunSummary['progress'],
});

describe('the time left of a run', () => {
  it('is what the forecast has of it after now, never less than nothing', () => {
    const whole = { low: 90, mid: 120, high: 200 };
    assert.deepEqual(timeLeftOf(running(whole, 100)), { low: 0, mid: 20, high: 100 });
    assert.deepEqual(timeLeftOf(running(whole, 50)), { low: 40, mid: 70, high: 150 });
  });

  it('is not known without a forecast, and of a run that has outlasted it', () => {
    for (const run of [running(null, 10), running({ low: 1, mid: 2, high: 3 }, 2), running(null, null)])
      assert.equal(timeLeftOf(run), null);
    assert.equal(timeLeftOf({ progress: null, durationSeconds: 5 }), null);
  });

  it('is told as a range where that is wide, in two digits', () => {
    assert.equal(isWide({ low: 90, mid: 100, high: 120 }), false);
    assert.equal(isWide({ low: 40, mid: 100, high: 150 }), true);
    assert.equal(isWide({ low: 0, mid: 1, high: 2 }), true);
    assert.deepEqual([39.7, 642, 7384].map(formatTimeLeft), ['40 s', '10 min 40 s', '2 h 03 min']);
  });
});
