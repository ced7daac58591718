import * as vscode from 'vscode';
import {
  describeBudget,
  judgeBudget,
  worstBudget,
  type Budget,
  type BudgetLevel,
  type BudgetState,
} from '../../runs/budget';
import { spentBefore } from '../../runs/spent';
import { listRuns } from '../../runs/store';
import type { RunSummary } from '../../runs/summary';
import type { UnreadRun } from '../../runs/unread-run';
import { controlRun, isRunPaused } from '../runs/control-run';
import { keptText } from '../runs/kept-text';
import type { RunMonitor } from '../runs/run-monitor';
import type { TrackedRun } from '../runs/tracked-run';
import { readSettings, settingsSection } from '../settings';
import { noticeText } from '../shown-text';
import { readBudgets, type BudgetSettings } from './budget-settings';

/** How often budgets are looked at while a run lives, and how long the sum of the other runs holds. */
const lookMilliseconds = 2000;
const othersMilliseconds = 120_000;

const isRead = (run: RunSummary | UnreadRun): run is RunSummary => run.started !== null;

/**
 * Holds the live run against the budgets of the settings: a warning once when one will likely be passed and once when it is
 * spent, with choices. Nothing is stopped or paused by itself unless `wattlens.budget.whenSpent` says so.
 */
export class BudgetWatcher implements vscode.Disposable {
  private settings: BudgetSettings = readBudgets();
  private others: { readonly at: number; readonly runs: readonly RunSummary[] } = { at: -Infinity, runs: [] };
  private readonly told = new Map<string, BudgetLevel>();
  private lastLook = 0;
  private current: { readonly runId: string; readonly state: BudgetState | null } | null = null;
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when the worst level of the live run's budgets has changed. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly monitor: RunMonitor,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscriptions = [
      monitor.onDidChange(() => {
        this.look();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration(`${settingsSection}.budget`)) return;
        this.settings = readBudgets();
        this.told.clear();
        this.lastLook = 0;
        this.look();
      }),
    ];
  }

  /** How the run stands to the worst of its budgets; null where there is none, or nothing is known. */
  stateOf(runId: string): BudgetState | null {
    return this.current?.runId === runId ? this.current.state : null;
  }

  dispose(): void {
    vscode.Disposable.from(this.changed, ...this.subscriptions).dispose();
  }

  private look(): void {
    const { budgets } = this.settings;
    const run = this.monitor.live;
    const summary = run?.summary ?? null;
    const now = Date.now();
    if (run === undefined || summary === null || now - this.lastLook < lookMilliseconds) return;
    this.lastLook = now;
    if (budgets.some(({ scope }) => scope !== 'run')) this.addOthersUp(now);
    const states = budgets.flatMap((budget) => {
      const state = judgeBudget(budget, this.before(budget, summary), summary);
      return state === null ? [] : [state];
    });
    const worst = worstBudget(states);
    const level = this.current?.runId === summary.id ? this.current.state?.level : undefined;
    this.current = { runId: summary.id, state: worst };
    if (worst?.level !== level) this.changed.fire();
    for (const state of states) this.tellOnce(run, summary, state);
  }

  private before(budget: Budget, run: RunSummary): number {
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
    return spentBefore(budget, this.others.runs, { run, folders });
  }

  private addOthersUp(now: number): void {
    if (now - this.others.at < othersMilliseconds) return;
    this.others = { ...this.others, at: now };
    listRuns(readSettings().runsFolder).then(
      (runs) => {
        this.others = { at: now, runs: runs.filter(isRead) };
      },
      (error: unknown) => {
        this.log.warn(`The runs for the budgets can't be added up: ${String(error)}`);
      },
    );
  }

  private tellOnce(run: TrackedRun, summary: RunSummary, state: BudgetState): void {
    const { budget, level } = state;
    const key = `${summary.id} ${budget.scope} ${budget.quantity} ${budget.limit}`;
    const before = this.told.get(key) ?? 'within';
    if (level === 'within' || level === before || before === 'over') return;
    this.told.set(key, level);
    const { action } = this.settings;
    if (level === 'over' && action !== 'warn') {
      const problem = controlRun(run, action);
      const done =
        action === 'stop' ? vscode.l10n.t('It was asked to stop.') : vscode.l10n.t('It is paused.');
      void this.offer(run, `${keptText(describeBudget(state))} ${problem ?? done}`);
    } else void this.offer(run, keptText(describeBudget(state)));
  }

  private async offer(run: TrackedRun, text: string): Promise<void> {
    const paused = isRunPaused(run);
    const stop = vscode.l10n.t('Stop Gracefully');
    const pauseOrResume = paused ? vscode.l10n.t('Resume') : vscode.l10n.t('Pause');
    const goOn = vscode.l10n.t('Go On');
    const choice = await vscode.window.showWarningMessage(
      `Wattlens: ${noticeText(text)}`,
      stop,
      ...(process.platform === 'win32' ? [] : [pauseOrResume]),
      ...(paused ? [] : [goOn]),
    );
    if (choice === undefined || choice === goOn) return;
    const action = choice === stop ? 'stop' : paused ? 'resume' : 'pause';
    const problem = controlRun(run, action);
    if (problem !== null) await vscode.window.showWarningMessage(`Wattlens: ${noticeText(problem)}`);
    else if (action === 'pause') await this.offer(run, vscode.l10n.t('The run is paused.'));
  }
}
