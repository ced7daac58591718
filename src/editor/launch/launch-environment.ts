import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import { readEnvironmentFile, terminalVariables } from './environment-file';
import { setBack, withoutOwnVariables } from './own-variables';
import { activation } from './python-environments';
import { resolveVariables } from './variables';
import { variableContext } from './workspace-variables';

type Environment = Readonly<Record<string, string>>;

export type LaunchEnvironment =
  | {
      readonly ok: true;
      /** What is added to that of a terminal. */
      readonly environment: Environment;
      /** All that the command gets, with that of a terminal. */
      readonly whole: Environment;
    }
  | { readonly ok: false; readonly error: string };

type EnvFile =
  { readonly ok: true; readonly environment: Environment } | { readonly ok: false; readonly error: string };

interface EnvironmentRequest {
  readonly folder: vscode.Uri | undefined;
  readonly interpreter: string;
  /** Names the file of variables; else the Python extension's setting does. */
  readonly envFile: string | undefined;
  /** Over all others. */
  readonly variables: Environment | undefined;
}

/**
 * The environment of a launch, each over those after it: the interpreter's activation, what the task says, the file of variables
 * (`python.envFile`, `.env`), `terminal.integrated.env`, this process's. The last two a terminal has by itself.
 */
export function launchEnvironment(request: EnvironmentRequest): LaunchEnvironment {
  const { folder, interpreter, variables } = request;
  const outer = terminalEnvironment(folder);
  const file = readEnvFile(folder, request.envFile, outer);
  if (!file.ok) return file;
  const own = withoutOwnVariables({ ...file.environment, ...resolvedIn(folder, variables ?? {}) });
  const added = {
    ...variablesSetBack(folder),
    ...own,
    // An environment, which may lie in the workspace, has variables of its own.
    ...withoutOwnVariables(activation(interpreter, own['PATH'] ?? outer['PATH'])),
  };
  return { ok: true, environment: added, whole: { ...outer, ...added } };
}

/** What a launch in a folder has by itself: a terminal's variables and those of the folder's file; none of that where it can't be read. */
export function usualEnvironment(folder: vscode.Uri | undefined): Environment {
  const outer = terminalEnvironment(folder);
  const file = readEnvFile(folder, undefined, outer);
  return { ...outer, ...(file.ok ? withoutOwnVariables(file.environment) : {}) };
}

const defaultEnvFile = '${workspaceFolder}/.env';

/** A file that was not asked for by name need not be there. */
function readEnvFile(folder: vscode.Uri | undefined, asked: string | undefined, outer: Environment): EnvFile {
  const configured = vscode.workspace.getConfiguration('python', folder ?? null).get<unknown>('envFile');
  const name = asked ?? (typeof configured === 'string' && configured !== '' ? configured : defaultEnvFile);
  const path = resolveVariables(name, variableContext(folder));
  const absolute = isAbsolute(path) ? path : folder === undefined ? undefined : join(folder.fsPath, path);
  if (absolute === undefined) return { ok: true, environment: {} };
  let text: string;
  try {
    text = readFileSync(absolute, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // `.env` may also be a virtual environment's folder.
    if (asked === undefined && (code === 'ENOENT' || code === 'EISDIR')) return { ok: true, environment: {} };
    return {
      ok: false,
      error: vscode.l10n.t("The environment file {0} can't be read ({1}).", absolute, code ?? String(error)),
    };
  }
  return { ok: true, environment: readEnvironmentFile(text, outer) };
}

/** What a terminal of the folder has by itself, but for what of it is set back. */
function terminalEnvironment(folder: vscode.Uri | undefined): Environment {
  const setting = terminalSettings(folder).get<Record<string, unknown>>(systemName, {});
  return {
    ...terminalVariables(processVariables(), resolvedIn(folder, setting)),
    ...variablesSetBack(folder),
  };
}

/** Wattlens's own variables that the workspace's settings give every terminal of the folder, as they are without these. */
function variablesSetBack(folder: vscode.Uri | undefined): Environment {
  const setting = terminalSettings(folder).inspect<Record<string, unknown>>(systemName);
  const ofWorkspace = [setting?.workspaceValue, setting?.workspaceFolderValue].flatMap((values) =>
    Object.keys(values ?? {}),
  );
  return setBack(
    ofWorkspace,
    terminalVariables(processVariables(), resolvedIn(folder, setting?.globalValue ?? {})),
  );
}

const systemName = { linux: 'linux', darwin: 'osx', win32: 'windows' }[process.platform as string] ?? 'linux';

const terminalSettings = (folder: vscode.Uri | undefined): vscode.WorkspaceConfiguration =>
  vscode.workspace.getConfiguration('terminal.integrated.env', folder ?? null);

/** Windows has the PATH as `Path`. */
const processVariables = (): Record<string, string | undefined> => ({
  ...process.env,
  PATH: process.env['PATH'],
});

function resolvedIn<Value>(
  folder: vscode.Uri | undefined,
  variables: Readonly<Record<string, Value>>,
): Record<string, Value | string> {
  const context = variableContext(folder);
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      typeof value === 'string' ? resolveVariables(value, context) : value,
    ]),
  );
}
