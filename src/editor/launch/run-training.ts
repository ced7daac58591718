import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { findIntensity, nearestRegions } from '../../carbon/intensity';
import { detectTraining } from '../../detect/detect';
import { whyNotWritable } from '../../runs/folder';
import { intensityEnvironment } from '../carbon/intensity-environment';
import { taskType } from '../contributions';
import { readSettings } from '../settings';
import { findTrainingScripts } from '../training-scripts';
import { findInterpreter, resolveExecutable } from './interpreter';
import { trainingTask, type TrainingLaunch, type WattlensTaskDefinition } from './training-task';

/** Something that a person can mend, in one sentence; `action` is a command that helps, with its button's text. */
export interface LaunchProblem {
  readonly message: string;
  readonly action?: {
    readonly title: string;
    readonly command: string;
    readonly arguments?: readonly unknown[];
  };
}

export type PreparedLaunch =
  | { readonly ok: true; readonly launch: TrainingLaunch }
  | { readonly ok: false; readonly problem: LaunchProblem };

const problem = (message: string, action?: LaunchProblem['action']): PreparedLaunch => ({
  ok: false,
  problem: { message, ...(action === undefined ? {} : { action }) },
});

const openSetting = (key: string): NonNullable<LaunchProblem['action']> => ({
  title: 'Open Settings',
  command: 'workbench.action.openSettings',
  arguments: [key],
});

/**
 * Runs a training script with metering: `script`, else the file in the editor, else one picked from the workspace's
 * training scripts. What keeps it from starting is said in one message.
 */
export async function runTraining(
  meterProgram: string,
  script?: vscode.Uri,
  startAt?: Date,
): Promise<vscode.TaskExecution | undefined> {
  const refusal = launchRefusal();
  if (refusal !== undefined) return reportProblem(refusal);
  const chosen = script ?? (await chooseScript());
  if (chosen === undefined) return undefined;
  const open = vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === chosen.toString(),
  );
  if (open?.isDirty === true && !(await open.save())) {
    return reportProblem({ message: `${chosen.fsPath} could not be saved, so it was not run.` });
  }
  const prepared = await prepareLaunch(meterProgram, chosen, undefined);
  if (!prepared.ok) return reportProblem(prepared.problem);
  const definition: WattlensTaskDefinition = {
    type: taskType,
    script: chosen.fsPath,
    ...(startAt === undefined ? {} : { startAt: startAt.toISOString() }),
  };
  return vscode.tasks.executeTask(trainingTask(prepared.launch, definition));
}

/** Why nothing can be launched in this window at all; undefined where it can. */
function launchRefusal(): LaunchProblem | undefined {
  if (!vscode.workspace.isTrusted) {
    return {
      message:
        'Running training starts programs of this workspace, and the workspace is in Restricted Mode. Trust it to run with metering; estimates work without.',
      action: { title: 'Manage Workspace Trust', command: 'workbench.trust.manage' },
    };
  }
  return undefined;
}

async function chooseScript(): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  if (active?.languageId === 'python' && detectTraining(active.uri.fsPath, active.getText()).training)
    return active.uri;
  const scripts = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: 'Wattlens: looking for training scripts' },
    (_progress, token) => findTrainingScripts(token),
  );
  const [first, ...others] = scripts;
  if (first === undefined) {
    if (active?.languageId === 'python') return active.uri;
    await reportProblem({
      message:
        'No training script was found in this workspace. Open the script that you want to run, and run this command again.',
    });
    return undefined;
  }
  if (others.length === 0) return first;
  const picked = await vscode.window.showQuickPick(
    scripts.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri })),
    { title: 'Run which training script with energy metering?' },
  );
  return picked?.uri;
}

/** Everything that is checked before the launch, so that a mistake is a message and not a dead terminal. */
export async function prepareLaunch(
  meterProgram: string,
  script: vscode.Uri,
  scriptArguments: readonly string[] | undefined,
): Promise<PreparedLaunch> {
  if (script.scheme !== 'file')
    return problem(`${script.toString(true)} is not a file on a disk, so it can't be run.`);
  let text: string;
  try {
    text = new TextDecoder().decode(await vscode.workspace.fs.readFile(script));
  } catch {
    return problem(`There is no script at ${script.fsPath}.`);
  }
  const folder = vscode.workspace.getWorkspaceFolder(script);
  const settings = readSettings(script);
  const interpreter = await findInterpreter(folder?.uri, settings.pythonPath);
  if (!interpreter.ok) return problem(interpreter.error, openSetting('wattlens.run.pythonPath'));
  if (settings.region !== undefined && findIntensity(settings.region) === null) {
    const nearest = nearestRegions(settings.region).join(', ');
    return problem(
      `No carbon intensity is known for the region "${settings.region}" (setting wattlens.carbon.region). Near it: ${nearest}.`,
      openSetting('wattlens.carbon.region'),
    );
  }
  const unwritable = whyNotWritable(settings.runsFolder);
  if (unwritable !== null) {
    return problem(
      `The runs folder ${settings.runsFolder} can't be written (${unwritable}), so the run would not be metered. Make it writable, or choose another folder in wattlens.runs.folder.`,
      openSetting('wattlens.runs.folder'),
    );
  }
  const [program, ...programArguments] = detectTraining(script.fsPath, text).command;
  const launcher =
    program === undefined || /^python[\d.]*$/.test(program)
      ? undefined
      : await resolveExecutable(program, folder?.uri);
  const command =
    launcher === undefined ? [interpreter.path, script.fsPath] : [launcher, ...programArguments];
  return {
    ok: true,
    launch: {
      script: script.fsPath,
      command: [...command, ...(scriptArguments ?? settings.runArguments)],
      cwd: folder?.uri.fsPath ?? dirname(script.fsPath),
      folder,
      meter: {
        program: meterProgram,
        runsFolder: settings.runsFolder,
        intervalMs: settings.intervalMs,
        baselineSeconds: settings.baselineSeconds,
        power: settings.power,
        region: settings.region,
        pue: settings.pue,
        environment: await intensityEnvironment(script),
      },
    },
  };
}

export async function reportProblem({ message, action }: LaunchProblem): Promise<undefined> {
  const chosen = await vscode.window.showErrorMessage(
    `Wattlens: ${message}`,
    ...(action === undefined ? [] : [action.title]),
  );
  if (action !== undefined && chosen === action.title) {
    await vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
  }
  return undefined;
}
