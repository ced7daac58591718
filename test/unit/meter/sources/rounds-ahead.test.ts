import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicSeconds } from '../../../../src/meter/monotonic';
import { DriverThread, type GatheredCall } from '../../../../src/meter/sources/driver-thread';
import { startDriverWorker } from '../../../../src/meter/sources/driver-worker';

/** A thread that asks the C library for the time, as it asks a driver for readings. */
async function clockThread(): Promise<{ thread: DriverThread; calls: readonly GatheredCall[] }> {
  const thread = new DriverThread(startDriverWorker());
  assert.deepEqual(await thread.load(['libc.so.6']), { ok: true, value: true });
  const fn = thread.bind('int clock_gettime(int clock, _Out_ uint8_t *time)');
  assert.ok(fn.ok && fn.value !== null);
  const { value } = fn;
  const calls = [1, 1].flatMap(
    (clock) =>
      thread.gather(value, 16, (memory, offset) => [clock, new Uint8Array(memory, offset, 16)]) ?? [],
  );
  assert.equal(calls.length, 2);
  return { thread, calls };
}

/** What the call has written: CLOCK_MONOTONIC. */
function clockIn({ bytes }: GatheredCall): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Number(view.getBigInt64(0, true)) + Number(view.getBigInt64(8, true)) / 1e9;
}

describe('readings that the thread of a driver makes ahead', function () {
  if (process.platform !== 'linux') return;

  it('are kept until they are taken, each with what was written then', async () => {
    const { thread, calls } = await clockThread();
    const at = monotonicSeconds() + 0.03;
    assert.equal(thread.planAhead(calls, { at, period: 0.04, between: 0, uneven: 0 }), true);
    assert.equal(thread.takeAhead(calls), false, 'nothing is made before its time');
    const moments: number[] = [];
    while (moments.length < 5) {
      await sleep(100);
      while (thread.takeAhead(calls)) {
        for (const call of calls) {
          assert.equal(thread.codeOf(call), 0);
          // Both clocks are read by the same thread, one right after the other.
          assert.ok(Math.abs(clockIn(call) - thread.secondsOf(call)) < 0.5);
        }
        const [first, second] = calls;
        assert.ok(first !== undefined && second !== undefined);
        assert.ok(clockIn(first) <= clockIn(second), 'in the order of the calls');
        moments.push(clockIn(first));
      }
    }
    assert.ok(moments[0] !== undefined && moments[0] >= at - 0.001);
    assert.ok(
      moments.every((moment, index) => index === 0 || moment > (moments[index - 1] ?? Infinity)),
      'in the order in which they were made',
    );
    thread.end();
  });

  it('leave a reading that is asked for meanwhile alone', async () => {
    const { thread, calls } = await clockThread();
    const at = monotonicSeconds();
    thread.planAhead(calls, { at, period: 0.005, between: 0, uneven: 0 });
    assert.equal(thread.round(calls), true);
    const asked = calls.map(clockIn);
    await sleep(60);
    assert.deepEqual(calls.map(clockIn), asked, 'until the next is taken');
    assert.equal(thread.takeAhead(calls), true);
    assert.notDeepEqual(calls.map(clockIn), asked);
    thread.end();
  });

  it('are made between the moments of the plan too, and for the calls of the plan alone', async () => {
    const { thread, calls } = await clockThread();
    const [first] = calls;
    assert.ok(first !== undefined);
    const others = [first];
    thread.planAhead(others, { at: monotonicSeconds() + 10, period: 10, between: 0.005, uneven: 0.3 });
    for (let count = 0; count < 3;) {
      await sleep(10);
      while (thread.takeAhead(others)) count += 1;
    }
    assert.equal(thread.takeAhead(calls), false);
    thread.end();
  });
});
