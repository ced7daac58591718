import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Detection } from '../../detect/detection';
import { estimateFileOf } from '../launch/estimate-file';
import type { Assumption } from '../../energy/assumptions';
import type { TrainingPlan } from '../../energy/plans/plan-fields';
import type { ModelConfigs } from '../model-configs';
import { Pauses } from '../pauses';
import type { ScriptPlans } from '../script-plans';
import { readSettings } from '../settings';
import { labelText, withoutFullStop } from '../shown-text';
import { modelCostTitles, type LensText } from './model-cost-titles';

/** What the training of a script is estimated to take, and the model of which file that is. */
export interface ScriptEstimate {
  readonly config: vscode.Uri;
  /** Which of the file's models. */
  readonly model: number;
  readonly text: LensText;
}

/**
 * Estimates of training scripts by the model's configuration that their run would be held against. A script that is new is
 * looked at at once; later what was known of it stands until it has been looked at again after a pause.
 */
export class ScriptEstimates implements vscode.Disposable {
  private readonly known = new Map<string, ScriptEstimate | null>();
  private readonly pauses = new Pauses();
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when an estimate that was given out is another one now. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly configs: ModelConfigs,
    private readonly plans: ScriptPlans,
  ) {
    this.subscriptions = [
      // Each script in sight is asked about again then.
      configs.onDidChange(() => {
        this.changed.fire();
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.known.delete(uri.toString());
      }),
    ];
  }

  /** What is known now, without looking anything up; a promise, which never rejects, for a script that is new. */
  soon(
    document: vscode.TextDocument,
    detection: Detection,
  ): ScriptEstimate | null | Promise<ScriptEstimate | null> {
    const known = this.known.get(document.uri.toString());
    if (known === undefined) return this.look(document, detection);
    this.lookAfterPause(document, detection);
    return known;
  }

  private lookAfterPause(document: vscode.TextDocument, detection: Detection): void {
    this.pauses.after(document, () => {
      const before = this.known.get(document.uri.toString());
      void this.look(document, detection).then((now) => {
        if (!isSame(before ?? null, now)) this.changed.fire();
      });
    });
  }

  private async look(document: vscode.TextDocument, detection: Detection): Promise<ScriptEstimate | null> {
    const estimate = await this.estimateOf(document, detection).catch(() => null);
    if (!document.isClosed) this.known.set(document.uri.toString(), estimate);
    return estimate;
  }

  /** Null where no configuration is found, or where the script says itself what it trains. */
  private async estimateOf(
    document: vscode.TextDocument,
    detection: Detection,
  ): Promise<ScriptEstimate | null> {
    const { uri } = document;
    if (uri.scheme !== 'file') return null;
    const own = await this.configs.costsSoon(document);
    // Its own model has lenses of its own, which figures of another file's model would contradict.
    if (own.some(({ kind }) => kind !== 'unknownArchitecture')) return null;
    const cwd = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? dirname(uri.fsPath);
    const command = [...detection.command, ...readSettings(uri).runArguments];
    const file = await estimateFileOf(command, uri.fsPath, cwd);
    if (file === undefined) return null;
    const plan = await this.plans.of(document, detection);
    const costs = await this.configs.costsUnder(await vscode.workspace.openTextDocument(file), plan);
    const model = costs.findIndex(({ kind }) => kind === 'estimate');
    const cost = costs[model];
    if (cost?.kind !== 'estimate') return null;
    const { title, details } = modelCostTitles(cost.estimate, null, null, cost.imageTokens).training;
    return {
      config: vscode.Uri.file(file),
      model,
      text: {
        // Above a script nothing else says so, and it may run on another machine.
        title: vscode.l10n.t('{0} on {1} x {2}', title, cost.estimate.plan.gpus, cost.estimate.plan.hardware),
        details: [
          vscode.l10n.t('Estimated from {0}: {1}.', labelText(basename(file)), withoutFullStop(details)),
          ...planTexts(cost.estimate.assumptions, plan),
          vscode.l10n.t('Click for where it goes, part by part, and what other values would change.'),
        ].join('\n'),
      },
    };
  }

  dispose(): void {
    vscode.Disposable.from(this.pauses, this.changed, ...this.subscriptions).dispose();
  }
}

/** What of the plan comes from the script, and what from elsewhere; the breakdown's document has all of it. */
function planTexts(assumptions: readonly Assumption[], plan: TrainingPlan | null): string[] {
  const stated = Object.entries(plan?.options ?? {}).map(([name, value]) => `${name} ${String(value)}`);
  const own = new Set(Object.keys(plan?.options ?? {}));
  const others = assumptions
    .filter(
      ({ name }) => shownAssumptions.has(name) && !own.has(name) && !(name === 'tokens' && own.has('steps')),
    )
    .map(({ name, value }) => `${name} ${String(value)}`);
  return [
    ...(stated.length === 0
      ? []
      : [vscode.l10n.t('From the script and its arguments: {0}.', labelText(stated.join(', ')))]),
    ...(others.length === 0 ? [] : [vscode.l10n.t('Set or assumed: {0}.', labelText(others.join(', ')))]),
  ];
}
const shownAssumptions: ReadonlySet<string> = new Set([
  ...['tokens', 'sequenceLength', 'batchSize', 'gradientAccumulation', 'hardware', 'gpus', 'dtype'],
  ...['optimizer', 'region', 'pue'],
]);

const isSame = (one: ScriptEstimate | null, other: ScriptEstimate | null): boolean =>
  one?.config.toString() === other?.config.toString() &&
  one?.model === other?.model &&
  one?.text.title === other?.text.title &&
  one?.text.details === other?.text.details;
