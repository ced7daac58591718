import * as vscode from 'vscode';
import { isAlive } from '../../processes/process-identity';
import { holdOf, type DelayedRun, type Holder } from '../../runs/delayed-runs';
import { taskType } from '../contributions';
import { prepareLaunch, reportProblem } from '../launch/prepare-launch';
import { launchRequest } from '../launch/task-provider';
import { trainingTask, type TrainingLaunch, type WattlensTaskDefinition } from '../launch/training-task';
import { isDefinitionOf } from './delayed-run-steps';
import { noteTexts } from '../../runs/note-texts';

/** The command as it was planned, with what settings and environment files say now; undefined, after a word to the user, where it can't be. */
export async function launchOf(meterProgram: string, run: DelayedRun): Promise<TrainingLaunch | undefined> {
  const folders = vscode.workspace.workspaceFolders;
  const folder = folders?.find(({ uri }) => uri.toString() === run.folder) ?? folders?.[0];
  const request = launchRequest({ ...run.definition, type: taskType }, folder);
  if (typeof request === 'string') return reportProblem({ message: request });
  const prepared = await prepareLaunch(meterProgram, { ...request, python: run.python });
  if (!prepared.ok) return reportProblem(prepared.problem);
  const { label, command, cwd, python } = run;
  const interpreter = { path: python, from: noteTexts.write('as it was planned') };
  return { ...prepared.launch, label, command, cwd, interpreter };
}

/** Starts a task of a run. False, after a word to the user, where it can't be. */
export async function startTask(
  meterProgram: string,
  run: DelayedRun,
  definition: WattlensTaskDefinition,
): Promise<boolean> {
  const launch = await launchOf(meterProgram, run);
  if (launch === undefined) return false;
  await vscode.tasks.executeTask(trainingTask(launch, definition));
  return true;
}

/** What its task is made of while it waits. */
export const waitingDefinition = ({ definition, id }: DelayedRun): WattlensTaskDefinition => ({
  ...definition,
  type: taskType,
  delayedRun: id,
});

/** The same of a task that starts at once. */
export const promptDefinition = ({ definition }: DelayedRun): WattlensTaskDefinition => ({
  ...Object.fromEntries(Object.entries(definition).filter(([name]) => name !== 'startAt')),
  type: taskType,
});

/** The task of a run, where this window knows it. */
const taskOf = (run: DelayedRun): vscode.TaskExecution | undefined =>
  vscode.tasks.taskExecutions.find(
    ({ task: { definition } }) => definition.type === taskType && isDefinitionOf(run, definition),
  );

/** Ends the task that waits, else the meter where it is known for sure; elsewhere the meter finds out by itself, in a few seconds. */
export function endWait(run: DelayedRun, holder: Holder | null): void {
  const execution = taskOf(run);
  if (execution !== undefined) {
    execution.terminate();
    return;
  }
  const isKnown = (holder?.startTicks ?? null) !== null;
  if (!isKnown || holder === null || holdOf(holder, Date.now(), isAlive) !== 'meter') return;
  try {
    process.kill(holder.pid, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
}
