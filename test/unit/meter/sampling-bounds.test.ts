import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { SamplingBounds } from '../../../src/meter/sampling-bounds';

/** A minute of readings each 100 ms. */
function minuteOf(bounds: SamplingBounds, wattsAt: (index: number) => number): void {
  for (let index = 0; index < 600; index++) bounds.add(0.1, wattsAt(index), wattsAt(index + 1));
}

describe('what power readings can’t show', () => {
  it('is little of even power, and more of uneven', () => {
    const even = new SamplingBounds({ coverage: 1, limitWatts: 700 });
    minuteOf(even, () => 300);
    const { below, above } = even.bounds();
    assert.ok(below < 0.006 * 300 * 60 && above < 0.006 * 700 * 60);
    const uneven = new SamplingBounds({ coverage: 1, limitWatts: 700 });
    minuteOf(uneven, (index) => (index % 2 === 0 ? 100 : 500));
    assert.ok(uneven.bounds().below > 3 * below && uneven.bounds().above > 2 * above);
  });

  it('is all of the time in which the sensor does not look', () => {
    const seen = new SamplingBounds({ coverage: 0.25, limitWatts: 700 });
    minuteOf(seen, () => 600);
    // A quarter of the time at 600 W, and the rest at 0 or at the limit.
    assert.ok(600 * 60 - seen.bounds().below <= 0.25 * 600 * 60);
    assert.ok(600 * 60 + seen.bounds().above >= (0.25 * 600 + 0.75 * 700) * 60);
    seen.trust();
    assert.ok(seen.bounds().below < 0.01 * 600 * 60);
  });

  it('takes the highest reading for the most where no limit is known', () => {
    const bounds = new SamplingBounds({ coverage: 1, limitWatts: null });
    bounds.see(450);
    assert.equal(bounds.mostWatts, 450);
  });

  it('of a few readings reaches as far up as down, where no limit is known', () => {
    const bounds = new SamplingBounds({ coverage: 1, limitWatts: null });
    for (let index = 0; index < 4; index++) bounds.add(10, 100, 100);
    const { below, above } = bounds.bounds();
    assert.equal(below, above);
    assert.ok(below > 1000);
  });

  it('is nothing of no time', () => {
    assert.deepEqual(new SamplingBounds({ coverage: 0.25, limitWatts: 700 }).bounds(), {
      below: 0,
      above: 0,
    });
  });
});
