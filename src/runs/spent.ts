import type { Budget, BudgetScope } from './budget';
import type { RunSummary } from './summary';

/** Which other runs count for a budget of a day, or of a workspace. */
interface Counting {
  readonly run: RunSummary;
  /** The folders of the workspace; the run's own where it lies in none of them. */
  readonly folders: readonly string[];
}

/** What the other runs that count for a budget have spent, in its unit; those whose figure is not known count for nothing. */
export function spentBefore(
  { scope, quantity }: Budget,
  runs: readonly RunSummary[],
  counting: Counting,
): number {
  return runs
    .filter((other) => other.id !== counting.run.id && counts(scope, other, counting))
    .reduce((sum, { energyJoules, co2eGrams }) => {
      const value = quantity === 'energy' ? energyJoules.gross : co2eGrams.operational;
      return sum + (value ?? 0);
    }, 0);
}

function counts(scope: BudgetScope, other: RunSummary, { run, folders }: Counting): boolean {
  switch (scope) {
    case 'run':
      return false;
    case 'day':
      return localDay(other.started) === localDay(run.started);
    case 'workspace':
      return folders.some((folder) => isWithin(other.cwd, folder) && isWithin(run.cwd, folder));
  }
}

/** A day is the person's, not Greenwich's. */
const localDay = (iso: string): string => new Date(iso).toDateString();

const isWithin = (path: string, folder: string): boolean => {
  const parent = folder.replace(/[\\/]+$/, '');
  return path === parent || path.startsWith(`${parent}/`) || path.startsWith(`${parent}\\`);
};
