import { join } from 'node:path';
import { whyNotWritable } from './folder';
import { sharedFolderNames } from './run-files';

/** Where the runs of a folder share what a provider of live intensity tells them; null where it can't be written. */
export function intensityFolder(runsFolder: string): string | null {
  const folder = join(runsFolder, sharedFolderNames.intensity);
  return whyNotWritable(folder) === null ? folder : null;
}
