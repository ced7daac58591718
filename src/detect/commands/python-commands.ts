import {
  codeReading,
  judged,
  reading,
  scriptReading,
  type CommandReading,
  type ReadingContext,
} from './command-reading';
import { processesOf, skipOptions } from './launcher-options';
import { isPythonTool, launcherOf, programKind, pythonOptionsWithValue, trainerSays } from './programs';
import { helpOption } from './training-arguments';
import { moduleSays } from './training-names';

export function readPython(
  words: readonly string[],
  name: string,
  context: ReadingContext,
): readonly CommandReading[] {
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
export function readModule(words: readonly string[], context: ReadingContext): readonly CommandReading[] {
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

export function readLauncher(
  words: readonly string[],
  name: string,
  context: ReadingContext,
): readonly CommandReading[] {
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
  let after = skipOptions(rest, context);
  // `debugpy-run -m torch.distributed.run -p 5678 -- --nproc_per_node 2 train.py`
  if (after[0]?.startsWith('-') === true) after = skipOptions(after, context);
  const optionCount = rest.length - after.length;
  const configFiles = context.launcher === 'accelerate' ? configOfAccelerate(rest.slice(0, optionCount)) : [];
  const withConfig = (readings: readonly CommandReading[]): readonly CommandReading[] =>
    configFiles.length === 0
      ? readings
      : readings.map((each) => ({ ...each, configFiles: [...each.configFiles, ...configFiles] }));
  if (moduleAt >= 0 && moduleAt < optionCount)
    return withConfig(readModule(rest.slice(moduleAt + 1), context));
  const [script, ...scriptArguments] = after;
  if (script === undefined) return [];
  // `--no-python` and installed programs: what is launched is a program of its own.
  const kind = programKind(script);
  if (kind !== null && kind !== 'script') return withConfig(context.readProgram(after, context));
  return withConfig([scriptReading(script, scriptArguments, context, 'python')]);
}

/** The file that says how many processes there are, and of what: behind what the script itself is told. */
function configOfAccelerate(options: readonly string[]): readonly string[] {
  for (const [index, word] of options.entries()) {
    const [option, value = options[index + 1]] = word.split('=', 2);
    if (option === '--config_file' || option === '--config-file') return value === undefined ? [] : [value];
  }
  return [];
}

export function readTrainer(
  name: string,
  words: readonly string[],
  context: ReadingContext,
): readonly CommandReading[] {
  const says = trainerSays(name, words);
  if (says === null) return [];
  if (context.launcher === null || context.launcher === 'python') context.launcher = says.framework ?? name;
  // `tune run --nproc_per_node 2 recipe` starts the processes as torchrun does.
  if (says.framework === 'torchtune') context.processes = processesOf(words) ?? context.processes;
  return [
    reading(context, {
      verdict: says.trains && !words.some((word) => helpOption.test(word)) ? 'training' : 'other',
      arguments: words,
      framework: says.framework,
      evidence: says.trains ? [[name, ...words.slice(0, 1)].join(' ')] : [],
    }),
  ];
}
