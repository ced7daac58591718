import assert from 'node:assert/strict';
import type { PastRun } from '../../../src/energy/calibration';
import { calibrationOf, correctionOf } from '../../../src/energy/calibration';
import { estimated, llama8b } from './models';
import { inEnglish } from '../../../src/units/message';

const options = { hardware: 'A100 SXM4 80GB', gpus: 8, tokens: 1e10 };
const plain = estimated(llama8b, options).training;

/** A run that was `speed` times as fast as modelled and drew `watts` times what was modelled. */
const run = (id: string, speed: number, watts: number): PastRun => ({
  id,
  hardware: 'NVIDIA A100-SXM4-80GB',
  acceleratorWatts: plain.uncalibrated.acceleratorWatts.mid * watts,
  tokensPerSecondPerGpu: plain.uncalibrated.tokensPerSecondPerGpu.mid * speed,
  estimate: plain.uncalibrated,
});
const width = ({ low, high }: { low: number; high: number }): number => high / low;

describe('calibration', () => {
  it('moves the middle to what the runs say, and narrows the range', () => {
    const runs = [run('a', 0.8, 0.9), run('b', 0.81, 0.91), run('c', 0.79, 0.89), run('d', 0.8, 0.9)];
    const calibrated = estimated(llama8b, { ...options, pastRuns: runs });
    const { training } = calibrated;
    const slower = plain.uncalibrated.tokensPerSecondPerGpu.mid / training.tokensPerSecondPerGpu.mid;
    assert.ok(Math.abs(slower - 1.25) < 0.06, String(slower));
    assert.ok(Math.abs(training.acceleratorWatts.mid / plain.acceleratorWatts.mid - 0.9) < 0.03);
    assert.ok(width(training.gpuHours) < width(plain.gpuHours) * 0.8);
    const told = calibrated.assumptions.find(({ name }) => name === 'calibration');
    assert.ok(told);
    assert.equal(told.value, 4);
    assert.match(
      inEnglish(told.from),
      /past runs of the A100 SXM4 80GB on this machine: speed x 0\.8\d \(runs: 4, error before: 25 %\)/,
    );
  });

  it('trusts one run less than four, and many scattered ones less than many alike', () => {
    const modelled = { low: 0.7, mid: 1, high: 1.4 };
    const one = correctionOf([0.6], modelled);
    const four = correctionOf([0.6, 0.6, 0.6, 0.6], modelled);
    const scattered = correctionOf([0.3, 0.6, 1.2, 0.6], modelled);
    assert.ok(one && four && scattered);
    assert.ok(one.factor.mid > four.factor.mid && four.factor.mid > 0.59 && one.factor.mid < 1);
    assert.ok(width(four.factor) < width(one.factor) && width(four.factor) < width(scattered.factor));
    assert.ok(width(one.factor) < width(modelled) * 1.2);
    // Runs that agree widen not even a narrow range.
    const narrow = { low: 0.95, mid: 1, high: 1.05 };
    for (const runs of [[0.98], [0.98, 0.99], [0.95, 0.96, 0.95, 0.94]]) {
      const learned = correctionOf(runs, narrow);
      assert.ok(learned !== null && width(learned.factor) <= Math.exp(2 * 1.645 * 0.05) + 1e-9);
    }
  });

  it('learns watts alone where progress is not known, and nothing of other hardware', () => {
    const silent: PastRun = { ...run('a', 1, 0.7), tokensPerSecondPerGpu: null, estimate: null };
    const { training } = estimated(llama8b, { ...options, pastRuns: [silent, silent, silent] });
    assert.ok(training.calibration?.speed === null && training.calibration.watts?.runs === 3);
    assert.ok(training.acceleratorWatts.mid < plain.acceleratorWatts.mid * 0.9);
    assert.deepEqual(training.gpuHours, plain.gpuHours);
    const other = { ...run('b', 0.2, 0.2), hardware: 'NVIDIA H100 80GB HBM3' };
    assert.equal(estimated(llama8b, { ...options, pastRuns: [other] }).training.calibration, null);
  });

  it('leaves out one run that is far from the others and the model, and no runs that agree', () => {
    const modelled = { low: 0.7, mid: 1, high: 1.4 };
    const alike = [1.02, 0.98, 1.01];
    for (const stray of [0.06, 0.2, 8]) {
      assert.deepEqual(
        correctionOf([...alike, stray], modelled),
        correctionOf(alike, modelled),
        String(stray),
      );
      // Of two, the one that the model tells of.
      assert.deepEqual(correctionOf([1.02, stray], modelled), correctionOf([1.02], modelled), String(stray));
    }
    assert.equal(correctionOf([0.1, 0.1], modelled)?.runs, 2);
    assert.equal(correctionOf([0.6, 0.7, 1.1, 1.3, 0.9], modelled)?.runs, 5);
    // What wrecks one estimate is told of the runs that were used.
    const runs = [run('a', 0.8, 0.9), run('b', 0.81, 0.91), run('c', 0.79, 0.89), run('d', 0.06, 0.9)];
    const { training } = estimated(llama8b, { ...options, pastRuns: runs });
    assert.deepEqual([training.calibration?.speed?.runs, training.calibration?.watts?.runs], [3, 4]);
  });

  it('does not believe nonsense', () => {
    const nonsense = [0, -1, NaN, Infinity, 1e9].map((value) => ({
      ...run('x', 1, 1),
      acceleratorWatts: value,
      tokensPerSecondPerGpu: value,
    }));
    assert.equal(calibrationOf('A100', nonsense, plain.uncalibrated), null);
    assert.equal(correctionOf([], { low: 1, mid: 1, high: 1 }), null);
  });
});
