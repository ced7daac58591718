import type { RunSummary } from '../summary';
import { reportCodecarbon } from './codecarbon';
import { reportCsv } from './csv';
import { reportJson } from './json';
import { reportMarkdown } from './markdown';
import { reportModelCard } from './model-card';
import { reportText } from './text';

/** Every format of `wattlens report`, by the name that `--format` takes. */
export const reportFormats = {
  text: reportText,
  json: reportJson,
  markdown: reportMarkdown,
  csv: reportCsv,
  'model-card': reportModelCard,
  codecarbon: reportCodecarbon,
} as const satisfies Record<string, (run: RunSummary) => string>;
export type ReportFormat = keyof typeof reportFormats;

export const isReportFormat = (name: string): name is ReportFormat => Object.hasOwn(reportFormats, name);
