import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { detectTraining } from '../../detect/detect';
import { exitCodes, print, refuse } from '../output';

const passedOver = new Set(['node_modules', '__pycache__', 'site-packages']);
/** A script that is longer is data. */
const longestScriptBytes = 2 * 1024 * 1024;

/** Which of these files are training scripts; folders are searched for Python files. */
export interface DetectOptions {
  readonly json?: boolean;
}

export async function detect(paths: readonly string[], options: DetectOptions): Promise<number> {
  const results = [];
  for (const path of paths) {
    let files: string[];
    try {
      files = (await stat(path)).isDirectory() ? await scriptsIn(path) : [path];
    } catch {
      return refuse(`there is no file ${path}`);
    }
    for (const file of files) {
      if ((await stat(file)).size > longestScriptBytes) continue;
      results.push(detectTraining(file, await readFile(file, 'utf8')));
    }
  }
  if (options.json === true) {
    await print(JSON.stringify(results, null, 2));
  } else {
    const lines = results.map((result) =>
      result.training
        ? `${result.file}: training, ${result.frameworks.join(', ')}; ${result.command.join(' ')}`
        : `${result.file}: not a training script`,
    );
    await print(lines.length === 0 ? 'No Python file here.' : lines.join('\n'));
  }
  return exitCodes.done;
}

async function scriptsIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || passedOver.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await scriptsIn(path)));
    else if (entry.isFile() && entry.name.endsWith('.py')) found.push(path);
  }
  return found.sort();
}
