import assert from 'node:assert/strict';
import { mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseJournalLine, type SampleRecord } from '../../../../src/runs/journal';
import { monotonicSeconds } from '../../../../src/meter/monotonic';
import { DriverThread, type GatheredCall } from '../../../../src/meter/sources/driver-thread';
import type {
  CounterPlace,
  LineDevice,
  SampleLines,
  Stretch,
} from '../../../../src/meter/sources/sample-lines';
import { startDriverWorker } from '../../../../src/meter/sources/driver-worker';

/** A thread that asks the C library for the time, as it asks a driver for readings. */
async function clockThread(): Promise<{
  thread: DriverThread;
  calls: readonly GatheredCall[];
  fn: number;
}> {
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
  return { thread, calls, fn: value };
}

/** Where the counter of `linesOf` lies. */
const placeOf = ({ number, offset }: GatheredCall): CounterPlace => ({
  call: number,
  counter: offset,
  joulesPerCount: 1,
  power: offset + 8,
  wattsPerCount: 1e-9,
  valid: [{ at: offset + 12, is: 0 }],
});

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
    assert.ok(thread.planAhead(calls, { at, period: 0.04, between: 0, uneven: 0 }) > 0);
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

  it('are made less often the more of the room is used, where nobody knows when they are taken', async () => {
    const { thread, calls } = await clockThread();
    const [call] = calls;
    assert.ok(call !== undefined);
    const period = 0.001;
    const room = thread.planAhead(calls, {
      at: monotonicSeconds(),
      period,
      between: 0,
      uneven: 0,
      isUntilTaken: true,
    });
    await sleep(1000 * 2 * period * room);
    const moments: number[] = [];
    while (thread.takeAhead(calls)) moments.push(thread.secondsOf(call));
    assert.ok(moments.length > room / 4 && moments.length <= room, `${moments.length} of ${room}`);
    const [last = 0] = moments.slice(-1);
    assert.ok(monotonicSeconds() - last < 0.25, 'and up to now');
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

  it('are kept where lists come after them that are longer than all that is kept', async () => {
    const { thread, calls, fn } = await clockThread();
    const list = thread.gather(fn, 600_000, (memory, offset) => [1, new Uint8Array(memory, offset, 16)]);
    assert.notEqual(list, null);
    thread.planAhead(calls, { at: monotonicSeconds(), period: 0.005, between: 0, uneven: 0 });
    await sleep(100);
    let count = 0;
    while (thread.takeAhead(calls)) count += 1;
    assert.ok(count > 1, `${count} of them`);
    thread.end();
  });

  /** A run of which the first clock is a counter that has joules for seconds, and its nanoseconds are the power. */
  function linesOf(
    [clock]: readonly GatheredCall[],
    given: Partial<LineDevice> = {},
  ): SampleLines & { path: string } {
    const path = join(mkdtempSync(join(tmpdir(), 'wattlens-lines-')), 'journal.ndjson');
    assert.ok(clock !== undefined);
    const since = monotonicSeconds();
    const device: LineDevice = {
      told: 0,
      zeroJoules: 1,
      counterJoules: Math.floor(since),
      since,
      place: placeOf(clock),
      watts: 5000,
      baseJoules: 0,
    };
    return {
      path,
      file: openSync(path, 'a'),
      count: 3,
      startedAt: since - 10,
      devices: [
        { ...device, ...given },
        { ...device, place: null, told: 7, zeroJoules: 0, counterJoules: 7, baseJoules: 6, watts: 50 },
      ],
      rest: ',"shareJoules":[null,1]',
      longestSeconds: 30,
      waitSeconds: 0,
    };
  }

  const samplesIn = (path: string): SampleRecord[] => {
    const text = readFileSync(path, 'utf8');
    assert.ok(text === '' || text.endsWith('\n'));
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const record = parseJournalLine(line);
        assert.ok(record?.type === 'sample', line);
        return record;
      });
  };

  interface Taken {
    readonly isWritten: boolean;
    readonly stretch: Stretch | null;
  }

  async function takenOf(
    thread: DriverThread,
    calls: readonly GatheredCall[],
    count: number,
  ): Promise<Taken[]> {
    const taken: Taken[] = [];
    while (taken.length < count) {
      await sleep(100);
      assert.equal(thread.sealAhead(), null);
      while (thread.takeAhead(calls))
        taken.push({ isWritten: thread.isAheadWritten, stretch: thread.stretchAhead });
    }
    return taken;
  }

  const areWritten = (taken: readonly Taken[]): boolean[] => taken.map(({ isWritten }) => isWritten);

  it('are written as samples, as many as are asked for, and the others are left', async () => {
    const { thread, calls } = await clockThread();
    const lines = linesOf(calls);
    thread.planAhead(calls, { at: monotonicSeconds(), period: 0.02, between: 0, uneven: 0, lines });
    const taken = await takenOf(thread, calls, 4);
    const written = taken.filter(({ isWritten }) => isWritten);
    const rounds = written.map(({ stretch }) => stretch?.rounds ?? 1);
    assert.equal(
      rounds.reduce((sum, each) => sum + each, 0),
      3,
    );
    assert.ok(!taken.slice(written.length).some(({ isWritten }) => isWritten));
    const samples = samplesIn(lines.path);
    assert.equal(samples.length, 3);
    for (const { t, joules, watts, shareJoules } of samples) {
      const at = lines.startedAt + t;
      const [counted = null, modelled = null] = joules;
      assert.ok(t > 10 && t < 70);
      assert.ok(counted !== null && Math.abs(counted + 1 - at) < 2);
      assert.ok(modelled !== null && Math.abs(modelled - Math.max(7, 6 + 50 * (t - 10))) < 0.01);
      assert.ok(watts[0] !== null && watts[0] !== undefined && watts[0] < 1);
      assert.equal(watts[1], 50);
      assert.deepEqual(shareJoules, [null, 1]);
    }
    thread.end();
  });

  const unusual: readonly (readonly [string, (clock: GatheredCall) => Partial<LineDevice>])[] = [
    ['fallen', () => ({ counterJoules: monotonicSeconds() + 1000 })],
    ['jumped', () => ({ counterJoules: 1, watts: 2 })],
    ['no value', (clock) => ({ place: { ...placeOf(clock), valid: [{ at: clock.offset + 12, is: 1 }] } })],
  ];
  for (const [what, given] of unusual)
    it(`are left to the meter, which is told, where a counter has ${what}`, async () => {
      const { thread, calls } = await clockThread();
      const [clock] = calls;
      assert.ok(clock !== undefined);
      const lines = linesOf(calls, given(clock));
      const told = new Promise<void>((resolve) => {
        thread.onUnwritten = resolve;
      });
      thread.planAhead(calls, { at: monotonicSeconds(), period: 0.02, between: 0, uneven: 0, lines });
      const kept = setInterval(() => undefined, 1000);
      await told;
      clearInterval(kept);
      assert.deepEqual(areWritten(await takenOf(thread, calls, 2)).slice(0, 2), [false, false]);
      assert.deepEqual(samplesIn(lines.path), []);
      thread.end();
    });

  it('are joined where they are written: the newest stands for all that came between the first and it', async () => {
    const { thread, calls } = await clockThread();
    const lines = { ...linesOf(calls), count: 1e6 };
    thread.planAhead(calls, { at: monotonicSeconds(), period: 0.02, between: 0, uneven: 0, lines });
    const taken: (Taken & { readonly at: number })[] = [];
    for (let batch = 0; batch < 3; batch++) {
      const before = samplesIn(lines.path).length;
      while (samplesIn(lines.path).length < before + 5) await sleep(10);
      assert.equal(thread.sealAhead(), null);
      while (thread.takeAhead(calls)) {
        const [clock] = calls;
        assert.ok(clock !== undefined);
        taken.push({
          isWritten: thread.isAheadWritten,
          stretch: thread.stretchAhead,
          at: clockIn(clock),
        });
      }
    }
    assert.equal(taken.length, 6, 'two for each batch');
    const samples = samplesIn(lines.path);
    let index = 0;
    for (const [place, { stretch, isWritten, at }] of taken.entries()) {
      assert.ok(isWritten);
      const rounds = stretch?.rounds ?? 1;
      const of = samples.slice(index, index + rounds);
      index += rounds;
      const newest = of.at(-1);
      assert.ok(newest !== undefined && Math.abs(lines.startedAt + newest.t - at) < 0.5);
      if (place % 2 === 0) {
        assert.equal(stretch, null);
        continue;
      }
      assert.ok(stretch !== null);
      const all = samples.slice(index - rounds - 1, index);
      const [counted, modelled] = stretch.devices;
      assert.ok(counted !== undefined && modelled !== undefined);
      let joules = 0;
      let wattsSquaredSeconds = 0;
      let secondsSquared = 0;
      for (let later = 1; later < all.length; later++) {
        const [from, to] = [all[later - 1], all[later]];
        assert.ok(from !== undefined && to !== undefined);
        const seconds = to.t - from.t;
        const mean = ((from.watts[0] ?? NaN) + (to.watts[0] ?? NaN)) / 2;
        joules += mean * seconds;
        wattsSquaredSeconds += mean * mean * seconds;
        secondsSquared += seconds * seconds;
      }
      // The lines are rounded to milliwatts and microseconds.
      assert.ok(Math.abs(counted.joules - joules) < 0.001);
      assert.ok(Math.abs(counted.wattsSquaredSeconds - wattsSquaredSeconds) < 0.001);
      assert.ok(Math.abs(stretch.secondsSquared - secondsSquared) < 0.0001);
      const highest = Math.max(...of.map(({ watts }) => watts[0] ?? NaN));
      assert.ok(Math.abs(counted.highestWatts - highest) < 0.001);
      assert.equal(modelled.highestWatts, 50);
    }
    thread.end();
  });

  it('wait to be written together, and are written before they are taken', async () => {
    const { thread, calls } = await clockThread();
    const lines = { ...linesOf(calls), count: 1000, waitSeconds: 1000 };
    thread.planAhead(calls, { at: monotonicSeconds(), period: 0.02, between: 0, uneven: 0, lines });
    await sleep(150);
    assert.deepEqual(samplesIn(lines.path), []);
    const taken = await takenOf(thread, calls, 2);
    const rounds = taken.reduce((sum, { stretch }) => sum + (stretch?.rounds ?? 1), 0);
    assert.ok(rounds >= 2 && samplesIn(lines.path).length === rounds);
    thread.end();
  });

  it('are left to the meter where they are further apart than is usual', async () => {
    const { thread, calls } = await clockThread();
    const lines = { ...linesOf(calls), longestSeconds: 0.001 };
    thread.planAhead(calls, { at: monotonicSeconds() + 0.01, period: 0.02, between: 0, uneven: 0, lines });
    assert.deepEqual(areWritten(await takenOf(thread, calls, 2)).slice(0, 2), [false, false]);
    thread.end();
  });

  it('are handed to the meter where the file does not take them', async () => {
    const { thread, calls } = await clockThread();
    const lines = linesOf(calls);
    const file = openSync(lines.path, 'r');
    thread.planAhead(calls, {
      at: monotonicSeconds(),
      period: 0.02,
      between: 0,
      uneven: 0,
      lines: { ...lines, file },
    });
    let left: Buffer | null = null;
    while (left === null) {
      await sleep(20);
      left = thread.sealAhead();
    }
    const [line = '', ...others] = left.toString().split('\n');
    assert.equal(parseJournalLine(line)?.type, 'sample');
    assert.deepEqual(others, ['']);
    assert.deepEqual(samplesIn(lines.path), []);
    // What was handed over is written, as far as this thread knows.
    assert.deepEqual(areWritten(await takenOf(thread, calls, 3)).slice(0, 3), [true, false, false]);
    thread.end();
  });
});
