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

  it('tells where a sensor contradicts the counter, and nothing of a model, which has none', () => {
    const told = (provenance: Probe['provenance']): number[] => {
      let now = 0;
      const device: Probe = {
        ...probe(() => ({ ok: true, counterJoules: 300 * now, watts: 200 + (Math.round(10 * now) % 2) })),
        provenance,
        counter: { tickSeconds: 0.001, wrapJoules: null },
      };
      const accountant = new Accountant([device], () => now, 3);
      accountant.readAll();
      accountant.begin();
      for (now = 0.1; now < 10; now += 0.1) accountant.readAll();
      return accountant.disagreements().map(({ share }) => Math.round(100 * share));
    };
    assert.deepEqual(told('measured'), [-33]);
    assert.deepEqual(told('modelled'), []);
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

describe('a device that is blank at the launch or at the exit', () => {
  const blank: Measurement = { ok: false, reason: 'the driver told no value' };
  /** A device of 200 W that answers as told, with its average beside the power of the moment. */
  function scene(isBlank: (t: number) => boolean): {
    accountant: Accountant;
    readonly go: (t: number) => void;
  } {
    let now = 0;
    const accountant = new Accountant(
      [
        {
          id: 'gpu:0',
          name: 'GPU',
          domain: 'gpu',
          source: 'simulated',
          rung: 2,
          provenance: 'measured',
          range: { low: 1, mid: 1, high: 1 },
          within: null,
          counter: null,
          averagedSeconds: 1,
          highestWatts: 5000,
          limitWatts: 400,
          read: () =>
            isBlank(now) ? blank : { ok: true, counterJoules: null, watts: 200, averagedWatts: 200 },
        },
      ],
      () => now,
      3,
    );
    return {
      accountant,
      go: (t) => {
        now = t;
        accountant.readAll();
      },
    };
  }

  it('has drawn before its first answer what it draws then, with a range', () => {
    const { accountant, go } = scene((t) => t < 0.3);
    go(0);
    accountant.mark('launch');
    accountant.begin();
    for (let t = 0.1; t < 2.05; t += 0.1) go(t);
    accountant.mark('exit');
    const [joules = 0] = accountant.tallyAtMark(2).joules;
    assert.ok(Math.abs((joules ?? 0) - 400) < 1, String(joules));
    const { below, above } = accountant.bounds();
    assert.ok((below[0] ?? 0) >= 59, 'it may have drawn nothing');
    assert.ok((above[0] ?? 0) >= 59, 'or as much as its limit');
  });

  it('is silent for too long before its first answer: a gap, and nothing is made up', () => {
    const { accountant, go } = scene((t) => t < 5);
    go(0);
    accountant.begin();
    for (let t = 1; t < 7; t++) go(t);
    assert.deepEqual(
      accountant.takeGaps().map(({ fromSeconds, toSeconds, bridged }) => [fromSeconds, toSeconds, bridged]),
      [[0, 5, false]],
    );
    assert.equal(accountant.tally().joules[0], 200);
  });

  it('counts up to the exit, though the reading there is blank', () => {
    const { accountant, go } = scene((t) => t > 1.95 && t < 2.05);
    go(0);
    accountant.mark('launch');
    accountant.begin();
    for (const t of [0.5, 1, 2]) go(t);
    accountant.mark('exit');
    // As long as it stays silent nothing is made up: the open gap tells what is missing.
    assert.equal(accountant.tallyAtMark(2).joules[0], 200);
    go(2.1);
    const [after = 0] = accountant.tallyAtMark(2).joules;
    assert.ok(Math.abs((after ?? 0) - 400) < 1, String(after));
  });
});
