import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { isReportFormat, reportFormats, type ReportFormat } from '../../runs/report/render';
import { noticeText } from '../shown-text';
import { readSettings } from '../settings';
import { pickRun } from './pick-run';
import { readSummary } from './read-summary';
import { pickReportFormat, reportFileName } from './report-formats';
import type { RunMonitor } from './run-monitor';

/**
 * Writes a run's report to a file of the person's choice. `runId` and `named`, where known, are the run and the format; else they
 * are asked for.
 */
export async function exportRun(monitor: RunMonitor, runId: unknown, named: unknown): Promise<void> {
  const known = typeof runId === 'string' ? await readSummary(monitor, runId) : null;
  const run = known ?? (await pickRun(monitor, vscode.l10n.t('Export Run')));
  if (run === undefined) return;
  const format =
    typeof named === 'string' && isReportFormat(named)
      ? named
      : await pickReportFormat(vscode.l10n.t('Export Run'));
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
        noticeText(error instanceof Error ? error.message : String(error)),
      ),
    );
    return;
  }
  await offerToOpen(target, format);
}

/** HTML goes to the browser, to be printed, where that can reach it; all else is text to read here. */
async function offerToOpen(file: vscode.Uri, format: ReportFormat): Promise<void> {
  const name = noticeText(vscode.workspace.asRelativePath(file));
  const isElsewhere = format === 'html' && vscode.env.remoteName !== undefined;
  const canBeDownloaded = isElsewhere && vscode.workspace.getWorkspaceFolder(file) !== undefined;
  const open = canBeDownloaded ? vscode.l10n.t('Show in Explorer') : vscode.l10n.t('Open');
  const answer = await vscode.window.showInformationMessage(
    canBeDownloaded
      ? vscode.l10n.t('Wattlens: the run is in {0}. Download it from the Explorer to print it.', name)
      : vscode.l10n.t('Wattlens: the run is in {0}.', name),
    open,
  );
  if (answer !== open) return;
  if (canBeDownloaded) await vscode.commands.executeCommand('revealInExplorer', file);
  else if (format === 'html' && !isElsewhere) await vscode.env.openExternal(file);
  else await vscode.window.showTextDocument(file);
}
