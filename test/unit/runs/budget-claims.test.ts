import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Budget } from '../../../src/runs/budget';
import { claimBudgetAction } from '../../../src/runs/budget-claims';
import { isRunFile } from '../../../src/runs/run-files';

const budget: Budget = { scope: 'run', quantity: 'energy', limit: 3.6e6 };
const day: Budget = { scope: 'day', quantity: 'co2e', limit: 1e-7 };

describe('what is done to a run for a spent budget', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wattlens-claims-'));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const run = (name: string): string => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  };

  it('is done by one of the processes that see it spent at the same time', async () => {
    const runs = Array.from({ length: 100 }, (_value, index) => run(`run-${index}`));
    const source = fileURLToPath(new URL('../../../src/runs/budget-claims.ts', import.meta.url));
    const program = join(folder, 'window.ts');
    writeFileSync(
      program,
      `import { claimBudgetAction } from ${JSON.stringify(source)};
       const { runs, budgets } = JSON.parse(process.argv[2]);
       process.stdout.write('.');
       process.stdin.once('data', () => {
         const won = runs.filter((run) => budgets.map((each) => claimBudgetAction(run, 'stop', each)).some(Boolean));
         process.stdout.write(JSON.stringify(won), () => process.exit());
       });`,
    );
    const windows = ['one', 'other'].map(() =>
      spawn(
        process.execPath,
        ['--import', 'tsx', program, JSON.stringify({ runs, budgets: [budget, day] })],
        { stdio: ['pipe', 'pipe', 'inherit'] },
      ),
    );
    await Promise.all(
      windows.map(({ stdout }) => new Promise((resolve) => stdout.once('readable', resolve))),
    );
    for (const { stdin } of windows) stdin.write('now');
    const won = await Promise.all(
      windows.map(async ({ stdout }) => JSON.parse((await text(stdout)).slice(1)) as string[]),
    );
    assert.deepEqual(won.flat().sort(), [...runs].sort());
  }).timeout(60_000);

  it('is asked to stop once, and paused once for each budget and each limit', () => {
    const each = run('each');
    assert.deepEqual(
      [budget, day, budget].map((of) => claimBudgetAction(each, 'stop', of)),
      [true, false, false],
    );
    const raised = { ...budget, limit: 7.2e6 };
    assert.deepEqual(
      [budget, day, budget, raised].map((of) => claimBudgetAction(each, 'pause', of)),
      [true, true, false, true],
    );
    assert.deepEqual(
      readdirSync(each).filter((name) => !isRunFile(name)),
      [],
    );
  });

  it('is done where that can’t be kept', () => {
    assert.equal(claimBudgetAction(join(folder, 'nowhere'), 'stop', budget), true);
  });
});
