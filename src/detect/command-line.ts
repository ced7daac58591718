import { shellCommands, type ShellCommand } from './commands/shell-commands';
import {
  hasSubcommand,
  isLauncherFlag,
  isPythonTool,
  launcherOf,
  programKind,
  programName,
  pythonOptionsWithValue,
  runsSubcommand,
  trainerSays,
} from './commands/programs';
import { moduleSays, nameSays } from './commands/training-names';
import { argumentsSay, readArguments } from './commands/training-arguments';
import type { DetectedPlan } from './plan-keys';

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
  readonly plan: DetectedPlan;
  /** Files that the arguments name and that may hold the rest of the plan. */
  readonly configFiles: readonly string[];
  /** False for what starts on another machine or in a queue. */
  readonly runsHere: boolean;
  /** Whether Wattlens meters it already. */
  readonly isMetered: boolean;
  /** The whole command as words, with its wrappers and without variables set in front. */
  readonly command: readonly string[];
  /** What the verdict rests on, as typed. */
  readonly evidence: readonly string[];
  /** Offset of the command in the text; 0 for a list of words. */
  readonly from: number;
}

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

function readCommands(commandLine: string | readonly string[], depth: number): readonly CommandReading[] {
  if (depth > deepestShell) return [];
  const commands: readonly ShellCommand[] =
    typeof commandLine === 'string'
      ? shellCommands(commandLine.slice(0, longestCommandLine))
      : [{ words: commandLine, from: 0, input: null }];
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
  { verdict, script }: CommandReading,
  scriptTrains: (script: string) => boolean | null = () => null,
): boolean {
  if (verdict === 'training') return true;
  if (verdict === 'other') return false;
  const known = script === null ? null : scriptTrains(script);
  return known ?? verdict === 'likely';
}

interface Context {
  readonly command: ShellCommand;
  readonly wrappers: string[];
  readonly environment: Record<string, string>;
  runsHere: boolean;
  isMetered: boolean;
  processes: number | null;
  launcher: string | null;
  readonly depth: number;
}

function readCommand(command: ShellCommand, depth: number): readonly CommandReading[] {
  const environment: Record<string, string> = {};
  const words = withoutAssignments(command.words, environment);
  if (words.length === 0) return [];
  const context: Context = {
    command: { ...command, words },
    wrappers: [],
    environment,
    runsHere: true,
    isMetered: false,
    processes: null,
    launcher: null,
    depth,
  };
  return readProgram(words, context);
}

function withoutAssignments(
  words: readonly string[],
  environment: Record<string, string>,
): readonly string[] {
  let at = 0;
  for (; at < words.length; at += 1) {
    const match = /^(?:\$env:)?([A-Za-z_]\w*)=(.*)$/s.exec(words[at] ?? '');
    if (match === null) break;
    environment[match[1] ?? ''] = match[2] ?? '';
  }
  return words.slice(at);
}

