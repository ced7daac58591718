import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanestWindow, windowAt } from '../../../src/carbon/cleanest';
import type { IntensityPoint } from '../../../src/carbon/intensity-series';
import { gramsPerKilowattHour, unixSeconds, type UnixSeconds } from '../../../src/units/quantities';

const step = 1800;
const forecastOf = (grams: readonly number[]): IntensityPoint<UnixSeconds>[] =>
  grams.map((value, index) => ({
    from: unixSeconds(index * step),
    to: unixSeconds((index + 1) * step),
    gramsPerKwh: gramsPerKilowattHour(value),
    isEstimated: true,
  }));

describe('the cleanest time', () => {
  it('is the best of all starts, found among few', () => {
    const grams = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(
        grams,
        fc.integer({ min: 60, max: 4 * step }),
        fc.integer({ min: 0, max: step }),
        (values, length, now) => {
          const points = forecastOf(values);
          const end = unixSeconds(values.length * step);
          const best = cleanestWindow(points, unixSeconds(now), end, length);
          let least = Infinity;
          for (let start = now; start + length <= end; start += 97) {
            const window = windowAt(points, unixSeconds(start), length);
            assert.ok(window !== null);
            least = Math.min(least, window.gramsPerKwh);
          }
          if (least === Infinity) return;
          assert.ok(best !== null && best.from >= now && best.to <= end);
          assert.ok(best.gramsPerKwh <= least * 1.0011, `${best.gramsPerKwh} over ${least}`);
        },
      ),
    );
  });

  it('is none where the forecast has a gap in each window, or ends too soon', () => {
    const points = forecastOf([100, 100, 100, 100]).filter((_point, index) => index !== 2);
    assert.equal(cleanestWindow(points, unixSeconds(0), unixSeconds(4 * step), 3 * step), null);
    assert.equal(cleanestWindow(points, unixSeconds(0), unixSeconds(4 * step), 2 * step)?.from, 0);
    assert.equal(cleanestWindow([], unixSeconds(0), unixSeconds(1e6), step), null);
  });
});
