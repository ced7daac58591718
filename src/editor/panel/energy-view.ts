import * as v from 'valibot';
import * as vscode from 'vscode';
import { fromViewSchema, type FromView, type ToView } from '../../../webview/protocol';
import { commands, energyViewId } from '../contributions';
import { createNonce } from '../nonce';
import type { RunChange, RunMonitor } from '../runs/run-monitor';
import type { TrackedRun } from '../runs/tracked-run';
import { panelHtml } from './html';
import { runItem, runView, seriesView } from './run-view';

/**
 * The panel. The host owns the data: the view gets a whole snapshot when it says `ready` or becomes visible, then one
 * message a sample; while it is hidden it gets nothing.
 */
export class EnergyView implements vscode.WebviewViewProvider, vscode.Disposable {
  private view: vscode.WebviewView | null = null;
  private isReady = false;
  /** The run that was chosen by hand; otherwise the live one is shown, else the newest. */
  private chosenRun: string | null = null;
  private shownRun: string | null = null;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly monitor: RunMonitor,
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
    const folder = vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview');
    view.webview.options = { enableScripts: true, localResourceRoots: [folder] };
    view.webview.html = panelHtml({
      script: view.webview.asWebviewUri(vscode.Uri.joinPath(folder, 'main.js')).toString(),
      style: view.webview.asWebviewUri(vscode.Uri.joinPath(folder, 'style.css')).toString(),
      cspSource: view.webview.cspSource,
      nonce: createNonce(),
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
        this.chosenRun = message.runId;
        this.postSnapshot();
        break;
      case 'runTraining':
        void vscode.commands.executeCommand(commands.runTraining);
        break;
      case 'showReport':
        void vscode.commands.executeCommand(commands.showReport, message.runId);
        break;
    }
  }

  private update({ run, samples }: RunChange): void {
    // A run that starts is what a person wants to see, whatever was chosen before.
    if (run.isLive && this.shownRun !== run.id && this.monitor.live === run) this.chosenRun = null;
    if (this.selected() !== run || this.shownRun !== run.id || samples.length !== 1 || !run.isLive) {
      this.postSnapshot();
      return;
    }
    const [sample] = samples;
    const view = runView(run);
    if (sample === undefined || view === null) return;
    this.post({
      type: 'sample',
      run: view,
      seconds: sample.t,
      watts: sample.watts,
      joules: run.energyAt(sample),
    });
  }

  private selected(): TrackedRun | undefined {
    const chosen = this.chosenRun === null ? undefined : this.monitor.find(this.chosenRun);
    return chosen ?? this.monitor.live ?? this.monitor.runs[0];
  }

  private postSnapshot(): void {
    const run = this.selected();
    this.shownRun = run?.id ?? null;
    this.post({
      type: 'snapshot',
      runs: this.monitor.runs.map(runItem).filter((item) => item !== null),
      run: run === undefined ? null : runView(run),
      series: run === undefined ? null : seriesView(run),
    });
  }

  private post(message: ToView): void {
    if (this.view?.visible === true && this.isReady) void this.view.webview.postMessage(message);
  }
}
