import {
  judged,
  namedTask,
  reading,
  scriptReading,
  type CommandReading,
  type ReadingContext,
} from './command-reading';
import { inner, processesOf, skipOptions, withoutAssignments } from './launcher-options';
import { hasSubcommand, programKind, programName, runsSubcommand } from './programs';
import { readLauncher, readModule, readPython, readTrainer } from './python-commands';
import { nameSays } from './training-names';

/** Follows the words from wrapper to wrapper to what is run. */
export function readProgram(words: readonly string[], context: ReadingContext): readonly CommandReading[] {
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
        // `log "Train the model"` of a script's own function says something; no program's name holds blanks.
        if (!/\s/.test(word)) return readOther(name, rest, context);
        // `run "torchrun train.py"`, of a function that starts what it is given.
        return programKind(word.split(/\s/, 1)[0] ?? '') === null ? [] : readShell(['-c', word], context);
    }
  }
  return [];
}

function readShell(words: readonly string[], context: ReadingContext): readonly CommandReading[] {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (/^-\w*c$/.test(word)) {
      const command = words[at + 1] ?? '';
      return context.readLine(command).map((inside) => ({
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
    // `source activate train` names an environment.
    if (programName(word) === 'activate') return [];
    return [scriptReading(word, words.slice(at + 1), context, 'shell')];
  }
  return [];
}

function readNotebook(
  words: readonly string[],
  name: string,
  context: ReadingContext,
): readonly CommandReading[] {
  const executes =
    /papermill|runipy|execute|ploomber/.test(name) ||
    words[0] === 'execute' ||
    words.some((word) => /^--execute\b|ExecutePreprocessor\.enabled=True/.test(word));
  const notebook = words.find((word) => word.endsWith('.ipynb'));
  if (!executes || notebook === undefined) return [];
  context.launcher = name.replace(/^jupyter-.*/, 'jupyter');
  return [scriptReading(notebook, words.slice(words.indexOf(notebook) + 1), context, context.launcher)];
}

/** Programs that are not known: ours, `ray job submit`, `wandb agent`, and executables called after training. */
function readOther(
  name: string,
  words: readonly string[],
  context: ReadingContext,
): readonly CommandReading[] {
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
  // `${cuda_cmd} --gpu 1 log/train.log train.py`: what puts it on a machine is in a variable that another file sets.
  if (name.startsWith('$')) {
    const start = words.findIndex((word) => programKind(word) !== null);
    return start < 0 ? [] : readProgram(words.slice(start), context);
  }
  // `--train) ...;;` is a case of a script's options.
  if (name.startsWith('-') || (nameSays(name) !== 'training' && !isToldToTrain(name, words))) return [];
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

/** Programs that take names of files and folders. */
const fileProgram =
  /^(?:ls|ll|cd|mkdir|rmdir|rm|cp|mv|ln|cat|tac|echo|printf|tar|unzip|zip|gzip|gunzip|find|fd|grep|egrep|rg|ag|sed|awk|head|tail|less|more|wc|du|df|touch|chmod|chown|rsync|scp|sort|uniq|cut|tree|stat|file|test|\[|open|code|vim?|nvim|nano|emacs|diff|split|read|export|unset|alias|set|source|which|type|git|svn|hg|apt|apt-get|brew|pip3?|man|kill|pkill|killall|pgrep|wget|curl|systemctl|service|createdb|dropdb|psql|mysql|mongo|redis-cli|docker-machine|buf|protoc)$/;

/** `rllib train --run PPO`: a program of any name whose first word is its command to train, with options. */
const isToldToTrain = (name: string, words: readonly string[]): boolean =>
  /^(?:train|pre-?train|fine-?tune)$/.test(words[0] ?? '') &&
  words.slice(1).some((word) => /^--\w/.test(word)) &&
  !words.some((word) => /^--(?:help|dry-run)$/.test(word)) &&
  !fileProgram.test(name);
