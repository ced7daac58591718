import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import { parse as parseJson } from 'jsonc-parser';
import { parse as parseYaml } from 'yaml';
import { quoted } from '../../units/command-text';
import { moduleSays, nameSays } from '../commands/training-names';
import type { DetectionContext, Evidence } from '../detection';
import { pipelineCommands } from './pipeline-file';
import { at, isRecord, recordAt } from './records';
import { commandsOfTask, type TrainingCommands } from './shell-file';
import { findingsOfTasks, noTasks, type TaskFindings } from './tasks';

const largestProjectFile = 512 * 1024;

/** A command that a project gives a name to, or an entry point `package.module:function`. */
export interface NamedCommand {
  readonly name: string;
  readonly command: string;
  /** The words that start it, where the project's file alone doesn't tell: `hatch run gpu:fit`. */
  readonly start?: readonly string[];
}

/** Judges the scripts and tasks of `pyproject.toml`, `pixi.toml`, `package.json` and `setup.cfg`. */
export function detectInProject(
  fileName: string,
  text: string,
  context: DetectionContext = {},
): TaskFindings {
  return judge(() => namedCommands(fileName, text), text, context);
}

/** Judges the stages and tasks of a pipeline: `dvc.yaml`, `MLproject`, `Taskfile.yml`. */
export function detectInPipeline(
  fileName: string,
  text: string,
  context: DetectionContext = {},
): TaskFindings {
  return judge(() => pipelineCommands(fileName, text), text, context);
}

/** Judges what a container starts: `CMD` and `ENTRYPOINT`, the `command` of a service. */
export function detectInContainerFile(
  fileName: string,
  text: string,
  context: DetectionContext = {},
): TaskFindings {
  const isDockerfile = /dockerfile|containerfile/i.test(fileName);
  return judge(() => (isDockerfile ? dockerCommands(text) : composeCommands(text)), text, context);
}

function judge(
  namedIn: () => readonly NamedCommand[],
  text: string,
  context: DetectionContext,
): TaskFindings {
  if (text.length > largestProjectFile) return noTasks('Too large: not looked at.');
  return findingsOfTasks(
    namedIn().flatMap((named) => {
      const { name, command, start = null } = named;
      const found = trainingOf(named, context);
      return found === null ? [] : [{ task: name, start, evidence: lineOf(text, name, command), ...found }];
    }),
  );
}

/** What of a named command trains; null where nothing does. */
function trainingOf({ name, command }: NamedCommand, context: DetectionContext): TrainingCommands | null {
  const entry = /^([A-Za-z_][\w.]*):([A-Za-z_]\w*)$/.exec(command);
  if (entry === null) {
    const found = commandsOfTask(name, command, context);
    return found.readings.length > 0 ? found : null;
  }
  const [, module = '', callee = ''] = entry;
  const says = [nameSays(name), nameSays(callee), moduleSays(module)];
  const [decisive] = says.filter((one) => one !== null);
  return decisive === 'training' ? { readings: [], frameworks: [] } : null;
}

/** The line that names a command, or that holds the beginning of it. */
function lineOf(text: string, name: string, command: string): Evidence {
  const lines = text.split('\n');
  const beginning = command.split(/\s+/)[0] ?? command;
  const tail = command.split(/\s+/).at(-1) ?? command;
  const at = [
    lines.findIndex((line) => line.includes(name) && line.includes(beginning)),
    lines.findIndex((line) => line.includes(beginning) && line.includes(tail)),
    lines.findIndex((line) => line.includes(tail)),
    lines.findIndex((line) => line.includes(name)),
  ].find((index) => index >= 0);
  return { line: (at ?? 0) + 1, text: (lines[at ?? 0] ?? '').trim().slice(0, 200) };
}

