import assert from 'node:assert/strict';
import { killMeters, runAtOnce } from '../../sim/kills';

/** `npm run soak` has the long version: 200 kills, 50 runs. */
describe('a meter that is killed', () => {
  it('at a random moment loses at most a second of readings; its journal reads, its command goes on', async () => {
    const { killed, lateSeconds } = await killMeters(8, 4, Math.floor(performance.now()));
    assert.equal(killed.length, 8);
    assert.ok(killed.filter(({ lostSeconds }) => lostSeconds !== null).length >= 6);
    for (const each of killed) {
      assert.ok(each.isReadable && each.isChildUnharmed, JSON.stringify(each));
      // A machine that is busy with other tests makes the meter wait, as it does this process.
      const most = 1 + 2 * lateSeconds + 1;
      assert.ok(each.lostSeconds === null || each.lostSeconds <= most, JSON.stringify({ each, lateSeconds }));
    }
  });
});

describe('runs at the same time', () => {
  it('are all in the list, with their ends', async () => {
    assert.equal(await runAtOnce(8, 1), 8);
  });
});
