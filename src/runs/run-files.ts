import { join } from 'node:path';

/** What lies in the folder of a run, `<runs folder>/<run id>`. */
export const journalFileName = 'journal.ndjson';
export const summaryFileName = 'summary.json';
/** What the index has of a run that was cut off, and so has no summary of its own. */
export const indexFileName = 'index.json';
/** The output of a command whose terminal is gone. */
export const terminalLogFileName = 'terminal.log';

export const journalPath = (runsFolder: string, id: string): string => join(runsFolder, id, journalFileName);
