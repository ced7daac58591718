import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PowerSeries } from '../../../src/runs/series';

describe('the bounded curves of a run', () => {
  it('keep every moment while there is room', () => {
    const series = new PowerSeries(2, 100);
    series.push(0, [10, null], 0);
    series.push(1, [20, 5], 15);
    assert.deepEqual(series.seconds, [0, 1]);
    assert.deepEqual(series.watts, [
      [10, 20],
      [null, 5],
    ]);
    assert.deepEqual(series.joules, [0, 15]);
  });

  it('merge neighbours at the limit: mean power, last energy', () => {
    const series = new PowerSeries(1, 4);
    for (const [t, power, energy] of [
      [1, 10, 10],
      [2, 20, 30],
      [3, 30, 60],
      [4, 50, 110],
    ] as const)
      series.push(t, [power], energy);
    assert.deepEqual(series.seconds, [2, 4]);
    assert.deepEqual(series.watts, [[15, 40]]);
    assert.deepEqual(series.joules, [30, 110]);
  });

  it('stay bounded, in step, in order, and end with the newest energy', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ min: 0, max: 1e5, noNaN: true })), { maxLength: 500 }),
        (powers) => {
          const series = new PowerSeries(1, 32);
          powers.forEach((power, index) => {
            series.push(index, [power], index * 2);
          });
          assert.ok(series.seconds.length < 32);
          assert.equal(series.watts[0]?.length, series.seconds.length);
          assert.equal(series.joules.length, series.seconds.length);
          assert.deepEqual(
            series.seconds,
            [...series.seconds].sort((a, b) => a - b),
          );
          if (powers.length > 0) assert.equal(series.joules.at(-1), (powers.length - 1) * 2);
        },
      ),
    );
  });
});
