import { projectOn } from '../detector';

/** Whether a Python or shell script that a command names trains, as it is on disk now; null where it can't be read. */
export function scriptTrains(script: string, folder: string | null): boolean | null {
  if (folder === null && !/^(?:[\\/]|[A-Za-z]:)/.test(script)) return null;
  // Read anew each time: the script may have been saved a moment ago.
  return projectOn(folder).scriptTrains(script, folder ?? '/');
}
