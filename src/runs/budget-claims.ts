import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Budget } from './budget';
import type { BudgetAction } from './budget-actions';
import { budgetClaimName } from './run-files';

/**
 * Takes it on to do to a run what a spent budget asks for; false where that was done before, by this process or another: several
 * windows see a budget spent, and so does one that was reloaded. A run is asked once to stop, whatever the budget: a second SIGINT
 * would cut off what the first has it save. It is paused once for each budget: a person who lets it go on means it.
 */
export function claimBudgetAction(
  runFolder: string,
  action: Exclude<BudgetAction, 'warn'>,
  { scope, quantity, limit }: Budget,
): boolean {
  const name = action === 'stop' ? budgetClaimName(action) : budgetClaimName(action, scope, quantity, limit);
  const claim = {
    at: new Date().toISOString(),
    host: hostname(),
    pid: process.pid,
    budget: { scope, quantity, limit },
  };
  try {
    // Only one process can make it.
    writeFileSync(join(runFolder, name), `${JSON.stringify(claim)}\n`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    // Where the disk is full or may only be read, a budget is a budget still.
    return (error as NodeJS.ErrnoException).code !== 'EEXIST';
  }
}
