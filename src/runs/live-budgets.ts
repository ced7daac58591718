import {
  isToBeActedOn,
  judgeBudget,
  nothingSpent,
  spentBy,
  type Budget,
  type BudgetLevel,
  type BudgetScope,
  type BudgetState,
  type Spent,
} from './budget';
import type { RunSummary } from './summary';

/** The runs that budgets are held against. */
interface Runs {
  /** Those that are being metered and watched. */
  readonly live: readonly RunSummary[];
  /** All others that are known; one that is among the live ones too counts once, as it is there. */
  readonly others: readonly RunSummary[];
  /** The folders of the workspace. */
  readonly folders: readonly string[];
}

/** How live runs stand to a budget that counts them together. */
export interface JudgedBudget {
  readonly state: BudgetState;
  readonly runs: readonly RunSummary[];
}

/** A run that is within another has its energy there. */
const outermost = (runs: readonly RunSummary[]): RunSummary[] =>
  runs.filter(({ within }) => !runs.some(({ id }) => within.includes(id)));

/** Holds every live run against each budget: by itself, or with all runs of its day or of the workspace. */
export function judgeLiveRuns(budgets: readonly Budget[], runs: Runs): JudgedBudget[] {
  const liveIds = new Set(runs.live.map(({ id }) => id));
  const others = runs.others.filter(({ id }) => !liveIds.has(id));
  return budgets.flatMap((budget) => {
    const keyOf = (run: RunSummary): string | null => countedWith(budget.scope, run, runs.folders);
    const keys = new Set(runs.live.map(keyOf).filter((key) => key !== null));
    return [...keys].flatMap((key) => {
      const live = runs.live.filter((run) => keyOf(run) === key);
      const counted = outermost([...live, ...others.filter((run) => keyOf(run) === key)]);
      const before = spentByAll(
        budget,
        counted.filter((run) => !live.includes(run)),
      );
      const state = judgeBudget(
        budget,
        before,
        counted.filter((run) => live.includes(run)),
      );
      return state === null ? [] : [{ state, runs: live }];
    });
  });
}

/** Each budget's level that was told last, by run; `acted`: it is spent, and something was to be done for it. */
export type ToldLevels = Map<string, BudgetLevel | 'acted'>;

/**
 * What is still to be told: the budgets that will likely be passed, those that are spent and, where something `isDone` for those,
 * those that are to be acted on; each with the runs of which that was not told yet. Marks it as told.
 */
export function takeUntold(
  judged: readonly JudgedBudget[],
  told: ToldLevels,
  isDone: boolean,
): JudgedBudget[] {
  return judged.flatMap(({ state, runs }) => {
    const { budget, level } = state;
    if (level === 'within') return [];
    const mark = isDone && isToBeActedOn(state) ? 'acted' : level;
    const untold = runs.filter(({ id }) => {
      const key = `${id} ${budget.scope} ${budget.quantity} ${budget.limit}`;
      const before = told.get(key);
      if (before === mark || before === 'acted' || (before === 'over' && mark !== 'acted')) return false;
      told.set(key, mark);
      return true;
    });
    return untold.length === 0 ? [] : [{ state, runs: untold }];
  });
}

/** Those whose figure is not known count for nothing. */
const spentByAll = ({ quantity }: Budget, runs: readonly RunSummary[]): Spent =>
  runs.reduce((sum, run) => {
    const { all, own, isShareUnknown } = spentBy(quantity, run) ?? nothingSpent;
    return {
      all: sum.all + all,
      own: sum.own + own,
      isShareUnknown: sum.isShareUnknown || isShareUnknown,
    };
  }, nothingSpent);

/** Runs of the same text are counted together; null for one that the budget does not hold for. */
function countedWith(scope: BudgetScope, run: RunSummary, folders: readonly string[]): string | null {
  switch (scope) {
    case 'run':
      return run.id;
    case 'day':
      return localDay(run.started);
    case 'workspace':
      return folders.some((folder) => isWithin(run.cwd, folder)) ? 'workspace' : null;
  }
}

/** A day is the person's, not Greenwich's. */
const localDay = (iso: string): string => new Date(iso).toDateString();

export const isWithin = (path: string, folder: string): boolean => {
  const parent = folder.replace(/[\\/]+$/, '');
  return path === parent || path.startsWith(`${parent}/`) || path.startsWith(`${parent}\\`);
};
