// debugpy from PyPI, the adapter behind VS Code's Python debugger, in the checkout's own cache.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { findProgram, runCommand } from './command.mjs';
import { cacheFolder } from './paths.mjs';

const version = '1.8.22';

/**
 * Installs it where it is missing.
 * @returns {Promise<string | undefined>} the folder to put on PYTHONPATH; undefined where it can't be had, which is said
 */
export async function ensureDebugpy() {
  const folder = path.join(cacheFolder, `debugpy-${version}`);
  if (existsSync(path.join(folder, 'debugpy', 'adapter'))) return folder;
  const python = findProgram('python3');
  if (python === undefined) return undefined;
  const install = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--disable-pip-version-check'];
  const { code, output } = await runCommand(python, [...install, '--target', folder, `debugpy==${version}`]);
  if (code === 0) return folder;
  await rm(folder, { recursive: true, force: true });
  console.log(
    `debugpy can't be installed, so its tests are skipped: ${output.trim().split('\n').at(-1) ?? ''}`,
  );
  return undefined;
}
