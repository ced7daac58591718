import * as vscode from 'vscode';
import type { ReportOptions } from '../../runs/report/extras';
import { isReportFormat, reportFormats } from '../../runs/report/render';
import type { RunSummary } from '../../runs/summary';
import { pickReportFormat, reportExtensions } from './report-formats';

/** The report in the format that is named, else in the one that the user chooses; undefined where none is chosen. */
export async function chooseReport(
  summary: RunSummary,
  named: unknown,
  options: ReportOptions,
): Promise<{ readonly title: string; readonly text: string } | undefined> {
  const format =
    typeof named === 'string' && isReportFormat(named)
      ? named
      : await pickReportFormat(vscode.l10n.t('Show Report'));
  if (format === undefined) return undefined;
  const text = reportFormats[format](summary, { ...options, writtenAt: new Date() });
  return { title: `Report ${summary.id} (${format}).${reportExtensions[format]}`, text: `${text}\n` };
}
