import * as vscode from 'vscode';
import { estimate, type Estimate } from '../energy/estimate';
import { resolvePlan } from '../energy/plan';
import { couldBeModelConfig, readModelConfig, type ConfigReading } from '../model/read-config';
import { readSettings, settingsSection, type Settings } from './settings';

/** What is known of a document that claims to be a model's configuration. */
export type ModelCost =
  | {
      readonly kind: 'estimate';
      readonly reading: Extract<ConfigReading, { kind: 'model' }>;
      readonly estimate: Estimate;
    }
  | {
      readonly kind: 'planProblem';
      readonly reading: Extract<ConfigReading, { kind: 'model' }>;
      readonly message: string;
    }
  | Exclude<ConfigReading, { kind: 'model' }>;

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
    const cost = costOf(document.getText(), readSettings(document.uri));
    this.costs.set(key, { version: document.version, cost });
    return cost;
  }

  dispose(): void {
    vscode.Disposable.from(this.changed, ...this.subscriptions).dispose();
  }
}

function costOf(text: string, settings: Settings): ModelCost {
  if (!couldBeModelConfig(text)) return { kind: 'notModel' };
  const reading = readModelConfig(text);
  if (reading.kind !== 'model') return reading;
  const plan = resolvePlan(reading.spec, {
    ...settings.estimate,
    region: settings.region,
    pue: settings.pue,
  });
  return plan.ok
    ? { kind: 'estimate', reading, estimate: estimate(reading.spec, plan.plan) }
    : { kind: 'planProblem', reading, message: plan.error };
}
