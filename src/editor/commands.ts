import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { ModelPanelState } from '../../webview/model/protocol';
import type { RunSummary } from '../runs/summary';
import { meterProcess } from './attach/meter-process';
import type { NotebookEnergy } from './attach/notebook-energy';
import type { DelayedRuns } from './carbon/delayed-runs';
import { showDelayedRuns } from './carbon/show-delayed-runs';
import { findCleanestTime } from './carbon/cleanest-time';
import { setIntensityKeys } from './carbon/intensity-keys';
import { askToOpenModel, chooseModelFile } from './choose-model';
import { commands, energyViewId } from './contributions';
import { askDoctor } from './diagnosis/ask-doctor';
import type { Documents } from './documents';
import type { TrainingPlan } from '../energy/plans/plan-fields';
import { estimateMarkdown } from './estimate-document';
import { launchRefusal, reportProblem } from './launch/prepare-launch';
import { runTraining, type LaunchContext } from './launch/run-training';
import { powerArguments } from './launch/training-task';
import type { ModelConfigs } from './model-configs';
import type { Estimated, ModelCost } from './model-cost';
import type { OpenPanel } from './panel/panels';
import { readSummary } from './runs/read-summary';
import type { RunMonitor } from './runs/run-monitor';
import type { ScriptPlans } from './script-plans';
import { readSettings } from './settings';
import { translated } from './translate';
import { noticeText } from './shown-text';

interface CommandContext {
  readonly launch: LaunchContext;
  readonly delayedRuns: DelayedRuns;
  readonly notebookEnergy: NotebookEnergy;
  readonly monitor: RunMonitor;
  readonly configs: ModelConfigs;
  readonly plans: ScriptPlans;
  readonly documents: Documents;
  readonly openModel: OpenPanel<ModelPanelState>;
}

/** The commands of package.json. Arguments come from menus, lenses, keybindings and other extensions: they are checked. */
export function registerCommands(context: CommandContext): vscode.Disposable {
  const { launch, delayedRuns, notebookEnergy, monitor, configs, plans, documents, openModel } = context;
  const { meterProgram } = launch;
  const register = (
    id: string,
    run: (argument: unknown, second: unknown, third: unknown) => unknown,
  ): vscode.Disposable => vscode.commands.registerCommand(id, run);
  return vscode.Disposable.from(
    register(commands.runTraining, (script, task) =>
      runTraining(launch, asUri(script), {
        asks: false,
        // A menu's second argument is what else is selected.
        task: typeof task === 'string' ? task : undefined,
      }),
    ),
    register(commands.runTrainingWithArguments, (script) =>
      runTraining(launch, asUri(script), { asks: true }),
    ),
    register(commands.meterProcess, () => meterProcess(meterProgram, launch.log)),
    register(commands.meterNotebook, () => meterNotebook(notebookEnergy)),
    register(commands.openPanel, () => vscode.commands.executeCommand(`${energyViewId}.focus`)),
    register(commands.showReport, (runId) => showReport(monitor, documents, runId)),
    register(commands.showReportAs, (runId, format) => showReportAs(monitor, documents, runId, format)),
    register(commands.exportRun, async (runId, format) => {
      const { exportRun } = await import('./runs/export-run');
      await exportRun(monitor, runId, format);
    }),
    register(commands.logRun, async (runId) => {
      const { logRun } = await import('./runs/log-run');
      await logRun(monitor, runId);
    }),
    register(commands.showEstimate, (config, index, script) =>
      showEstimate(configs, documents, {
        config: asUri(config) ?? linkedUri(config),
        index,
        plan: () => plans.at(asUri(script)?.toString()),
      }),
    ),
    register(commands.showBreakdown, (config, index, script) =>
      showBreakdown(configs, openModel, asUri(config), index, asUri(script)),
    ),
    register(commands.changePlan, (config, index, chosen) =>
      changePlan(configs, asUri(config), index, chosen),
    ),
    register(commands.compareRegions, (config, names) =>
      showComparison(configs, documents, asUri(config), 'compareRegions', names),
    ),
    register(commands.compareHardware, (config, names) =>
      showComparison(configs, documents, asUri(config), 'compareHardware', names),
    ),
    register(commands.setPlace, async () => {
      const { setPlace } = await import('./carbon/set-place');
      await setPlace();
    }),
    register(commands.setIntensityKeys, setIntensityKeys),
    register(commands.findCleanestTime, (script) => findCleanestTime(launch, asUri(script))),
    register(commands.showDelayedRuns, () => showDelayedRuns(delayedRuns)),
    register(commands.diagnose, () => diagnose(meterProgram, documents)),
  );
}

