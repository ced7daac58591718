import { briefShare, formatCO2e, formatDuration, formatEnergy } from '../units/format';
import { gramsCO2e, joules, type Range } from '../units/quantities';
import { mapRange } from '../units/range';
import type { RunSummary } from './summary';
import { noteTexts } from './note-texts';
import { isSmallPart, ownShareOf } from './own-share';

/** What a budget counts: one run, all runs that began on one day, all runs of one workspace. */
export type BudgetScope = 'run' | 'day' | 'workspace';

export interface Budget {
  readonly scope: BudgetScope;
  /** Gross energy, or operational CO2e. */
  readonly quantity: 'energy' | 'co2e';
  /** In joules or grams, above 0. */
  readonly limit: number;
}

/** `likely`: the forecast passes the limit, or, where there is none, most of it is spent. `over`: it is spent. */
export type BudgetLevel = 'within' | 'likely' | 'over';

export interface BudgetState {
  readonly budget: Budget;
  readonly level: BudgetLevel;
  /** Joules or grams, of all runs that count: all that their devices drew. */
  readonly spent: number;
  /** Of it, what the runs' own processes drew; of a run whose share is not known, all. */
  readonly ownSpent: number;
  /** Whether the share of a run that counts is not known. */
  readonly isShareUnknown: boolean;
  /** What it comes to by the forecasts of the live runs; null where there is none. */
  readonly forecast: Range | null;
  /** When the limit is passed if it goes on like this; null where it never is, is already, or nothing is known of it. */
  readonly secondsLeft: number | null;
}

/** Without a forecast a warning comes when this much of the limit is spent. */
const mostOfIt = 0.8;

/**
 * How live runs that count together stand to a budget; null where the energy, or the emissions, of none is known. `before` is what
 * other runs that count have spent, in the budget's unit.
 */
export function judgeBudget(budget: Budget, before: Spent, runs: readonly RunSummary[]): BudgetState | null {
  const { quantity, limit } = budget;
  const parts = runs.flatMap((run) => partOf(quantity, run) ?? []);
  if (parts.length === 0) return null;
  const sum = (valueOf: (part: Part) => number): number =>
    parts.reduce((total, part) => total + valueOf(part), 0);
  const spent = before.all + sum(({ spent: { all } }) => all);
  // A run that foretells nothing is counted as it stands: the forecast of all is then the least it comes to.
  const foretold = (end: keyof Range): number =>
    before.all + sum(({ spent: { all }, forecast }) => forecast?.[end] ?? all);
  const forecast = parts.some((part) => part.forecast !== null)
    ? { low: foretold('low'), mid: foretold('mid'), high: foretold('high') }
    : null;
  const perSecond = sum(({ spent: { all }, seconds }) => (seconds > 0 ? all / seconds : 0));
  const left = perSecond > 0 && spent < limit ? (limit - spent) / perSecond : null;
  const isForetold = parts.every((part) => part.forecast !== null);
  const level = levelOf(limit, spent, { forecast, isForetold });
  return {
    budget,
    level,
    spent,
    ownSpent: before.own + sum(({ spent: { own } }) => own),
    isShareUnknown: before.isShareUnknown || parts.some((part) => part.spent.isShareUnknown),
    forecast,
    secondsLeft: level === 'likely' ? left : null,
  };
}

/** What runs have spent of a budget, in its unit. */
export interface Spent {
  /** All that their devices drew. */
  readonly all: number;
  /** Of it, what their own processes drew; of a run whose share is not known, all. */
  readonly own: number;
  readonly isShareUnknown: boolean;
}

export const nothingSpent: Spent = { all: 0, own: 0, isShareUnknown: false };

/** Null where the energy, or the emissions, are not known. */
export function spentBy(quantity: Budget['quantity'], run: RunSummary): Spent | null {
  const all = quantity === 'energy' ? run.energyJoules.gross : run.co2eGrams.operational;
  if (all === null) return null;
  const own = ownShareOf(run.energyJoules);
  return { all, own: own === null ? all : own.part * all, isShareUnknown: own === null };
}

/** Whether most of what a budget has spent was drawn by processes of others, on the same devices. */
const isMostlyOthers = ({ spent, ownSpent }: BudgetState): boolean =>
  spent > 0 && isSmallPart(ownSpent / spent);

/**
 * Whether a spent budget is to be acted on: not where others drew most of what was spent, and the runs' own processes alone are
 * within the limit still. A share that is not known counts as the whole.
 */
export const isToBeActedOn = (state: BudgetState): boolean =>
  state.level === 'over' && (!isMostlyOthers(state) || state.ownSpent >= state.budget.limit);

/**
 * Which energy of this run spends a budget that counts it, in joules, at its emissions a joule; 0 where the other runs have spent it,
 * null where the emissions are not known.
 */
