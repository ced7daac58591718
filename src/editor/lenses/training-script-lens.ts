import * as vscode from 'vscode';
import { commands } from '../contributions';
import type { RunMonitor } from '../runs/run-monitor';
import { readSettings } from '../settings';
import type { TrainingScripts } from '../training-scripts';
import { lastRunTitle } from './last-run-title';

/** Above a training script: run it with metering, and what its last run took. */
export function registerTrainingScriptLens(scripts: TrainingScripts, monitor: RunMonitor): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
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
          const detection = scripts.detect(document);
          if (detection?.training !== true) return [];
          const top = new vscode.Range(0, 0, 0, 0);
          const [evidence] = detection.evidence;
          const run = new vscode.CodeLens(top, {
            title: `$(zap) ${vscode.l10n.t('Run with energy metering')}`,
            command: commands.runTraining,
            arguments: [document.uri],
            tooltip:
              evidence === undefined
                ? ''
                : vscode.l10n.t('Training script: line {0} is {1}', evidence.line, evidence.text),
          });
          const last = monitor.lastRunOf(document.uri.fsPath);
          if (last === undefined) return [run];
          const lastRun = new vscode.CodeLens(top, {
            title: lastRunTitle(last),
            command: commands.openRun,
            arguments: [last.id],
            tooltip: vscode.l10n.t('Open the last run of this script.'),
          });
          return [run, lastRun];
        },
      },
    ),
  );
}
