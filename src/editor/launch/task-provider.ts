import { isAbsolute, join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { DelayedRuns } from '../carbon/delayed-runs';
import { taskType } from '../contributions';
import { findTrainingScripts } from '../training-scripts';
import { splitArguments } from './argument-text';
import type { LaunchedTasks } from './launched-tasks';
import { launchers, type LaunchRequest, type LaunchTarget } from './launch-request';
import { prepareLaunch, reportProblem } from './prepare-launch';
import { trainingTask } from './training-task';
import { resolveVariables } from './variables';
import { variableContext } from './workspace-variables';

const text = v.pipe(v.string(), v.minLength(1));
const line = v.union([v.array(v.string()), v.string()]);
const definitionSchema = v.object({
  type: v.literal(taskType),
  script: v.optional(text),
  module: v.optional(text),
  command: v.optional(line),
  args: v.optional(line),
  cwd: v.optional(v.string()),
  env: v.optional(v.record(v.string(), v.string())),
  envFile: v.optional(v.string()),
  python: v.optional(text),
  // Not `label`, which every task has: VS Code would then know a task that it finds again for another one, and start it anew.
  runLabel: v.optional(v.string()),
  launcher: v.optional(v.picklist(launchers)),
  processes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  startAt: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  delayedRun: v.optional(v.pipe(v.string(), v.uuid())),
});

/** Tasks of type `wattlens`: each training script of the workspace is offered, and what tasks.json says is resolved. */
export function registerTaskProvider(
  meterProgram: string,
  delayedRuns: Pick<DelayedRuns, 'idFor'>,
  launchedTasks: Pick<LaunchedTasks, 'environmentFor'>,
): vscode.Disposable {
  return vscode.tasks.registerTaskProvider(taskType, {
    async provideTasks(token) {
      if (!vscode.workspace.isTrusted) return [];
      const scripts = await findTrainingScripts(token);
      const tasks: vscode.Task[] = [];
      // One after the other: VS Code asks while a window starts.
      for (const uri of scripts) {
        if (token.isCancellationRequested) break;
        const prepared = await prepareLaunch(meterProgram, { target: { kind: 'script', uri } });
        const definition = { type: taskType, script: vscode.workspace.asRelativePath(uri, false) };
        // What can't be run is not offered.
        if (prepared.ok) tasks.push(trainingTask(prepared.launch, definition));
      }
      return tasks;
    },
    async resolveTask(task) {
      if (!vscode.workspace.isTrusted) return undefined;
      const folder = typeof task.scope === 'object' ? task.scope : vscode.workspace.workspaceFolders?.[0];
      const request = launchRequest(task.definition, folder);
      if (typeof request === 'string') {
        void reportProblem({ message: request });
        return undefined;
      }
      const prepared = await prepareLaunch(meterProgram, request);
      // VS Code runs a resolved task only when it has the very definition object that it asked with.
      if (prepared.ok)
        return trainingTask(
          prepared.launch,
          task.definition,
          delayedRuns.idFor(task.definition),
          launchedTasks.environmentFor(task.definition),
        );
      void reportProblem(prepared.problem);
      return undefined;
    },
  });
}

/** What a task's definition asks for, or what is wrong with it, in a sentence. */
export function launchRequest(
  definition: unknown,
  folder: vscode.WorkspaceFolder | undefined,
): LaunchRequest | string {
  const parsed = v.safeParse(definitionSchema, definition);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return vscode.l10n.t(
      'The wattlens task is not right at {0}: {1}.',
      v.getDotPath(issue) ?? vscode.l10n.t('its type'),
      vscode.l10n.t('must be {0}, not {1}', issue.expected ?? issue.message, issue.received),
    );
  }
  const { script, module, command, args, ...others } = parsed.output;
  const words = (value: string | readonly string[] | undefined): readonly string[] | string | undefined => {
    if (typeof value !== 'string') return value;
    const split = splitArguments(value);
    return split.ok ? split.arguments : split.error;
  };
  const given = [script, module, command].filter((value) => value !== undefined).length;
  if (given !== 1) return vscode.l10n.t('A wattlens task needs one of script, module and command.');
  const commandWords = words(command);
  const argumentWords = words(args);
  if (typeof commandWords === 'string') return commandWords;
  if (typeof argumentWords === 'string') return argumentWords;
  const { cwd, env, envFile, python, runLabel, launcher, processes } = others;
  return {
    target: targetOf(script, module, commandWords ?? [], folder),
    // A script of another folder of the workspace has that folder's settings.
    folder: script === undefined ? folder : undefined,
    arguments: argumentWords,
    cwd,
    environment: env,
    envFile,
    python,
    label: runLabel,
    launcher,
    processes,
  };
}

function targetOf(
  script: string | undefined,
  module: string | undefined,
  command: readonly string[],
  folder: vscode.WorkspaceFolder | undefined,
): LaunchTarget {
  if (module !== undefined) return { kind: 'module', module };
  if (script === undefined) return { kind: 'command', command };
  const path = resolveVariables(script, variableContext(folder?.uri));
  const absolute = isAbsolute(path) || folder === undefined ? path : join(folder.uri.fsPath, path);
  return { kind: 'script', uri: vscode.Uri.file(absolute) };
}