const asUri = (value: unknown): vscode.Uri | undefined => (value instanceof vscode.Uri ? value : undefined);

/** Links in Markdown carry JSON, so an address as text. */
const linkedUri = (value: unknown): vscode.Uri | undefined =>
  typeof value === 'string' ? vscode.Uri.parse(value) : undefined;

async function meterNotebook(notebookEnergy: NotebookEnergy): Promise<void> {
  const refusal = launchRefusal();
  if (refusal !== undefined) return reportProblem(refusal);
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  if (notebook !== undefined) return notebookEnergy.meter(notebook);
  await vscode.window.showInformationMessage(
    vscode.l10n.t('Wattlens: open the notebook that you want to meter first.'),
  );
}

async function showReport(monitor: RunMonitor, documents: Documents, runId: unknown): Promise<void> {
  const summary = await summaryOf(monitor, runId);
  if (summary === null) return;
  const { reportMarkdown } = await import('../runs/report/markdown');
  await documents.showRendered(`Report ${summary.id}.md`, reportMarkdown(summary, readSettings().report));
}

/** The summary of a run, the newest where none is named; null, after a word to the user, where there is none. */
async function summaryOf(monitor: RunMonitor, runId: unknown): Promise<RunSummary | null> {
  if (typeof runId !== 'string') await monitor.history();
  const summary =
    typeof runId === 'string' ? await readSummary(monitor, runId) : (monitor.runs[0]?.summary ?? null);
  if (summary !== null) return summary;
  await vscode.window.showInformationMessage(
    vscode.l10n.t('Wattlens: no run has been metered yet. Run a training script with energy metering first.'),
  );
  return null;
}

async function showReportAs(
  monitor: RunMonitor,
  documents: Documents,
  runId: unknown,
  format: unknown,
): Promise<void> {
  const summary = await summaryOf(monitor, runId);
  if (summary === null) return;
  const { chooseReport } = await import('./runs/choose-report');
  const report = await chooseReport(summary, format, readSettings().report);
  if (report !== undefined) await documents.show(report.title, report.text);
}

/** Under the plan of a script where the estimate is one of its training. */
async function showEstimate(
  configs: ModelConfigs,
  documents: Documents,
  {
    config,
    index,
    plan,
  }: {
    readonly config: vscode.Uri | undefined;
    readonly index: unknown;
    readonly plan: () => Promise<TrainingPlan | null>;
  },
): Promise<void> {
  const found = await costOfModel(configs, config, index, await plan());
  if (found === null) return;
  const { uri, cost, which } = found;
  const name = basename(uri.path);
  await documents.showRendered(
    `${vscode.l10n.t('Cost of {0}', `${name}${which}`)}.md`,
    estimateMarkdown(name, cost.estimate, cost.reading.approximate ?? null),
  );
}

async function showBreakdown(
  configs: ModelConfigs,
  openModel: OpenPanel<ModelPanelState>,
  config: vscode.Uri | undefined,
  index: unknown,
  script: vscode.Uri | undefined,
): Promise<void> {
  const found = await costOfModel(configs, config, index);
  if (found === null) return;
  await openModel({
    uri: found.uri.toString(),
    model: typeof index === 'number' ? index : 0,
    ...(script === undefined ? {} : { script: script.toString() }),
  });
}

