import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { message, said, type Message } from '../units/message';

/**
 * Makes a folder with its parents, and tells why it can't be written: a short reason for people, or null where it
 * can. Not by Node's own `recursive`, which runs for ever where a file system that has no such folder answers that
 * its parent exists, as /proc does (Node 20).
 */
export function whyNotWritable(folder: string): Message | null {
  try {
    const missing: string[] = [];
    let existing = resolve(folder);
    while (!existsSync(existing) && dirname(existing) !== existing) {
      missing.unshift(existing);
      existing = dirname(existing);
    }
    if (!statSync(existing).isDirectory()) return said`${existing} is not a folder`;
    for (const path of missing) makeFolder(path);
    accessSync(resolve(folder), constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    const reason = systemReason(error);
    return code === undefined || path === undefined ? reason : said`${reason}: ${path}`;
  }
}

/** What the system has answered, in short for people. */
export function systemReason(error: unknown): Message {
  const { code, message: told } = error as NodeJS.ErrnoException;
  return code === undefined ? said`${told}` : (reasons[code] ?? said`${code}`);
}

const reasons: Partial<Record<string, Message>> = {
  EACCES: message('permission denied'),
  EPERM: message('not permitted'),
  EROFS: message('read-only file system'),
  ENOSPC: message('no space left'),
  EDQUOT: message('quota exceeded'),
  ENOTDIR: message('not a folder'),
  ENOENT: message('can’t be made here'),
};

function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    // Another run made it in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
