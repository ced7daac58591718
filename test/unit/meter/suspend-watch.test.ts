import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { SuspendWatch } from '../../../src/meter/suspend-watch';

describe('the watch for a suspended machine', () => {
  const clocks = (): { now: { monotonic: number; wall: number; boot: number }; watch: SuspendWatch } => {
    const now = { monotonic: 500, wall: 1_800_000_000, boot: 9000 };
    const watch = new SuspendWatch({
      monotonic: () => now.monotonic,
      wall: () => now.wall,
      sinceBoot: () => now.boot,
    });
    return { now, watch };
  };
  const pass = (now: ReturnType<typeof clocks>['now'], seconds: number): void => {
    now.monotonic += seconds;
    now.wall += seconds;
    now.boot += seconds;
  };

  it('tells each sleep once, and how long it was', () => {
    const { now, watch } = clocks();
    pass(now, 100);
    assert.equal(watch.take(), 0);
    now.wall += 480;
    now.boot += 480;
    pass(now, 1);
    assert.equal(watch.take(), 480);
    pass(now, 1);
    assert.equal(watch.take(), 0);
    now.wall += 60;
    now.boot += 60;
    assert.equal(watch.take(), 60);
  });

  it('takes a clock that was set for no sleep, and finds a sleep with one', () => {
    const { now, watch } = clocks();
    now.wall -= 7200;
    pass(now, 1);
    assert.equal(watch.take(), 0);
    now.wall += 3600 + 100;
    now.boot += 100;
    assert.equal(watch.take(), 100);
  });
});
