import type { ProjectFiles } from './project-modules';

/** From a file's folder up: further up lie other projects. */
const mostFolders = 6;

/** A path with forward slashes, as imports and scripts are written. */
export const slashed = (path: string): string => path.replaceAll('\\', '/');

/** The folder of a file; `.` for a name alone. */
export const folderOf = (path: string): string => {
  const end = path.lastIndexOf('/');
  return end < 0 ? '.' : path.slice(0, end);
};

/** The folder of a file and those above it, up to that of its repository or `root`. */
export function foldersAbove(
  path: string,
  root: string | null,
  files: Pick<ProjectFiles, 'isFolder' | 'read'>,
): string[] {
  const folders: string[] = [];
  for (let folder = folderOf(path); folders.length < mostFolders; folder = folderOf(folder)) {
    folders.push(folder);
    if (folder === root || !folder.includes('/') || folder === '' || isRepository(folder, files)) break;
  }
  return folders;
}

/** A worktree's and a submodule's `.git` is a file. */
const isRepository = (folder: string, files: Pick<ProjectFiles, 'isFolder' | 'read'>): boolean =>
  files.isFolder(`${folder}/.git`) || files.read(`${folder}/.git`) !== null;
