import { commandText } from '../../units/command-text';
import { momentText } from '../../units/time-text';
import * as vscode from 'vscode';
import type { RunSummary } from '../../runs/summary';
import { labelText } from '../shown-text';
import type { RunMonitor } from './run-monitor';

/** Asks for one of the newest runs; the only one where there is but one; undefined, after a word to the user, where there is none. */
export async function pickRun(monitor: RunMonitor, title: string): Promise<RunSummary | undefined> {
  const items = await runItems(monitor);
  if (items.length <= 1) return items[0]?.run;
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Which run?'),
    matchOnDetail: true,
  });
  return picked?.run;
}

/** Asks for several; `chosen` are there from the beginning. Undefined where none was chosen. */
export async function pickRuns(
  monitor: RunMonitor,
  { title, placeHolder, chosen }: { title: string; placeHolder: string; chosen: readonly string[] },
): Promise<readonly RunSummary[] | undefined> {
  const items = (await runItems(monitor)).map((item) => ({ ...item, picked: chosen.includes(item.run.id) }));
  if (items.length === 0) return undefined;
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder,
    matchOnDetail: true,
    canPickMany: true,
  });
  return picked?.map(({ run }) => run);
}

interface RunPickItem extends vscode.QuickPickItem {
  readonly run: RunSummary;
}

async function runItems(monitor: RunMonitor): Promise<RunPickItem[]> {
  await monitor.history();
  const items = monitor.runs.flatMap(({ summary: run }) =>
    run === null
      ? []
      : [
          {
            label: labelText(run.label ?? commandText(run.command)),
            description: momentText(run.started, vscode.env.language),
            detail: run.id,
            run,
          },
        ],
  );
  if (items.length === 0)
    await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Wattlens: no run has been metered yet. Run a training script with energy metering first.',
      ),
    );
  return items;
}
