import assert from 'node:assert/strict';
import { monotonicSeconds } from '../../../src/meter/monotonic';
import { observe } from '../../../src/meter/observation';
import { longestStandstillSeconds, retold, watchCounters } from '../../../src/meter/prove-counters';
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

  it('are retold as the mean of the past tells, with the power that was read beside them, where they are not believed', () => {
    const counted = device(() => 10);
    const averaged: Probe = {
      ...counted,
      counter: null,
      averagedSeconds: 1,
      read: () => ({ ok: true, counterJoules: null, watts: 90, averagedWatts: 70 }),
    };
    const observations = [observe([counted], monotonicSeconds)];
    const [before, now] = retold(observations, new Set(['gpu:a']), [averaged]);
    assert.deepEqual(before?.readings[0]?.measurement, {
      ok: true,
      counterJoules: null,
      watts: 100,
      averagedWatts: 70,
    });
    assert.equal(before.readings[0].t, observations[0]?.readings[0]?.t);
    assert.deepEqual(now?.readings[0]?.measurement, averaged.read());
    const alone: Probe = { ...averaged, read: () => ({ ok: true, counterJoules: null, watts: 70 }) };
    const [mean] = retold(observations, new Set(['gpu:a']), [alone]);
    assert.deepEqual(mean?.readings[0]?.measurement, { ok: true, counterJoules: null, watts: 70 });
    // Those that have moved stay as they are.
    assert.deepEqual(retold(observations, new Set(), [averaged])[0], observations[0]);
  });
});
