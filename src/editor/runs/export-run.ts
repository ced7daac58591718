import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { reportFormats } from '../../runs/report/render';
import type { RunSummary } from '../../runs/summary';
import { plainText } from '../../units/plain-text';
import { readSettings } from '../settings';
import { pickReportFormat, reportFileName } from './report-formats';
import type { RunMonitor } from './run-monitor';

/** Writes a run's report to a file of the person's choice. `runId`, where known, is the run; else it is asked for. */
export async function exportRun(monitor: RunMonitor, runId: unknown): Promise<void> {
  monitor.wantHistory();
  const named = typeof runId === 'string' ? monitor.find(runId)?.summary : undefined;
  const run = named ?? (await pickRun(monitor));
  if (run === undefined) return;
  const format = await pickReportFormat(vscode.l10n.t('Export Run'));
  if (format === undefined) return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, reportFileName(run.id, format)),
    title: vscode.l10n.t('Export Run'),
  });
  if (target === undefined) return;
  const text = `${reportFormats[format](run, { ...readSettings().report, writtenAt: new Date() })}\n`;
  try {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  } catch (error) {
    await vscode.window.showErrorMessage(
      vscode.l10n.t(
        'Wattlens: the run could not be exported: {0}',
        error instanceof Error ? error.message : String(error),
      ),
    );
    return;
  }
  const open = vscode.l10n.t('Open');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Wattlens: the run is in {0}.', plainText(vscode.workspace.asRelativePath(target))),
    open,
  );
  // HTML goes to the browser, to be printed; all else is text to read here.
  if (answer !== open) return;
  if (format === 'html') await vscode.env.openExternal(target);
  else await vscode.window.showTextDocument(target);
}

async function pickRun(monitor: RunMonitor): Promise<RunSummary | undefined> {
  const runs = monitor.runs.flatMap(({ summary }) => (summary === null ? [] : [summary]));
  if (runs.length === 0) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Wattlens: no run has been metered yet. Run a training script with energy metering first.',
      ),
    );
    return undefined;
  }
  if (runs.length === 1) return runs[0];
  const picked = await vscode.window.showQuickPick(
    runs.map((run) => ({
      label: plainText(run.label ?? run.command.join(' ')),
      description: run.started,
      detail: run.id,
      run,
    })),
    { title: vscode.l10n.t('Export Run'), placeHolder: vscode.l10n.t('Which run?'), matchOnDetail: true },
  );
  return picked?.run;
}
