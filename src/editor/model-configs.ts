import * as vscode from 'vscode';
import type { TrainingPlan } from '../energy/plans/plan-fields';
import type { Question } from './analysis/analysis';
import type { Analyses } from './analysis/analyst';
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

interface Awaited {
  readonly version: number;
  readonly costs: Promise<readonly ModelCost[]>;
}

const none: readonly ModelCost[] = [];
/** The version of what was worked out under other settings: it stands until it is worked out anew. */
const outdated = -1;

/**
 * Estimates of open documents. A document that is new is looked at at once, one that is typed in after a pause; until then
 * what was known of it stands. Texts are read in a thread beside the extension host, and that is started when the first document may
 * describe a model.
 */
export class ModelConfigs implements vscode.Disposable {
  private readonly known = new Map<string, Known>();
  /** What is being worked out: who asks meanwhile waits for the same. */
  private readonly awaited = new Map<string, Awaited>();
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when estimates that were given out may no longer hold. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    readonly choices: KeptPlanChoices,
    private readonly pastRuns: Pick<PastRuns, 'known' | 'onDidChange'>,
    readonly analyses: Analyses,
    private readonly pauses = new Pauses(),
  ) {
    this.subscriptions = [
      pastRuns.onDidChange(() => {
        this.forget();
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.known.delete(uri.toString());
        this.awaited.delete(uri.toString());
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settingsSection)) this.forget();
      }),
    ];
  }

  /** To be called when a plan was changed: every estimate is made anew. */
  forget(): void {
    for (const [key, { costs }] of this.known) this.known.set(key, { version: outdated, costs });
    this.awaited.clear();
    this.changed.fire();
  }

  /** What is known of the document's models now, without computing anything; a promise for a document that is new. */
  costsSoon(document: vscode.TextDocument): readonly ModelCost[] | Promise<readonly ModelCost[]> {
    const key = document.uri.toString();
    const known = this.known.get(key);
    if (known === undefined) return this.costs(document);
    if (known.version === outdated) this.computeNow(document);
    else if (known.version !== document.version) this.computeAfterPause(document);
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
    const awaited = this.awaited.get(key);
    if (awaited?.version === version) return awaited.costs;
    const next: Awaited = { version, costs: this.workOut(document, null) };
    this.awaited.set(key, next);
    const costs = await next.costs;
    // Under other settings, or of another text meanwhile.
    if (this.awaited.get(key) !== next) return costs;
    this.awaited.delete(key);
    if (!document.isClosed) this.known.set(key, { version, costs });
    return costs;
  }

  /** The costs of the document as it is, under the plan of a script that trains its models. Never rejects. */
  async costsUnder(
    document: vscode.TextDocument,
    script: TrainingPlan | null,
  ): Promise<readonly ModelCost[]> {
    return script === null ? this.costs(document) : this.workOut(document, script);
  }

  /** What is asked of the thread about a document as it is. */
  question(document: vscode.TextDocument, script: TrainingPlan | null = null): Question {
    const settings = this.settingsOf(document);
    return {
      text: document.getText(),
      language: document.languageId,
      settings: script === null ? settings : { ...settings, script },
    };
  }

  private async workOut(
    document: vscode.TextDocument,
    script: TrainingPlan | null,
  ): Promise<readonly ModelCost[]> {
    // Nothing is read of past runs, and nothing loaded, for a text without models.
    if (!mayDescribeModel(document.getText())) return none;
    // Why it could not be worked out is in the log.
    return this.analyses.modelCosts(this.question(document, script)).catch(() => none);
  }

  /** Whether what is known of the document is of its present text. */
  private isCurrent(document: vscode.TextDocument): boolean {
    return this.known.get(document.uri.toString())?.version === document.version;
  }

  private settingsOf(document: vscode.TextDocument): CostSettings {
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
      this.computeNow(document);
    });
  }

  private computeNow(document: vscode.TextDocument): void {
    if (this.awaited.get(document.uri.toString())?.version === document.version) return;
    void this.costs(document).then(() => {
      this.changed.fire();
    });
  }

  dispose(): void {
    vscode.Disposable.from(this.pauses, this.changed, ...this.subscriptions).dispose();
  }
}
