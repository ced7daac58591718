import * as vscode from 'vscode';
import { modelCostOf, type ModelCost } from './model-cost';
import { readSettings, settingsSection } from './settings';

/** The files that can hold a model configuration; the last two have no language of their own in a plain VS Code. */
export const configSelector: vscode.DocumentSelector = [
  ...['json', 'jsonc', 'yaml', 'python', 'shellscript'].map((language) => ({ language })),
  { pattern: '**/*.toml' },
  { pattern: '**/*.gin' },
];

/** Estimates of open configuration files: computed once a document version, again when a setting changes. */
export class ModelConfigs implements vscode.Disposable {
  private readonly costs = new Map<string, { readonly version: number; readonly cost: ModelCost }>();
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when estimates that were given out may no longer hold. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor() {
    this.subscriptions = [
      vscode.workspace.onDidCloseTextDocument((document) => this.costs.delete(document.uri.toString())),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration(settingsSection)) return;
        this.costs.clear();
        this.changed.fire();
      }),
    ];
  }

  cost(document: vscode.TextDocument): ModelCost {
    const key = document.uri.toString();
    const known = this.costs.get(key);
    if (known?.version === document.version) return known.cost;
    const cost = modelCostOf(document.getText(), readSettings(document.uri));
    this.costs.set(key, { version: document.version, cost });
    return cost;
  }

  dispose(): void {
    vscode.Disposable.from(this.changed, ...this.subscriptions).dispose();
  }
}
