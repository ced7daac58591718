import * as vscode from 'vscode';
import { mostCompared } from '../../../webview/history/protocol';
import type { BudgetWatcher } from '../budgets/budget-watcher';
import { commands, panelViewTypes } from '../contributions';
import { pickRun, pickRuns } from '../runs/pick-run';
import { isRunId, type RunMonitor } from '../runs/run-monitor';
import type { Panels } from './panels';

/** The panels of runs, and the commands that open them. */
export function registerRunPanels(
  panels: Panels,
  monitor: RunMonitor,
  budgets: Pick<BudgetWatcher, 'stateOf'>,
): vscode.Disposable {
  const openHistory = panels.add(panelViewTypes.history, async () => {
    const { historyPanel } = await import('../history/history-panel');
    return historyPanel(monitor);
  });
  const openRun = panels.add(panelViewTypes.run, async () => {
    const { runPanel } = await import('../run-panel/run-panel');
    return runPanel(monitor, budgets);
  });
  const openComparison = panels.add(panelViewTypes.comparison, async () => {
    const { comparisonPanel } = await import('../comparison/comparison-panel');
    return comparisonPanel(monitor);
  });
  const register = (id: string, run: (argument: unknown, second: unknown) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(id, run);
  return vscode.Disposable.from(
    register(commands.openHistory, () => openHistory(null)),
    register(commands.openRun, async (named) => {
      const runId = isRunIdText(named) ? named : (await pickRun(monitor, vscode.l10n.t('Open Run')))?.id;
      if (runId !== undefined) await openRun({ runId });
    }),
    register(commands.compareRuns, async (named, isToChange) => {
      const given = Array.isArray(named) ? named.filter(isRunIdText) : [];
      const isEnough = given.length >= 2 && given.length <= mostCompared && isToChange !== true;
      const runIds = isEnough ? given : await pickToCompare(monitor, given);
      if (runIds !== undefined) await openComparison({ runIds: [...runIds] });
    }),
  );
}

const isRunIdText = (value: unknown): value is string => typeof value === 'string' && isRunId(value);

/** Asks until there are as many as can be compared, or the person gives up. */
async function pickToCompare(
  monitor: RunMonitor,
  chosen: readonly string[],
): Promise<readonly string[] | undefined> {
  for (const id of chosen) monitor.open(id);
  const picked = await pickRuns(monitor, {
    title: vscode.l10n.t('Compare Runs'),
    placeHolder: vscode.l10n.t('Two to {0} runs', mostCompared),
    chosen,
  });
  if (picked === undefined) return undefined;
  if (picked.length >= 2 && picked.length <= mostCompared) return picked.map(({ id }) => id);
  await vscode.window.showInformationMessage(
    vscode.l10n.t('Wattlens: choose two to {0} runs to compare.', mostCompared),
  );
  return undefined;
}
