import { parse as parseYaml } from 'yaml';
import type { NamedCommand } from './project-file';
import { at, isRecord, recordAt } from './records';

/**
 * What a pipeline's stages run: of `dvc.yaml` (https://dvc.org/doc/user-guide/project-structure/dvcyaml-files), `MLproject`
 * (https://mlflow.org/docs/latest/projects.html) and `Taskfile.yml` (https://taskfile.dev/reference/schema). Broken YAML runs nothing.
 */
export function pipelineCommands(fileName: string, text: string): NamedCommand[] {
  let root: unknown;
  try {
    root = parseYaml(text);
  } catch {
    return [];
  }
  const table = /mlproject$/i.test(fileName)
    ? 'entry_points'
    : /dvc\.ya?ml$/i.test(fileName)
      ? 'stages'
      : 'tasks';
  return Object.entries(recordAt(root, [table])).flatMap(([name, stage]) =>
    commandsOfStage(stage).map((command) => ({ name, command: withoutTemplates(command) })),
  );
}

/** A stage is a command, a list of them, or a table that holds them under `cmd`, `cmds` or `command`, also in `do` of a `foreach`. */
function commandsOfStage(stage: unknown): string[] {
  if (typeof stage === 'string') return [stage];
  if (Array.isArray(stage)) return stage.flatMap(commandsOfStage);
  if (!isRecord(stage)) return [];
  return ['cmd', 'cmds', 'command', 'do'].flatMap((key) => commandsOfStage(at(stage, [key])));
}

/** `{alpha}`, `${train.lr}` and `{{.CLI_ARGS}}` stand for what is put in when the stage is run. */
const withoutTemplates = (command: string): string =>
  command.replace(/\$\{[^{}\n]*\}|\{\{[^{}\n]*\}\}|(?<!\$)\{[\w.]+\}/g, 'X');
