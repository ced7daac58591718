import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { EnergyMeter } from '../../../src/meter/energy-meter';
import type { CounterTraits, Measurement } from '../../../src/meter/source';

const nvml: CounterTraits = { tickSeconds: 0.1, wrapJoules: null };
const counted = (joules: number, watts: number | null = null): Measurement => ({
  ok: true,
  counterJoules: joules,
  watts,
});
const sensed = (watts: number): Measurement => ({ ok: true, counterJoules: null, watts });
const failed: Measurement = { ok: false, reason: 'lost' };

/** Power that holds for 0.5 s each, and its exact integral from 0. */
function trace(levels: readonly number[]): { power: (t: number) => number; energy: (t: number) => number } {
  const power = (t: number): number => levels[Math.min(Math.floor(t / 0.5), levels.length - 1)] ?? 0;
  const energy = (t: number): number =>
    levels.reduce((sum, level, index) => {
      const end = index === levels.length - 1 ? Infinity : 0.5 * (index + 1);
      return sum + level * Math.max(0, Math.min(t, end) - 0.5 * index);
    }, 0);
  return { power, energy };
}

describe('the energy of one device', () => {
  it('is the trapezoid over the real time between readings', () => {
    const meter = new EnergyMeter(null, 0, 3);
    meter.add(10, sensed(100));
    meter.add(10.5, sensed(300));
    meter.add(12, sensed(300));
    assert.equal(meter.joules, 100 + 450);
  });

  it('is not known before a reading', () => {
    const meter = new EnergyMeter(nvml, 0, 3);
    assert.equal(meter.joules, null);
    meter.add(1, failed);
    assert.equal(meter.joules, null);
    assert.equal(meter.leastJoules, null);
  });

  it('between a counter’s ticks is known from power, whatever the load and the moment', () => {
    const levels = fc.array(fc.integer({ min: 20, max: 700 }), { minLength: 8, maxLength: 8 });
    const phase = fc.double({ min: 0, max: 0.1, noNaN: true });
    const end = fc.double({ min: 2.2, max: 3.6, noNaN: true });
    fc.assert(
      fc.property(levels, phase, end, (watts, phaseSeconds, endSeconds) => {
        const { power, energy } = trace(watts);
        const counter = (t: number): number =>
          energy(Math.floor((t - phaseSeconds) / 0.1) * 0.1 + phaseSeconds);
        const meter = new EnergyMeter(nvml, 0, 3);
        const read = (t: number): void => {
          meter.add(t, counted(5000 + counter(t), power(t)));
        };
        // Closely at first until the counter has ticked, then once a second, then closely again after the end.
        const begin = 0.5;
        for (let t = 0.3; t <= begin; t += 0.004) read(t);
        read(begin);
        const zero = meter.joules ?? Number.NaN;
        for (let t = begin + 1; t < endSeconds; t += 1) {
          read(t);
          const least = (meter.leastJoules ?? Number.NaN) - zero;
          // A tick that is seen to within 4 ms, and a step of power that is, at 700 W.
          assert.ok(
            least <= energy(t) - energy(begin) + 2 * 700 * 0.004,
            'what is told during the run is never ahead',
          );
        }
        read(endSeconds);
        meter.setMark('exit', endSeconds);
        const ticks = meter.tickCount;
        for (let t = endSeconds + 0.004; meter.tickCount === ticks; t += 0.004) read(t);
        const error =
          (meter.joulesAtMark('exit') ?? Number.NaN) - zero - (energy(endSeconds) - energy(begin));
        // Two ticks that are seen to within 4 ms, and a step of power that is, at 700 W.
        assert.ok(Math.abs(error) <= 3 * 700 * 0.004, `${error} J`);
      }),
    );
  });

  it('is the same, and as sure, where readings that followed one another come as one', () => {
    const watts = fc.array(fc.integer({ min: 20, max: 700 }), { minLength: 12, maxLength: 60 });
    fc.assert(
      fc.property(watts, fc.double({ min: 0.7, max: 1.5, noNaN: true }), (levels, gain) => {
        const each = new EnergyMeter(nvml, 0, 3);
        const joined = new EnergyMeter(nvml, 0, 3);
        let counter = 5000;
        let stretch = { secondsSquared: 0, joules: 0, wattsSquaredSeconds: 0, highestWatts: 0 };
        levels.forEach((level, t) => {
          const before = levels[t - 1] ?? level;
          const mean = (level + before) / 2;
          if (t > 0) counter += mean * gain;
          each.add(t, counted(counter, level));
          if (t < 2) {
            joined.add(t, counted(counter, level));
            return;
          }
          stretch = {
            secondsSquared: stretch.secondsSquared + 1,
            joules: stretch.joules + mean,
            wattsSquaredSeconds: stretch.wattsSquaredSeconds + mean * mean,
            highestWatts: Math.max(stretch.highestWatts, level),
          };
          if (t === levels.length - 1) joined.add(t, counted(counter, level), stretch);
        });
        assert.ok(Math.abs((joined.leastJoules ?? 0) - (each.leastJoules ?? 0)) < 1e-6);
        // Power has carried both on from their ticks, no further than a tenth of a second at the highest.
        assert.ok(Math.abs((joined.joules ?? 0) - (each.joules ?? 0)) <= 70.001);
        assert.deepEqual(joined.takeGaps(), []);
      }),
    );
  });

  it('counts on over a counter that starts over, and flags it', () => {
    const meter = new EnergyMeter(nvml, 0, 3);
    meter.add(0, counted(9000, 100));
    meter.add(1, counted(9100, 100));
    meter.add(2, counted(40, 100));
    meter.add(3, counted(140, 100));
    assert.ok(Math.abs((meter.joules ?? 0) - 300) <= 10);
    assert.deepEqual(
      meter.takeGaps().map((gap) => [gap.reason, gap.bridged]),
      [['the energy counter was reset', true]],
    );
    assert.deepEqual(meter.takeGaps(), []);
  });

  it('has the truth within its bounds over a counter that starts over, whatever was drawn meanwhile', () => {
    const levels = fc.array(fc.integer({ min: 20, max: 700 }), { minLength: 12, maxLength: 12 });
    const moment = fc.double({ min: 1.2, max: 4.4, noNaN: true });
    const spacing = fc.double({ min: 0.1, max: 1.2, noNaN: true });
    fc.assert(
      fc.property(levels, moment, spacing, (watts, reset, seconds) => {
        const { power, energy } = trace(watts);
        const counter = (t: number): number => {
          const ticked = Math.floor(t / 0.1) * 0.1;
          return t < reset ? 5000 + energy(ticked) : Math.max(0, energy(ticked) - energy(reset));
        };
        const meter = new EnergyMeter(nvml, 0, 3, 5000, { coverage: 1, limitWatts: 700 });
        const read = (t: number): void => {
          meter.add(t, counted(counter(t), power(t)));
        };
        const readClosely = (from: number): void => {
          for (let t = from; t < from + 0.25; t += 0.004) read(t);
        };
        const begin = 0.5;
        read(begin);
        meter.setMark('launch', begin);
        meter.resetBounds();
        readClosely(begin + 0.004);
        for (let t = begin + 0.3; t < 5; t += seconds) read(t);
        const end = 5.03;
        read(end);
        meter.setMark('exit', end);
        readClosely(end + 0.004);
        const told =
          (meter.joulesAtMark('exit') ?? Number.NaN) - (meter.joulesAtMark('launch') ?? Number.NaN);
        const truth = energy(end) - energy(begin);
        const { below, above } = meter.bounds();
        assert.ok(told - below <= truth + 0.001 && truth <= told + above + 0.001, `${told} for ${truth}`);
        // No more is open than what the device can draw between two readings and the ticks around.
        assert.ok(above <= 700 * (seconds + 0.4) && below <= 700 * (seconds + 0.4));
      }),
    );
  });

  it('never falls, and never is less than 0, whatever a counter does', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.option(fc.integer({ min: 0, max: 700 }))),
        ),
        (readings) => {
          const meter = new EnergyMeter(nvml, 0, 3);
          let before = 0;
          readings.forEach(([joules, watts], index) => {
            meter.add(index, counted(joules, watts));
            const now = meter.leastJoules ?? Number.NaN;
            assert.ok(now >= before - 1e-6);
            before = now;
          });
        },
      ),
    );
  });

  it('wraps where the counter does', () => {
    const meter = new EnergyMeter({ tickSeconds: 0.001, wrapJoules: 262_143.328_85 }, 0, 3);
    meter.add(0, counted(262_100));
    meter.add(1, counted(56.671_15));
    assert.ok(Math.abs((meter.joules ?? 0) - 100) < 1e-6);
    assert.deepEqual(meter.takeGaps(), []);
  });

  it('leaves out a gap that nothing covered, and says so', () => {
    const meter = new EnergyMeter(null, 0, 3);
    meter.add(0, sensed(100));
    meter.add(1, sensed(100));
    meter.add(2, failed);
    assert.ok(meter.isFailing);
    assert.deepEqual(meter.openGap(5), { fromSeconds: 1, toSeconds: 5, bridged: false, reason: 'lost' });
    meter.add(11, sensed(100));
    meter.add(12, sensed(100));
    assert.equal(meter.joules, 200);
    assert.deepEqual(meter.takeGaps(), [{ fromSeconds: 1, toSeconds: 11, bridged: false, reason: 'lost' }]);
    assert.equal(meter.openGap(12), null);
  });

  it('goes on between the lines of a program that prints seldom, as long as it is asked and does not fail', () => {
    const seldom = (isAsked: (t: number) => boolean): EnergyMeter => {
      const meter = new EnergyMeter(null, 0, 3);
      for (let t = 0; t <= 31; t++) if (isAsked(t)) meter.add(10 * Math.floor(t / 10), sensed(100), null, t);
      return meter;
    };
    const whole = seldom(() => true);
    assert.equal(whole.joules, 3000);
    assert.deepEqual(whole.takeGaps(), []);
    whole.setMark('exit', 37);
    assert.equal(whole.joulesAtMark('exit'), 3700);
    // What it has drawn since its last line is a guess.
    assert.ok(whole.bounds().below >= 700);
    const stalled = seldom((t) => t < 12 || t > 27);
    assert.equal(stalled.joules, 2000);
    assert.deepEqual(
      stalled.takeGaps().map(({ fromSeconds, toSeconds }) => [fromSeconds, toSeconds]),
      [[10, 20]],
    );
    const silent = new EnergyMeter(null, 0, 3);
    silent.add(0, sensed(100), null, 0);
    silent.add(8, failed);
    silent.add(10, sensed(100), null, 10);
    assert.equal(silent.joules, 0);
    assert.equal(silent.takeGaps().length, 1);
  });

  it('loses nothing in a gap that the counter covered', () => {
    const meter = new EnergyMeter(nvml, 0, 3);
    meter.add(0, counted(0));
    meter.add(1, counted(100));
    meter.add(11, counted(1100));
    assert.equal(meter.joules, 1100);
    assert.deepEqual(
      meter.takeGaps().map((gap) => gap.bridged),
      [true],
    );
  });

  it('undoes the lateness of a sensor that averages over the last second', () => {
    const { energy } = trace([100, 100, 100, 100, 600, 50, 600, 600, 50, 50]);
    const meter = new EnergyMeter(null, 1, 3);
    for (let step = 0; step <= 80; step++) {
      const t = 1 + 0.05 * step;
      meter.add(t, sensed(energy(t) - energy(t - 1)));
    }
    const truth = energy(5) - energy(1);
    assert.ok(Math.abs((meter.leastJoules ?? 0) / truth - 1) < 0.005);
  });

  it('at a mark between two lines of a program that averages has gone on by the newest mean', () => {
    const meter = new EnergyMeter(null, 1, 3);
    meter.add(0, sensed(150));
    meter.setMark('launch', 0.6);
    const zero = meter.joulesAtMark('launch') ?? Number.NaN;
    assert.ok(Math.abs(zero - 90) < 1e-9, `${zero} J`);
    for (const t of [1, 2, 3]) meter.add(t, sensed(150));
    assert.ok(Math.abs((meter.joules ?? Number.NaN) - zero - 360) < 1e-9);
  });

  it('passes over a clock that stands still or goes back', () => {
    const meter = new EnergyMeter(null, 0, 3);
    meter.add(5, sensed(100));
    meter.add(5, sensed(900));
    meter.add(4, sensed(900));
    meter.add(6, sensed(100));
    assert.equal(meter.joules, 100);
  });

  it('has the truth within its bounds where the sensor beside the counter looks for a part of the time alone', () => {
    const levels = fc.array(fc.integer({ min: 20, max: 700 }), { minLength: 90, maxLength: 90 });
    const phase = fc.double({ min: 0, max: 0.1, noNaN: true });
    fc.assert(
      fc.property(levels, phase, fc.integer({ min: 1, max: 30 }), (watts, phaseSeconds, readings) => {
        // Power that holds for 50 ms each.
        const energy = (t: number): number =>
          watts.reduce((sum, level, index) => sum + level * clampTo(t - 0.05 * index, 0.05), 0);
        const counter = (t: number): number =>
          energy(Math.floor((t - phaseSeconds) / 0.1) * 0.1 + phaseSeconds);
        const meter = new EnergyMeter(nvml, 0, 3, Infinity, { coverage: 0.25, limitWatts: 700 });
        const read = (t: number): void => {
          meter.add(t, counted(5000 + counter(t), watts[Math.floor(t / 0.1) * 2] ?? 0));
        };
        const begin = 0.3;
        read(begin);
        meter.setMark('launch', begin);
        let t = begin;
        while (meter.ticksSinceMark('launch') < 2) read((t += 0.004));
        const zero = meter.joulesAtMark('launch') ?? Number.NaN;
        for (let index = 0; index < readings; index++) read((t += 0.1));
        const end = t;
        meter.setMark('exit', end);
        while (meter.ticksSinceMark('exit') < 1) read((t += 0.004));
        const joules = (meter.joulesAtMark('exit') ?? Number.NaN) - zero;
        const truth = energy(end) - energy(begin);
        const { below, above } = meter.bounds();
        assert.ok(
          joules - below <= truth + 1e-6 && truth <= joules + above + 1e-6,
          `${joules} J of ${truth} J`,
        );
      }),
    );
  });
});

const clampTo = (value: number, most: number): number => Math.min(Math.max(value, 0), most);
