import type { CommandReading, ReadingContext } from './commands/command-reading';
import { readProgram } from './commands/follow-programs';
import { withoutAssignments } from './commands/launcher-options';
import { programName } from './commands/programs';
import { shellCommands, type ShellCommand, type ShellVariables } from './commands/shell-commands';

/** Longer command lines are data, not typed. In UTF-16 units. */
const longestCommandLine = 256 * 1024;
const deepestShell = 3;

/**
 * Reads a shell line, or one command as a list of words: each command of it that starts a program which could train.
 * Knows bash, zsh, fish and the usual of PowerShell. Commands that have nothing to do with training are left out. Never throws.
 */
export function readCommandLine(commandLine: string | readonly string[]): readonly CommandReading[] {
  return readCommands(commandLine, 0);
}

const noVariables: ShellVariables = new Map();

function readCommands(
  commandLine: string | readonly string[],
  depth: number,
  given: ShellVariables = noVariables,
): readonly CommandReading[] {
  if (depth > deepestShell) return [];
  const commands: readonly ShellCommand[] =
    typeof commandLine === 'string'
      ? shellCommands(commandLine.slice(0, longestCommandLine), given)
      : [{ words: commandLine, from: 0, input: null, variables: given }];
  const functions = typeof commandLine === 'string' ? shellFunctions(commandLine) : null;
  return commands.flatMap((command) => {
    const [program = '', ...words] = command.words;
    // `retry python train.py`: a function of the script runs what it is given.
    const isFunction = functions !== null && words.length > 0 && functions.has(program);
    return readCommand(isFunction ? { ...command, words } : command, depth);
  });
}

/** Names of the functions that a shell text defines. */
function shellFunctions(text: string): ReadonlySet<string> | null {
  if (!/\(\s*\)|\bfunction\s/.test(text)) return null;
  const found = text.matchAll(/^[ \t]*(?:function[ \t]+([\w-]+)|([\w-]+)[ \t]*\([ \t]*\))/gm);
  return new Set([...found].map(([, keyword, plain]) => keyword ?? plain ?? ''));
}

/**
 * The training that a command line starts, or null. `scriptTrains` tells whether a script as it is typed (or the Python
 * of a command) trains, null where that can't be told; then the name and the arguments decide.
 */
export function trainingCommand(
  commandLine: string | readonly string[],
  scriptTrains: (script: string) => boolean | null = () => null,
): CommandReading | null {
  return readCommandLine(commandLine).find((reading) => startsTraining(reading, scriptTrains)) ?? null;
}

/** Whether a command starts a training, by what its script is known to do, else by its name and arguments. */
export function startsTraining(
  { verdict, script, module, saysSoTwice }: CommandReading,
  scriptTrains: (script: string) => boolean | null = () => null,
  moduleTrains: (module: string) => boolean | null = () => null,
): boolean {
  if (verdict === 'training') return true;
  if (verdict === 'other') return false;
  const known = script !== null ? scriptTrains(script) : module !== null ? moduleTrains(module) : null;
  // A script whose training isn't recognised, called as training is: by its name and with what training is told.
  return known === true || (known === null ? verdict === 'likely' : saysSoTwice);
}

const commandOption = /^--?(?:command|cmd|exec|run|wrap)$/;

/** Commands that another program is given to run, each as one word: `sweep --command "python train.py" --seeds 3`. */
function commandsInArguments(words: readonly string[], context: ReadingContext): readonly CommandReading[] {
  const runsAny = /^(?:parallel|watch|entr)$/.test(programName(words[0] ?? ''));
  return words.flatMap((word, index) => {
    const [, option, joined] = /^(--\w+)=(.*)$/s.exec(word) ?? [];
    const line = joined ?? word;
    if (index === 0 || !/\S\s+\S/.test(line)) return [];
    if (!runsAny && !commandOption.test(option ?? words[index - 1] ?? '')) return [];
    return context.readLine(line).map((reading) => ({ ...reading, from: context.command.from }));
  });
}

function readCommand(command: ShellCommand, depth: number): readonly CommandReading[] {
  const environment: Record<string, string> = {};
  const words = withoutAssignments(command.words, environment);
  if (words.length === 0) return [];
  const context: ReadingContext = {
    command: { ...command, words },
    wrappers: [],
    environment,
    runsHere: true,
    isMetered: false,
    processes: null,
    launcher: null,
    readProgram,
    readLine: (line) => readCommands(line, depth + 1, command.variables),
  };
  const readings = readProgram(words, context);
  return readings.some(({ verdict }) => verdict === 'training' || verdict === 'likely')
    ? readings
    : [...readings, ...commandsInArguments(words, context)];
}
