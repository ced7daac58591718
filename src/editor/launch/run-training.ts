import * as vscode from 'vscode';
import type { Detection } from '../../detect/detection';
import { fileKind, runsByTask } from '../../detect/file-kind';
import type { DelayedRuns } from '../carbon/delayed-runs';
import { taskType } from '../contributions';
import { readSettings } from '../settings';
import { findTrainingScripts, mayStartTraining } from '../training-scripts';
import { detectTraining } from '../training-verdicts';
import { joinArguments, splitArguments } from './argument-text';
import { askArguments } from './ask-arguments';
import { askLauncher } from './ask-launcher';
import { usableGpus } from './gpu-count';
import { usualEnvironment } from './launch-environment';
import type { LaunchMemory, RememberedLaunch } from './launch-memory';
import { asLauncher, type LauncherName } from './launch-request';
import { launchRefusal, prepareLaunch, reportProblem } from './prepare-launch';
import { runTask, type RunChoice } from './run-task';
import { trainingTask, type WattlensTaskDefinition } from './training-task';
import { labelText } from '../shown-text';

export interface LaunchContext {
  readonly meterProgram: string;
  readonly memory: LaunchMemory;
  readonly delayedRuns: Pick<DelayedRuns, 'plan'>;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Runs a training script with metering: `script`, else the file in the editor, else one picked from the workspace's
 * training scripts; with the arguments typed for it last, or, where `asks`, with those that are typed now. What keeps it
 * from starting is said in one message.
 */
export async function runTraining(
  context: LaunchContext,
  script: vscode.Uri | undefined,
  { asks, startAt, task }: RunChoice,
): Promise<vscode.TaskExecution | undefined> {
  const refusal = launchRefusal();
  if (refusal !== undefined) return reportProblem(refusal);
  const chosen = script ?? (await chooseScript());
  if (chosen === undefined) return undefined;
  const open = vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === chosen.toString(),
  );
  if (open?.isDirty === true && !(await open.save())) {
    return reportProblem({
      message: vscode.l10n.t('{0} could not be saved, so it was not run.', chosen.fsPath),
    });
  }
  const detection = await detectionOf(chosen);
  if (runsByTask(fileKind(chosen.path)))
    return runTask(context, chosen, detection?.tasks ?? [], { asks, startAt, task });
  const remembered = context.memory.of(chosen);
  const likely = asLauncher(launchesItself(chosen) ? 'python' : (detection?.launcher ?? 'python'));
  const launch = asks
    ? await askLaunch(chosen, remembered, likely)
    : await withLauncher(chosen, remembered, likely);
  if (launch === undefined) return undefined;
  if (launch !== remembered) await context.memory.keep(chosen, launch);
  const [line] = launch.lines;
  const split = line === undefined ? undefined : splitArguments(line);
  if (split?.ok === false) return reportProblem({ message: split.error });
  const prepared = await prepareLaunch(context.meterProgram, {
    target: { kind: 'script', uri: chosen },
    arguments: split?.arguments,
    launcher: launch.launcher,
    processes: launch.processes,
    environment: environmentOf(launch),
  });
  if (!prepared.ok) return reportProblem(prepared.problem);
  const { interpreter, command } = prepared.launch;
  context.log.info(`Running ${joinArguments(command)}; Python: ${interpreter.path}, ${interpreter.from}`);
  const { launcher, processes } = launch;
  const environment = environmentOf(launch);
  // All that was asked for: VS Code makes the task of it again after a reload.
  const definition: WattlensTaskDefinition = {
    type: taskType,
    script: chosen.fsPath,
    ...(split === undefined ? {} : { args: split.arguments }),
    ...(launcher === undefined ? {} : { launcher }),
    ...(processes === undefined ? {} : { processes }),
    ...(environment === undefined ? {} : { env: environment }),
  };
  if (startAt === undefined) return vscode.tasks.executeTask(trainingTask(prepared.launch, definition));
  return context.delayedRuns.plan(prepared.launch, definition, startAt);
}

const environmentOf = ({ gpus }: RememberedLaunch): Readonly<Record<string, string>> | undefined =>
  gpus === undefined ? undefined : { CUDA_VISIBLE_DEVICES: gpus.join(',') };

async function askLaunch(
  script: vscode.Uri,
  remembered: RememberedLaunch,
  launcher: LauncherName,
): Promise<RememberedLaunch | undefined> {
  const usual = joinArguments(readSettings(script).runArguments);
  const lines = [...remembered.lines, ...(usual === '' ? [] : [usual])];
  const line = await askArguments(
    vscode.l10n.t('Run {0} with energy metering', vscode.workspace.asRelativePath(script)),
    lines,
  );
  if (line === undefined) return undefined;
  return withLauncher(script, { lines: [line, ...remembered.lines] }, launcher);
}

/** Where the script can use several GPUs and there are several, a person says once which it gets. */
async function withLauncher(
  script: vscode.Uri,
  launch: RememberedLaunch,
  launcher: LauncherName,
): Promise<RememberedLaunch | undefined> {
  const gpus = usableGpus(usualEnvironment(vscode.workspace.getWorkspaceFolder(script)?.uri));
  if (launcher === 'python' || gpus.length < 2 || launch.launcher !== undefined) return launch;
  const title = vscode.l10n.t('{0} can train on several GPUs', vscode.workspace.asRelativePath(script));
  const chosen = await askLauncher(title, launcher, gpus);
  return chosen === undefined ? undefined : { ...launch, ...chosen };
}

/** Shell and batch files have their launcher in them. */
const launchesItself = (file: vscode.Uri): boolean => !/\.pyw?$/i.test(file.path);

async function detectionOf(script: vscode.Uri): Promise<Detection | null> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(script));
    return await detectTraining(script.fsPath, text);
  } catch {
    // That there is no such script is said where the launch is prepared.
    return null;
  }
}

async function chooseScript(): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  if (
    active !== undefined &&
    mayStartTraining(active) &&
    (await detectTraining(active.uri.fsPath, active.getText())).training
  )
    return active.uri;
  const scripts = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Window,
      title: vscode.l10n.t('Wattlens: looking for training scripts'),
    },
    (_progress, token) => findTrainingScripts(token),
  );
  const [first, ...others] = scripts;
  if (first === undefined) {
    if (active?.languageId === 'python') return active.uri;
    await reportProblem({
      message: vscode.l10n.t(
        'No training script was found in this workspace. Open the script that you want to run, and run this command again.',
      ),
    });
    return undefined;
  }
  if (others.length === 0) return first;
  const picked = await vscode.window.showQuickPick(
    scripts.map((uri) => ({ label: labelText(vscode.workspace.asRelativePath(uri)), uri })),
    { title: vscode.l10n.t('Run which training script with energy metering?') },
  );
  return picked?.uri;
}
