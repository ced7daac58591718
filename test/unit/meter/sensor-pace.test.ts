import assert from 'node:assert/strict';
import { SensorPace } from '../../../src/meter/sensor-pace';

const begin = 1000;

function paceOf(areAveraged: boolean, intervalSeconds: number): SensorPace {
  const pace = new SensorPace(areAveraged, intervalSeconds);
  pace.start(begin);
  return pace;
}

describe('when sensors without a counter are read', () => {
  it('is often and uneven at first, and less often the longer the run', () => {
    const pace = paceOf(false, 1);
    const waits = Array.from({ length: 200 }, () => pace.next(begin).at - begin);
    assert.ok(Math.min(...waits) >= 0.007 - 1e-9 && Math.max(...waits) <= 0.013 + 1e-9);
    assert.ok(new Set(waits).size > 100, 'no load can be in step with them');
    const later = Array.from({ length: 200 }, () => pace.next(begin + 3600).at - begin - 3600);
    assert.ok(Math.min(...later) > 0.06 && Math.max(...later) < 0.14);
    assert.equal(pace.next(begin + 3600).period, null);
  });

  it('is each quarter of a second where they tell the mean of a second, so that one lies a second before each', () => {
    const pace = paceOf(true, 1.5);
    assert.equal(pace.next(begin + 1).period, null);
    assert.deepEqual(pace.next(begin + 10.1), { at: begin + 10.25, period: 0.25 });
    assert.deepEqual(pace.next(begin + 10.251), { at: begin + 10.5, period: 0.25 });
    // A timer that was a little early.
    assert.deepEqual(pace.next(begin + 10.249), { at: begin + 10.5, period: 0.25 });
  });

  it('is no less often than samples are asked for', () => {
    assert.equal(paceOf(true, 0.1).next(begin + 10.02).period, 0.1);
    assert.ok(paceOf(false, 0.02).next(begin + 3600).at < begin + 3600.03);
  });
});
