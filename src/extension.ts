import * as vscode from 'vscode';
import { workspaceAddress } from './editor/carbon/delayed-run-plan';
import { DelayedRuns } from './editor/carbon/delayed-runs';
import { registerDelayedRunsItem } from './editor/carbon/show-delayed-runs';
import { useSecrets } from './editor/carbon/intensity-keys';
import { BudgetWatcher } from './editor/budgets/budget-watcher';
import { Analyst } from './editor/analysis/analyst';
import { allAnswered } from './editor/analysis/within-time';
import { registerAgentTools } from './editor/agents/register-tools';
import { AttachConsent } from './editor/attach/attach-consent';
import { registerDebugAttach } from './editor/attach/debug-attach';
import { NotebookEnergy } from './editor/attach/notebook-energy';
import { registerTerminalAttach } from './editor/attach/terminal-attach';
import { registerCommands } from './editor/commands';
import { panelViewTypes } from './editor/contributions';
import { Documents } from './editor/documents';
import { ModelDiagnostics } from './editor/diagnostics/model-diagnostics';
import { registerQuickFixes } from './editor/diagnostics/quick-fixes';
import { registerDebugConfigurations } from './editor/launch/debug-configurations';
import { LaunchMemory } from './editor/launch/launch-memory';
import { LaunchedTasks, launchedTasksFolder } from './editor/launch/launched-tasks';
import { registerTaskProvider } from './editor/launch/task-provider';
import { GitHeads } from './editor/git/git-heads';
import { registerDifferenceLens } from './editor/lenses/difference-lens';
import { ModelDifferences } from './editor/lenses/model-differences';
import { registerModelCostLens } from './editor/lenses/model-cost-lens';
import { registerTrainingScriptLens } from './editor/lenses/training-script-lens';
import { ModelConfigs } from './editor/model-configs';
import { EnergyView } from './editor/panel/energy-view';
import { Panels } from './editor/panel/panels';
import { registerRunPanels } from './editor/panel/run-panels';
import { registerRunControl } from './editor/runs/control-run';
import { logFirstLiveRun } from './editor/runs/found-again';
import { PastRuns } from './editor/runs/past-runs';
import { RunMonitor } from './editor/runs/run-monitor';
import { registerRunRetention } from './editor/runs/run-retention';
import { readSettings } from './editor/settings';
import { registerModelHover } from './editor/hover/model-hover';
import { registerInlayHints } from './editor/hints/inlay-hints';
import { KeptPlanChoices } from './editor/plan-choices';
import { ScriptPlans } from './editor/script-plans';
import { StatusBar } from './editor/status-bar';
import { TrainingScripts } from './editor/training-scripts';
import { useVerdicts } from './editor/training-verdicts';
import { useTranslator } from './editor/translate';
import { WorkspaceTraining } from './editor/workspace-training';

/** What other extensions may ask. */
export interface WattlensApi {
  /** The energy of a notebook's cell as its status bar shows it; undefined where it was not metered. */
  cellEnergyText(cell: vscode.NotebookCell): string | undefined;
  /** Resolves when no text is being read, for a provider or otherwise: what is known of open files by then, their lenses tell. */
  settled(): Promise<void>;
}

export function activate(context: vscode.ExtensionContext): WattlensApi {
  const log = vscode.window.createOutputChannel('Wattlens', { log: true });
  useTranslator(vscode.l10n.t, vscode.env.language);
  const meterProgram = context.asAbsolutePath('dist/wattlens.js');
  const delayedRuns = new DelayedRuns(meterProgram, log);
  const launchedTasks = new LaunchedTasks(
    launchedTasksFolder(context.globalStorageUri.fsPath, workspaceAddress()),
    log,
  );
  const launch = { meterProgram, memory: new LaunchMemory(context.workspaceState), delayedRuns, log };
  const consent = new AttachConsent();
  const monitor = new RunMonitor(readSettings().runsFolder, log);
  const budgets = new BudgetWatcher(monitor, log);
  const notebookEnergy = new NotebookEnergy({ meterProgram, consent, monitor, log });
  const pastRuns = new PastRuns(monitor, log);
  const analyst = new Analyst(
    context.asAbsolutePath('dist/analysis.js'),
    { texts: vscode.l10n.bundle },
    (text) => {
      log.warn(text);
    },
  );
  useVerdicts(analyst);
  const configs = new ModelConfigs(new KeptPlanChoices(context.workspaceState), pastRuns, analyst);
  const page = vscode.Uri.joinPath(context.extensionUri, 'docs', 'diagnostics.md');
  const diagnostics = new ModelDiagnostics(configs, page);
  const heads = new GitHeads();
  const differences = new ModelDifferences(configs, heads);
  const workspaceTraining = new WorkspaceTraining(analyst, log);
  const scripts = new TrainingScripts(workspaceTraining);
  const plans = new ScriptPlans(scripts, analyst);
  const documents = new Documents();
  const panels = new Panels(context.extensionUri);
  const openModel = panels.add(panelViewTypes.model, async () => {
    const { modelPanel } = await import('./editor/panel/model-panel');
    return modelPanel(configs, documents, plans);
  });
  context.subscriptions.push(
    log,
    useSecrets(context.secrets),
    monitor,
    notebookEnergy,
    pastRuns,
    analyst,
    configs,
    workspaceTraining,
    scripts,
    documents,
    panels,
    budgets,
    new StatusBar(monitor, budgets, meterProgram),
    logFirstLiveRun(monitor, log),
    new EnergyView(context.extensionUri, monitor, budgets),
    registerRunPanels(panels, monitor, budgets),
    registerModelCostLens(configs),
    registerInlayHints(configs),
    registerModelHover(configs),
    diagnostics,
    registerQuickFixes(diagnostics),
    heads,
    differences,
    registerDifferenceLens(differences),
    registerTrainingScriptLens(scripts, monitor, configs, plans),
    delayedRuns,
    registerDelayedRunsItem(delayedRuns),
    registerRunControl(monitor),
    registerRunRetention(log),
    launchedTasks,
    registerTaskProvider(meterProgram, delayedRuns, launchedTasks),
    registerDebugConfigurations(meterProgram),
    registerTerminalAttach({ meterProgram, consent, log }),
    registerDebugAttach({ meterProgram, consent, log }),
    registerAgentTools(meterProgram, pastRuns),
    registerCommands({ launch, delayedRuns, notebookEnergy, monitor, configs, plans, documents, openModel }),
  );
  return {
    cellEnergyText: (cell) => notebookEnergy.statusBarItem(cell)?.text,
    settled: async () => {
      await allAnswered();
      await analyst.idle();
    },
  };
}
