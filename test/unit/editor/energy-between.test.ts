import assert from 'node:assert/strict';
import { energyBetween, spanOfCell } from '../../../src/editor/attach/energy-between';

const curve = { seconds: [0, 1, 2, 4], joules: [0, 10, 30, 30] };

describe('the energy of a span of a run', () => {
  it('is cut straight between samples', () => {
    assert.deepEqual(energyBetween(curve, 0.5, 1.5), { joules: 15, covered: 1 });
    assert.deepEqual(energyBetween(curve, 1, 2), { joules: 20, covered: 1 });
    assert.deepEqual(energyBetween(curve, 2.5, 3), { joules: 0, covered: 1 });
  });

  it('says how much of the span the run covers', () => {
    assert.deepEqual(energyBetween(curve, -1, 1), { joules: 10, covered: 0.5 });
    assert.deepEqual(energyBetween(curve, 2, 6), { joules: 0, covered: 0.5 });
  });

  it('is not known, and never 0, where the run covers nothing of it', () => {
    for (const [from, to] of [
      [-3, -1],
      [4, 8],
      [2, 2],
      [3, 1],
      [NaN, 1],
    ] as const)
      assert.equal(energyBetween(curve, from, to), null);
    assert.equal(energyBetween({ seconds: [0, 1], joules: [null, null] }, 0, 1), null);
    assert.equal(energyBetween({ seconds: [], joules: [] }, 0, 1), null);
  });
});

describe('the span of a cell', () => {
  const energyOf = (startTime: number, endTime: number): ReturnType<typeof energyBetween> => {
    const { from, to } = spanOfCell({ startTime, endTime });
    return energyBetween(curve, from, to);
  };

  it('is that of its times', () => {
    assert.deepEqual(energyOf(500, 1500), { joules: 15, covered: 1 });
  });

  it('is a millisecond where it began and ended in the same', () => {
    const found = energyOf(500, 500);
    assert.equal(found?.covered, 1);
    assert.ok(Math.abs(found.joules - 0.01) < 1e-9);
  });

  it('is none where the clock was set back meanwhile', () => {
    assert.equal(energyOf(1500, 500), null);
  });
});