function namedCommands(fileName: string, text: string): NamedCommand[] {
  if (/\.cfg$/i.test(fileName)) return setupCommands(text);
  try {
    if (/\.json$/i.test(fileName)) {
      const root: unknown = parseJson(text, [], { allowTrailingComma: true });
      return commandsOf(at(root, ['scripts']), ['npm', 'run']);
    }
    const root: unknown = getStaticTOMLValue(parseTOML(text));
    const environments = Object.entries(recordAt(root, ['tool', 'hatch', 'envs'])).flatMap(([name, one]) =>
      commandsOf(at(one, ['scripts']), ['hatch', 'run'], name === 'default' ? '' : `${name}:`),
    );
    const features = [recordAt(root, ['feature']), recordAt(root, ['tool', 'pixi', 'feature'])].flatMap(
      (feature) => Object.values(feature).flatMap((one) => commandsOf(at(one, ['tasks']), ['pixi', 'run'])),
    );
    const tables: readonly (readonly [path: readonly string[], runner: readonly string[]])[] = [
      [['project', 'scripts'], []],
      [['project', 'gui-scripts'], []],
      [
        ['tool', 'poetry', 'scripts'],
        ['poetry', 'run'],
      ],
      [
        ['tool', 'pdm', 'scripts'],
        ['pdm', 'run'],
      ],
      [
        ['tool', 'rye', 'scripts'],
        ['rye', 'run'],
      ],
      [['tool', 'poe', 'tasks'], ['poe']],
      [['tool', 'taskipy', 'tasks'], ['task']],
      [
        ['tool', 'pixi', 'tasks'],
        ['pixi', 'run'],
      ],
      [
        ['tool', 'uv', 'scripts'],
        ['uv', 'run'],
      ],
      [['tasks'], ['pixi', 'run']],
    ];
    return [
      ...tables.flatMap(([path, runner]) => commandsOf(at(root, path), runner)),
      ...environments,
      ...features,
    ];
  } catch {
    // Broken TOML names no commands.
    return [];
  }
}

/** A table of commands, each a text, a list of words or texts, or a table with `cmd`, `shell`, `script` or `command`. */
function commandsOf(table: unknown, runner: readonly string[], prefix = ''): NamedCommand[] {
  if (!isRecord(table)) return [];
  return Object.entries(table).flatMap(([name, value]) =>
    commandText(value).map((command) => ({ name, command, start: [...runner, prefix + name] })),
  );
}

function commandText(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) {
    const texts = value.filter((part): part is string => typeof part === 'string');
    return texts.some((part) => /\s/.test(part)) ? texts : [texts.join(' ')];
  }
  if (!isRecord(value)) return [];
  for (const key of ['cmd', 'shell', 'script', 'command', 'call', 'callable', 'composite', 'sequence']) {
    const command = value[key];
    if (command !== undefined) return commandText(command);
  }
  return [];
}

/** `console_scripts` of a `setup.cfg`. */
function setupCommands(text: string): NamedCommand[] {
  const section = /^\[options\.entry_points\]([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(text)?.[1] ?? '';
  return [...section.matchAll(/^[ \t]+([\w.-]+)\s*=\s*([\w.]+:\w+)/gm)].map(
    ([, name = '', command = '']) => ({ name, command }),
  );
}

function dockerCommands(text: string): NamedCommand[] {
  const joined = text.replace(/\\\r?\n/g, ' ');
  const instructions = [...joined.matchAll(/^[ \t]*(CMD|ENTRYPOINT|RUN)[ \t]+(.*)$/gim)].map(
    ([, name = '', rest = '']) => {
      const list: unknown = rest.trim().startsWith('[') ? parseJson(rest.trim()) : null;
      const words = Array.isArray(list)
        ? list.filter((word): word is string => typeof word === 'string')
        : null;
      return { name: name.toUpperCase(), command: words === null ? rest : words.map(quoted).join(' ') };
    },
  );
  const entry = instructions.findLast(({ name }) => name === 'ENTRYPOINT');
  const command = instructions.findLast(({ name }) => name === 'CMD');
  return [
    ...instructions.filter(({ name }) => name === 'RUN'),
    // CMD holds the arguments of an ENTRYPOINT.
    ...(entry === undefined
      ? []
      : [{ name: 'ENTRYPOINT', command: `${entry.command} ${command?.command ?? ''}` }]),
    ...(command === undefined ? [] : [command]),
  ];
}

function composeCommands(text: string): NamedCommand[] {
  try {
    return Object.entries(recordAt(parseYaml(text, { prettyErrors: false }), ['services'])).flatMap(
      ([name, service]) => {
        const parts = [at(service, ['entrypoint']), at(service, ['command'])].flatMap((part): string[] =>
          typeof part === 'string'
            ? [part]
            : Array.isArray(part)
              ? part.map((word) => quoted(String(word)))
              : [],
        );
        return parts.length > 0 ? [{ name, command: parts.join(' ') }] : [];
      },
    );
  } catch {
    return [];
  }
}
