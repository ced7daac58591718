import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mayBeRun } from '../runs/run-files';
import { writeWhole } from '../files/whole-file';

/** How many of the newest runs are looked through. */
const mostRuns = 30;

/**
 * What a run found out of this machine is kept in its own folder, for later runs to find: with a run goes all that it left. That a file can't be written changes nothing for the run.
 */
export function keepFile(runFolder: string, name: string, content: unknown): void {
  try {
    writeWhole(join(runFolder, name), JSON.stringify(content, null, 2));
  } catch {
    return;
  }
}

/** The contents of the files of this name in the newest runs, the newest first; what is no JSON is passed over. */
export function* keptFiles(runsFolder: string, name: string): Generator {
  let ids: string[];
  try {
    ids = readdirSync(runsFolder);
  } catch {
    return;
  }
  // The ids of runs begin with their time.
  for (const id of ids.filter(mayBeRun).sort().slice(-mostRuns).reverse()) {
    let content: unknown;
    try {
      content = JSON.parse(readFileSync(join(runsFolder, id, name), 'utf8'));
    } catch {
      continue;
    }
    yield content;
  }
}
