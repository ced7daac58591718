import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { LivePace } from '../../../webview/shared/live-pace';

describe('the pace of live curves', () => {
  it('draws what moves slowly once more after the last that was told', async () => {
    const drawn: boolean[] = [];
    const pace = new LivePace(
      () => ({ shown: { from: 0, to: 10 }, plot: { left: 0, right: 100 } }),
      (withSlow) => {
        drawn.push(withSlow);
        pace.drawn(withSlow);
      },
      { isMotionReduced: () => false, next: (draw) => void setTimeout(draw, 16) },
    );
    for (let told = 0; told < 4; told += 1) {
      pace.drawSoon();
      await sleep(130);
    }
    assert.deepEqual(drawn.slice(0, 2), [true, false]);
    await sleep(1100);
    assert.equal(drawn.at(-1), true);
    const { length } = drawn;
    await sleep(1100);
    assert.equal(drawn.length, length, 'and then no more');
  });
});
