import { machinesOf } from './launcher-options';
import { moduleSays, nameSays } from './training-names';
import { argumentsSay, readArguments } from './training-arguments';
import type { ShellCommand } from './shell-commands';
import type { DetectedPlan } from '../plan-keys';

/**
 * How sure a command line alone is of training: `training` it is; `likely` by a script's name, arguments or launcher;
 * `unknown` where only the script can tell; `unlikely` by the script's name; `other` it is not, whatever the script does.
 */
export type CommandVerdict = 'training' | 'likely' | 'unknown' | 'unlikely' | 'other';

/** What one command of a command line starts. */
export interface CommandReading {
  readonly verdict: CommandVerdict;
  /** The innermost program that starts the training: `python`, `torchrun`, `accelerate`, `axolotl`; null where nothing known does. */
  readonly launcher: string | null;
  /** The programs around it, outermost first: `nohup`, `uv run`, `srun`. */
  readonly wrappers: readonly string[];
  /** The file it runs (Python, notebook or shell script), as it is typed. */
  readonly script: string | null;
  /** The module of `python -m`. */
  readonly module: string | null;
  /** Python that stands in the command itself: `-c` or a here-document. */
  readonly code: { readonly text: string; readonly from: number | null } | null;
  /** A task that another file defines: a Makefile's target, a script of a project. */
  readonly task: string | null;
  /** What is given to the script, module or trainer. */
  readonly arguments: readonly string[];
  readonly framework: string | null;
  readonly environment: Readonly<Record<string, string>>;
  /** Processes that the launcher starts on one machine, where it says so. */
  readonly processes: number | null;
  /** Machines that the launcher starts so many on each; null where only the run tells. */
  readonly machines: number | null;
  readonly plan: DetectedPlan;
  /** Files that the arguments name and that may hold the rest of the plan. */
  readonly configFiles: readonly string[];
  /** False for what starts on another machine or in a queue. */
  readonly runsHere: boolean;
  /** Both the name of what is run and its arguments are those of a training. */
  readonly saysSoTwice: boolean;
  /** Whether Wattlens meters it already. */
  readonly isMetered: boolean;
  /** The whole command as words, with its wrappers and without variables set in front. */
  readonly command: readonly string[];
  /** What the verdict rests on, as typed. */
  readonly evidence: readonly string[];
  /** Offset of the command in the text; 0 for a list of words. */
  readonly from: number;
}

/** What is known of a command while its words are followed from program to program. */
export interface ReadingContext {
  readonly command: ShellCommand;
  readonly wrappers: string[];
  readonly environment: Record<string, string>;
  runsHere: boolean;
  isMetered: boolean;
  processes: number | null;
  launcher: string | null;
  /** Reads on at a program that these words call. */
  readonly readProgram: (words: readonly string[], context: ReadingContext) => readonly CommandReading[];
  /** Reads a command line that is one word of this one: of `bash -c`, `ssh`, `tmux`. */
  readonly readLine: (line: string) => readonly CommandReading[];
}

export function namedTask(words: readonly string[], context: ReadingContext): readonly CommandReading[] {
  const [task = '', ...rest] = words;
  if (task === '') return [];
  const own = task.split(':').at(-1) ?? task;
  const says = nameSays(own);
  return [
    reading(context, {
      verdict: judged(says, rest, context),
      task: own,
      arguments: rest,
      evidence: says === 'training' ? [task] : [],
    }),
  ];
}

export function codeReading(
  text: string,
  from: number | null,
  words: readonly string[],
  context: ReadingContext,
): CommandReading {
  return reading(context, { verdict: 'unknown', code: { text, from }, arguments: words });
}

export function scriptReading(
  script: string,
  words: readonly string[],
  context: ReadingContext,
  launcher: string,
): CommandReading {
  context.launcher ??= launcher;
  const says = nameSays(script);
  return reading(context, {
    verdict: judged(says, words, context),
    script,
    arguments: words,
    evidence: says === 'training' ? [script] : [],
  });
}

/** `tools/train.py` as a module is named: `train`. */
const scriptModule = (script: string): string => script.replace(/^.*[\\/]/, '').replace(/\.\w+$/, '');

const distributed = /^(?:torchrun|accelerate|deepspeed|composer|paddle|colossalai|fabric|byteps)$/;

/** From what the name says, with the arguments, which may say the opposite, and the launcher. */
export function judged(
  name: ReturnType<typeof nameSays>,
  words: readonly string[],
  context: ReadingContext,
): CommandVerdict {
  const says = argumentsSay(words);
  if (says === 'other') return 'other';
  if (says === 'training' || name === 'training') return 'likely';
  if (name === 'other') return 'unlikely';
  return distributed.test(context.launcher ?? '') ? 'likely' : 'unknown';
}

/** By the words in front of what is launched. Accelerate counts the processes of all machines. */
function machinesOfLauncher(own: readonly string[], { command, launcher }: ReadingContext): number | null {
  return launcher === 'accelerate'
    ? 1
    : machinesOf(command.words.slice(0, command.words.length - own.length));
}

export function reading(
  context: ReadingContext,
  found: Partial<CommandReading> & Pick<CommandReading, 'verdict' | 'arguments'>,
): CommandReading {
  const { plan, configFiles, evidence } = readArguments(found.arguments);
  return {
    launcher: context.launcher,
    wrappers: context.wrappers,
    script: null,
    module: null,
    code: null,
    task: null,
    framework: null,
    environment: context.environment,
    processes: context.processes,
    machines: machinesOfLauncher(found.arguments, context),
    plan,
    configFiles,
    runsHere: context.runsHere,
    saysSoTwice:
      argumentsSay(found.arguments) === 'training' &&
      [found.script, found.module].some(
        (name) => typeof name === 'string' && moduleSays(scriptModule(name)) === 'training',
      ),
    isMetered: context.isMetered,
    command: context.command.words,
    from: context.command.from,
    ...found,
    evidence: [
      ...(distributed.test(context.launcher ?? '') && context.launcher !== null ? [context.launcher] : []),
      ...(found.evidence ?? []),
      ...(found.verdict === 'other' ? [] : evidence),
    ],
  };
}
