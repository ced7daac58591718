import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  describeBudget,
  describeOthers,
  isToBeActedOn,
  judgeBudget,
  nothingSpent,
  spendingJoules,
  worstBudget,
  type Budget,
  type Spent,
} from '../../../src/runs/budget';
import { summarize, type RunSummary } from '../../../src/runs/summary';
import { wholeJournal } from './journal-samples';

/** 4500 J in 10 s. */
function running(forecast: number | null): RunSummary {
  const summary = summarize(wholeJournal.slice(0, -1), { meterAlive: true });
  assert(summary !== null);
  const range = forecast === null ? null : { low: 0.9 * forecast, mid: forecast, high: 1.1 * forecast };
  const progress = {
    done: 10,
    total: 100,
    unit: 'step' as const,
    epochs: null,
    from: 'terminal output',
    joulesPerUnit: 450,
    joulesPerEpoch: null,
    joulesPerSample: null,
    joulesPerToken: null,
    secondsPerUnit: 1,
    secondsPerEpoch: null,
    forecastJoules: range,
    forecastSeconds: null,
    endsAt: null,
  };
  return { ...summary, progress };
}

/** By the runs' own processes alone. */
const spentOf = (all: number): Spent => ({ all, own: all, isShareUnknown: false });

/** The same run, of which its own processes drew so much. */
const withShare = (share: number | null): RunSummary => {
  const run = running(null);
  return { ...run, energyJoules: { ...run.energyJoules, share } };
};

const energy = (limit: number, scope: Budget['scope'] = 'run'): Budget => ({
  scope,
  quantity: 'energy',
  limit,
});

