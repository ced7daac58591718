import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of a program on PATH, else in `otherFolders`; null where there is none that this user may run. */
export function findProgram(name: string, otherFolders: readonly string[] = []): string | null {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  for (const folder of [...(process.env['PATH'] ?? '').split(delimiter), ...otherFolders]) {
    if (folder === '') continue;
    const path = join(folder, file);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // The next folder.
    }
  }
  return null;
}
