import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicSeconds } from '../../../../src/meter/monotonic';
import {
  beginAsking,
  endDriverThreads,
  endReadingAhead,
  keepAsked,
  loadDriverLibrary,
  nextReadings,
  planReadings,
} from '../../../../src/meter/sources/driver-library';

/** The C library that this process has loaded, whatever the system calls it. */
const libraryOfC = (): string =>
  /\/\S*\/libc[.-]\S*so\S*/.exec(readFileSync('/proc/self/maps', 'utf8'))?.[0] ?? 'libc.so.6';

describe('readings of a driver’s library', function () {
  if (process.platform !== 'linux') return;

  after(() => {
    endReadingAhead();
    endDriverThreads();
  });

  it('are made anew once all that was made ahead is taken, however lately that was', async () => {
    const loaded = await loadDriverLibrary([libraryOfC()], 'not found', 3000);
    assert.ok('library' in loaded, JSON.stringify(loaded));
    const read = loaded.library
      .gathering(true)
      .gathered<number>('int clock_gettime(int clock, _Out_ uint8_t *time)', 16, (clock, memory, offset) => [
        clock,
        new Uint8Array(memory, offset, 16),
      ]);
    assert.ok(read !== null);
    const clock = 1;
    read(clock);
    const period = 0.1;
    assert.ok(
      planReadings({ at: monotonicSeconds() + period, period, between: 0, uneven: 0, lines: null }) > 0,
    );
    await sleep(250);
    let newest = 0;
    for (let past = nextReadings(); past !== null; past = nextReadings()) {
      newest = read(clock).at;
      assert.equal(newest, past.at);
    }
    assert.ok(newest > 0 && newest < monotonicSeconds() - 0.01);
    const asked = monotonicSeconds();
    assert.ok(read(clock).at >= asked - 0.001, 'of now, and not of the newest of those');
  });

  it('are made ahead of what was asked for last, whatever was asked before, and are taken whole by one that is held up', async () => {
    const loaded = await loadDriverLibrary([libraryOfC()], 'not found', 3000);
    assert.ok('library' in loaded, JSON.stringify(loaded));
    const read = loaded.library
      .gathering(true)
      .gathered<number>('int clock_gettime(int clock, _Out_ uint8_t *time)', 16, (clock, memory, offset) => [
        clock,
        new Uint8Array(memory, offset, 16),
      ]);
    assert.ok(read !== null);
    const [first, second, unwanted] = [1, 4, 0];
    for (const clock of [first, second, unwanted]) read(clock);
    const heldUp = 70;
    await sleep(heldUp);
    beginAsking();
    read(first);
    await sleep(heldUp);
    read(second);
    keepAsked();
    const period = 0.02;
    assert.ok(planReadings({ at: monotonicSeconds() + period, period, between: 0, uneven: 0 }) > 0);
    await sleep(200);
    let count = 0;
    for (let past = nextReadings(); past !== null && count < 3; past = nextReadings()) {
      const early = read(first).at;
      await sleep(heldUp);
      assert.equal(read(second).at, past.at);
      assert.ok(early <= past.at && past.at - early < 0.02, 'of the same round');
      count += 1;
    }
    assert.equal(count, 3);
  });
});
