import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Budget } from '../../../src/runs/budget';
import { judgeLiveRuns, takeUntold, type ToldLevels } from '../../../src/runs/live-budgets';
import { summarize, type RunSummary } from '../../../src/runs/summary';
import { wholeJournal } from './journal-samples';

const base = summarize(wholeJournal, { meterAlive: false });
const each = base?.energyJoules.gross ?? NaN;

function runOf(id: string, started: string, cwd: string, joules: number | null = each): RunSummary {
  assert(base !== null);
  return { ...base, id, started, cwd, energyJoules: { ...base.energyJoules, gross: joules } };
}

const folders = ['/home/someone/project'];
const budget = (scope: Budget['scope'], limit = 1e9, quantity: Budget['quantity'] = 'energy'): Budget => ({
  scope,
  quantity,
  limit,
});

describe('budgets of live runs', () => {
  const run = runOf('now', '2026-05-12T14:30:15.000Z', '/home/someone/project/experiments');
  const beside = runOf('beside', '2026-05-12T14:31:00.000Z', '/home/someone/project', 2000);
  const away = runOf('away', '2026-05-12T14:32:00.000Z', '/home/someone/project-two', 3000);
  const ended = [
    runOf('earlier', '2026-05-12T13:00:00.000Z', '/home/someone/project'),
    runOf('elsewhere', '2026-05-12T13:10:00.000Z', '/home/someone/project-two'),
    runOf('last week', '2026-05-05T13:00:00.000Z', '/home/someone/project/'),
  ];
  const spent = (
    scope: Budget['scope'],
    live: readonly RunSummary[],
    others = ended,
  ): (number | string)[][] =>
    judgeLiveRuns([budget(scope)], { live, others, folders }).map(({ state, runs }) => [
      ...runs.map(({ id }) => id),
      state.spent,
    ]);

  it('count a run by itself, or with all of its day or of the workspace, live or ended', () => {
    const live = [run, beside, away];
    assert.deepEqual(spent('run', live), [
      ['now', each],
      ['beside', 2000],
      ['away', 3000],
    ]);
    assert.deepEqual(spent('day', live), [['now', 'beside', 'away', 3 * each + 5000]]);
    assert.deepEqual(spent('workspace', live), [['now', 'beside', 3 * each + 2000]]);
    assert.deepEqual(spent('workspace', [away]), []);
  });

  it('count a run that is within another there alone, live or ended', () => {
    const inner = { ...beside, within: ['earlier', 'now'] };
    assert.deepEqual(spent('day', [run, inner], []), [['now', 'beside', each]]);
    assert.deepEqual(spent('day', [run], [inner]), [['now', each]]);
    assert.deepEqual(spent('run', [run, inner], []), [
      ['now', each],
      ['beside', 2000],
    ]);
    // Of those that it is within, none is of that day.
    assert.deepEqual(spent('day', [inner], []), [['beside', 2000]]);
  });

  it('count a live run once, by what is newest of it', () => {
    assert.deepEqual(spent('day', [beside], [{ ...beside, started: run.started }, run]), [
      ['beside', each + 2000],
    ]);
  });

  it('pass over runs whose energy is not known', () => {
    const unknown = runOf('unknown', run.started, run.cwd, null);
    assert.deepEqual(spent('day', [run], [unknown]), [['now', each]]);
    assert.deepEqual(spent('day', [run, unknown], []), [['now', 'unknown', each]]);
    assert.deepEqual(spent('day', [unknown], []), []);
  });

  it('count emissions too', () => {
    const grams = base?.co2eGrams.operational ?? NaN;
    const [judged] = judgeLiveRuns([budget('day', 1e9, 'co2e')], { live: [run], others: ended, folders });
    assert.ok(Math.abs((judged?.state.spent ?? 0) - 3 * grams) < 1e-9);
  });

  it('are told once a level, for all runs that reach it together, and again for a run that begins later', () => {
    const told: ToldLevels = new Map();
    const news = (live: readonly RunSummary[], limits: Budget[]): string[] =>
      takeUntold(judgeLiveRuns(limits, { live, others: [], folders }), told, false).map(
        ({ state, runs }) => `${state.budget.scope} ${state.level} ${runs.map(({ id }) => id).join('+')}`,
      );
    const limits = [budget('run', 2500), budget('day', 10_000)];
    const at = (id: string, joules: number): RunSummary => runOf(id, run.started, run.cwd, joules);
    assert.deepEqual(news([at('a', 1000), at('b', 1500)], limits), []);
    assert.deepEqual(news([at('a', 2100), at('b', 2200)], limits), ['run likely a', 'run likely b']);
    assert.deepEqual(news([at('a', 2200), at('b', 2600)], limits), ['run over b']);
    assert.deepEqual(news([at('a', 2300), at('b', 8000)], limits), ['day over a+b']);
    assert.deepEqual(news([at('a', 2400), at('b', 9000)], limits), []);
    assert.deepEqual(news([at('a', 2400), at('b', 9000), at('c', 1)], limits), ['day over c']);
  });

  it('are told again once they are to be acted on, where something is done by itself', () => {
    const told: Record<'warned' | 'acted', ToldLevels> = { warned: new Map(), acted: new Map() };
    const levels = (share: number, isDone: boolean): string[] => {
      const one = runOf('a', run.started, run.cwd, 4000);
      const live = [{ ...one, energyJoules: { ...one.energyJoules, share } }];
      const judged = judgeLiveRuns([budget('run', 2500)], { live, others: [], folders });
      return takeUntold(judged, isDone ? told.acted : told.warned, isDone).map(({ state }) => state.level);
    };
    for (const isDone of [false, true]) {
      assert.deepEqual(levels(500, isDone), ['over']);
      assert.deepEqual(levels(600, isDone), []);
    }
    assert.deepEqual(levels(2100, true), ['over']);
    assert.deepEqual(levels(2100, false), []);
    // A share that falls below half again changes nothing of what was done.
    assert.deepEqual(levels(1900, true), []);
  });
});
