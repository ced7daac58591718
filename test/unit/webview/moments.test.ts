import assert from 'node:assert/strict';
import { momentsOf, withMoments } from '../../../webview/shared/moments';

describe('the moments that a page keeps', () => {
  it('grow by those that are newer, and by no moment twice', () => {
    const known = momentsOf({ seconds: [1, 2], watts: [[10, 20]], joules: [10, 30] }, 1);
    const news = { seconds: [2, 3, 4], watts: [[99, 30, null]], joules: [99, 60, null] };
    assert.deepEqual(withMoments(known, news), {
      seconds: [1, 2, 3, 4],
      watts: [[10, 20, 30, null]],
      joules: [10, 30, 60, null],
    });
  });

  it('are of each device, of which the host may know none yet', () => {
    assert.deepEqual(momentsOf(null, 2), { seconds: [], watts: [[], []], joules: [] });
    assert.deepEqual(withMoments(momentsOf(null, 2), { seconds: [1], watts: [[5]], joules: [1] }), {
      seconds: [1],
      watts: [[5], [null]],
      joules: [1],
    });
  });

  it('are bounded, with the energy as it was', () => {
    let known = momentsOf(null, 1);
    for (let second = 1; second <= 20_000; second += 1)
      known = withMoments(known, { seconds: [second], watts: [[100]], joules: [100 * second] });
    assert.ok(known.seconds.length <= 4000);
    assert.equal(known.joules.at(-1), 2_000_000);
    assert.ok(known.watts[0]?.every((value) => value === 100));
  });
});
