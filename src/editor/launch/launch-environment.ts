import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { parseEnv } from 'node:util';
import * as vscode from 'vscode';
import { withoutOwnVariables } from './own-variables';
import { activation } from './python-environments';
import { resolveVariables } from './variables';
import { variableContext } from './workspace-variables';

type Environment = Readonly<Record<string, string>>;

export type LaunchEnvironment =
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
 * What is added to the environment of a terminal, which has that of `terminal.integrated.env` by itself: the
 * interpreter's activation, the file of variables (`python.envFile`, `.env`), and what the task says.
 */
export function launchEnvironment(request: EnvironmentRequest): LaunchEnvironment {
  const { folder, interpreter, variables } = request;
  const file = readEnvFile(folder, request.envFile);
  if (!file.ok) return file;
  const resolved = Object.entries(variables ?? {}).map(([name, value]) => [
    name,
    resolveVariables(value, variableContext(folder)),
  ]);
  const own: Environment = withoutOwnVariables({
    ...file.environment,
    ...(Object.fromEntries(resolved) as Environment),
  });
  const searchPath = own['PATH'] ?? terminalPath(folder) ?? process.env['PATH'];
  return { ok: true, environment: { ...own, ...activation(interpreter, searchPath) } };
}

/** What a launch in a folder has by itself: this process's variables and those of the folder's file; none of that where it can't be read. */
export function usualEnvironment(
  folder: vscode.Uri | undefined,
): Readonly<Record<string, string | undefined>> {
  const file = readEnvFile(folder, undefined);
  return { ...process.env, ...(file.ok ? withoutOwnVariables(file.environment) : {}) };
}

const defaultEnvFile = '${workspaceFolder}/.env';

/** A file that was not asked for by name need not be there. */
function readEnvFile(folder: vscode.Uri | undefined, asked: string | undefined): LaunchEnvironment {
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
  return { ok: true, environment: withReferences(parseEnv(text)) };
}

/** `${NAME}` in a value is a variable of the file above it, or of the environment. */
function withReferences(variables: Record<string, string | undefined>): Environment {
  const known: Record<string, string> = {};
  for (const [name, value = ''] of Object.entries(variables))
    known[name] = value.replace(
      /\$\{([A-Za-z_]\w*)\}/g,
      (_whole, other: string) => known[other] ?? process.env[other] ?? '',
    );
  return known;
}

/** The PATH that `terminal.integrated.env` gives terminals; undefined where it gives none. */
function terminalPath(folder: vscode.Uri | undefined): string | undefined {
  const system = { linux: 'linux', darwin: 'osx', win32: 'windows' }[process.platform as string] ?? 'linux';
  const value = vscode.workspace
    .getConfiguration('terminal.integrated.env', folder ?? null)
    .get<Record<string, unknown>>(system)?.['PATH'];
  return typeof value === 'string' ? resolveVariables(value, variableContext(folder)) : undefined;
}