/** Follows the words from wrapper to wrapper to what is run. */
function readProgram(words: readonly string[], context: Context): readonly CommandReading[] {
  let rest = words;
  // Each wrapper is shorter than what holds it.
  while (rest.length > 0) {
    const [word = ''] = rest;
    const name = programName(word);
    const kind = programKind(word);
    rest = rest.slice(1);
    switch (kind) {
      case 'wrapper':
        context.wrappers.push(name);
        rest = inner(withoutAssignments(skipOptions(rest, context), context.environment), context);
        continue;
      case 'environment': {
        const subcommandAt = hasSubcommand(name)
          ? rest.findIndex((argument) => runsSubcommand(name, argument))
          : -1;
        if (hasSubcommand(name) && subcommandAt < 0) return [];
        context.wrappers.push(subcommandAt < 0 ? name : `${name} ${rest[subcommandAt] ?? ''}`);
        rest = rest.slice(subcommandAt + 1);
        const moduleAt =
          name === 'uv' ? rest.findIndex((argument) => argument === '-m' || argument === '--module') : -1;
        const after = skipOptions(rest, context);
        if (moduleAt >= 0 && moduleAt <= rest.length - after.length) {
          return readModule(rest.slice(moduleAt + 1), context);
        }
        rest = after;
        // `hatch run gpu:train` names a script of an environment.
        if (programKind(rest[0] ?? '') === null && rest[0] !== undefined) return namedTask(rest, context);
        continue;
      }
      case 'job':
        context.wrappers.push(name);
        context.processes ??= processesOf(rest);
        // `mpirun -x NAME --mca key value ... python`: as many options as it takes.
        rest = inner(withoutAssignments(skipOptions(rest, context), context.environment), context, Infinity);
        continue;
      case 'container': {
        const at = rest.findIndex((argument) => runsSubcommand(name, argument));
        if (at < 0) return [];
        context.wrappers.push(`${name} ${rest[at] ?? ''}`);
        rest = inner(rest.slice(at + 1), context, Infinity);
        continue;
      }
      case 'remote':
        context.wrappers.push(name);
        context.runsHere = false;
        rest = inner(rest, context, Infinity);
        continue;
      case 'tasks':
        if (name === 'npm' || name === 'pnpm' || name === 'yarn')
          rest = rest.filter((argument) => argument !== 'run');
        context.wrappers.push(name);
        return namedTask(
          rest.filter((argument) => !argument.startsWith('-') && !argument.includes('=')),
          context,
        );
      case 'python':
        return readPython(rest, name, context);
      case 'launcher':
        return readLauncher(rest, name, context);
      case 'shell':
        return readShell(rest, context);
      case 'script':
        return [scriptReading(word, rest, context, word.endsWith('.py') ? 'python' : 'shell')];
      case 'notebook':
        return readNotebook(rest, name, context);
      case 'trainer':
        return readTrainer(name, rest, context);
      case null:
        return readOther(name, rest, context);
    }
  }
  return [];
}

/** Options of a wrapper or launcher: one without `=` takes the next word unless it is a known flag or that word is run. */
function skipOptions(words: readonly string[], context: Context): readonly string[] {
  let at = 0;
  while (at < words.length) {
    const word = words[at] ?? '';
    if (word === '--') return words.slice(at + 1);
    if (!word.startsWith('-')) break;
    at += 1;
    const processes = processOption(word, words[at]);
    if (processes !== null) context.processes = processes;
    const next = words[at];
    if (word.includes('=') || isLauncherFlag(word) || next === undefined || next.startsWith('-')) continue;
    if (next === '.' || programKind(next) === null || /\.(?:ya?ml|json|toml)$/.test(next)) at += 1;
  }
  return words.slice(at);
}

/** From the first word on that could be run: a wrapper's own operands (a mask, a duration, an image) come before it. */
function inner(words: readonly string[], context: Context, farthest = 6): readonly string[] {
  const separator = words.indexOf('--');
  if (separator >= 0 && separator < farthest) return words.slice(separator + 1);
  const at = words.findIndex((word) => programKind(word) !== null);
  if (at >= 0 && at < farthest) return words.slice(at);
  // `ssh host 'cd x && python train.py'`, `docker run image bash`: the command may be one word.
  const whole = words.find((word) => /\s/.test(word) && /python|train|run/.test(word));
  const [reading] = whole === undefined ? [] : readCommands(whole, context.depth + 1);
  return reading === undefined ? words : reading.command;
}

const processOptions =
  /^(?:--nproc[-_]per[-_]node|--num[-_]processes|--num_gpus|--nprocs|-np|-n|--ntasks(?:-per-node)?|--ntasks_per_node|--devices)$/;

function processOption(option: string, next: string | undefined): number | null {
  const [name = '', value = next ?? ''] = option.split('=', 2);
  if (!processOptions.test(name) || !/^\d{1,6}$/.test(value)) return null;
  return Number(value) > 0 ? Number(value) : null;
}

function processesOf(words: readonly string[]): number | null {
  for (const [index, word] of words.entries()) {
    const processes = processOption(word, words[index + 1]);
    if (processes !== null) return processes;
  }
  return null;
}

