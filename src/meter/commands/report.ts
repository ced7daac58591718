import { isReportFormat, renderReport, reportFormats } from '../../runs/report/render';
import { defaultRunsFolder } from '../../runs/run-files';
import { findRun, readRun, whyNoRun } from '../../runs/store';
import { exitCodes, print, refuse } from '../output';

export interface ReportOptions {
  readonly runs?: string;
  readonly format?: string;
  readonly json?: boolean;
  readonly equivalents?: boolean;
  readonly water?: boolean;
}

export async function report(text: string, options: ReportOptions): Promise<number> {
  const format = options.format ?? (options.json === true ? 'json' : 'text');
  if (!isReportFormat(format)) {
    return refuse(
      `there is no format ${format}; there are ${Object.keys(reportFormats).join(', ')}`,
      exitCodes.usage,
    );
  }
  const runsFolder = options.runs ?? defaultRunsFolder();
  const found = await findRun(runsFolder, text);
  if (found.kind === 'ambiguous')
    return refuse(`${text} is the beginning of ${found.ids.length} runs: ${found.ids.join(', ')}`);
  if (found.kind === 'none')
    return refuse(`there is no run ${text} in ${runsFolder}; wattlens runs lists them`);
  const summary = await readRun(found.path);
  if (summary === null) return refuse(`${found.path}: ${whyNoRun(found.path)}`);
  const { equivalents, water } = options;
  const asData = options.json === true;
  await print(renderReport(summary, format, asData, { equivalents, water, writtenAt: new Date() }));
  return exitCodes.done;
}
