import type { RunSummary } from '../summary';

export const reportJson = (run: RunSummary): string => JSON.stringify(run, null, 2);
