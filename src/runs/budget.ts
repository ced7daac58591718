import { formatCO2e, formatDuration, formatEnergy } from '../units/format';
import { gramsCO2e, joules, type Range } from '../units/quantities';
import { mapRange } from '../units/range';
import type { RunSummary } from './summary';
import { noteTexts } from './note-texts';

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
  /** Joules or grams, of all runs that count. */
  readonly spent: number;
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
export function judgeBudget(budget: Budget, before: number, runs: readonly RunSummary[]): BudgetState | null {
  const { quantity, limit } = budget;
  const parts = runs.flatMap((run) => partOf(quantity, run) ?? []);
  if (parts.length === 0) return null;
  const sum = (valueOf: (part: Part) => number): number =>
    parts.reduce((total, part) => total + valueOf(part), 0);
  const spent = before + sum(({ own }) => own);
  // A run that foretells nothing is counted as it stands: the forecast of all is then the least it comes to.
  const foretold = (end: keyof Range): number => before + sum(({ own, forecast }) => forecast?.[end] ?? own);
  const forecast = parts.some((part) => part.forecast !== null)
    ? { low: foretold('low'), mid: foretold('mid'), high: foretold('high') }
    : null;
  const perSecond = sum(({ own, seconds }) => (seconds > 0 ? own / seconds : 0));
  const left = perSecond > 0 && spent < limit ? (limit - spent) / perSecond : null;
  const isForetold = parts.every((part) => part.forecast !== null);
  const level = levelOf(limit, spent, { forecast, isForetold });
  return { budget, level, spent, forecast, secondsLeft: level === 'likely' ? left : null };
}

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
  readonly own: number;
  /** Forecast of the whole run; null where there is none. */
  readonly forecast: Range | null;
  readonly seconds: number;
}

function partOf(quantity: Budget['quantity'], run: RunSummary): Part | null {
  const gross = run.energyJoules.gross;
  const own = quantity === 'energy' ? gross : run.co2eGrams.operational;
  if (own === null || gross === null) return null;
  // The emissions of a joule that is still to come are taken to be those of the joules so far.
  const perJoule = quantity === 'energy' ? 1 : gross > 0 ? own / gross : 0;
  const foretold = run.progress?.forecastJoules ?? null;
  const forecast = foretold === null ? null : mapRange(foretold, (value) => Math.max(own, value * perJoule));
  return { own, forecast, seconds: run.durationSeconds ?? 0 };
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

const scopeTexts = {
  run: 'of this run',
  day: 'of the day',
  workspace: 'of this workspace',
} as const satisfies Record<BudgetScope, string>;

/** What people must know of a budget, in one or two sentences. */
export function describeBudget({ budget, level, spent, forecast, secondsLeft }: BudgetState): string {
  const { quantity, limit, scope } = budget;
  const figure = (value: number): string =>
    quantity === 'energy' ? formatEnergy(joules(value)) : `${formatCO2e(gramsCO2e(value))} CO2e`;
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
