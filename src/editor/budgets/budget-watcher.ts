import { realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import * as vscode from 'vscode';
import {
  describeBudget,
  describeOthers,
  isToBeActedOn,
  worstBudget,
  type Budget,
  type BudgetState,
} from '../../runs/budget';
import { claimBudgetAction } from '../../runs/budget-claims';
import {
  isWithin,
  judgeLiveRuns,
  takeUntold,
  type JudgedBudget,
  type ToldLevels,
} from '../../runs/live-budgets';
import type { RunSummary } from '../../runs/summary';
import type { UnreadRun } from '../../runs/unread-run';
import { controlRun, isRunPaused, whyNotControlled, type RunAction } from '../runs/control-run';
import { shortCommand } from '../runs/figures';
import { keptText } from '../runs/kept-text';
import type { RunMonitor } from '../runs/run-monitor';
import type { TrackedRun } from '../runs/tracked-run';
import { readSettings, settingsSection } from '../settings';
import { noticeText } from '../shown-text';
import { readBudgets, type BudgetSettings } from './budget-settings';

/** How often budgets are looked at while a run lives, and how long what ended runs have spent holds. */
const lookMilliseconds = 2000;
const othersMilliseconds = 120_000;

/** From the start of a run until its command's process is known, at most. */
const startSeconds = 10;

const isRead = (run: RunSummary | UnreadRun): run is RunSummary => run.started !== null;

/**
 * Holds the live runs of this machine and of the workspace's folders against the budgets of the settings: a warning once when one
 * will likely be passed and once when it is spent, with choices. Nothing is stopped or paused by itself unless
 * `wattlens.budget.whenSpent` says so.
 */
export class BudgetWatcher implements vscode.Disposable {
  private settings: BudgetSettings = readBudgets();
  private others: { readonly at: number; readonly runs: readonly RunSummary[] } = { at: -Infinity, runs: [] };
  private readonly told: ToldLevels = new Map();
  private lastLook = 0;
  /** The worst of each watched run's budgets, by its id. */
  private states: ReadonlyMap<string, BudgetState> = new Map();
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when the worst level of a live run's budgets has changed. */
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
    return this.states.get(runId) ?? null;
  }

  dispose(): void {
    vscode.Disposable.from(this.changed, ...this.subscriptions).dispose();
  }

  private look(): void {
    const { budgets } = this.settings;
    const now = Date.now();
    if (now - this.lastLook < lookMilliseconds) return;
    const folders = workspacePaths();
    const tracked = this.monitor.runs;
    const watched = tracked.filter((run) => isWatched(run, folders));
    if (watched.length === 0 && this.states.size === 0) return;
    this.lastLook = now;
    if (budgets.some(({ scope }) => scope !== 'run')) this.addOthersUp(now);
    const judged = judgeLiveRuns(budgets, {
      live: summariesOf(watched),
      // What is tracked is newer than the list.
      others: [
        ...new Map([...this.others.runs, ...summariesOf(tracked)].map((run) => [run.id, run])).values(),
      ],
      folders,
    });
    const before = this.states;
    this.states = worstByRun(judged);
    const level = (states: typeof before, id: string): string | undefined => states.get(id)?.level;
    const ids = [...before.keys(), ...this.states.keys()];
    if (ids.some((id) => level(before, id) !== level(this.states, id))) this.changed.fire();
    for (const { state, runs } of takeUntold(judged, this.told, this.settings.action !== 'warn')) {
      const concerned = watched.filter(({ id }) => runs.some((run) => run.id === id));
      this.tell(concerned, state, watched.length > 1);
    }
  }

  private addOthersUp(now: number): void {
    if (now - this.others.at < othersMilliseconds) return;
    this.others = { ...this.others, at: now };
    listedRuns().then(
      (runs) => {
        this.others = { at: now, runs: runs.filter(isRead) };
      },
      (error: unknown) => {
        this.log.warn(`The runs for the budgets can't be added up: ${String(error)}`);
      },
    );
  }

  private tell(runs: readonly TrackedRun[], state: BudgetState, areSeveralLive: boolean): void {
    const commands = summariesOf(runs).map(({ command, cwd }) => shortCommand(command, cwd).slice(0, 80));
    const { action } = this.settings;
    const told = [describeBudget(state), describeOthers(state, action !== 'warn')];
    const text = `${areSeveralLive ? `${commands.join(', ')}: ` : ''}${told
      .flatMap((each) => (each === null ? [] : [keptText(each)]))
      .join(' ')}`;
    if (action === 'warn' || !isToBeActedOn(state)) {
      void this.offer(runs, text);
      return;
    }
    const { problem, isDone } = actOnce(runs, action, state.budget);
    const done = action === 'stop' ? vscode.l10n.t('It was asked to stop.') : vscode.l10n.t('It is paused.');
    const allDone =
      action === 'stop' ? vscode.l10n.t('They were asked to stop.') : vscode.l10n.t('They are paused.');
    const what = problem ?? (isDone ? (runs.length === 1 ? done : allDone) : '');
    void this.offer(runs, `${text} ${what}`.trim());
  }

  /** The choice holds for all of the runs. */
  private async offer(runs: readonly TrackedRun[], text: string): Promise<void> {
    const paused = runs.some(isRunPaused);
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
    const problem = controlAll(runs, action);
    if (problem !== null) await vscode.window.showWarningMessage(`Wattlens: ${noticeText(problem)}`);
    else if (action === 'pause')
      await this.offer(
        runs,
        runs.length === 1 ? vscode.l10n.t('The run is paused.') : vscode.l10n.t('The runs are paused.'),
      );
  }
}

