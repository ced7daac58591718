import { strict as assert } from 'node:assert';
import { forecast, type ProgressPoint } from '../../../src/progress/forecast';

/** Numbers between 0 and 1 that are the same each time (Numerical Recipes' generator). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface SimulatedRun {
  readonly points: readonly ProgressPoint[];
  readonly total: number;
  readonly joules: number;
  readonly seconds: number;
}

/** A training with a start, slow first steps, steps of unequal length, evaluations, checkpoints and a drift of its speed. */
function simulate(random: () => number): SimulatedRun {
  const between = (low: number, high: number): number => low + (high - low) * random();
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const often = (chance: number, low: number, high: number): number =>
    random() < chance ? Math.max(1, Math.round(total / between(low, high))) : Infinity;
  const total = Math.round(200 * 10 ** between(0, 1.5));
  const stepSeconds = 0.02 * 10 ** between(0, 2);
  const watts = between(100, 700);
  const warmSteps = total * between(0, 0.03);
  const warmFactor = between(1, 5);
  const noise = between(0.02, 0.2);
  const drift = between(-0.02, 0.02);
  const evaluateEvery = often(0.7, 2, 30);
  const evaluationSeconds = evaluateEvery * between(0.01, 0.15) * stepSeconds;
  const checkpointEvery = often(0.6, 3, 20);
  const checkpointSeconds = Math.min(checkpointEvery * 0.1, between(2, 30)) * stepSeconds;
  const logEvery = random() < 0.5 ? 1 : Math.max(1, Math.round(total / 200));
  let seconds = between(5, 25);
  let joules = seconds * watts * 0.4;
  const points: ProgressPoint[] = [{ seconds, done: 0, joules }];
  for (let step = 1; step <= total; step += 1) {
    const pace = (step <= warmSteps ? warmFactor : 1) * (1 + (drift * step) / total);
    const taken = stepSeconds * pace * Math.max(0.3, 1 + noise * normal());
    seconds += taken;
    joules += taken * watts * (1 + 0.03 * normal());
    if (step % logEvery === 0) points.push({ seconds, done: step, joules });
    if (step % evaluateEvery === 0) {
      seconds += evaluationSeconds;
      joules += evaluationSeconds * watts * 0.7;
    }
    if (step % checkpointEvery === 0) {
      seconds += checkpointSeconds;
      joules += checkpointSeconds * watts * 0.3;
    }
  }
  return { points, total, joules, seconds };
}

const seenUntil = ({ points, total }: SimulatedRun, share: number): ProgressPoint[] =>
  points.filter(({ done }) => done <= share * total);

describe('the forecast of a training', () => {
  it('holds the truth in nine of ten runs with warm-up, evaluation pauses and checkpoint stalls', () => {
    const random = randomNumbers(7);
    const runs = Array.from({ length: 200 }, () => simulate(random));
    for (const share of [0.1, 0.25, 0.5, 0.75]) {
      const told = runs.flatMap((run) => {
        const foretold = forecast(seenUntil(run, share), run.total);
        return foretold === null ? [] : [{ run, foretold }];
      });
      assert(told.length > 190);
      const holds = (kind: 'joules' | 'seconds'): number =>
        told.filter(
          ({ run, foretold }) => foretold[kind].low <= run[kind] && run[kind] <= foretold[kind].high,
        ).length / told.length;
      assert(holds('joules') >= 0.9, `${holds('joules')} of the energies at ${share}`);
      assert(holds('seconds') >= 0.9, `${holds('seconds')} of the times at ${share}`);
    }
  });

  it('narrows as the run goes on', () => {
    const run = simulate(randomNumbers(3));
    const widths = [0.1, 0.3, 0.6, 0.9].map((share) => {
      const foretold = forecast(seenUntil(run, share), run.total);
      assert(foretold !== null);
      return foretold.joules.high - foretold.joules.low;
    });
    assert.deepEqual(
      widths,
      [...widths].sort((a, b) => b - a),
    );
  });

  it('is within 10 % after a tenth of a steady run', () => {
    const points = Array.from({ length: 101 }, (_value, step) => ({
      seconds: 20 + step,
      done: step,
      joules: 20 * 100 + step * 400,
    }));
    const foretold = forecast(points, 1000);
    assert(foretold !== null);
    const truth = 2000 + 1000 * 400;
    assert(Math.abs(foretold.joules.mid / truth - 1) < 0.1);
    assert(Math.abs(foretold.seconds.mid / 1020 - 1) < 0.1);
  });

  it('ends with what was drawn', () => {
    const run = simulate(randomNumbers(5));
    const end = run.joules;
    const foretold = forecast(
      [...run.points, { seconds: run.seconds, done: run.total, joules: end }],
      run.total,
    );
    assert.deepEqual(foretold?.joules, { low: end, mid: end, high: end });
  });

  it('is not known of a few steps, of no total and of no progress', () => {
    const point = (done: number): ProgressPoint => ({ seconds: done, done, joules: done });
    assert.equal(forecast([point(0), point(1)], 100), null);
    assert.equal(forecast([0, 1, 2, 3, 4].map(point), 0), null);
    assert.equal(forecast([3, 3, 3, 3, 3].map(point), 100), null);
  });
});