function readPython(words: readonly string[], name: string, context: Context): readonly CommandReading[] {
  context.launcher ??= /^ipython/i.test(name) ? 'ipython' : 'python';
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '-m') return readModule(words.slice(at + 1), context);
    if (/^-m\w/.test(word)) return readModule([word.slice(2), ...words.slice(at + 1)], context);
    if (word === '-c') return [codeReading(words[at + 1] ?? '', null, words.slice(at + 2), context)];
    if (word === '-') {
      const { input } = context.command;
      return input === null ? [] : [codeReading(input.text, input.from, words.slice(at + 1), context)];
    }
    if (word === '--' || pythonOptionsWithValue.has(word)) {
      if (word !== '--') at += 1;
      continue;
    }
    if (word.startsWith('-')) {
      if (/^(?:-V|--version|-h|--help)$/.test(word)) return [];
      continue;
    }
    return [scriptReading(word, words.slice(at + 1), context, 'python')];
  }
  const { input } = context.command;
  return input === null ? [] : [codeReading(input.text, input.from, [], context)];
}

/** `python -m MODULE ...`: a launcher, a trainer, a tool around a script, or a module of the project. */
function readModule(words: readonly string[], context: Context): readonly CommandReading[] {
  const [module = '', ...rest] = words;
  context.launcher ??= 'python';
  if (module === 'accelerate' || module.startsWith('accelerate.commands')) {
    return readLauncher(module === 'accelerate' ? rest : ['launch', ...rest], 'accelerate', context);
  }
  if (launcherOf(module) !== null) return readLauncher(rest, module, context);
  if (isPythonTool(module.split('.')[0] ?? '')) {
    context.wrappers.push(module);
    const at = rest.findIndex((word) => word === '-m' || programKind(word) === 'script');
    if (at < 0) return [];
    const [word = ''] = rest.slice(at);
    return word === '-m'
      ? readModule(rest.slice(at + 1), context)
      : [scriptReading(word, rest.slice(at + 1), context, 'python')];
  }
  const trainer = trainerSays(module, rest);
  if (trainer !== null) return readTrainer(module, rest, context);
  const says = moduleSays(module);
  return [
    reading(context, {
      verdict: judged(says, rest, context),
      module,
      arguments: rest,
      evidence: says === 'training' ? [module] : [],
    }),
  ];
}

function readLauncher(words: readonly string[], name: string, context: Context): readonly CommandReading[] {
  let rest = words;
  if (name === 'accelerate' || name === 'colossalai' || name === 'fabric' || name === 'lightning') {
    const at = rest.findIndex((word) => word === 'launch' || word === 'run');
    // `accelerate config`, `accelerate test` start no training; Lightning's `run model` is `fabric run`.
    if (at < 0 || at > 2) return [];
    rest = rest.slice(at + 1);
    if (rest[0] === 'model') rest = rest.slice(1);
    context.launcher = name;
  } else {
    context.launcher = launcherOf(name) ?? name;
  }
  const moduleAt = rest.findIndex((word) => word === '-m' || word === '--module');
  const after = skipOptions(rest, context);
  const optionCount = rest.length - after.length;
  if (moduleAt >= 0 && moduleAt < optionCount) return readModule(rest.slice(moduleAt + 1), context);
  const [script, ...scriptArguments] = after;
  if (script === undefined) return [];
  // `--no-python` and installed programs: what is launched is a program of its own.
  const kind = programKind(script);
  if (kind !== null && kind !== 'script') return readProgram(after, context);
  return [scriptReading(script, scriptArguments, context, 'python')];
}

function readShell(words: readonly string[], context: Context): readonly CommandReading[] {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (/^-\w*c$/.test(word)) {
      const command = words[at + 1] ?? '';
      return readCommands(command, context.depth + 1).map((inside) => ({
        ...inside,
        wrappers: [...context.wrappers, ...inside.wrappers],
        runsHere: context.runsHere && inside.runsHere,
        isMetered: context.isMetered || inside.isMetered,
        environment: { ...context.environment, ...inside.environment },
        command: context.command.words,
        from: context.command.from,
      }));
    }
    if (word.startsWith('-')) continue;
    return [scriptReading(word, words.slice(at + 1), context, 'shell')];
  }
  return [];
}

