import assert from 'node:assert/strict';
import { monotonicSeconds } from '../../../src/meter/monotonic';
import { observe } from '../../../src/meter/observation';
import { longestStandstillSeconds, watchCounters } from '../../../src/meter/prove-counters';
import type { Probe } from '../../../src/meter/source';

/** A device whose counter is `counterAt(n)` at its n-th reading, and `seconds` late with its second answer. */
function device(counterAt: (reading: number) => number, seconds = 0): Probe {
  let readings = 0;
  return {
    id: 'gpu:a',
    name: 'a GPU',
    domain: 'gpu',
    source: 'NVML energy counter',
    rung: 1,
    provenance: 'measured',
    range: { low: 1, mid: 1, high: 1 },
    within: null,
    counter: { tickSeconds: 0.1, wrapJoules: null },
    averagedSeconds: 0,
    highestWatts: 1000,
    read: () => {
      const counterJoules = counterAt(readings);
      const late = monotonicSeconds() + (readings === 1 ? seconds : 0);
      while (monotonicSeconds() < late);
      readings += 1;
      return { ok: true, counterJoules, watts: 100 };
    },
  };
}

const movedOf = async (probe: Probe): Promise<string[]> => [
  ...(await watchCounters([probe], new Set([probe.id]), [observe([probe], monotonicSeconds)])),
];

describe('counters that nobody has seen to move', () => {
  it('have moved once one reading differs from the first', async () => {
    assert.deepEqual(await movedOf(device((reading) => (reading < 5 ? 10 : 20))), ['gpu:a']);
  });

  it('stand still where no reading differs', async () => {
    assert.deepEqual(await movedOf(device(() => 10)), []);
  });

  it('are read once more where an answer was late, as on a busy machine', async () => {
    const late = longestStandstillSeconds + 0.05;
    assert.deepEqual(await movedOf(device((reading) => (reading < 2 ? 10 : 40), late)), ['gpu:a']);
  });
});
