import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';

/** Whether a path is one of the folders or lies in one of them, wherever links lead. */
export function isWithinFolders(path: string, folders: readonly string[]): boolean {
  const real = realOf(path);
  return folders.some((folder) => {
    const rest = relative(realOf(folder), real);
    return !isAbsolute(rest) && !/^\.\.(?:[\\/]|$)/.test(rest);
  });
}

/** What is not there leads nowhere else. */
function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return resolve(path);
  }
}
