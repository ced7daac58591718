import * as v from 'valibot';
import * as vscode from 'vscode';
import {
  fromViewSchema,
  type FromView,
  type RunItem,
  type RunView,
  type ToView,
} from '../../../webview/protocol';
import {
  commonPanelMessageSchema,
  keptSchema,
  type CommonPanelMessage,
  type KeepState,
  type Kept,
} from '../../../webview/shared/panel-protocol';
import type { BudgetWatcher } from '../budgets/budget-watcher';
import { commands, energyViewId } from '../contributions';
import type { RunChange, RunMonitor } from '../runs/run-monitor';
import type { TrackedRun } from '../runs/tracked-run';
import { liveViewBody } from './html';
import { loadPage } from './load-page';
import { keptChoiceSchema, RunChoice } from './run-choice';
import { runItem, runView, seriesView } from './run-view';
import { savePicture } from './save-picture';
import { ShownRun } from './shown-run';

/**
 * The panel. The host owns the data: the view gets a whole snapshot when it says `ready` or becomes visible, then what is new;
 * while it is hidden it gets nothing.
 */
export class EnergyView implements vscode.WebviewViewProvider, vscode.Disposable {
  private view: vscode.WebviewView | null = null;
  private isReady = false;
  private choice: RunChoice | null = null;
  /** What the view has: the run it shows, and the list that it offers. */
  private shown: { readonly runId: string | null; readonly list: string } = { runId: null, list: '' };
  private readonly shownRun = new ShownRun<RunView>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly monitor: RunMonitor,
    private readonly budgets: Pick<BudgetWatcher, 'stateOf'>,
  ) {
    this.subscriptions = [
      vscode.window.registerWebviewViewProvider(energyViewId, this),
      monitor.onDidChange((change) => {
        this.update(change);
      }),
    ];
  }

  /** Also for a view that was moved to another place: it has another page then. */
  resolveWebviewView(view: vscode.WebviewView, { state }: vscode.WebviewViewResolveContext): void {
    const kept = v.safeParse(keptSchema, state);
    this.choice ??= choiceOf(kept.success ? kept.output : {});
    this.view = view;
    this.isReady = false;
    this.monitor.wantHistory();
    loadPage(view.webview, this.extensionUri, {
      bundle: 'main',
      styles: ['style'],
      body: liveViewBody(vscode.l10n.t),
    });
    view.webview.onDidReceiveMessage((message: unknown) => {
      if (this.view !== view) return;
      const common = v.safeParse(commonPanelMessageSchema, message);
      if (common.success) {
        this.receiveCommon(common.output);
        return;
      }
      const parsed = v.safeParse(fromViewSchema, message);
      if (parsed.success) this.receive(parsed.output);
    });
    view.onDidChangeVisibility(() => {
      // A hidden page is destroyed, and says `ready` when it is there again.
      if (!view.visible && this.view === view) this.isReady = false;
    });
    view.onDidDispose(() => {
      // Where it was moved to another place, it is there already.
      if (this.view === view) this.view = null;
    });
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private receiveCommon(message: CommonPanelMessage): void {
    if (message.type === 'ready') {
      this.isReady = true;
      this.postSnapshot();
    } else void savePicture(this.shown.runId ?? '', message.base64);
  }

  private receive(message: FromView): void {
    switch (message.type) {
      case 'selectRun':
        this.choice?.choose(message.runId);
        this.postSnapshot();
        break;
      case 'runTraining':
        void vscode.commands.executeCommand(commands.runTraining);
        break;
      case 'showReport':
        void vscode.commands.executeCommand(commands.showReport, message.runId);
        break;
      case 'exportData':
        void vscode.commands.executeCommand(commands.exportRun, message.runId);
        break;
    }
  }

  private update({ run, samples }: RunChange): void {
    const { runs } = this.monitor;
    const selected = this.choice?.select(runs);
    // Nobody looks: the snapshot comes when somebody does.
    if (!this.isShown) return;
    if (selected?.id !== this.shown.runId || runList(runs).text !== this.shown.list) {
      this.postSnapshot();
      return;
    }
    if (selected !== run) return;
    const view = this.viewOf(run);
    const update = view === null ? null : this.shownRun.update(run, view, samples);
    if (update === null) this.postSnapshot();
    else this.post(update);
  }

  private postSnapshot(): void {
    const { runs } = this.monitor;
    const run = this.choice?.select(runs);
    if (!this.isShown) return;
    const list = runList(runs);
    this.shown = { runId: run?.id ?? null, list: list.text };
    this.post({ type: 'keepState', state: this.choice?.kept });
    const view = run === undefined ? null : this.viewOf(run);
    if (run !== undefined) this.shownRun.has(run, view);
    this.post({
      type: 'snapshot',
      runs: list.items,
      run: view,
      series: run === undefined ? null : seriesView(run),
    });
  }

  private viewOf(run: TrackedRun): RunView | null {
    return runView(run, run.summary === null ? null : this.budgets.stateOf(run.summary.id));
  }

  private get isShown(): boolean {
    return this.view?.visible === true && this.isReady;
  }

  private post(message: ToView | KeepState): void {
    void this.view?.webview.postMessage(message);
  }
}

function choiceOf({ panel }: Kept): RunChoice {
  const kept = v.safeParse(keptChoiceSchema, panel);
  return new RunChoice(kept.success ? kept.output : undefined);
}

/** What the view's list of runs holds, and the same as one text to tell whether it has changed. */
function runList(runs: readonly TrackedRun[]): { readonly items: RunItem[]; readonly text: string } {
  const items = runs.map(runItem).filter((item) => item !== null);
  return { items, text: JSON.stringify(items) };
}
