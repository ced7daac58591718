import { readlinkSync } from 'node:fs';

/** What Linux puts behind the path of a folder that is gone. */
const deletedMark = / \(deleted\)$/;

/** The folder that this process works in; where that was deleted meanwhile, the path that it had. */
export function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    try {
      return readlinkSync('/proc/self/cwd').replace(deletedMark, '');
    } catch {
      // As the shell knew it.
      return process.env['PWD'] ?? '';
    }
  }
}
