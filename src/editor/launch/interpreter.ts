import { PythonExtension } from '@vscode/python-extension';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { pythonEnvironments } from './python-environments';
import { resolveVariables } from './variables';
import { variableContext } from './workspace-variables';
import { noteTexts } from '../../runs/note-texts';
import { keptText } from '../runs/kept-text';

const environmentPathSchema = v.object({ path: v.pipe(v.string(), v.minLength(1)) });
const resolvedSchema = v.object({
  executable: v.object({ uri: v.object({ fsPath: v.pipe(v.string(), v.minLength(1)) }) }),
});

export type Interpreter =
  | {
      readonly ok: true;
      readonly path: string;
      /** How it was chosen, for people: `selected in the Python extension`. */
      readonly from: string;
    }
  | { readonly ok: false; readonly error: string };

/**
 * The Python that a person would expect: the one asked for, else the Python extension's choice, else the project's own
 * environment, else `python3` or `python` on the PATH.
 */
export async function findInterpreter(
  scope: { readonly folder: vscode.WorkspaceFolder | undefined; readonly directory: string },
  asked: { readonly path: string; readonly from: string } | undefined,
): Promise<Interpreter> {
  const { folder, directory } = scope;
  if (asked !== undefined) {
    const path = await resolveExecutable(asked.path, folder?.uri);
    return path === undefined
      ? {
          ok: false,
          error: vscode.l10n.t('There is no Python at "{0}" ({1}).', asked.path, keptText(asked.from)),
        }
      : { ok: true, path, from: asked.from };
  }
  const selected = await selectedInPythonExtension(folder?.uri ?? vscode.Uri.file(directory));
  const candidates = [
    ...(selected === undefined
      ? []
      : [{ path: selected, from: noteTexts.write('selected in the Python extension') }]),
    ...pythonEnvironments({
      from: directory,
      workspaceFolder: folder?.uri.fsPath,
      environment: process.env,
      home: homedir(),
    }),
    ...(process.platform === 'win32' ? ['python', 'py'] : ['python3', 'python']).map((path) => ({
      path,
      from: noteTexts.write('on the PATH'),
    })),
  ];
  for (const candidate of candidates) {
    const path = await resolveExecutable(candidate.path, folder?.uri);
    if (path !== undefined) return { ok: true, path, from: candidate.from };
  }
  return {
    ok: false,
    error: vscode.l10n.t(
      'No Python was found: no interpreter is selected, the workspace has no .venv, and neither python3 nor python is on the PATH. Install Python, or set wattlens.run.pythonPath.',
    ),
  };
}

async function selectedInPythonExtension(resource: vscode.Uri): Promise<string | undefined> {
  if (vscode.extensions.getExtension('ms-python.python') === undefined) return undefined;
  try {
    const { environments } = await PythonExtension.api();
    const active = environments.getActiveEnvironmentPath(resource);
    // The path of an environment may be its folder; its executable is told on asking.
    const resolved = v.safeParse(resolvedSchema, await environments.resolveEnvironment(active));
    if (resolved.success) return resolved.output.executable.uri.fsPath;
    const path = v.safeParse(environmentPathSchema, active);
    return path.success ? path.output.path : undefined;
  } catch {
    // Another extension's failure must not keep a training from starting: the next candidate is tried.
    return undefined;
  }
}

/** An absolute path to a file that can be run, found as a shell would find it; undefined where there is none. */
export async function resolveExecutable(
  name: string,
  folder: vscode.Uri | undefined,
  searchPath: string = process.env['PATH'] ?? '',
): Promise<string | undefined> {
  const home = /^~(?=[\\/])/;
  const expanded = resolveVariables(name, variableContext(folder)).replace(home, homedir());
  const directories = /[\\/]/.test(expanded)
    ? [isAbsolute(expanded) ? '' : (folder?.fsPath ?? '')]
    : searchPath.split(delimiter);
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
