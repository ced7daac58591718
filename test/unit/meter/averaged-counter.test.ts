import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { AveragedCounter, averageTickSeconds } from '../../../src/meter/averaged-counter';

/** Power that holds for 0.5 s each from -1 s on, and its exact integral from 0. */
function trace(levels: readonly number[]): (t: number) => number {
  const joulesSince = (t: number): number =>
    levels.reduce((sum, level, index) => {
      const begin = 0.5 * index - 1;
      const end = index === levels.length - 1 ? Infinity : begin + 0.5;
      return sum + level * Math.max(0, Math.min(t, end) - begin);
    }, 0);
  return (t) => joulesSince(t) - joulesSince(0);
}

const limitWatts = 700;
const levels = fc.array(fc.integer({ min: 20, max: limitWatts }), { minLength: 12, maxLength: 12 });

/** What a sensor that tells the mean of the last second gives, read `steps` times after the first. */
function read(
  counter: AveragedCounter,
  energy: (t: number) => number,
  steps: number,
  secondsApart: number,
): number {
  let joules = 0;
  for (let step = 0; step <= steps; step++) {
    const t = secondsApart * step;
    joules = counter.add(t, energy(t) - energy(t - 1));
  }
  return joules;
}

describe('a counter made of averaged power', () => {
  it('is exact where power before the first reading was even', () => {
    fc.assert(
      fc.property(levels, fc.integer({ min: 8, max: 36 }), (watts, steps) => {
        const even = [watts[1] ?? 0, ...watts.slice(1)];
        const energy = trace(even);
        // More than a tick apart, none is passed over, and each moment a second ago is one that is remembered: between
        // two of them power need not be even.
        const secondsApart = 0.125;
        const joules = read(new AveragedCounter(1), energy, steps, secondsApart);
        const truth = energy(steps * secondsApart);
        assert.ok(Math.abs(joules - truth) < 1e-6, `${joules} instead of ${truth}`);
      }),
    );
  });

  it('has the truth within its bounds, whatever was before', () => {
    fc.assert(
      fc.property(levels, fc.integer({ min: 20, max: 90 }), (watts, steps) => {
        const energy = trace(watts);
        const secondsApart = 0.05;
        const seconds = secondsApart * steps;
        const counter = new AveragedCounter(1);
        const joules = read(counter, energy, steps, secondsApart);
        const { below, above } = counter.bounds(limitWatts);
        const truth = energy(seconds);
        // Between updates, and between the readings that it remembers, it is sure to a tick.
        const late = averageTickSeconds * limitWatts;
        assert.ok(joules - below - late <= truth && truth <= joules + above + late);
      }),
    );
  });

  it('stands still between the sensor’s updates, and not where power is even', () => {
    const counter = new AveragedCounter(1);
    assert.equal(counter.add(10, 100), 0);
    assert.equal(counter.add(10.05, 100), 0);
    assert.ok(Math.abs(counter.add(10.2, 100) - 20) < 1e-9);
  });

  it('counts nothing of a time that was lost', () => {
    const counter = new AveragedCounter(1);
    counter.add(0, 100);
    const before = counter.add(1, 100);
    assert.equal(counter.restart(60, 100), before);
    assert.ok(Math.abs(counter.add(61, 100) - before - 100) < 1e-9);
  });
});
