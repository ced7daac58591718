import { mostEvidence, noTraining, type Evidence, type Findings } from '../detection';
import type { CommandReading } from '../commands/command-reading';
import { configFilesOf, planOfCommands } from './shell-file';

/** A target, script or stage that trains when it is started by its name. */
export interface FoundTask extends Omit<Findings, 'training' | 'notes'> {
  readonly name: string;
  /** The words that start it, where the file tells them: `hatch run gpu:fit`. Empty where nothing starts it by a name. */
  readonly start: readonly string[] | null;
}

export interface TaskFindings extends Findings {
  /** Those that train, in the order of the file. */
  readonly tasks: readonly FoundTask[];
}

/** A command of a task that trains. */
export interface TaskCommand {
  readonly task: string;
  readonly start: readonly string[] | null;
  readonly readings: readonly CommandReading[];
  readonly frameworks: readonly string[];
  readonly evidence: Evidence;
}

export const noTasks = (...notes: readonly string[]): TaskFindings => ({
  ...noTraining(...notes),
  tasks: [],
});

/**
 * What the commands of a file's tasks say. Of several tasks one is started, or one after the other: each has a plan of its own, and
 * that of the file is that of its launch command, the first one's.
 */
export function findingsOfTasks(commands: readonly TaskCommand[]): TaskFindings {
  const byTask = new Map<string, TaskCommand[]>();
  for (const command of commands) byTask.set(command.task, [...(byTask.get(command.task) ?? []), command]);
  const tasks = [...byTask].map(([name, own]) => {
    const readings = own.flatMap((command) => command.readings);
    return {
      name,
      start: own[0]?.start ?? null,
      frameworks: frameworksOf(own),
      evidence: evidenceOf(own),
      plan: planOfCommands(readings),
      configFiles: configFilesOf(readings),
    };
  });
  const first = tasks.find(({ start }) => start?.length !== 0) ?? tasks[0];
  if (first === undefined) return noTasks();
  return {
    training: true,
    frameworks: frameworksOf(commands),
    evidence: evidenceOf(commands),
    plan: first.plan,
    configFiles: first.configFiles,
    notes: [],
    tasks,
  };
}

const frameworksOf = (commands: readonly TaskCommand[]): string[] => [
  ...new Set(commands.flatMap(({ frameworks }) => frameworks)),
];

/** Each line once. */
const evidenceOf = (commands: readonly TaskCommand[]): Evidence[] =>
  [...new Map(commands.map(({ evidence }) => [evidence.line, evidence])).values()].slice(0, mostEvidence);
