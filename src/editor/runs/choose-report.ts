import * as vscode from 'vscode';
import type { ReportOptions } from '../../runs/report/extras';
import { isReportFormat, reportFormats, type ReportFormat } from '../../runs/report/render';
import type { RunSummary } from '../../runs/summary';

/** Each format by a phrase, and the end of its file's name, which gives the document its language. */
const formats: Readonly<Record<ReportFormat, { readonly detail: string; readonly extension: string }>> = {
  markdown: { detail: 'for a pull request or a lab book', extension: 'md' },
  text: { detail: 'as wattlens report prints it', extension: 'txt' },
  json: { detail: 'everything, as data', extension: 'json' },
  csv: { detail: 'a line for each device', extension: 'csv' },
  'model-card': { detail: 'the co2_eq_emissions of a Hugging Face model card', extension: 'yaml' },
  codecarbon: { detail: 'a line of CodeCarbon’s emissions.csv', extension: 'csv' },
  sci: { detail: 'Software Carbon Intensity, ISO/IEC 21031', extension: 'md' },
  boamps: { detail: 'in the shape of Boavizta’s BoAmps, to be completed', extension: 'json' },
  'eu-ai-act': { detail: 'computing and energy, as the EU AI Act’s Annex XI asks', extension: 'md' },
};

/** The report in the format that is named, else in the one that the user chooses; undefined where none is chosen. */
export async function chooseReport(
  summary: RunSummary,
  named: unknown,
  options: ReportOptions,
): Promise<{ readonly title: string; readonly text: string } | undefined> {
  const format = typeof named === 'string' && isReportFormat(named) ? named : await pickFormat();
  if (format === undefined) return undefined;
  const text = reportFormats[format](summary, { ...options, writtenAt: new Date() });
  return { title: `Report ${summary.id} (${format}).${formats[format].extension}`, text: `${text}\n` };
}

async function pickFormat(): Promise<ReportFormat | undefined> {
  const items = Object.keys(reportFormats)
    .filter(isReportFormat)
    .map((format) => ({ label: format, description: formats[format].detail, format }));
  const chosen = await vscode.window.showQuickPick(items, { title: 'In which format?' });
  return chosen?.format;
}