function readNotebook(words: readonly string[], name: string, context: Context): readonly CommandReading[] {
  const executes =
    /papermill|runipy|execute|ploomber/.test(name) ||
    words[0] === 'execute' ||
    words.some((word) => /^--execute\b|ExecutePreprocessor\.enabled=True/.test(word));
  const notebook = words.find((word) => word.endsWith('.ipynb'));
  if (!executes || notebook === undefined) return [];
  context.launcher = name.replace(/^jupyter-.*/, 'jupyter');
  return [scriptReading(notebook, words.slice(words.indexOf(notebook) + 1), context, context.launcher)];
}

function readTrainer(name: string, words: readonly string[], context: Context): readonly CommandReading[] {
  const says = trainerSays(name, words);
  if (says === null) return [];
  if (context.launcher === null || context.launcher === 'python') context.launcher = says.framework ?? name;
  return [
    reading(context, {
      verdict: says.trains ? 'training' : 'other',
      arguments: words,
      framework: says.framework,
      evidence: says.trains ? [[name, ...words.slice(0, 1)].join(' ')] : [],
    }),
  ];
}

/** Programs that are not known: ours, `ray job submit`, `wandb agent`, and executables called after training. */
function readOther(name: string, words: readonly string[], context: Context): readonly CommandReading[] {
  const own =
    name === 'wattlens'
      ? 0
      : name === 'node'
        ? words.findIndex((word) => /wattlens\.[cm]?js$/.test(word)) + 1
        : -1;
  if (own >= 0 && (own > 0 || name === 'wattlens')) {
    const separator = words.indexOf('--');
    if (words[own] !== 'run' || separator < 0) return [];
    context.isMetered = true;
    context.wrappers.push('wattlens run');
    return readProgram(words.slice(separator + 1), context);
  }
  if (name === 'eval') return readShell(['-c', words.join(' ')], context);
  if (name === 'ray' && words[0] === 'job' && words[1] === 'submit') {
    context.wrappers.push('ray job submit');
    context.runsHere =
      words.every((word) => !word.startsWith('--address')) ||
      words.some((word) => /localhost|127\.0\.0\.1/.test(word));
    const after = skipOptions(words.slice(2), context);
    return readProgram(after, context);
  }
  if (name === 'wandb' && words[0] === 'agent') {
    context.launcher = 'wandb';
    return [reading(context, { verdict: 'likely', arguments: words, evidence: ['wandb agent'] })];
  }
  if (name === 'tmux' || name === 'screen') {
    const whole = words.find((word) => /\s/.test(word));
    const start = words.findIndex((word) => programKind(word) !== null);
    context.wrappers.push(name);
    if (whole !== undefined) return readShell(['-c', whole], context);
    return start < 0 ? [] : readProgram(words.slice(start), context);
  }
  // `--train) ...;;` is a case of a script's options.
  if (name.startsWith('-') || nameSays(name) !== 'training') return [];
  // A program of a project, such as the entry point `train-model`: only its name tells.
  context.launcher ??= name;
  return [
    reading(context, {
      verdict: judged('training', words, context),
      task: name,
      arguments: words,
      evidence: [name],
    }),
  ];
}

function namedTask(words: readonly string[], context: Context): readonly CommandReading[] {
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

function codeReading(
  text: string,
  from: number | null,
  words: readonly string[],
  context: Context,
): CommandReading {
  return reading(context, { verdict: 'unknown', code: { text, from }, arguments: words });
}

function scriptReading(
  script: string,
  words: readonly string[],
  context: Context,
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

const distributed = /^(?:torchrun|accelerate|deepspeed|composer|paddle|colossalai|fabric|byteps)$/;

/** From what the name says, with the arguments, which may say the opposite, and the launcher. */
function judged(
  name: ReturnType<typeof nameSays>,
  words: readonly string[],
  context: Context,
): CommandVerdict {
  const says = argumentsSay(words);
  if (says === 'other') return 'other';
  if (says === 'training' || name === 'training') return 'likely';
  if (name === 'other') return 'unlikely';
  return distributed.test(context.launcher ?? '') ? 'likely' : 'unknown';
}

function reading(
  context: Context,
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
    plan,
    configFiles,
    runsHere: context.runsHere,
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
