import * as v from 'valibot';
import * as vscode from 'vscode';
import {
  fromViewSchema,
  type FromView,
  type RunItem,
  type RunView,
  type ToView,
} from '../../../webview/protocol';
import type { BudgetWatcher } from '../budgets/budget-watcher';
import { commands, energyViewId } from '../contributions';
import type { RunChange, RunMonitor } from '../runs/run-monitor';
import type { TrackedRun } from '../runs/tracked-run';
import { liveViewBody } from './html';
import { loadPage } from './load-page';
import { RunChoice } from './run-choice';
import { runItem, runView, seriesView } from './run-view';
import { savePicture } from './save-picture';

/**
 * The panel. The host owns the data: the view gets a whole snapshot when it says `ready` or becomes visible, then one
 * message a sample; while it is hidden it gets nothing.
 */
export class EnergyView implements vscode.WebviewViewProvider, vscode.Disposable {
  private view: vscode.WebviewView | null = null;
  private isReady = false;
  private readonly choice = new RunChoice();
  /** What the view has: the run it shows, and the list that it offers. */
  private shown: { readonly runId: string | null; readonly list: string } = { runId: null, list: '' };
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

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    this.isReady = false;
    this.monitor.wantHistory();
    loadPage(view.webview, this.extensionUri, {
      bundle: 'main',
      styles: ['style'],
      body: liveViewBody(vscode.l10n.t),
    });
    view.webview.onDidReceiveMessage((message: unknown) => {
      const parsed = v.safeParse(fromViewSchema, message);
      if (parsed.success) this.receive(parsed.output);
    });
    view.onDidChangeVisibility(() => {
      if (view.visible) this.postSnapshot();
    });
    view.onDidDispose(() => {
      this.view = null;
    });
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private receive(message: FromView): void {
    switch (message.type) {
      case 'ready':
        this.isReady = true;
        this.postSnapshot();
        break;
      case 'selectRun':
        this.choice.choose(message.runId);
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
      case 'savePicture':
        void savePicture(message.runId, message.base64);
        break;
    }
  }

  private update({ run, samples }: RunChange): void {
    const { runs } = this.monitor;
    const selected = this.choice.select(runs);
    // Nobody looks: the snapshot comes when somebody does.
    if (!this.isShown) return;
    if (selected?.id !== this.shown.runId || runList(runs).text !== this.shown.list) {
      this.postSnapshot();
      return;
    }
    if (selected !== run) return;
    const [sample] = samples;
    const view = this.viewOf(run);
    if (sample === undefined || samples.length > 1 || view === null) {
      this.postSnapshot();
      return;
    }
    this.post({
      type: 'sample',
      run: view,
      seconds: sample.t,
      watts: sample.watts,
      joules: run.energyAt(sample),
    });
  }

  private postSnapshot(): void {
    const { runs } = this.monitor;
    const run = this.choice.select(runs);
    if (!this.isShown) return;
    const list = runList(runs);
    this.shown = { runId: run?.id ?? null, list: list.text };
    this.post({
      type: 'snapshot',
      runs: list.items,
      run: run === undefined ? null : this.viewOf(run),
      series: run === undefined ? null : seriesView(run),
    });
  }

  private viewOf(run: TrackedRun): RunView | null {
    return runView(run, run.summary === null ? null : this.budgets.stateOf(run.summary.id));
  }

  private get isShown(): boolean {
    return this.view?.visible === true && this.isReady;
  }

  private post(message: ToView): void {
    void this.view?.webview.postMessage(message);
  }
}

/** What the view's list of runs holds, and the same as one text to tell whether it has changed. */
function runList(runs: readonly TrackedRun[]): { readonly items: RunItem[]; readonly text: string } {
  const items = runs.map(runItem).filter((item) => item !== null);
  return { items, text: JSON.stringify(items) };
}
