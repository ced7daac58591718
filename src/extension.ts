import * as vscode from 'vscode';
import { registerDelayedRuns } from './editor/carbon/delayed-runs';
import { useSecrets } from './editor/carbon/intensity-keys';
import { BudgetWatcher } from './editor/budgets/budget-watcher';
import { registerCommands } from './editor/commands';
import { Documents } from './editor/documents';
import { registerTaskProvider } from './editor/launch/task-provider';
import { registerModelCostLens } from './editor/lenses/model-cost-lens';
import { registerTrainingScriptLens } from './editor/lenses/training-script-lens';
import { ModelConfigs } from './editor/model-configs';
import { EnergyView } from './editor/panel/energy-view';
import { registerRunControl } from './editor/runs/control-run';
import { RunMonitor } from './editor/runs/run-monitor';
import { registerRunRetention } from './editor/runs/run-retention';
import { readSettings } from './editor/settings';
import { StatusBar } from './editor/status-bar';
import { TrainingScripts } from './editor/training-scripts';
import { WorkspaceTraining } from './editor/workspace-training';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Wattlens', { log: true });
  useSecrets(context.secrets);
  const meterProgram = context.asAbsolutePath('dist/wattlens.js');
  const monitor = new RunMonitor(readSettings().runsFolder, log);
  const budgets = new BudgetWatcher(monitor, log);
  const configs = new ModelConfigs();
  const workspaceTraining = new WorkspaceTraining(log);
  const scripts = new TrainingScripts(workspaceTraining);
  const documents = new Documents();
  context.subscriptions.push(
    log,
    monitor,
    configs,
    workspaceTraining,
    scripts,
    documents,
    budgets,
    new StatusBar(monitor, budgets),
    new EnergyView(context.extensionUri, monitor),
    registerModelCostLens(configs),
    registerTrainingScriptLens(scripts, monitor),
    registerDelayedRuns(),
    registerRunControl(monitor),
    registerRunRetention(log),
    registerTaskProvider(meterProgram),
    registerCommands({ meterProgram, monitor, configs, documents }),
  );
}
