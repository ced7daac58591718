import { strict as assert } from 'node:assert';
import { forecast } from '../../../src/progress/forecast';
import { likeNeighbours, type Piece } from '../../../src/progress/pieces';
import { wanderOf } from '../../../src/progress/wander';
import { addMoment, type ProgressPoint } from '../../../src/progress/moments';
import {
  looks,
  otherKinds,
  randomNumbers,
  steadyRuns,
  usualRuns,
  type KindOfRun,
  type TrainingRun,
} from '../../sim/training-runs';

const seed = 7;

function simulated({ make }: KindOfRun, count: number): readonly TrainingRun[] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, () => make(random));
}

/** The share of runs whose energy and time lie in what was foretold at a look. */
function held(
  runs: readonly TrainingRun[],
  look: number,
): { readonly joules: number; readonly seconds: number } {
  const told = runs.flatMap((run) => {
    const foretold = forecast(run.seen[look] ?? [], run.total, run.stages);
    return foretold === null ? [] : [{ run, foretold }];
  });
  assert(told.length > 0.95 * runs.length, `${told.length} of ${runs.length} are foretold`);
  const share = (kind: 'joules' | 'seconds'): number =>
    told.filter(({ run, foretold }) => foretold[kind].low <= run[kind] && run[kind] <= foretold[kind].high)
      .length / told.length;
  return { joules: share('joules'), seconds: share('seconds') };
}

