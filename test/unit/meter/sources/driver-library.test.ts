import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicSeconds } from '../../../../src/meter/monotonic';
import {
  endDriverThreads,
  endReadingAhead,
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
});
