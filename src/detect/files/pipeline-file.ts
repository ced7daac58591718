import { parse as parseYaml } from 'yaml';
import type { NamedCommand } from './project-file';
import { at, isRecord, recordAt } from './records';

/**
 * What a pipeline's stages run: of `dvc.yaml` (https://dvc.org/doc/user-guide/project-structure/dvcyaml-files), `MLproject`
 * (https://mlflow.org/docs/latest/projects.html), `Taskfile.yml` (https://taskfile.dev/reference/schema), a `Snakefile`
 * (https://snakemake.readthedocs.io/en/stable/snakefiles/rules.html) and Nextflow's processes. Broken YAML runs nothing.
 */
export function pipelineCommands(fileName: string, text: string): NamedCommand[] {
  if (/\.nf$/i.test(fileName)) return blocksOf(text, /^process\s+(\w+)/);
  if (!/\.ya?ml$|mlproject$/i.test(fileName)) return blocksOf(text, /^(?:rule|checkpoint)\s+(\w+)/);
  let root: unknown;
  try {
    root = parseYaml(text, { prettyErrors: false });
  } catch {
    return [];
  }
  const table = /mlproject$/i.test(fileName)
    ? 'entry_points'
    : /dvc\.ya?ml$/i.test(fileName)
      ? 'stages'
      : 'tasks';
  const variables = recordAt(root, ['vars']);
  return Object.entries(recordAt(root, [table])).flatMap(([name, stage]) =>
    commandsOfStage(stage).map((command) => ({
      name,
      command: withoutTemplates(withVariables(command, { ...variables, ...recordAt(stage, ['vars']) })),
    })),
  );
}

/** `{{.PYTHON}} train.py`, with what a Taskfile says that the variable is. */
const withVariables = (command: string, variables: Readonly<Record<string, unknown>>): string =>
  command.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (written, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return typeof value === 'string' && !value.includes('{{') ? value : written;
  });

/** The commands of each rule or process: what stands in strings under `shell` or `script`, or in three quotes alone. */
function blocksOf(text: string, head: RegExp): NamedCommand[] {
  const commands: NamedCommand[] = [];
  for (const block of text.split(/^(?=\S)/m)) {
    const name = head.exec(block)?.[1];
    if (name === undefined) continue;
    const section =
      /^[ \t]+(shell|script|notebook)[ \t]*:([\s\S]*?)(?=^[ \t]+\w+[ \t]*:(?!\S)|(?![\s\S]))/m.exec(block);
    const strings = [
      ...(section?.[2] ?? block).matchAll(
        /"""([\s\S]*?)"""|'''([\s\S]*?)'''|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'/g,
      ),
    ];
    const written = strings
      .filter(([whole]) => section?.[2] !== undefined || /^(?:"""|''')/.test(whole))
      .map(([, ...parts]) => parts.join(''))
      .join('')
      .trim();
    if (written === '') continue;
    // `script: "scripts/train.py"` names the file itself.
    const isFile = section?.[1] !== 'shell' && /^[^\s{}]+\.(?:py|ipynb)$/.test(written);
    const run = written.endsWith('.ipynb') ? 'jupyter execute' : 'python';
    commands.push({ name, command: withoutTemplates(isFile ? `${run} ${written}` : written) });
  }
  return commands;
}

/** A stage is a command, a list of them, or a table that holds them under `cmd`, `cmds` or `command`, also in `do` of a `foreach`. */
function commandsOfStage(stage: unknown): string[] {
  if (typeof stage === 'string') return [stage];
  if (Array.isArray(stage)) return stage.flatMap(commandsOfStage);
  if (!isRecord(stage)) return [];
  return ['cmd', 'cmds', 'command', 'do'].flatMap((key) => commandsOfStage(at(stage, [key])));
}

const template = /\$\{[^{}\n]*\}|\{\{[^{}\n]*\}\}|(?<!\$)\{[\w.[\]"']+\}/g;
const templateForProgram = new RegExp(`^(\\s*)(?:${template.source})(?=\\s)`, 'gm');
/** `{alpha}`, `${train.lr}` and `{{.CLI_ARGS}}` stand for what is put in when the stage is run; where a program stands, what runs the rest. */
const withoutTemplates = (command: string): string =>
  command.replace(templateForProgram, '$1$$X').replace(template, 'X');
