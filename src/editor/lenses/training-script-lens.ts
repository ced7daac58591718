import * as vscode from 'vscode';
import type { Detection } from '../../detect/detection';
import { fileKind, openFileGlob, trainingFileGlob } from '../../detect/file-kind';
import { withinTime } from '../analysis/within-time';
import { commands } from '../contributions';
import { joinArguments } from '../launch/argument-text';
import type { ModelConfigs } from '../model-configs';
import type { RunMonitor } from '../runs/run-monitor';
import { readSettings } from '../settings';
import type { ScriptPlans } from '../script-plans';
import type { TrainingScripts } from '../training-scripts';
import { visibleText } from '../../units/plain-text';
import { lastRunTitle } from './last-run-title';
import { ScriptEstimates, type ScriptEstimate } from './script-estimates';

/** Above a training script, or a command of another file that trains: run it with metering, what its last run took, and what its model's configuration lets expect. */
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
      [
        { language: 'python' },
        { language: 'shellscript' },
        { language: 'makefile' },
        { pattern: trainingFileGlob },
        { pattern: openFileGlob },
      ],
      {
        onDidChangeCodeLenses: changed.event,
        provideCodeLenses(document) {
          if (!readSettings(document.uri).codeLensEnabled) return [];
          let known: vscode.CodeLens[] = [];
          const work = async (): Promise<vscode.CodeLens[]> => {
            const detection = await scripts.soon(document);
            if (detection?.training !== true) return [];
            if (document.languageId !== 'python') return commandLenses(document, detection, monitor);
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
  title = vscode.l10n.t('Run with energy metering'),
  more = '',
): vscode.CodeLens[] {
  const why =
    evidence === undefined
      ? ''
      : vscode.l10n.t('Training script: line {0} is {1}', evidence.line, visibleText(evidence.text));
  const run = new vscode.CodeLens(top, {
    title: `$(zap) ${title}`,
    command: commands.runTraining,
    arguments: [uri],
    tooltip: [why, more].filter((each) => each !== '').join('\n'),
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

/** Above what trains in a file of commands: a shell or batch file runs whole, others target by target. */
function commandLenses(
  document: vscode.TextDocument,
  detection: Detection,
  monitor: RunMonitor,
): vscode.CodeLens[] {
  if (detection.tasks.length === 0)
    return fileKind(document.uri.path, document.getText()) === 'batch'
      ? runLenses(
          document,
          detection,
          monitor,
          vscode.l10n.t('Run on this machine with energy metering'),
          vscode.l10n.t(
            'It runs here, not in the queue. To meter the job of the queue, put "wattlens run --" before the command that trains.',
          ),
        )
      : runLenses(document, detection, monitor);
  return detection.tasks.flatMap(({ name, command, evidence: [evidence] }) => {
    if (evidence === undefined) return [];
    const above = new vscode.Range(evidence.line - 1, 0, evidence.line - 1, 0);
    // What no command starts: make knows no name for the target.
    if (command.length === 0) return [];
    return [
      new vscode.CodeLens(above, {
        title: `$(zap) ${vscode.l10n.t('Run with energy metering')}`,
        command: commands.runTraining,
        arguments: [document.uri, name],
        tooltip: vscode.l10n.t('Run {0} with energy metering', visibleText(joinArguments(command))),
      }),
    ];
  });
}

const estimateLens = ({ config, model, text }: ScriptEstimate, script: vscode.Uri): vscode.CodeLens =>
  new vscode.CodeLens(top, {
    title: text.title,
    command: commands.showBreakdown,
    arguments: [config, model, script],
    tooltip: text.details,
  });
