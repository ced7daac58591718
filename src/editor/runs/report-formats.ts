import * as vscode from 'vscode';
import type { ReportFormat } from '../../runs/report/render';

/** The end of the name of a report's file or document, which gives it its language. */
export const reportExtensions: Readonly<Record<ReportFormat, string>> = {
  text: 'txt',
  json: 'json',
  markdown: 'md',
  html: 'html',
  latex: 'tex',
  csv: 'csv',
  'model-card': 'yaml',
  codecarbon: 'csv',
  sci: 'md',
  boamps: 'json',
  'eu-ai-act': 'md',
};

export const reportFileName = (runId: string, format: ReportFormat): string =>
  // The name that CodeCarbon's own tools look for.
  format === 'codecarbon' ? 'emissions.csv' : `wattlens-${runId}-${format}.${reportExtensions[format]}`;

/** Asks for a format, the most asked for first; undefined where none is chosen. */
export async function pickReportFormat(title: string): Promise<ReportFormat | undefined> {
  const items = namedFormats();
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('In which format?'),
    matchOnDetail: true,
  });
  return chosen?.format;
}

function namedFormats(): {
  readonly format: ReportFormat;
  readonly label: string;
  readonly detail: string;
}[] {
  const { t } = vscode.l10n;
  const texts: Record<ReportFormat, readonly [label: string, detail: string]> = {
    markdown: [t('Markdown'), t('For a pull request or a lab book')],
    html: [t('HTML for printing'), t('One page that stands by itself; print it to PDF from the browser')],
    latex: [t('LaTeX and BibTeX'), t('A sentence for a paper, and the entries that it cites')],
    'model-card': [t('Model card'), t('The co2_eq_emissions block of a Hugging Face model card, in grams')],
    csv: [t('CSV'), t('A line for each device, for spreadsheets')],
    json: [t('JSON'), t('Every figure, in joules, watts, seconds and grams')],
    codecarbon: [t('CodeCarbon'), t('An emissions.csv for tools that read CodeCarbon’s')],
    sci: [t('Software Carbon Intensity'), t('The score of ISO/IEC 21031, with what it is made of')],
    boamps: [t('BoAmps'), t('JSON in the data model of Boavizta')],
    'eu-ai-act': [
      t('EU AI Act'),
      t('What the documentation of a general-purpose model has to tell of energy'),
    ],
    text: [t('Plain text'), t('As the command line prints it')],
  };
  return Object.entries(texts).map(([format, [label, detail]]) => ({
    format: format as ReportFormat,
    label,
    detail,
  }));
}
