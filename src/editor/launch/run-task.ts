import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { DetectedTask } from '../../detect/detection';
import { taskType } from '../contributions';
import { labelText } from '../shown-text';
import { joinArguments, splitArguments } from './argument-text';
import { askArguments } from './ask-arguments';
import { prepareLaunch, reportProblem } from './prepare-launch';
import type { LaunchContext } from './run-training';
import { trainingTask, type WattlensTaskDefinition } from './training-task';

export interface RunChoice {
  readonly asks: boolean;
  readonly startAt?: Date | undefined;
  /** Of a file that starts several things, such as a Makefile: which. By itself a person is asked. */
  readonly task?: string | undefined;
}

/** The command of a Makefile's target, a project's script, a pipeline's stage, in the folder of its file. */
export async function runTask(
  context: LaunchContext,
  file: vscode.Uri,
  tasks: readonly DetectedTask[],
  { asks, startAt, task }: RunChoice,
): Promise<vscode.TaskExecution | undefined> {
  const startable = tasks.filter(({ command }) => command.length > 0);
  const name = vscode.workspace.asRelativePath(file);
  if (startable.length === 0)
    return reportProblem({
      message: vscode.l10n.t('Nothing in {0} that trains can be started by a name.', name),
    });
  const chosen =
    startable.find((each) => each.name === task) ??
    (startable.length === 1 ? startable[0] : await chooseTask(name, startable));
  if (chosen === undefined) return undefined;
  // Each of them has arguments of its own.
  const key = vscode.Uri.file(`${file.fsPath}:${chosen.name}`);
  const remembered = context.memory.of(key);
  const line = asks
    ? await askArguments(
        vscode.l10n.t('Run {0} with energy metering', joinArguments(chosen.command)),
        remembered.lines,
      )
    : (remembered.lines[0] ?? '');
  if (line === undefined) return undefined;
  if (asks) await context.memory.keep(key, { lines: [line, ...remembered.lines] });
  const split = splitArguments(line);
  if (!split.ok) return reportProblem({ message: split.error });
  const command = [...chosen.command, ...split.arguments];
  const cwd = dirname(file.fsPath);
  const label = basename(chosen.command[0] ?? '') + (chosen.command.length > 1 ? ` ${chosen.name}` : '');
  const prepared = await prepareLaunch(context.meterProgram, {
    target: { kind: 'command', command },
    folder: vscode.workspace.getWorkspaceFolder(file),
    cwd,
    label,
  });
  if (!prepared.ok) return reportProblem(prepared.problem);
  context.log.info(`Running ${joinArguments(prepared.launch.command)}`);
  const definition: WattlensTaskDefinition = { type: taskType, command, cwd, runLabel: label };
  if (startAt === undefined) return vscode.tasks.executeTask(trainingTask(prepared.launch, definition));
  return context.delayedRuns.plan(prepared.launch, definition, startAt);
}

async function chooseTask(file: string, tasks: readonly DetectedTask[]): Promise<DetectedTask | undefined> {
  const picked = await vscode.window.showQuickPick(
    tasks.map((task) => ({
      label: labelText(task.name),
      description: labelText(joinArguments(task.command)),
      task,
    })),
    { title: vscode.l10n.t('Run what of {0} with energy metering?', file) },
  );
  return picked?.task;
}