export function spendingJoules({ budget, spent }: BudgetState, run: RunSummary): number | null {
  const gross = run.energyJoules.gross ?? 0;
  if (budget.quantity === 'energy') return Math.max(0, budget.limit - (spent - gross));
  const own = run.co2eGrams.operational;
  if (own === null || own <= 0 || gross <= 0) return null;
  return Math.max(0, budget.limit - (spent - own)) * (gross / own);
}

/** What one run has to do with a budget, in its unit. */
interface Part {
  readonly spent: Spent;
  /** Forecast of the whole run; null where there is none. */
  readonly forecast: Range | null;
  readonly seconds: number;
}

function partOf(quantity: Budget['quantity'], run: RunSummary): Part | null {
  const gross = run.energyJoules.gross;
  const spent = spentBy(quantity, run);
  if (spent === null || gross === null) return null;
  const { all } = spent;
  // The emissions of a joule that is still to come are taken to be those of the joules so far.
  const perJoule = quantity === 'energy' ? 1 : gross > 0 ? all / gross : 0;
  const foretold = run.progress?.forecastJoules ?? null;
  const forecast = foretold === null ? null : mapRange(foretold, (value) => Math.max(all, value * perJoule));
  return { spent, forecast, seconds: run.durationSeconds ?? 0 };
}

function levelOf(
  limit: number,
  spent: number,
  { forecast, isForetold }: { readonly forecast: Range | null; readonly isForetold: boolean },
): BudgetLevel {
  if (spent >= limit) return 'over';
  if (forecast !== null && forecast.mid > limit) return 'likely';
  return !isForetold && spent >= mostOfIt * limit ? 'likely' : 'within';
}

/** The worst of several; null of none. */
export function worstBudget(states: readonly BudgetState[]): BudgetState | null {
  const order: readonly BudgetLevel[] = ['within', 'likely', 'over'];
  const [worst] = [...states].sort(
    (a, b) =>
      order.indexOf(b.level) - order.indexOf(a.level) || b.spent / b.budget.limit - a.spent / a.budget.limit,
  );
  return worst ?? null;
}

const figureOf = (quantity: Budget['quantity'], value: number): string =>
  quantity === 'energy' ? formatEnergy(joules(value)) : `${formatCO2e(gramsCO2e(value))} CO2e`;

const scopeTexts = {
  run: 'of this run',
  day: 'of the day',
  workspace: 'of this workspace',
} as const satisfies Record<BudgetScope, string>;

/**
 * What of a budget that is told was drawn by others, in a sentence; null where most is the runs' own. `isActing` says that
 * something is done by itself once the budget is spent: then it is told what that waits for, or that the share is not known.
 */
export function describeOthers(state: BudgetState, isActing: boolean): string | null {
  const { budget, ownSpent, spent, isShareUnknown } = state;
  if (isMostlyOthers(state)) {
    const own = figureOf(budget.quantity, ownSpent);
    const part = briefShare(ownSpent / spent);
    return isActing && !isToBeActedOn(state)
      ? noteTexts.write(
          'Of what was spent {0}, {1}, are of the run’s own processes, the rest of others: nothing is stopped or paused for those.',
          own,
          part,
        )
      : noteTexts.write('Of what was spent {0}, {1}, are of the run’s own processes.', own, part);
  }
  return isActing && isShareUnknown && state.level === 'over'
    ? noteTexts.write('How much of that others drew on the same devices is not known.')
    : null;
}

/** What people must know of a budget, in one or two sentences. */
export function describeBudget({ budget, level, spent, forecast, secondsLeft }: BudgetState): string {
  const { quantity, limit, scope } = budget;
  const figure = (value: number): string => figureOf(quantity, value);
  const scopeText = noteTexts.write(scopeTexts[scope]);
  const most = figure(limit);
  if (level === 'over')
    return noteTexts.write('The budget {0}, {1}, is spent: {2} so far.', scopeText, most, figure(spent));
  const soon = secondsLeft === null || level !== 'likely' ? [] : [formatDuration(secondsLeft)];
  if (forecast !== null && forecast.mid > limit)
    return noteTexts.write(
      soon.length === 0
        ? 'The budget {0}, {1}, will likely be passed: {2} ({3} to {4}) by the forecast.'
        : 'The budget {0}, {1}, will likely be passed: {2} ({3} to {4}) by the forecast. The rest of it lasts {5} if it goes on like this.',
      scopeText,
      most,
      ...[forecast.mid, forecast.low, forecast.high].map(figure),
      ...soon,
    );
  return noteTexts.write(
    soon.length === 0
      ? '{0} % of the budget {1}, {2}, is spent.'
      : '{0} % of the budget {1}, {2}, is spent; the rest lasts {3} if it goes on like this.',
    Math.round((100 * spent) / limit),
    scopeText,
    most,
    ...soon,
  );
}