describe('a budget', () => {
  it('warns by the forecast, long before it is spent, and tells when that will be', () => {
    assert.equal(judgeBudget(energy(50_000), nothingSpent, [running(45_000)])?.level, 'within');
    const state = judgeBudget(energy(40_000), nothingSpent, [running(45_000)]);
    assert(state !== null);
    assert.equal(state.level, 'likely');
    assert(Math.abs((state.secondsLeft ?? 0) - (10 * (40_000 - 4500)) / 4500) < 1e-6);
    assert.match(
      describeBudget(state),
      /^The budget of this run, 11\.1 Wh, will likely be passed: 12\.5 Wh \(11\.3 Wh to/,
    );
  });

  it('warns at most of it where nothing is foretold, and says when it is spent', () => {
    assert.equal(judgeBudget(energy(6000), nothingSpent, [running(null)])?.level, 'within');
    assert.equal(judgeBudget(energy(5500), nothingSpent, [running(null)])?.level, 'likely');
    const over = judgeBudget(energy(4000), nothingSpent, [running(null)]);
    assert.equal(over?.level, 'over');
    assert.match(describeBudget(over), /is spent: 1\.25 Wh so far\.$/);
  });

  it('counts what other runs of the day have spent', () => {
    assert.equal(judgeBudget(energy(50_000, 'day'), nothingSpent, [running(45_000)])?.level, 'within');
    assert.equal(judgeBudget(energy(50_000, 'day'), spentOf(10_000), [running(45_000)])?.level, 'likely');
    assert.equal(judgeBudget(energy(50_000, 'day'), spentOf(49_000), [running(45_000)])?.level, 'over');
  });

  it('counts all that live runs foretell, and a run that foretells nothing as it stands', () => {
    const day = (limit: number): Budget => energy(limit, 'day');
    const both = judgeBudget(day(80_000), spentOf(1000), [running(45_000), running(45_000)]);
    assert.deepEqual([both?.level, both?.spent, both?.forecast?.mid], ['likely', 10_000, 91_000]);
    // Together they spend it twice as fast.
    assert(Math.abs((both?.secondsLeft ?? 0) - 70_000 / 900) < 1e-6);
    const mixed = [running(45_000), running(null)];
    assert.equal(judgeBudget(day(50_000), nothingSpent, mixed)?.forecast?.mid, 49_500);
    assert.equal(judgeBudget(day(50_000), nothingSpent, mixed)?.level, 'within');
    const most = judgeBudget(day(51_000), spentOf(33_000), [running(5000), running(null)]);
    assert.equal(most?.level, 'likely');
    assert.match(describeBudget(most), /^82 % of the budget of the day/);
  });

  it('holds for CO2e, with the emissions of the joules so far', () => {
    const run = running(45_000);
    const grams = run.co2eGrams.operational ?? 0;
    const co2e = (limit: number): Budget => ({ scope: 'run', quantity: 'co2e', limit });
    assert.equal(judgeBudget(co2e(grams * 9), nothingSpent, [run])?.level, 'likely');
    assert.equal(judgeBudget(co2e(grams * 11), nothingSpent, [run])?.level, 'within');
  });

  it('stays where it is in a chart of the run’s energy, spent or not', () => {
    const run = running(null);
    const gramsPerJoule = (run.co2eGrams.operational ?? 0) / (run.energyJoules.gross ?? 1);
    const drawnAt = (budget: Budget, before: number): number | null => {
      const state = judgeBudget(budget, spentOf(before), [run]);
      assert(state !== null);
      return spendingJoules(state, run);
    };
    assert.equal(drawnAt(energy(50_000), 0), 50_000);
    assert.equal(drawnAt(energy(4000), 0), 4000);
    assert.equal(drawnAt(energy(50_000, 'day'), 10_000), 40_000);
    assert.equal(drawnAt(energy(4000, 'day'), 5000), 0);
    const co2e = drawnAt({ scope: 'run', quantity: 'co2e', limit: 3000 * gramsPerJoule }, 0);
    assert(co2e !== null && Math.abs(co2e - 3000) < 1e-6);
    // What another live run has spent is not this one's to spend.
    const together = judgeBudget(energy(50_000, 'day'), spentOf(10_000), [run, running(null)]);
    assert(together !== null);
    assert.equal(spendingJoules(together, run), 35_500);
  });

  it('is told for all that the devices drew, and acted on for what the run’s own processes did', () => {
    const spent = (share: number | null, limit = 4000) => {
      const state = judgeBudget(energy(limit), nothingSpent, [withShare(share)]);
      assert.equal(state?.level, 'over');
      return state;
    };
    // Of 4500 J.
    assert.equal(isToBeActedOn(spent(2300)), true);
    assert.equal(isToBeActedOn(spent(2200)), false);
    assert.equal(isToBeActedOn(spent(2200, 2200)), true);
    assert.equal(isToBeActedOn(spent(0)), false);
    assert.equal(isToBeActedOn(spent(null)), true);
    assert.match(
      describeOthers(spent(450), true) ?? '',
      /^Of what was spent 125 mWh, 10 %, are of the run’s own processes, .*: nothing is stopped or paused for those\.$/,
    );
    assert.match(describeOthers(spent(450), false) ?? '', /^Of what .* own processes\.$/);
    assert.match(describeOthers(spent(2000, 1500), true) ?? '', /^Of what .* own processes\.$/);
    assert.equal(describeOthers(spent(2300), true), null);
    // Not known is told before something is done for it.
    assert.match(describeOthers(spent(null), true) ?? '', /is not known\.$/);
    assert.equal(describeOthers(spent(null), false), null);
    // One that is within its budget is not to be acted on.
    const within = judgeBudget(energy(9000), nothingSpent, [withShare(4500)]);
    assert.equal(within === null || isToBeActedOn(within), false);
  });

  it('counts the shares of all runs that it is of, where they are known', () => {
    const day = judgeBudget(energy(14_000, 'day'), { all: 6000, own: 600, isShareUnknown: false }, [
      withShare(450),
      withShare(null),
    ]);
    assert.deepEqual([day?.spent, day?.ownSpent, day?.isShareUnknown], [15_000, 5550, true]);
    assert.equal(day === null || isToBeActedOn(day), false);
  });

  it('is not judged where the energy is not known', () => {
    const run = running(null);
    const unknown = { ...run, energyJoules: { ...run.energyJoules, gross: null } };
    assert.equal(judgeBudget(energy(1), nothingSpent, [unknown]), null);
  });

  it('is told by the worst', () => {
    const states = [energy(50_000), energy(4000), energy(40_000)].flatMap(
      (budget) => judgeBudget(budget, nothingSpent, [running(45_000)]) ?? [],
    );
    assert.equal(worstBudget(states)?.budget.limit, 4000);
    assert.equal(worstBudget([]), null);
  });
});
