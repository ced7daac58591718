import {
  describeBudget,
  describeOthers,
  isToBeActedOn,
  judgeBudget,
  nothingSpent,
  type Budget,
  type BudgetLevel,
  type BudgetState,
} from '../runs/budget';
import type { BudgetAction } from '../runs/budget-actions';
import type { RunSummary } from '../runs/summary';

/** Budgets of one run on the command line. */
export interface BudgetPlan {
  readonly budgets: readonly Budget[];
  readonly action: BudgetAction;
}

interface Controls {
  /** The run as it stands; null before it has begun. */
  readonly summary: () => RunSummary | null;
  readonly say: (text: string) => void;
  /** For the report. */
  readonly note: (text: string) => void;
  /** Each returns why it could not be done, or null. */
  readonly stop: () => string | null;
  readonly pause: () => string | null;
}

const checkMilliseconds = 2000;
/** A command that was asked to stop may save what it has; after this long it is said that it goes on. */
const patienceMilliseconds = 60_000;

/**
 * Looks at a run's budgets now and then: says once when one will likely be passed, once when it is spent, and then does what was
 * asked for; where others drew most of it, not before the run's own processes have spent it.
 */
export class BudgetGuard {
  private readonly told = new Map<Budget, BudgetLevel>();
  private readonly acted = new Set<Budget>();
  private readonly timer: NodeJS.Timeout;
  private reminder: NodeJS.Timeout | null = null;

  constructor(
    private readonly plan: BudgetPlan,
    private readonly controls: Controls,
  ) {
    this.timer = setInterval(() => {
      this.check();
    }, checkMilliseconds);
    this.timer.unref();
  }

  close(): void {
    clearInterval(this.timer);
    if (this.reminder !== null) clearTimeout(this.reminder);
  }

  /** The run has ended so: what was passed since the last look, or within a run of a moment, is told too. */
  conclude(summary: RunSummary, note: (text: string) => void): void {
    for (const budget of this.plan.budgets) {
      const state = judgeBudget(budget, nothingSpent, [summary]);
      if (state?.level !== 'over' || this.told.get(budget) === 'over') continue;
      this.tell(state, note);
    }
  }

  private check(): void {
    const summary = this.controls.summary();
    if (summary === null) return;
    for (const budget of this.plan.budgets) {
      const state = judgeBudget(budget, nothingSpent, [summary]);
      if (state === null || state.level === 'within') continue;
      const before = this.told.get(budget);
      const isDue = this.plan.action !== 'warn' && isToBeActedOn(state) && !this.acted.has(budget);
      if (isDue || (before !== state.level && before !== 'over')) this.tell(state, this.controls.note);
      if (!isDue) continue;
      this.acted.add(budget);
      this.act();
    }
  }

  private tell(state: BudgetState, note: (text: string) => void): void {
    this.told.set(state.budget, state.level);
    for (const text of [describeBudget(state), describeOthers(state, this.plan.action !== 'warn')]) {
      if (text === null) continue;
      this.controls.say(text);
      note(text);
    }
  }

  private act(): void {
    const { action } = this.plan;
    if (action === 'warn') return;
    const { stop, pause } = this.controls;
    const say = (text: string): void => {
      this.controls.say(text);
      this.controls.note(text);
    };
    const problem = action === 'stop' ? stop() : pause();
    if (problem === null && action === 'stop') {
      this.reminder = setTimeout(() => {
        const seconds = patienceMilliseconds / 1000;
        say(
          `the command still goes on, ${seconds} s after it was asked to stop; end it by hand if it must end`,
        );
      }, patienceMilliseconds);
      this.reminder.unref();
    }
    if (problem !== null)
      say(`the command could not be ${action === 'stop' ? 'stopped' : 'paused'}: ${problem}`);
    else
      say(
        action === 'stop'
          ? 'the command was asked to stop (SIGINT)'
          : 'the command is paused (SIGSTOP); kill -CONT lets it go on',
      );
  }
}
