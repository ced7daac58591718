import type { RunSummary } from '../summary';
import { reportBoamps } from './boamps';
import { reportCodecarbon } from './codecarbon';
import { reportCsv } from './csv';
import { disclosureOf, reportDisclosure } from './eu-ai-act';
import type { ReportOptions } from './extras';
import { reportHtml } from './html';
import { reportJson } from './json';
import { reportLatex } from './latex';
import { reportMarkdown } from './markdown';
import { reportModelCard } from './model-card';
import { reportSci, sciOf } from './sci';
import { reportText } from './text';

/** Every format of `wattlens report`, by the name that `--format` takes. */
export const reportFormats = {
  text: reportText,
  json: reportJson,
  markdown: reportMarkdown,
  html: reportHtml,
  latex: reportLatex,
  csv: reportCsv,
  'model-card': reportModelCard,
  codecarbon: reportCodecarbon,
  sci: reportSci,
  boamps: reportBoamps,
  'eu-ai-act': reportDisclosure,
} as const satisfies Record<string, (run: RunSummary, options?: ReportOptions) => string>;
export type ReportFormat = keyof typeof reportFormats;

export const isReportFormat = (name: string): name is ReportFormat => Object.hasOwn(reportFormats, name);

/** The formats for people that are also data, with `--json`. */
const dataOf = { sci: sciOf, 'eu-ai-act': disclosureOf } as const;

/** The report; as data where that is asked for and the format has any. */
export const renderReport = (
  run: RunSummary,
  format: ReportFormat,
  asData: boolean,
  options: ReportOptions,
): string =>
  asData && (format === 'sci' || format === 'eu-ai-act')
    ? JSON.stringify(dataOf[format](run), null, 2)
    : reportFormats[format](run, options);
