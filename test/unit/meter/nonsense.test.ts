import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Accountant } from '../../../src/meter/accountant';
import { EnergyMeter } from '../../../src/meter/energy-meter';
import { PowerComparison } from '../../../src/meter/power-comparison';
import { highestUsualWatts, rungs, type Measurement, type Probe } from '../../../src/meter/source';

const counted = (counterJoules: number, watts: number | null = null): Measurement => ({
  ok: true,
  counterJoules,
  watts,
});
const meterOf = (wrapJoules: number | null = null): EnergyMeter =>
  new EnergyMeter({ tickSeconds: 0.1, wrapJoules }, 0, 3, highestUsualWatts);

describe('a counter that tells nonsense', () => {
  it('is passed over where it goes on from before', () => {
    const meter = meterOf();
    meter.add(0, counted(1000, 100));
    meter.add(1, counted(1100, 100));
    meter.add(2, counted(5e13, 100));
    assert.ok(meter.isFailing);
    assert.equal(meter.joules, 100);
    meter.add(3, counted(1300, 100));
    assert.equal(meter.joules, 300);
    assert.deepEqual(
      meter.takeGaps().map(({ fromSeconds, toSeconds, bridged }) => [fromSeconds, toSeconds, bridged]),
      [[1, 3, true]],
    );
  });

  it('counts on from its new zero where it stays there, by power meanwhile', () => {
    const meter = meterOf();
    meter.add(0, counted(1000, 100));
    meter.add(1, counted(1100, 100));
    meter.add(2, counted(5e13, 100));
    meter.add(3, counted(5e13 + 100, 100));
    meter.add(4, counted(5e13 + 200, 100));
    assert.ok(Math.abs((meter.joules ?? 0) - 400) < 20, String(meter.joules));
    const [gap] = meter.takeGaps();
    assert.equal(gap?.bridged, true);
    assert.match(gap.reason, /jumped further/);
    // And back again: a fall that can't be a count from 0.
    meter.add(5, counted(1_000_000, 100));
    meter.add(6, counted(1_000_100, 100));
    assert.ok(Math.abs((meter.joules ?? 0) - 600) < 30, String(meter.joules));
  });

  it('is no wrap where that would be more than the device draws', () => {
    const meter = meterOf(262_143);
    meter.add(0, counted(1000));
    meter.add(1, counted(1100));
    meter.add(2, counted(0));
    meter.add(3, counted(1300));
    assert.equal(meter.joules, 300);
  });
});

describe('a counter of any values', () => {
  it('never tells more than the device can draw', () => {
    const value = fc.oneof(
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.constantFrom(0, 65_535, 262_142, 4_294_967.295, 1.8e16),
    );
    const wrap = fc.constantFrom(null, 262_143);
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 30 }), wrap, (values, wrapJoules) => {
        const meter = meterOf(wrapJoules);
        for (const [second, joules] of values.entries()) {
          meter.add(second, counted(joules));
          const most = highestUsualWatts * 1.5 * second;
          assert.ok((meter.joules ?? 0) <= most + 1e-6, `${meter.joules ?? ''} J of ${most} J`);
        }
      }),
    );
  });
});

describe('a reading that no device can give', () => {
  const probe = (counter: Probe['counter'], read: () => Measurement): Probe => ({
    id: 'gpu:a',
    name: 'A GPU',
    domain: 'gpu',
    source: 'a source',
    rung: rungs.energyCounter,
    provenance: 'measured',
    range: { low: 1, mid: 1, high: 1 },
    within: null,
    counter,
    averagedSeconds: 0,
    highestWatts: highestUsualWatts,
    read,
  });

  it('is a failed one, and is told once', () => {
    let t = 0;
    let watts = 100;
    const accountant = new Accountant(
      [probe(null, () => ({ ok: true, counterJoules: null, watts }))],
      () => t,
      3,
    );
    accountant.readAll();
    accountant.begin();
    const failures: string[] = [];
    for (const [index, nonsense] of [4_294_967, Number.NaN, -1, Infinity].entries()) {
      watts = nonsense;
      t = 2 * index + 1;
      accountant.readAll();
      failures.push(...accountant.takeFailures().map(({ reason }) => reason));
      assert.deepEqual(accountant.tally().watts, [null]);
      watts = 100;
      t += 1;
      accountant.readAll();
      accountant.takeFailures();
    }
    assert.deepEqual(failures, ['a reading that no such device can give']);
    assert.deepEqual(accountant.tally().joules, [800]);
  });

  it('leaves the counter beside it as it is', () => {
    let t = 0;
    const accountant = new Accountant(
      [probe({ tickSeconds: 0.001, wrapJoules: null }, () => counted(100 * t, 4_294_967))],
      () => t,
      3,
    );
    accountant.readAll();
    accountant.begin();
    t = 2;
    accountant.readAll();
    assert.deepEqual(accountant.tally(), { t: 2, joules: [200], watts: [100] });
  });
});

describe('the counter beside the power sensor', () => {
  const compared = (watts: readonly number[], joulesEach: number): PowerComparison => {
    const comparison = new PowerComparison();
    for (const each of watts) comparison.add(1, each, joulesEach);
    return comparison;
  };
  const steady = Array.from({ length: 20 }, () => 100);

  it('is told where they differ by more than a tenth', () => {
    assert.equal(compared(steady, 95).difference(), null);
    assert.equal(compared(steady, 50).difference(), 1);
    assert.equal(compared(steady, 200).difference(), -0.5);
  });

  it('is not told where that can be chance, or nothing was counted', () => {
    const bursts = steady.map((watts, index) => (index % 4 === 0 ? 6 * watts : 0));
    assert.equal(compared(bursts, 120).difference(), null);
    assert.equal(compared(steady.slice(0, 5), 50).difference(), null);
    assert.equal(compared(steady, 0).difference(), null);
  });

  it('begins anew', () => {
    const comparison = compared(steady, 50);
    comparison.reset();
    assert.equal(comparison.difference(), null);
  });
});
