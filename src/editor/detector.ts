import { slashed } from '../detect/project/folders';
import type * as projects from '../detect/project/project';
import { filesOnDisk } from '../files/files-on-disk';

/**
 * Judges the files of a folder, with what its other files on disk say. The Python parser is loaded when the first project
 * is asked for, and then at once: the command that is typed in a terminal would be over before a promise is kept.
 */
export function projectOn(root: string | null): projects.Project {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  const { Project } = require('../detect/project/project') as typeof projects;
  return new Project(filesOnDisk, root === null ? null : slashed(root));
}
