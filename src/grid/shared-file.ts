import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../files/whole-file';

/** Larger than any file that is shared here: what stands there is of somebody else. */
const mostBytes = 5_000_000;

/** Writes a JSON file for this user alone, as a whole or not at all. That it can't be written changes nothing for anybody. */
export function shareFile(path: string, content: unknown): void {
  try {
    writeWhole(path, JSON.stringify(content), { mode: 0o600 });
  } catch {
    return;
  }
}

/** What a JSON file holds; undefined where there is none, or it is broken. */
export function readWhole(path: string): unknown {
  try {
    if (statSync(path).size > mostBytes) return undefined;
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** That a file can't be removed is no trouble of whoever wanted it gone. */
export function removeFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    return;
  }
}

const ours = /^(?:requests|pause|answer|asking|failure)-.+json(?:\.\d+\.part)?$/;
/** Nothing that is shared is of use for longer than a day. */
const longestAgeMs = 2 * 24 * 3_600_000;

/** Removes what programs have left in a folder that they shared, and nothing else. Errors of the file system are thrown. */
export function cleanShared(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => ours.test(each))) {
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats !== undefined && Date.now() - stats.mtimeMs > longestAgeMs) removeFile(path);
  }
}
