import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  formatBytes,
  formatCO2e,
  formatCount,
  formatDuration,
  formatEnergy,
  formatFlops,
  formatGigabytes,
  formatPower,
  formatRange,
  formatShare,
  formatSpan,
  unknownFigure,
} from '../../../src/units/format';
import {
  emissions,
  gramsCO2e,
  gramsPerKilowattHour,
  joules,
  toJoules,
  toKilowattHours,
  kilowattHours,
  watts,
} from '../../../src/units/quantities';

describe('formatting figures', () => {
  it('takes the unit that keeps the number at one or more', () => {
    assert.equal(formatPower(watts(0.0123)), '12.3 mW');
    assert.equal(formatPower(watts(182.4)), '182 W');
    assert.equal(formatPower(watts(10_200)), '10.2 kW');
    assert.equal(formatEnergy(joules(1)), '0.278 mWh');
    assert.equal(formatEnergy(joules(4464)), '1.24 Wh');
    assert.equal(formatEnergy(joules(3.6e6)), '1 kWh');
    assert.equal(formatCO2e(gramsCO2e(0.4)), '400 mg');
    assert.equal(formatCO2e(gramsCO2e(5_700)), '5.7 kg');
    assert.equal(formatFlops(56_623_104), '56.6 MFLOP');
    assert.equal(formatCount(124_439_808), '124M');
    assert.equal(formatCount(8_030_261_248), '8.03B');
    assert.equal(formatCount(97), '97');
    assert.equal(formatBytes(16e9), '16 GB');
    // Never as a power of ten, at no size.
    for (const [bytes, text] of [
      [45e9, '45.0 GB'],
      [999.6e9, '1000 GB'],
      [1.71e12, '1710 GB'],
      [120, '0.000000120 GB'],
    ] as const)
      assert.equal(formatGigabytes(bytes), text);
    assert.equal(formatShare(0.3333), '33.3 %');
  });

  it('moves on to the next unit where rounding reaches it', () => {
    assert.equal(formatPower(watts(999.9)), '1 kW');
    assert.equal(formatPower(watts(999.4)), '999 W');
  });

  it('writes zero as zero and the unknown as a dash', () => {
    assert.equal(formatPower(watts(0)), '0 W');
    assert.equal(formatEnergy(joules(0)), '0 Wh');
    assert.equal(formatCount(0), '0');
    assert.equal(formatPower(watts(Number.NaN)), unknownFigure);
    assert.equal(formatCount(Number.POSITIVE_INFINITY), unknownFigure);
    assert.equal(formatDuration(Number.NaN), unknownFigure);
  });

  it('writes a range only where there is one', () => {
    const format = (value: number): string => formatEnergy(joules(value));
    assert.equal(formatRange({ low: 1800, mid: 3600, high: 7200 }, format), '1 Wh (500 mWh to 2 Wh)');
    assert.equal(formatRange({ low: 3600, mid: 3600, high: 3600 }, format), '1 Wh');
  });

  it('writes what a range lies between, the unit once', () => {
    const format = (value: number): string => formatEnergy(joules(value));
    assert.equal(formatSpan({ low: 3600, mid: 5400, high: 7200 }, format), '1 to 2 Wh');
    assert.equal(formatSpan({ low: 1800, mid: 3600, high: 7200 }, format), '500 mWh to 2 Wh');
    assert.equal(formatSpan({ low: 3600, mid: 3600, high: 3600 }, format), '1 Wh');
  });

  it('writes durations in the two largest units', () => {
    assert.equal(formatDuration(1e11), '3.17k yr');
    assert.deepEqual(
      [0.5, 5, 65, 7380, 187_200].map((seconds) => formatDuration(seconds)),
      ['0.5 s', '5 s', '1 min 05 s', '2 h 03 min', '2 d 4 h'],
    );
  });

  it('never prints NaN, Infinity or an exponent', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        for (const text of [
          formatPower(watts(value)),
          formatEnergy(joules(value)),
          formatCount(value),
          formatDuration(value),
        ]) {
          assert.doesNotMatch(text, /NaN|Infinity|e[+-]/);
        }
      }),
    );
  });
});

describe('quantities', () => {
  it('convert there and back', () => {
    assert.equal(toKilowattHours(joules(3_600_000)), 1);
    assert.equal(toJoules(kilowattHours(2)), 7_200_000);
  });

  it('multiply energy, PUE and intensity to emissions', () => {
    assert.equal(emissions(joules(7_200_000), gramsPerKilowattHour(400), 1.5), 1200);
  });
});
