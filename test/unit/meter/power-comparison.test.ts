import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PowerComparison } from '../../../src/meter/power-comparison';

describe('a counter held against power', () => {
  it('is judged alike by readings one after the other and by all of them at once', () => {
    const watts = fc.array(fc.integer({ min: 20, max: 700 }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(watts, fc.double({ min: 0.5, max: 1.5, noNaN: true }), (levels, gain) => {
        const each = new PowerComparison();
        const joined = new PowerComparison();
        let stretch = { secondsSquared: 0, joules: 0, wattsSquaredSeconds: 0, highestWatts: 0 };
        for (const level of levels) {
          each.add(0.5, level, 0.5 * level * gain);
          stretch = {
            secondsSquared: stretch.secondsSquared + 0.25,
            joules: stretch.joules + 0.5 * level,
            wattsSquaredSeconds: stretch.wattsSquaredSeconds + 0.5 * level * level,
            highestWatts: Math.max(stretch.highestWatts, level),
          };
        }
        joined.addStretch(0.5 * levels.length, stretch, gain * stretch.joules);
        const [one, all] = [each.difference(), joined.difference()];
        assert.equal(one === null, all === null);
        assert.ok(Math.abs((one ?? 0) - (all ?? 0)) < 1e-9);
      }),
    );
  });

  it('tells how much more power says, where there are readings enough', () => {
    const comparison = new PowerComparison();
    for (let reading = 0; reading < 9; reading += 1) comparison.add(1, 130, 100);
    assert.equal(comparison.difference(), null);
    comparison.add(1, 130, 100);
    assert.ok(Math.abs((comparison.difference() ?? 0) - 0.3) < 1e-9);
  });
});
