import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { trainingCommand } from '../../detect/command-line';
import { detectTraining } from '../detector';

const longestScriptBytes = 1024 * 1024;

const deepestScript = 3;

/** Whether a Python or shell script that a command names trains; null where it can't be read, or is neither. */
export function scriptTrains(script: string, folder: string | null, depth = 0): boolean | null {
  const isShell = /\.(?:sh|bash)$/i.test(script);
  if (depth > deepestScript || !(isShell || /\.pyw?$/i.test(script))) return null;
  const path = isAbsolute(script) ? script : folder === null ? null : join(folder, script);
  if (path === null) return null;
  try {
    if (statSync(path).size > longestScriptBytes) return null;
    const text = readFileSync(path, 'utf8');
    if (!isShell) return detectTraining(path, text).training;
    return trainingCommand(text, (inner) => scriptTrains(inner, folder, depth + 1)) !== null;
  } catch {
    return null;
  }
}
