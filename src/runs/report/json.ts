import type { RunSummary } from '../summary';
import { equivalentsOfRun, waterOfRun, type ReportOptions } from './extras';

/** The summary as data; `water` and `equivalents` only where they are asked for. */
export const reportJson = (run: RunSummary, options: ReportOptions = {}): string =>
  JSON.stringify(
    {
      ...run,
      ...(options.water === true ? { water: waterOfRun(run) } : {}),
      ...(options.equivalents === true ? { equivalents: equivalentsOfRun(run) } : {}),
    },
    null,
    2,
  );
