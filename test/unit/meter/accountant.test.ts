import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Accountant } from '../../../src/meter/accountant';
import type { Measurement, Probe } from '../../../src/meter/source';

const probe = (read: () => Measurement): Probe => ({
  id: 'node:command',
  name: 'The whole machine (plug)',
  domain: 'node',
  source: 'Own command (plug)',
  rung: 4,
  provenance: 'measured',
  range: { low: 0.95, mid: 1, high: 1.05 },
  within: null,
  counter: null,
  averagedSeconds: 0,
  highestWatts: 5000,
  read,
});

describe('the accountant', () => {
  it('tells the power of a program that prints each second steadily, however its lines fall between two tallies', () => {
    let now = 0;
    let line = 0;
    const lines = [0, 1, 2, 3.05, 4, 4.99, 6, 7.1, 8, 8.95, 10];
    const accountant = new Accountant(
      [
        probe(() => ({
          ok: true,
          counterJoules: null,
          watts: 200,
          observedAt: (line = lines.findLast((at) => at <= now) ?? 0),
        })),
      ],
      () => now,
      3,
    );
    accountant.readAll();
    accountant.begin();
    for (now = 1; now <= 10; now += 1) {
      accountant.readAll();
      assert.deepEqual(
        accountant.tally().watts.map((watts) => Math.round(watts ?? Number.NaN)),
        [200],
      );
    }
    assert.equal(line, 10);
    assert.equal(accountant.tally().joules[0], 2000);
  });

  it('accounts what was observed before as if it had been read and taken at once', () => {
    const run = (together: boolean): (number | null)[] => {
      let now = 0;
      const accountant = new Accountant(
        [probe(() => ({ ok: true, counterJoules: null, watts: 100 + 37 * (now % 3) }))],
        () => now,
        3,
      );
      accountant.readAll();
      accountant.begin();
      const observed = [];
      for (now = 0.1; now < 5; now += 0.1) {
        const observation = accountant.observe();
        if (together) observed.push(observation);
        else accountant.take(observation);
      }
      for (const observation of observed) accountant.take(observation);
      return accountant.tally(now).joules;
    };
    assert.deepEqual(run(true), run(false));
  });
});
