import * as vscode from 'vscode';
import { nodeVariable } from '../../processes/node-variable';
import { delayedRunEnvironment, delayedRunOf } from '../carbon/delayed-run-plan';
import type { PowerSettings } from '../settings';
import { joinArguments } from './argument-text';
import { noteTexts } from '../../runs/note-texts';
import { keptText } from '../runs/kept-text';

/** A training command and where it runs; what `wattlens run` is asked to meter. */
export interface TrainingLaunch {
  readonly label: string;
  /** The program and its arguments, as typed: no shell comes between. */
  readonly command: readonly string[];
  /** Whether the command is Python's, so that it matters which one. */
  readonly usesPython: boolean;
  readonly interpreter: { readonly path: string; readonly from: string };
  readonly cwd: string;
  /** Added to that of a terminal. */
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: vscode.WorkspaceFolder | undefined;
  readonly meter: MeterOptions;
  /** The model's configuration, where one was found: the run is held against its estimate. */
  readonly estimateFile?: string | undefined;
}

export interface MeterOptions {
  /** The built command line, dist/wattlens.js. */
  readonly program: string;
  readonly runsFolder: string;
  readonly intervalMs: number;
  readonly baselineSeconds: number;
  readonly power: PowerSettings | undefined;
  readonly region: string | undefined;
  readonly pue: number | undefined;
  readonly hardwareLife: number | undefined;
  readonly hardwareUse: number | undefined;
  /** What lets the meter ask a provider of live intensity; empty where none is turned on. */
  readonly environment: Readonly<Record<string, string>>;
}

/** As tasks.json has it: one of `script`, `module` and `command`. */
export interface WattlensTaskDefinition extends vscode.TaskDefinition {
  readonly script?: string;
  readonly module?: string;
  readonly command?: string | readonly string[];
  /** When the run starts (ISO 8601), where that is not at once. */
  readonly startAt?: string;
  /** The id of the run that waits for that time, where it is one that Wattlens has planned. */
  readonly delayedRun?: string;
}

/**
 * The launch as a task: a real terminal of its own, in which the meter starts the command. A background task, so
 * that VS Code finds it again after a window reload. `delayedRun` is the id of a run that waits, where the definition has none;
 * `forMeter` is what the meter is told of the task.
 */
export function trainingTask(
  launch: TrainingLaunch,
  definition: WattlensTaskDefinition,
  delayedRun = definition.delayedRun,
  forMeter: Readonly<Record<string, string>> = {},
): vscode.Task {
  const { startAt } = definition;
  const isDelayed = startAt !== undefined && delayedRun !== undefined;
  const execution = meterExecution(meterArguments(launch, startAt), launch.meter.program, launch.cwd, {
    ...launch.environment,
    ...launch.meter.environment,
    ...forMeter,
    ...(isDelayed
      ? delayedRunEnvironment(launch.meter.runsFolder, delayedRunOf(launch, definition, delayedRun, startAt))
      : {}),
  });
  const task = new vscode.Task(
    definition,
    launch.folder ?? vscode.TaskScope.Workspace,
    `train ${launch.label}`,
    'Wattlens',
    execution,
    [],
  );
  task.isBackground = true;
  task.presentationOptions = {
    // The long line that starts the meter would be the first that one sees; the panel has the command.
    echo: false,
    reveal: vscode.TaskRevealKind.Always,
    panel: vscode.TaskPanelKind.Dedicated,
    clear: false,
    showReuseMessage: false,
  };
  const python = launch.usesPython ? ` (Python ${keptText(launch.interpreter.from)})` : '';
  task.detail = `${joinArguments(launch.command)}${python}`;
  return task;
}

function meterArguments(launch: TrainingLaunch, startAt: string | undefined): string[] {
  const { command, label, meter, usesPython, interpreter, estimateFile } = launch;
  return [
    'run',
    '--keep-terminal',
    ...['--runs', meter.runsFolder],
    ...['--interval', String(meter.intervalMs)],
    ...['--baseline', String(meter.baselineSeconds)],
    ...['--label', label],
    ...(usesPython
      ? ['--note', noteTexts.write('Python: {0}, {1}.', interpreter.path, interpreter.from)]
      : []),
    ...powerArguments(meter.power),
    ...carbonArguments(meter),
    ...(estimateFile === undefined ? [] : ['--estimate', estimateFile]),
    ...(startAt === undefined ? [] : ['--start-at', startAt]),
    '--',
    ...command,
  ];
}

/** What the meter is told of the place and the hardware, for CO2e. */
export function carbonArguments({
  region,
  pue,
  hardwareLife,
  hardwareUse,
}: Pick<MeterOptions, 'region' | 'pue' | 'hardwareLife' | 'hardwareUse'>): string[] {
  const option = (name: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [name, String(value)];
  return [
    ...option('--region', region),
    ...option('--pue', pue),
    ...option('--hardware-life', hardwareLife),
    ...option('--hardware-use', hardwareUse),
  ];
}

/** What the meter is told of a user's own meter. */
export function powerArguments(power: PowerSettings | undefined): string[] {
  if (power === undefined) return [];
  const option = (name: string, value: string | undefined): string[] =>
    value === undefined ? [] : [name, value];
  return [
    ...['--power-command', power.command],
    ...option('--power-unit', power.unit),
    ...option('--power-field', power.field),
    ...option('--power-scope', power.scope),
  ];
}

/** `process.execPath` is Electron on the desktop and plain Node in a remote or server host; both can run the meter. */
function meterExecution(
  programArguments: string[],
  program: string,
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): vscode.ProcessExecution {
  return new vscode.ProcessExecution(process.execPath, [program, ...programArguments], {
    cwd,
    env: { ...environment, ...nodeVariable },
  });
}
