import { machinesOfJob } from '../../units/slurm-job';
import { readCommandLine, startsTraining } from '../command-line';
import type { CommandReading } from '../commands/command-reading';
import { sayMachines } from '../commands/launcher-options';
import { nameSays } from '../commands/training-names';
import { linesAt, noTraining, type DetectionContext, type Findings } from '../detection';
import { PlanFindings, type PlanKey } from '../plan-keys';
import { frameworkOfLauncher } from '../frameworks';
import { detectInCode } from './python-file';

/** Longer scripts are data that unpacks itself. In UTF-16 units. */
const largestShell = 256 * 1024;

export interface ShellFindings extends Findings {
  readonly launcher: string | null;
  readonly module: string | null;
}

/** What of a text's commands starts a training. */
export interface TrainingCommands {
  readonly readings: readonly CommandReading[];
  readonly frameworks: readonly string[];
}

/** The commands of a shell text that start a training. */
export function trainingCommands(text: string, context: DetectionContext = {}): TrainingCommands {
  const readings: CommandReading[] = [];
  const frameworks = new Set<string>();
  for (const reading of readCommandLine(text)) {
    // What is handed to a queue or another machine is not started by this file.
    if (!reading.runsHere) continue;
    if (reading.code !== null) {
      const found = detectInCode(reading.code.text);
      if (!found.training) continue;
      for (const framework of found.frameworks) frameworks.add(framework);
      readings.push(reading);
    } else if (startsTraining(reading, context.scriptTrains, context.moduleTrains)) {
      const framework = reading.framework ?? frameworkOfLauncher(reading.launcher ?? '');
      if (framework !== null) frameworks.add(framework);
      readings.push(reading);
    }
  }
  return { readings, frameworks: [...frameworks] };
}

/** The same of a task, which may say by its name that it trains: `train` runs a script of which nothing is known. */
export function commandsOfTask(name: string, text: string, context: DetectionContext): TrainingCommands {
  const found = trainingCommands(text, context);
  // `data/train.parquet` and `train_set.csv` are files that a Makefile makes.
  const isFile = /\/|\.\w{1,8}$/.test(name);
  if (found.readings.length > 0 || isFile || nameSays(name) !== 'training') return found;
  return { ...found, readings: readCommandLine(text).filter(({ verdict }) => verdict === 'unknown') };
}

/** Files that commands name and that may hold the rest of the plan, each once. */
export const configFilesOf = (readings: readonly CommandReading[]): string[] => [
  ...new Set(readings.flatMap(({ configFiles }) => configFiles)),
];

/** Launchers that start so many processes on the machine they are on. */
const perMachine = /^(?:torchrun|deepspeed)$/;

/** The one plan of several commands, in a job on so many machines; where they differ, nothing is certain. */
export function planOfCommands(
  readings: readonly CommandReading[],
  job: number | null = null,
): Findings['plan'] {
  const findings = new PlanFindings();
  for (const { plan, processes, machines, wrappers, launcher, command } of readings) {
    for (const [key, value] of Object.entries(plan) as [PlanKey, number][]) findings.add(key, value);
    // `srun torchrun` starts one launcher on each machine of the job, if neither says on how many.
    const isOfJob = wrappers.includes('srun') && perMachine.test(launcher ?? '') && !sayMachines(command);
    const onEach = isOfJob ? (job ?? machines) : (machines ?? job);
    if (processes !== null && onEach !== null) findings.add('gpus', processes * onEach);
  }
  return findings.certain();
}

/** Judges a shell script or a batch file of a queue by the commands in it. */
export function detectInShell(text: string, context: DetectionContext = {}): ShellFindings {
  if (text.length > largestShell) {
    return {
      ...noTraining(`Larger than ${largestShell / 1024} KiB: not looked at.`),
      launcher: null,
      module: null,
    };
  }
  const { readings, frameworks } = trainingCommands(text, context);
  const [first] = readings;
  if (first === undefined) return { ...noTraining(), launcher: null, module: null };
  return {
    training: true,
    frameworks,
    launcher: first.launcher,
    module: first.module,
    evidence: linesAt(
      text,
      readings.map(({ from }) => from),
    ),
    plan: planOfCommands(readings, machinesOfJob(text)),
    configFiles: configFilesOf(readings),
    notes: [],
  };
}
