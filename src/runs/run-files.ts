import { join, resolve } from 'node:path';
import { homeFolder } from '../files/home-folder';

/** What lies in the folder of a run, `<runs folder>/<run id>`. */
export const journalFileName = 'journal.ndjson';
export const summaryFileName = 'summary.json';
/** What the index has of a run that was cut off, and so has no summary of its own. */
export const indexFileName = 'index.json';
/** What people have tagged the run with (tags.ts). */
export const tagsFileName = 'tags.ndjson';
/** The output of a command whose terminal is gone. */
export const terminalLogFileName = 'terminal.log';

/** The newest readings of a thinned journal (recent.ts). */
export const recentFileNames = { older: 'recent-older.ndjson', newer: 'recent.ndjson' } as const;

const written: readonly string[] = [
  journalFileName,
  summaryFileName,
  indexFileName,
  tagsFileName,
  terminalLogFileName,
  ...Object.values(recentFileNames),
];

/** What runs keep of this machine for later ones: idle power, of each driver how its start went, and once answers of intensity. */
const kept = /^(idle-power|intensity|[a-z-]+-driver)\.json$/;

/** What says that a spent budget was acted upon (budget-claims.ts). */
export const budgetClaimName = (...of: readonly (string | number)[]): string => `budget-${of.join('-')}.json`;
const budgetClaim = /^budget-(?:stop|pause-[a-z]+-[a-z\d]+-[\d.e+-]+)\.json$/;

/** Whether a file in a run's folder is one that Wattlens writes there, whole or in part. */
export const isRunFile = (name: string): boolean =>
  [name, name.replace(/(\.\d+)?\.part$/, '')].some(
    (each) => written.includes(each) || kept.test(each) || budgetClaim.test(each),
  );

/** What stands in the runs folder and is no run: what all runs share of the intensity that a provider tells, and the runs to come. */
export const sharedFolderNames = { intensity: '.intensity', delayed: '.delayed' } as const;

/** `$WATTLENS_RUNS`, which may begin with `~/`; else `~/.wattlens/runs`. */
export function defaultRunsFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const chosen = environment['WATTLENS_RUNS'];
  if (chosen === undefined || chosen === '') return join(homeFolder(), '.wattlens', 'runs');
  // No shell expands it where it was set in quotes, in a service's file or in an editor's settings.
  return resolve(/^~(?:[/\\]|$)/.test(chosen) ? join(homeFolder(), chosen.slice(1)) : chosen);
}

/** Whether a name in the runs folder may be that of a run. */
export const mayBeRun = (name: string): boolean => !name.startsWith('.');

export const journalPath = (runsFolder: string, id: string): string => join(runsFolder, id, journalFileName);
