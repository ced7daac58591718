import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Budget } from '../../../src/runs/budget';
import { spentBefore } from '../../../src/runs/spent';
import { summarize, type RunSummary } from '../../../src/runs/summary';
import { wholeJournal } from './journal-samples';

const base = summarize(wholeJournal, { meterAlive: false });

function runOf(id: string, started: string, cwd: string): RunSummary {
  assert(base !== null);
  return { ...base, id, started, cwd };
}

describe('what other runs have spent', () => {
  const run = runOf('now', '2026-05-12T14:30:15.000Z', '/home/someone/project/experiments');
  const others = [
    run,
    runOf('earlier', '2026-05-12T13:00:00.000Z', '/home/someone/project'),
    runOf('elsewhere', '2026-05-12T13:10:00.000Z', '/home/someone/project-two'),
    runOf('last week', '2026-05-05T13:00:00.000Z', '/home/someone/project/'),
  ];
  const spent = (scope: Budget['scope'], quantity: Budget['quantity'] = 'energy'): number =>
    spentBefore({ scope, quantity, limit: 1 }, others, { run, folders: ['/home/someone/project'] });

  it('counts runs of the day, and of the workspace’s folders, but never the run itself', () => {
    const each = base?.energyJoules.gross ?? NaN;
    assert.equal(spent('run'), 0);
    assert.equal(spent('day'), 2 * each);
    assert.equal(spent('workspace'), 2 * each);
    assert.equal(spent('day', 'co2e'), 2 * (base?.co2eGrams.operational ?? NaN));
  });

  it('passes over runs whose energy is not known', () => {
    const unknown = { ...run, id: 'x', energyJoules: { ...run.energyJoules, gross: null } };
    assert.equal(
      spentBefore({ scope: 'day', quantity: 'energy', limit: 1 }, [unknown], { run, folders: [] }),
      0,
    );
  });
});
