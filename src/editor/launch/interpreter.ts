import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';

/** The part of the Python extension's public API that names the selected interpreter. */
const pythonExtensionSchema = v.object({
  environments: v.object({ getActiveEnvironmentPath: v.function() }),
});
const environmentPathSchema = v.object({ path: v.pipe(v.string(), v.minLength(1)) });

export type Interpreter =
  { readonly ok: true; readonly path: string } | { readonly ok: false; readonly error: string };

/**
 * The Python that a person would expect: the setting, else the Python extension's choice, else the workspace's own
 * virtual environment, else `python3` or `python` on the PATH.
 */
export async function findInterpreter(
  folder: vscode.Uri | undefined,
  setting: string | undefined,
): Promise<Interpreter> {
  if (setting !== undefined) {
    const path = await resolveExecutable(setting, folder);
    return path === undefined
      ? { ok: false, error: `There is no Python at "${setting}" (setting wattlens.run.pythonPath).` }
      : { ok: true, path };
  }
  const candidates = [
    await selectedInPythonExtension(folder),
    ...virtualEnvironments(folder),
    ...(process.platform === 'win32' ? ['python', 'py'] : ['python3', 'python']),
  ];
  for (const candidate of candidates) {
    const path = candidate === undefined ? undefined : await resolveExecutable(candidate, folder);
    if (path !== undefined) return { ok: true, path };
  }
  return {
    ok: false,
    error:
      'No Python was found: no interpreter is selected, the workspace has no .venv, and neither python3 nor python is on the PATH. Install Python, or set wattlens.run.pythonPath.',
  };
}

async function selectedInPythonExtension(folder: vscode.Uri | undefined): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<unknown>('ms-python.python');
  if (extension === undefined) return undefined;
  try {
    const api = v.safeParse(
      pythonExtensionSchema,
      extension.isActive ? extension.exports : await extension.activate(),
    );
    if (!api.success) return undefined;
    const { environments } = api.output;
    const environment = v.safeParse(environmentPathSchema, environments.getActiveEnvironmentPath(folder));
    return environment.success ? environment.output.path : undefined;
  } catch {
    // Another extension's failure must not keep a training from starting: the next candidate is tried.
    return undefined;
  }
}

function virtualEnvironments(folder: vscode.Uri | undefined): string[] {
  if (folder?.scheme !== 'file') return [];
  const executable = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  return ['.venv', 'venv', 'env'].map((name) => join(folder.fsPath, name, ...executable));
}

/** An absolute path to a file that can be run, found as a shell would find it; undefined where there is none. */
export async function resolveExecutable(
  name: string,
  folder: vscode.Uri | undefined,
): Promise<string | undefined> {
  const expanded = folder === undefined ? name : name.replace('${workspaceFolder}', folder.fsPath);
  const directories = /[\\/]/.test(expanded)
    ? [isAbsolute(expanded) ? '' : (folder?.fsPath ?? '')]
    : (process.env['PATH'] ?? '').split(delimiter);
  const endings = process.platform === 'win32' ? ['', '.exe', '.cmd', '.bat'] : [''];
  for (const directory of directories) {
    for (const ending of endings) {
      const path = directory === '' ? expanded + ending : join(directory, expanded + ending);
      if (isAbsolute(path) && (await isExecutable(path))) return path;
    }
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await vscode.workspace.fs.stat(vscode.Uri.file(path))).type !== vscode.FileType.Directory;
  } catch {
    return false;
  }
}
