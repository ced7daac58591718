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
    const waits = Array.from({ length: 200 }, () => pace.next(begin) - begin);
    assert.ok(Math.min(...waits) >= 0.007 - 1e-9 && Math.max(...waits) <= 0.013 + 1e-9);
    assert.ok(new Set(waits).size > 100, 'no load can be in step with them');
    const later = Array.from({ length: 200 }, () => pace.next(begin + 3600) - begin - 3600);
    assert.ok(Math.min(...later) > 0.06 && Math.max(...later) < 0.14);
    assert.equal(pace.spacing(begin + 3600).uneven, 0.3);
  });

  it('is each quarter of a second where they tell the mean of a second, so that one lies a second before each', () => {
    const pace = paceOf(true, 1.5);
    assert.equal(pace.spacing(begin + 1).uneven, 0.3);
    assert.deepEqual(pace.spacing(begin + 10.1), { seconds: 0.25, uneven: 0 });
    assert.equal(pace.next(begin + 10.1), begin + 10.25);
    assert.equal(pace.next(begin + 10.251), begin + 10.5);
    // A timer that was a little early.
    assert.equal(pace.next(begin + 10.249), begin + 10.5);
  });

  it('is no less often than samples are asked for', () => {
    assert.equal(paceOf(true, 0.1).spacing(begin + 10.02).seconds, 0.1);
    assert.ok(paceOf(false, 0.02).next(begin + 3600) < begin + 3600.03);
  });
});
