import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a file under another name first, so that no reader sees half of it, whoever else writes it at the same time; nothing
 * is left of what can't be written. Errors of the file system are thrown.
 */
export function writeWhole(path: string, text: string, options: { readonly mode?: number } = {}): void {
  const part = `${path}.${process.pid}.part`;
  try {
    writeFileSync(part, text, options);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
