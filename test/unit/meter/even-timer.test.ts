import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { EvenTimer } from '../../../src/meter/even-timer';

describe('a timer that wakes again and again', () => {
  it('wakes once for each call, never early, and not after it was stopped', async () => {
    const began = performance.now();
    const wakes: number[] = [];
    const timer = new EvenTimer(() => {
      wakes.push(performance.now());
    });
    for (const milliseconds of [20, 19.2, 18, 40, 5]) {
      const before = performance.now();
      const count = wakes.length;
      timer.wake(milliseconds);
      while (wakes.length === count) await sleep(1);
      assert.ok((wakes.at(-1) ?? 0) - before >= milliseconds - 1, `${milliseconds} ms`);
    }
    timer.wake(10);
    timer.stop();
    await sleep(30);
    assert.equal(wakes.length, 5);
    assert.ok(performance.now() > began);
  });
});
