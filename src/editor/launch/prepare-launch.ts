import { statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import { fileKind, runsWhole } from '../../detect/file-kind';
import { commandOf as startingWords, moduleOption } from '../../detect/launch';
import { whyNotWritable } from '../../runs/folder';
import { intensityEnvironment } from '../carbon/intensity-environment';
import { readSettings, type Settings } from '../settings';
import { estimateFileOf } from './estimate-file';
import { findInterpreter, resolveExecutable } from './interpreter';
import { launchEnvironment } from './launch-environment';
import { launcherCall } from './launcher-command';
import {
  asLauncher,
  type LauncherName,
  type LaunchProblem,
  type LaunchRequest,
  type LaunchTarget,
} from './launch-request';
import type { MeterOptions, TrainingLaunch } from './training-task';
import { resolveVariables } from './variables';
import { variableContext } from './workspace-variables';
import { noticeText } from '../shown-text';
import { translated } from '../translate';
import { noteTexts } from '../../runs/note-texts';
import { detectTraining } from '../training-verdicts';

export type PreparedLaunch =
  | { readonly ok: true; readonly launch: TrainingLaunch }
  | { readonly ok: false; readonly problem: LaunchProblem };

const problem = (message: string, action?: LaunchProblem['action']): PreparedLaunch => ({
  ok: false,
  problem: { message, ...(action === undefined ? {} : { action }) },
});

const openSetting = (key: string): NonNullable<LaunchProblem['action']> => ({
  title: vscode.l10n.t('Open Settings'),
  command: 'workbench.action.openSettings',
  arguments: [key],
});

/** What the meter is to be told of a folder's settings, or what is wrong with them. */
export async function meterOptions(
  program: string,
  settings: Settings,
  scope: vscode.Uri | undefined,
): Promise<
  | { readonly ok: true; readonly meter: MeterOptions }
  | { readonly ok: false; readonly problem: LaunchProblem }
> {
  const { findIntensity, nearestRegions } = await import('../../carbon/intensity');
  if (settings.region !== undefined && findIntensity(settings.region) === null) {
    const nearest = nearestRegions(settings.region).join(', ');
    const message = vscode.l10n.t(
      'No carbon intensity is known for the region "{0}" (setting wattlens.carbon.region). Near it: {1}.',
      settings.region,
      nearest,
    );
    return { ok: false, problem: { message, action: openSetting('wattlens.carbon.region') } };
  }
  const unwritable = whyNotWritable(settings.runsFolder);
  if (unwritable !== null) {
    const message = vscode.l10n.t(
      "The runs folder {0} can't be written ({1}), so the run would not be metered. Make it writable, or choose another folder in wattlens.runs.folder.",
      settings.runsFolder,
      translated(unwritable),
    );
    return { ok: false, problem: { message, action: openSetting('wattlens.runs.folder') } };
  }
  const { runsFolder, intervalMs, baselineSeconds, power, region, pue, hardwareLife, hardwareUse } = settings;
  const environment = await intensityEnvironment(scope);
  return {
    ok: true,
    meter: {
      program,
      runsFolder,
      intervalMs,
      baselineSeconds,
      power,
      region,
      pue,
      hardwareLife,
      hardwareUse,
      environment,
    },
  };
}

/** Everything that is checked before the launch, so that a mistake is a message and not a dead terminal. */
export async function prepareLaunch(meterProgram: string, request: LaunchRequest): Promise<PreparedLaunch> {
  const { target } = request;
  const script = target.kind === 'script' ? target.uri : undefined;
  if (script !== undefined && script.scheme !== 'file')
    return problem(vscode.l10n.t("{0} is not a file on a disk, so it can't be run.", script.toString(true)));
  let text = '';
  try {
    if (script !== undefined) text = new TextDecoder().decode(await vscode.workspace.fs.readFile(script));
  } catch {
    return problem(vscode.l10n.t('There is no script at {0}.', script?.fsPath ?? ''));
  }
  const folder =
    request.folder ??
    (script === undefined
      ? vscode.workspace.workspaceFolders?.[0]
      : vscode.workspace.getWorkspaceFolder(script));
  const settings = readSettings(script ?? folder?.uri);
  const directory = script === undefined ? folder?.uri.fsPath : dirname(script.fsPath);
  if (directory === undefined)
    return problem(vscode.l10n.t('There is no folder to run this in: open one first.'));
  const cwd = workingFolder(request.cwd, folder?.uri.fsPath ?? directory, folder?.uri);
  if (!isFolder(cwd)) return problem(vscode.l10n.t('There is no folder {0} to run in.', cwd));
  const asked =
    request.python !== undefined
      ? { path: request.python, from: noteTexts.write('as the task says') }
      : settings.pythonPath !== undefined
        ? { path: settings.pythonPath, from: noteTexts.write('setting {0}', 'wattlens.run.pythonPath') }
        : undefined;
  // A command of a part of the workspace has that part's environment.
  const nearest = script === undefined ? cwd : directory;
  const interpreter = await findInterpreter({ folder, directory: nearest }, asked);
  if (!interpreter.ok) return problem(interpreter.error, openSetting('wattlens.run.pythonPath'));
  const options = await meterOptions(meterProgram, settings, script ?? folder?.uri);
  if (!options.ok) return options;
  const environment = launchEnvironment({
    folder: folder?.uri,
    interpreter: interpreter.path,
    envFile: request.envFile,
    variables: request.environment,
  });
  if (!environment.ok) return problem(environment.error);
  const searchPath = [dirname(interpreter.path), environment.whole['PATH'] ?? ''];
  const find = (name: string): Promise<string | undefined> =>
    resolveExecutable(name, folder?.uri, searchPath.join(process.platform === 'win32' ? ';' : ':'));
  const command = await commandOf(
    // A launcher is told of the GPUs that a file of variables or a terminal's setting chooses, too.
    { ...request, environment: environment.whole },
    text,
    interpreter.path,
    settings.runArguments,
    find,
  );
  if (typeof command === 'string') return problem(command);
  return {
    ok: true,
    launch: {
      label: request.label ?? labelOf(target),
      command: command.words,
      usesPython: command.usesPython,
      interpreter: { path: interpreter.path, from: interpreter.from },
      cwd: command.folder ?? cwd,
      environment: environment.environment,
      folder,
      meter: options.meter,
      estimateFile: await estimateFileOf(command.words, script?.fsPath, cwd),
    },
  };
}

function workingFolder(asked: string | undefined, usual: string, folder: vscode.Uri | undefined): string {
  if (asked === undefined || asked === '') return usual;
  const resolved = resolveVariables(asked, variableContext(folder));
  return isAbsolute(resolved) ? resolved : join(usual, resolved);
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

export function labelOf(target: LaunchTarget): string {
  switch (target.kind) {
    case 'script':
      return basename(target.uri.fsPath);
    case 'module':
      return target.module;
    case 'command':
      return basename(target.command[0] ?? 'command');
  }
}

interface LaunchCommand {
  readonly words: readonly string[];
  readonly usesPython: boolean;
  /** Where it has to be started. */
  readonly folder?: string;
}

/** The program and its arguments; a sentence where that can't be. */
async function commandOf(
  request: LaunchRequest,
  text: string,
  python: string,
  usualArguments: readonly string[],
  find: (name: string) => Promise<string | undefined>,
): Promise<LaunchCommand | string> {
  const { target } = request;
  if (target.kind === 'command') {
    const [name, ...rest] = target.command;
    if (name === undefined || name === '') return vscode.l10n.t('The command is empty.');
    if (isPython(name)) return { words: [python, ...rest, ...(request.arguments ?? [])], usesPython: true };
    const program = await find(name);
    if (program === undefined)
      return vscode.l10n.t('{0} was not found: give its full path, or look at PATH.', name);
    return { words: [program, ...rest, ...(request.arguments ?? [])], usesPython: false };
  }
  const given = request.arguments ?? usualArguments;
  if (target.kind === 'module')
    return withLauncher(request, 'python', ['-m', target.module], given, python, find);
  const path = target.uri.fsPath;
  if (/\.ipynb$/i.test(path))
    return vscode.l10n.t(
      '{0} is a notebook: open it, and meter its cells with "Wattlens: Meter This Notebook".',
      basename(path),
    );
  const kind = fileKind(path, text);
  if (runsWhole(kind)) {
    const [name = 'bash'] = kind === 'batch' ? [] : startingWords('shell', path, null);
    // A batch file of Windows is its own program.
    if (name === path) return { words: [path, ...given], usesPython: false };
    const shell = (await find(name)) ?? (name === 'bash' ? await find('sh') : undefined);
    if (shell === undefined) return vscode.l10n.t('No shell was found to run {0} with.', basename(path));
    return { words: [shell, path, ...given], usesPython: false };
  }
  const { launcher, command, module, folder } = await detectTraining(path, text);
  // What the script must be told to train, such as Lightning's `fit`.
  const needed = command.slice(command.indexOf(module ?? path) + 1);
  const scriptArguments = given.length === 0 ? needed : given;
  const likely = asLauncher(launcher);
  // A script that imports by where it stands in its package runs as a part of it, from the folder that holds the package.
  const asModule = module !== null && folder !== null && request.cwd === undefined;
  const program = asModule ? [moduleOption(request.launcher ?? likely), module] : [path];
  const started = await withLauncher(request, likely, program, scriptArguments, python, find);
  return asModule ? { ...started, folder } : started;
}

const isPython = (name: string): boolean => /^python[\d.]*$/.test(name);

async function withLauncher(
  { launcher: asked, processes, environment }: LaunchRequest,
  likely: LauncherName,
  program: readonly string[],
  programArguments: readonly string[],
  python: string,
  find: (name: string) => Promise<string | undefined>,
): Promise<LaunchCommand> {
  const launcher = asked ?? likely;
  const rest = [...program, ...programArguments];
  if (launcher === 'python') return { words: [python, ...rest], usesPython: true };
  const call = launcherCall(launcher, processes, environment?.['CUDA_VISIBLE_DEVICES']);
  const found = await find(call.program);
  const start = found === undefined ? [python, '-m', call.module] : [found];
  return { words: [...start, ...call.arguments, ...rest], usesPython: true };
}

export async function reportProblem({ message, action }: LaunchProblem): Promise<undefined> {
  const chosen = await vscode.window.showErrorMessage(
    `Wattlens: ${noticeText(message)}`,
    ...(action === undefined ? [] : [action.title]),
  );
  if (action !== undefined && chosen === action.title) {
    await vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
  }
  return undefined;
}

/** Why nothing can be launched in this window at all; undefined where it can. */
export function launchRefusal(): LaunchProblem | undefined {
  if (vscode.workspace.isTrusted) return undefined;
  return {
    message: vscode.l10n.t(
      'Running training starts programs of this workspace, and the workspace is in Restricted Mode. Trust it to run with metering; estimates work without.',
    ),
    action: { title: vscode.l10n.t('Manage Workspace Trust'), command: 'workbench.trust.manage' },
  };
}
