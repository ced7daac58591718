import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileKind, largestFileBytes } from '../detect/file-kind';
import type { ProjectFiles } from '../detect/project/project-modules';

/** A project's files as they are on this machine's disk. */
export const filesOnDisk: ProjectFiles = {
  read(path) {
    try {
      const stats = statSync(path, { throwIfNoEntry: false });
      const isReadable = stats?.isFile() === true && stats.size <= largestFileBytes(fileKind(path));
      return isReadable ? readFileSync(path, 'utf8') : null;
    } catch {
      // Not ours to read: as if it were not there.
      return null;
    }
  },
  namesIn(folder) {
    try {
      return readdirSync(folder).sort();
    } catch {
      return [];
    }
  },
  isFolder: (path) => {
    try {
      return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    } catch {
      return false;
    }
  },
};