async function listedRuns(): Promise<readonly (RunSummary | UnreadRun)[]> {
  const { listRuns } = await import('../../runs/store');
  return listRuns(readSettings().runsFolder);
}

/** Runs of other machines show up where they share the runs folder: they matter here where they are of the same workspace. */
const isWatched = (run: TrackedRun, folders: readonly string[]): boolean => {
  const { summary } = run;
  if (!run.isLive || summary === null) return false;
  // Its command is about to start: before that nothing can be done to it.
  if (run.processId === null && (summary.durationSeconds ?? 0) < startSeconds) return false;
  return summary.host.name === hostname() || folders.some((folder) => isWithin(summary.cwd, folder));
};

/** A run's folder is told without symbolic links, but the workspace may have been opened by one. */
const workspacePaths = (): string[] =>
  (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri: { fsPath } }) => {
    try {
      return [fsPath, realpathSync(fsPath)];
    } catch {
      return [fsPath];
    }
  });

const summariesOf = (runs: readonly TrackedRun[]): RunSummary[] =>
  runs.flatMap(({ summary }) => summary ?? []);

function worstByRun(judged: readonly JudgedBudget[]): Map<string, BudgetState> {
  const states = new Map<string, BudgetState>();
  for (const { state, runs } of judged)
    for (const { id } of runs) {
      const worst = worstBudget([state, states.get(id) ?? state]);
      if (worst !== null) states.set(id, worst);
    }
  return states;
}

/** Returns why it could not be done to some of them, each reason once, or null. */
function controlAll(runs: readonly TrackedRun[], action: RunAction): string | null {
  return joined(runs.map((run) => controlRun(run, action)));
}

/** The same, but not to those to which another window, or this one before a reload, has done it for the budget. */
function actOnce(
  runs: readonly TrackedRun[],
  action: 'stop' | 'pause',
  budget: Budget,
): {
  /** As of `controlAll`. */
  readonly problem: string | null;
  /** Whether it holds for all of them; one that was paused before goes on where a person has let it. */
  readonly isDone: boolean;
} {
  const done = runs.map((run) => {
    const problem = whyNotControlled(run);
    if (problem !== null) return { problem, isDone: false };
    if (!claimBudgetAction(run.folder, action, budget))
      return { problem, isDone: action === 'stop' || isRunPaused(run) };
    return { problem: controlRun(run, action), isDone: true };
  });
  return { problem: joined(done.map(({ problem }) => problem)), isDone: done.every(({ isDone }) => isDone) };
}

function joined(problems: readonly (string | null)[]): string | null {
  const different = new Set(problems.filter((problem) => problem !== null));
  return different.size === 0 ? null : [...different].join(' ');
}
