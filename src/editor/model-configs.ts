import * as vscode from 'vscode';
import type { TrainingPlan } from '../energy/plans/plan-fields';
import type { CostSettings, ModelCost } from './model-cost';
import { Pauses } from './pauses';
import type { KeptPlanChoices } from './plan-choices';
import type { PastRuns } from './runs/past-runs';
import { readSettings, settingsSection } from './settings';
import { mayDescribeModel } from './telltale';

/** The files that can hold a model configuration; the last two have no language of their own in a plain VS Code. */
export const configSelector: vscode.DocumentSelector = [
  ...['json', 'jsonc', 'yaml', 'python', 'shellscript'].map((language) => ({ language })),
  { pattern: '**/*.toml' },
  { pattern: '**/*.gin' },
];

interface Known {
  readonly version: number;
  readonly costs: readonly ModelCost[];
}

const none: readonly ModelCost[] = [];

/**
 * Estimates of open documents. A document that is new is looked at at once, one that is typed in after a pause; until then
 * what was known of it stands. The estimator is loaded when the first document may describe a model.
 */
export class ModelConfigs implements vscode.Disposable {
  private readonly known = new Map<string, Known>();
  private readonly pauses = new Pauses();
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when estimates that were given out may no longer hold. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    readonly choices: KeptPlanChoices,
    private readonly pastRuns: Pick<PastRuns, 'known' | 'onDidChange'>,
  ) {
    this.subscriptions = [
      pastRuns.onDidChange(() => {
        this.forget();
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.known.delete(uri.toString());
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settingsSection)) this.forget();
      }),
    ];
  }

  /** To be called when a plan was changed: every estimate is made anew. */
  forget(): void {
    this.known.clear();
    this.changed.fire();
  }

  /** What is known of the document's models now, without computing anything; a promise for a document that is new. */
  costsSoon(document: vscode.TextDocument): readonly ModelCost[] | Promise<readonly ModelCost[]> {
    const key = document.uri.toString();
    const known = this.known.get(key);
    if (known === undefined) return this.costs(document);
    if (known.version !== document.version) this.computeAfterPause(document);
    return known.costs;
  }

  /**
   * The costs of the document's text as it will be after a pause in typing; of a text without models at once. Empty once the token
   * is cancelled or the document is closed. Never rejects.
   */
  async costsAfterPause(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<readonly ModelCost[]> {
    while (!token.isCancellationRequested && !document.isClosed) {
      const costs = await this.costsSoon(document);
      if (costs.length === 0 || this.isCurrent(document)) return costs;
      await this.nextChange(token);
    }
    return none;
  }

  /** The costs of the document as it is. Never rejects. */
  async costs(document: vscode.TextDocument): Promise<readonly ModelCost[]> {
    const key = document.uri.toString();
    const { version } = document;
    const known = this.known.get(key);
    if (known?.version === version) return known.costs;
    const text = document.getText();
    let costs = none;
    if (mayDescribeModel(text)) {
      const { modelCostsOf } = await import('./estimator');
      costs = modelCostsOf(text, this.settingsOf(document), document.languageId);
    }
    if (!document.isClosed) this.known.set(key, { version, costs });
    return costs;
  }

  /** The costs of the document as it is, under the plan of a script that trains its models. Never rejects. */
  async costsUnder(
    document: vscode.TextDocument,
    script: TrainingPlan | null,
  ): Promise<readonly ModelCost[]> {
    if (script === null) return this.costs(document);
    const { modelCostsOf } = await import('./estimator');
    return modelCostsOf(document.getText(), { ...this.settingsOf(document), script }, document.languageId);
  }

  /** Whether what is known of the document is of its present text. */
  private isCurrent(document: vscode.TextDocument): boolean {
    return this.known.get(document.uri.toString())?.version === document.version;
  }

  settingsOf(document: vscode.TextDocument): CostSettings {
    return {
      ...readSettings(document.uri),
      choices: this.choices.of(document.uri.toString()),
      pastRuns: this.pastRuns.known,
    };
  }

  /** Until estimates have changed, a document was closed, or the token is cancelled. */
  private async nextChange(token: vscode.CancellationToken): Promise<void> {
    const listeners: vscode.Disposable[] = [];
    await new Promise<void>((resolve) => {
      const done = (): void => {
        resolve();
      };
      listeners.push(
        this.onDidChange(done),
        vscode.workspace.onDidCloseTextDocument(done),
        token.onCancellationRequested(done),
      );
    });
    vscode.Disposable.from(...listeners).dispose();
  }

  private computeAfterPause(document: vscode.TextDocument): void {
    this.pauses.after(document, () => {
      void this.costs(document).then(() => {
        this.changed.fire();
      });
    });
  }

  dispose(): void {
    vscode.Disposable.from(this.pauses, this.changed, ...this.subscriptions).dispose();
  }
}