async function showComparison(
  configs: ModelConfigs,
  documents: Documents,
  config: vscode.Uri | undefined,
  what: 'compareRegions' | 'compareHardware',
  names: unknown,
): Promise<void> {
  const found = await costOfModel(configs, config);
  if (found === null) return;
  const given = Array.isArray(names) ? names.filter((name) => typeof name === 'string') : undefined;
  const comparing = await import('./carbon/compare-model');
  const document = await comparing[what](found.uri, found.cost, given);
  if (document === null) return;
  if (document.ok) await documents.showRendered(document.title, document.text);
  else await vscode.window.showWarningMessage(`Wattlens: ${noticeText(document.problem)}`);
}

/** The estimate of a file, the active one or one that is chosen where none is named; null, after a word to the user, where there is none. */
async function costOfModel(
  configs: ModelConfigs,
  config: vscode.Uri | undefined,
  index: unknown = 0,
  script: TrainingPlan | null = null,
): Promise<{
  readonly uri: vscode.Uri;
  readonly cost: Estimated;
  /** Which of the file's models; empty where it has one. */
  readonly which: string;
} | null> {
  const uri = config ?? (await chooseModelFile(configs));
  if (uri === undefined) return null;
  const costs = await configs.costsUnder(await vscode.workspace.openTextDocument(uri), script);
  const cost = costs[typeof index === 'number' ? index : 0];
  if (cost?.kind === 'estimate') {
    const which =
      costs.length > 1 ? vscode.l10n.t(' ({0} of {1})', costs.indexOf(cost) + 1, costs.length) : '';
    return { uri, cost, which };
  }
  await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Wattlens: there is no estimate for {0}: {1}',
      noticeText(basename(uri.path)),
      noticeText(whyNoEstimate(cost)),
    ),
  );
  return null;
}

async function changePlan(
  configs: ModelConfigs,
  config: vscode.Uri | undefined,
  index: unknown,
  chosen: unknown,
): Promise<void> {
  const uri = config ?? (await chooseModelFile(configs));
  if (uri === undefined) return;
  // A quick fix has chosen already.
  if (chosen !== undefined) {
    if (await configs.choices.chooseAll(uri.toString(), chosen)) configs.forget();
    return;
  }
  const costs = await configs.costs(await vscode.workspace.openTextDocument(uri));
  const cost = costs[typeof index === 'number' ? index : 0];
  if (cost?.kind !== 'estimate' && cost?.kind !== 'planProblem') {
    await askToOpenModel();
    return;
  }
  const { askPlan } = await import('./change-plan');
  const isChanged = await askPlan(configs.choices, uri, cost.kind === 'estimate' ? cost.estimate : null);
  if (isChanged) configs.forget();
}

function whyNoEstimate(cost: Exclude<ModelCost, Estimated> | undefined): string {
  if (cost === undefined) return vscode.l10n.t('it is not the configuration of a model.');
  switch (cost.kind) {
    case 'invalid':
      return cost.diagnostics.map(({ message }) => translated(message)).join('; ');
    case 'unknownArchitecture':
      return vscode.l10n.t('the architecture "{0}" is not known.', cost.modelType);
    case 'planProblem':
      return translated(cost.message);
  }
}

/** Asks `wattlens doctor`, which opens the machine's power sources: only when asked for. */
async function diagnose(meterProgram: string, documents: Documents): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Wattlens: diagnosing starts a program, and this workspace is in Restricted Mode. Trust it first.',
      ),
    );
    return;
  }
  const answer = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Wattlens: looking for power sources…'),
    },
    () => askDoctor(meterProgram, powerArguments(readSettings().power)),
  );
  const { diagnosisMarkdown, useTranslator } = await import('./diagnosis/diagnosis-document');
  useTranslator(vscode.l10n.t, vscode.env.language);
  if (answer.ok) await documents.showRendered('Power Sources.md', diagnosisMarkdown(answer.rows));
  else
    await vscode.window.showErrorMessage(
      vscode.l10n.t("Wattlens: power sources can't be told: {0}", noticeText(translated(answer.reason))),
    );
}
