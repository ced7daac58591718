import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inOrder, meanIntensity, overlay, type IntensityPoint } from '../../../src/carbon/intensity-series';
import {
  gramsPerKilowattHour,
  poundsPerMegawattHour,
  toGramsPerKilowattHour,
} from '../../../src/units/quantities';

const point = (from: number, to: number, grams: number, isEstimated = false): IntensityPoint => ({
  from,
  to,
  gramsPerKwh: gramsPerKilowattHour(grams),
  isEstimated,
});

const anyPoints = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: -2, max: 20 }), fc.nat(900)), {
    maxLength: 12,
  })
  .map((parts) => parts.map(([from, length, grams]) => point(from, from + length, grams)));

/** What holds at a moment, the slow and plain way: of the points of a list the last that covers it. */
const valueAt = (points: readonly IntensityPoint[], moment: number): number | undefined =>
  points.findLast(({ from, to }) => from <= moment && moment < to)?.gramsPerKwh;

describe('an intensity over time', () => {
  it('takes of points that overlap the later ones, whatever their order', () => {
    fc.assert(
      fc.property(anyPoints, anyPoints, (first, second) => {
        const older = inOrder(first);
        const joined = overlay(older, inOrder(second));
        for (const [index, { from, to }] of joined.entries()) {
          assert.ok(to > from);
          assert.ok(from >= (joined[index - 1]?.to ?? -1));
        }
        for (let moment = 0.5; moment < 75; moment++) {
          assert.equal(valueAt(older, moment), valueAt(first, moment));
          assert.equal(valueAt(joined, moment), valueAt([...first, ...second], moment));
        }
      }),
    );
  });

  it('is put in order at once, however long and disordered', () => {
    const backwards = Array.from({ length: 20_000 }, (_, index) => point(-index, -index + 2, index));
    const ordered = inOrder(backwards);
    assert.equal(ordered.length, 20_000);
    // The last of the list holds, so each is cut where the next one of the list ends.
    assert.deepEqual(ordered.slice(-2), [point(0, 1, 1), point(1, 2, 0)]);
  });

  it('has a mean over time, which says how much of it is known', () => {
    const points = [point(0, 10, 100), point(10, 20, 300, true)];
    assert.deepEqual(meanIntensity(points, 5, 25), {
      gramsPerKwh: (5 * 100 + 10 * 300) / 15,
      coverage: 0.75,
      estimatedShare: 10 / 15,
    });
    assert.equal(meanIntensity(points, 20, 30), null);
    assert.equal(meanIntensity([], 0, 1), null);
  });

  it('is turned from pounds a megawatt-hour into grams a kilowatt-hour', () => {
    assert.equal(toGramsPerKilowattHour(poundsPerMegawattHour(1000)), 453.59237);
    // @ts-expect-error pounds are no grams: only the conversion leads across.
    const grams: ReturnType<typeof gramsPerKilowattHour> = poundsPerMegawattHour(1);
    assert.equal(grams, 1);
  });
});
