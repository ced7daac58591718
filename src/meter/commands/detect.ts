import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { detectTraining } from '../../detect/detect';
import type { Detection } from '../../detect/detection';
import { plainText } from '../../units/plain-text';
import { exitCodes, print, refuse } from '../output';
import { readBeginning } from '../read-beginning';

const passedOver = new Set(['node_modules', '__pycache__', 'site-packages']);
/** No more of a file is read: the verdict on a longer one is that it is too large. */
const longestScriptBytes = 2 * 1024 * 1024;

export interface DetectOptions {
  readonly json?: boolean;
}

/** Which of these files are training scripts; folders are searched for Python files. */
export async function detect(paths: readonly string[], options: DetectOptions): Promise<number> {
  const results: Detection[] = [];
  for (const path of paths) {
    const found = await detectAt(path);
    if (found === null) return refuse(`there is no file ${path}`);
    results.push(...found);
  }
  if (options.json === true) await print(JSON.stringify(results, null, 2));
  else if (results.length === 0) await print('No Python file here.');
  else await print(results.map(describeDetection).map(plainText).join('\n'));
  return exitCodes.done;
}

function describeDetection({ file, training, frameworks, command, notes }: Detection): string {
  if (training) return `${file}: training, ${frameworks.join(', ')}; ${command.join(' ')}`;
  return `${file}: ${notes.length > 0 ? notes.join(' ') : 'not a training script'}`;
}

/** The verdicts on a file, or on those in a folder; null where there is neither. */
async function detectAt(path: string): Promise<Detection[] | null> {
  try {
    return (await stat(path)).isDirectory() ? await detectIn(path) : [await detectFile(path)];
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : [unread(path, error)];
  }
}

/** What can't be read in the folder has an entry that says so, and keeps nobody from the others. */
async function detectIn(folder: string): Promise<Detection[]> {
  const results: Detection[] = [];
  try {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || passedOver.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) results.push(...(await detectIn(path)));
      else if (entry.isFile() && entry.name.endsWith('.py')) results.push(await detectFile(path));
    }
  } catch (error) {
    results.push(unread(folder, error));
  }
  return results.sort((one, other) => (one.file < other.file ? -1 : 1));
}

async function detectFile(path: string): Promise<Detection> {
  try {
    const { text } = await readBeginning(createReadStream(path), longestScriptBytes);
    return detectTraining(path, text);
  } catch (error) {
    return unread(path, error);
  }
}

const unread = (path: string, error: unknown): Detection => ({
  ...detectTraining(path, ''),
  command: [],
  notes: [`Can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`],
});