describe('the forecast of a training', () => {
  it('holds the truth in nine of ten runs with warm-up, evaluation pauses and checkpoint stalls', () => {
    const runs = simulated(usualRuns, 150);
    looks.forEach((share, look) => {
      const { joules, seconds } = held(runs, look);
      assert(joules >= 0.9, `${joules} of the energies at ${share}`);
      assert(seconds >= 0.9, `${seconds} of the times at ${share}`);
    });
  });

  for (const kind of otherKinds)
    it(`holds it from the half on, and mostly from a quarter on: ${kind.name}`, () => {
      const runs = simulated(kind, 60);
      // That sequences will get longer is known once they have.
      const isUnforeseen = kind.name.startsWith('a curriculum');
      // Nor is how far a pace will wander that never comes back.
      const isLost = kind.name.includes('does not come back');
      assert(held(runs, 2).joules >= (isLost ? 0.8 : 0.85), `${held(runs, 2).joules} at the half`);
      if (!isUnforeseen && !isLost)
        assert(held(runs, 1).joules >= 0.85, `${held(runs, 1).joules} at a quarter`);
    });

  it('holds it after a tenth, too, where others use the machine, also so that the pace wanders, and where a loader, a file system or a network stalls by chance', () => {
    const byChance = otherKinds.filter(({ name }) => /\bstalls?\b|others use/.test(name));
    assert.equal(byChance.length, 4);
    for (const kind of byChance) {
      const { joules, seconds } = held(simulated(kind, 120), 0);
      assert(joules >= 0.87 && seconds >= 0.87, `${joules} and ${seconds}: ${kind.name}`);
    }
  });

  it('holds it from a tenth on where the plan says how its steps grow', () => {
    const [planned] = otherKinds.filter(({ name }) => name.includes('as the plan says'));
    assert(planned !== undefined);
    const runs = simulated(planned, 100);
    looks.forEach((share, look) => {
      const { joules, seconds } = held(runs, look);
      assert(joules >= 0.87 && seconds >= 0.87, `${joules} and ${seconds} at ${share}`);
    });
  });

  it('widens where the rate moves along a line, and stays narrow where it does not', () => {
    const width = (pace: (step: number) => number): number => {
      const points: ProgressPoint[] = [];
      let seconds = 0;
      for (let step = 0; step <= 250; step += 1) {
        points.push({ seconds, done: step, joules: 300 * seconds });
        seconds += pace(step) * (step % 2 === 0 ? 0.98 : 1.02);
      }
      const foretold = forecast(points, 1000);
      assert(foretold !== null);
      return (foretold.joules.high - foretold.joules.low) / foretold.joules.mid;
    };
    assert(width(() => 1) < 0.2, `${width(() => 1)} of a steady one`);
    const moving = width((step) => 1 + step / 1000);
    assert(moving > 0.3, `${moving} of one that gets slower`);
  });

  it('hears a pace that wanders from few pieces, and takes none of chance, of a constant one or of the first steps for that', () => {
    const random = randomNumbers(seed);
    const piecesOfPace = (paces: readonly number[]): Piece[] =>
      paces.map((rate, index) => ({ from: index, to: index + 1, rate }));
    const noise = (): number => 1 + 0.1 * (random() - 0.5);
    let found = 0;
    for (let run = 0; run < 200; run += 1)
      if (wanderOf(piecesOfPace(Array.from({ length: 20 }, noise)), 9) > 0) found += 1;
    assert(found < 12, `${found} of 200 by chance`);
    assert.equal(wanderOf(piecesOfPace(Array.from({ length: 20 }, () => 2)), 9), 0);
    assert.equal(wanderOf(piecesOfPace([1, 2, 3, 4, 5, 6]), 9), 0);
    const wave = Array.from({ length: 20 }, (_value, index) => noise() * (1 + 0.3 * Math.sin(index / 4)));
    const [early, late] = [wanderOf(piecesOfPace(wave), 9), wanderOf(piecesOfPace(wave), 1 / 3)];
    // It may become three times as fast or slow, and less with what remains.
    assert(early > 0.8 && early <= Math.log(3), String(early));
    assert(late > 0.1 && late < early / 2, String(late));
  });

  it('does not take a pace that has just begun for the one of all that remains', () => {
    const leftAfter = (fast: number): { readonly mid: number; readonly high: number } => {
      const points: ProgressPoint[] = [];
      let seconds = 0;
      for (let step = 0; step <= 600 + fast; step += 1) {
        points.push({ seconds, done: step, joules: 300 * seconds });
        seconds += (step < 600 ? 1 : 0.3) * (step % 2 === 0 ? 0.98 : 1.02);
      }
      const foretold = forecast(points, 1000);
      assert(foretold !== null);
      const now = points.at(-1)?.seconds ?? 0;
      return {
        mid: (foretold.seconds.mid - now) / (400 - fast),
        high: (foretold.seconds.high - now) / (400 - fast),
      };
    };
    // Of 1 s a step before and 0.3 s now.
    const begun = leftAfter(40);
    assert(begun.mid > 0.4 && begun.mid < 0.95, `${begun.mid} s a step soon after`);
    assert(begun.high >= 0.98, `${begun.high} s a step where it goes back`);
    const held = leftAfter(250);
    assert(held.mid < 0.4, `${held.mid} s a step once it has held`);
  });

  it('is of a mean that is less sure where each piece is like the one before', () => {
    const random = randomNumbers(seed);
    const chance = Array.from({ length: 100 }, random);
    const wandering = chance.map((_value, index) =>
      chance.slice(Math.max(0, index - 9), index + 1).reduce((a, b) => a + b),
    );
    assert.equal(likeNeighbours(chance), 1);
    assert(likeNeighbours(wandering) > 3, String(likeNeighbours(wandering)));
    for (const values of [[], [1, 2, 3], Array.from({ length: 20 }, () => 4)])
      assert.equal(likeNeighbours(values), 1);
  });

  it('takes a single jump of the rate for no line: it may go back, or jump once more', () => {
    const points: ProgressPoint[] = [];
    let seconds = 0;
    for (let step = 0; step <= 250; step += 1) {
      points.push({ seconds, done: step, joules: 300 * seconds });
      seconds += (step < 180 ? 1 : 1.4) * (step % 2 === 0 ? 0.98 : 1.02);
    }
    const foretold = forecast(points, 1000);
    assert(foretold !== null);
    assert(foretold.seconds.low <= seconds + 750, `${foretold.seconds.low} where it goes back`);
    assert(foretold.seconds.high >= seconds + 750 * 1.9, `${foretold.seconds.high} where it jumps once more`);
    assert(foretold.seconds.high < seconds + 750 * 2.8, `${foretold.seconds.high} is along a line`);
  });

  it('is within 10 % after a tenth of steady runs', () => {
    for (const { seen, total, joules, seconds } of simulated(steadyRuns, 100)) {
      const foretold = forecast(seen[0] ?? [], total);
      assert(foretold !== null);
      assert(Math.abs(foretold.joules.mid / joules - 1) < 0.1);
      assert(Math.abs(foretold.seconds.mid / seconds - 1) < 0.1);
    }
  });

  it('narrows as runs go on', () => {
    const runs = simulated(usualRuns, 60);
    const widths = looks.map((_share, look) => {
      const each = runs.flatMap(({ seen, total, joules }) => {
        const foretold = forecast(seen[look] ?? [], total);
        return foretold === null ? [] : [(foretold.joules.high - foretold.joules.low) / joules];
      });
      return each.reduce((sum, width) => sum + width, 0) / each.length;
    });
    assert.deepEqual(
      widths,
      [...widths].sort((a, b) => b - a),
    );
  });

  it('leaves out what a training that goes on from a checkpoint skips', () => {
    const skipped = Array.from({ length: 20 }, (_value, index) => ({
      seconds: 10 + 0.5 * index,
      done: 25 * index,
      joules: 1000 + 50 * index,
    }));
    const trained = Array.from({ length: 40 }, (_value, index) => ({
      seconds: 20 + 2 * index,
      done: 476 + index,
      joules: 2000 + 600 * index,
    }));
    const foretold = forecast([...skipped, ...trained], 1000);
    const truth = 2000 + (1000 - 476) * 600;
    assert(foretold !== null && Math.abs(foretold.joules.mid / truth - 1) < 0.02, JSON.stringify(foretold));
  });

  it('ends with what was drawn', () => {
    const [run] = simulated(usualRuns, 1);
    assert(run !== undefined);
    const { seen, seconds, total, joules: end } = run;
    const foretold = forecast([...(seen.at(-1) ?? []), { seconds, done: total, joules: end }], total);
    assert.deepEqual(foretold?.joules, { low: end, mid: end, high: end });
  });

  it('is not known of a few steps, of no total and of no progress', () => {
    const point = (done: number): ProgressPoint => ({ seconds: done, done, joules: done });
    assert.equal(forecast([point(0), point(1)], 100), null);
    assert.equal(forecast([0, 1, 2, 3, 4].map(point), 0), null);
    assert.equal(forecast([3, 3, 3, 3, 3].map(point), 100), null);
  });
});

describe('the moments of a training', () => {
  it('stay few, in their order, with the newest and both ends of a pause', () => {
    const moments: ProgressPoint[] = [];
    let seconds = 0;
    for (let done = 0; done < 3000; done += 1) {
      seconds += done === 1000 ? 500 : 1;
      addMoment(moments, { seconds, done, joules: 100 * seconds });
    }
    assert(moments.length <= 200);
    assert.equal(moments[0]?.done, 0);
    assert.equal(moments.at(-1)?.done, 2999);
    const position = moments.findIndex(({ done }) => done >= 1000);
    const [before, after] = [moments[position - 1], moments[position]];
    assert((after?.seconds ?? 0) - (before?.seconds ?? 0) >= 500);
    assert((after?.done ?? 0) - (before?.done ?? 0) < 60);
    const gaps = moments.slice(1).map(({ done }, index) => done - (moments[index]?.done ?? 0));
    assert(Math.max(...gaps) < 60 && Math.min(...gaps) > 0, `${Math.max(...gaps)}`);
  });
});
