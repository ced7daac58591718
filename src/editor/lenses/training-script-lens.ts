import * as vscode from 'vscode';
import type { Detection } from '../../detect/detection';
import { withinTime } from '../analysis/within-time';
import { commands } from '../contributions';
import type { ModelConfigs } from '../model-configs';
import type { RunMonitor } from '../runs/run-monitor';
import { readSettings } from '../settings';
import type { ScriptPlans } from '../script-plans';
import type { TrainingScripts } from '../training-scripts';
import { visibleText } from '../../units/plain-text';
import { lastRunTitle } from './last-run-title';
import { ScriptEstimates, type ScriptEstimate } from './script-estimates';

/** Above a training script: run it with metering, what its last run took, and what its model's configuration lets expect. */
export function registerTrainingScriptLens(
  scripts: TrainingScripts,
  monitor: RunMonitor,
  configs: ModelConfigs,
  plans: ScriptPlans,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const estimates = new ScriptEstimates(configs, plans);
  return vscode.Disposable.from(
    changed,
    estimates,
    scripts.onDidChange(() => {
      changed.fire();
    }),
    estimates.onDidChange(() => {
      changed.fire();
    }),
    // Live figures belong to the status bar: a lens that changed each second would never let the text rest.
    monitor.onDidEndRun(() => {
      changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(
      { language: 'python' },
      {
        onDidChangeCodeLenses: changed.event,
        provideCodeLenses(document) {
          if (!readSettings(document.uri).codeLensEnabled) return [];
          let known: vscode.CodeLens[] = [];
          const work = async (): Promise<vscode.CodeLens[]> => {
            const detection = await scripts.soon(document);
            if (detection?.training !== true) return [];
            known = runLenses(document, detection, monitor);
            const estimate = await estimates.soon(document, detection);
            return estimate === null ? known : [...known, estimateLens(estimate, document.uri)];
          };
          return withinTime(
            work(),
            () => known,
            () => {
              changed.fire();
            },
          );
        },
      },
    ),
  );
}

const top = new vscode.Range(0, 0, 0, 0);

/** Run it, and what its last run took. */
function runLenses(
  { uri }: vscode.TextDocument,
  { evidence: [evidence] }: Detection,
  monitor: RunMonitor,
): vscode.CodeLens[] {
  const run = new vscode.CodeLens(top, {
    title: `$(zap) ${vscode.l10n.t('Run with energy metering')}`,
    command: commands.runTraining,
    arguments: [uri],
    tooltip:
      evidence === undefined
        ? ''
        : vscode.l10n.t('Training script: line {0} is {1}', evidence.line, visibleText(evidence.text)),
  });
  const last = monitor.lastRunOf(uri.fsPath);
  if (last === undefined) return [run];
  return [
    run,
    new vscode.CodeLens(top, {
      title: lastRunTitle(last),
      command: commands.openRun,
      arguments: [last.id],
      tooltip: vscode.l10n.t('Open the last run of this script.'),
    }),
  ];
}

const estimateLens = ({ config, model, text }: ScriptEstimate, script: vscode.Uri): vscode.CodeLens =>
  new vscode.CodeLens(top, {
    title: text.title,
    command: commands.showBreakdown,
    arguments: [config, model, script],
    tooltip: text.details,
  });
