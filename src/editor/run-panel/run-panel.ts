import * as v from 'valibot';
import * as vscode from 'vscode';
import { fromRunSchema, type FromRun, type RunDetails, type ToRun } from '../../../webview/run/protocol';
import { readTags } from '../../runs/tags';
import { visibleText } from '../../units/plain-text';
import type { BudgetWatcher } from '../budgets/budget-watcher';
import { commands } from '../contributions';
import type { PanelKind, PanelLink, PanelSession } from '../panel/panels';
import { seriesView } from '../panel/run-view';
import { ShownRun } from '../panel/shown-run';
import { isRunId, type RunMonitor, type RunChange } from '../runs/run-monitor';
import { shortCommand } from '../runs/figures';
import type { TrackedRun } from '../runs/tracked-run';
import { readSettings } from '../settings';
import { useTranslator } from '../translate';
import { runBody } from './run-body';
import { runDetails } from './run-details';

const runState = v.object({ runId: v.pipe(v.string(), v.check(isRunId)) });
export type RunPanelState = v.InferOutput<typeof runState>;

/** A panel for each run, live or over. */
export function runPanel(
  monitor: RunMonitor,
  budgets: Pick<BudgetWatcher, 'stateOf'>,
): PanelKind<RunPanelState, ToRun, FromRun> {
  // A part that is loaded by itself has its own copy of it.
  useTranslator(vscode.l10n.t, vscode.env.language);
  return {
    page: { bundle: 'run', styles: ['style', 'panel', 'run'], body: runBody(vscode.l10n.t) },
    stateSchema: runState,
    messageSchema: fromRunSchema,
    key: ({ runId }) => runId,
    title: ({ runId }) => titleOf(monitor.find(runId)) ?? vscode.l10n.t('Run {0}', runId),
    connect: (panel) => new RunSession(panel, monitor, budgets),
  };
}

/** The title of the tab, where long names are cut anyway. */
function titleOf(run: TrackedRun | undefined): string | null {
  const summary = run?.summary ?? null;
  if (summary === null) return null;
  const name = visibleText(summary.label ?? shortCommand(summary.command, summary.cwd));
  return name.length > longestTitle ? `${name.slice(0, longestTitle - 1)}…` : name;
}
const longestTitle = 40;

class RunSession implements PanelSession<FromRun> {
  private readonly run: TrackedRun | undefined;
  private readonly subscription: vscode.Disposable;
  private readonly shown = new ShownRun<RunDetails>();
  private tags: readonly string[] = [];

  constructor(
    private readonly panel: PanelLink<RunPanelState, ToRun>,
    monitor: RunMonitor,
    private readonly budgets: Pick<BudgetWatcher, 'stateOf'>,
  ) {
    this.run = monitor.open(panel.state.runId);
    this.subscription = monitor.onDidChange((change) => {
      if (change.run === this.run) this.update(change);
    });
  }

  show(): void {
    const { runId } = this.panel.state;
    if (this.run === undefined) {
      const reason = vscode.l10n.t('There is no run {0} in the runs folder any more.', runId);
      this.panel.post({ type: 'missing', reason });
      return;
    }
    this.postSnapshot();
    void readTags(readSettings().runsFolder, runId).then((tags) => {
      if (tags.join('\n') === this.tags.join('\n')) return;
      this.tags = tags;
      this.postSnapshot();
    });
  }

  receive(message: FromRun): void {
    const { runId } = this.panel.state;
    switch (message.type) {
      case 'showReport':
        void vscode.commands.executeCommand(commands.showReport, runId);
        break;
      case 'exportRun':
        void vscode.commands.executeCommand(commands.exportRun, runId);
        break;
      case 'compare':
        void vscode.commands.executeCommand(commands.compareRuns, [runId]);
        break;
      case 'openHistory':
        void vscode.commands.executeCommand(commands.openHistory);
        break;
    }
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private update({ run, samples }: RunChange): void {
    const title = titleOf(run);
    if (title !== null) this.panel.setTitle(title);
    if (!this.panel.isShown) return;
    const details = this.detailsOf(run);
    const update = details === null ? null : this.shown.update(run, details, samples);
    if (update === null) this.postSnapshot();
    else this.panel.post(update);
  }

  private postSnapshot(): void {
    const { run } = this;
    const details = run === undefined ? null : this.detailsOf(run);
    // Null for the moment that reading the journal takes: the snapshot comes with the change.
    if (run === undefined || details === null) return;
    const title = titleOf(run);
    if (title !== null) this.panel.setTitle(title);
    this.shown.has(run, details);
    this.panel.post({ type: 'snapshot', run: details, series: seriesView(run) });
  }

  private detailsOf(run: TrackedRun): RunDetails | null {
    return runDetails(run, this.tags, this.budgets.stateOf(this.panel.state.runId));
  }
}
