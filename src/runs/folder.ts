import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder with its parents, and tells why it can't be written: a short reason for people, or null where it
 * can. Not by Node's own `recursive`, which runs for ever where a file system that has no such folder answers that
 * its parent exists, as /proc does (Node 20).
 */
export function whyNotWritable(folder: string): string | null {
  try {
    const missing: string[] = [];
    let existing = resolve(folder);
    while (!existsSync(existing) && dirname(existing) !== existing) {
      missing.unshift(existing);
      existing = dirname(existing);
    }
    if (!statSync(existing).isDirectory()) return `${existing} is not a folder`;
    for (const path of missing) makeFolder(path);
    accessSync(resolve(folder), constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const { code, path, message } = error as NodeJS.ErrnoException;
    return code === undefined ? message : `${reasons[code] ?? code}${path === undefined ? '' : `: ${path}`}`;
  }
}

const reasons: Partial<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'read-only file system',
  ENOSPC: 'no space left',
  EDQUOT: 'quota exceeded',
  ENOTDIR: 'not a folder',
  ENOENT: 'can’t be made here',
};

function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    // Another run made it in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
