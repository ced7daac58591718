import { hostname } from 'node:os';
import * as vscode from 'vscode';
import { delayedRunVariable, handedText, type DelayedRun } from '../../runs/delayed-runs';
import { keptDefinition } from '../launch/kept-definition';
import type { TrainingLaunch, WattlensTaskDefinition } from '../launch/training-task';

/** Whose runs this window knows: those of its workspace; empty where it has none. */
export const workspaceAddress = (): string =>
  (vscode.workspace.workspaceFile ?? vscode.workspace.workspaceFolders?.[0]?.uri)?.toString() ?? '';

/** All that is needed to start the wait again. What an environment file says is read anew then, and keys are asked for. */
export function delayedRunOf(
  { label, command, cwd, interpreter, folder }: TrainingLaunch,
  definition: WattlensTaskDefinition,
  id: string,
  startAt: string,
): DelayedRun {
  return {
    id,
    workspace: workspaceAddress(),
    folder: folder?.uri.toString() ?? '',
    host: hostname(),
    label,
    command: [...command],
    cwd,
    python: interpreter.path,
    startAt,
    definition: keptDefinition(definition),
  };
}

/** What hands it to the meter that waits. */
export const delayedRunEnvironment = (runsFolder: string, run: DelayedRun): Record<string, string> => ({
  [delayedRunVariable]: handedText({ runsFolder, run }),
});
