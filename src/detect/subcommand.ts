import { nameSays } from './commands/training-names';
import type { Call, Facts, Scope } from './facts';
import { stringValue } from './python-syntax';
import { reachedScopes } from './reach';
import type { TrainingAct } from './training-acts';
import { isLightningCli } from './training-calls';

/** A command that a script is told to run: `script.py train`. `scope` is null where what it runs is not known. */
interface Subcommand {
  readonly name: string;
  readonly scope: Scope | null;
}

/**
 * The word that a script must be given to train: `fit` of Lightning's command line, a command of a group of click or typer, a
 * parser of argparse's, a function that Fire offers. Null where it needs none, or where it can't be told which.
 */
export function trainingSubcommand(facts: Facts, text: string, acts: readonly TrainingAct[]): string | null {
  if (facts.calls.some((call) => isLightningCli(call, facts))) return 'fit';
  const commands = [...clickCommands(facts, text), ...fireCommands(facts), ...argparseCommands(facts, text)];
  if (commands.length === 0) return null;
  const training = acts.flatMap(({ from }) => scopeAt(from, facts) ?? []);
  const isNamedSo = ({ name }: Subcommand): boolean => nameSays(name) === 'training';
  const runs = commands.filter(({ scope }) => scope !== null && reachesAny(scope, training, facts));
  const [first] = runs.length > 0 ? [...runs.filter(isNamedSo), ...runs] : commands.filter(isNamedSo);
  return first?.name ?? null;
}

function reachesAny(scope: Scope, training: readonly Scope[], facts: Facts): boolean {
  const reach = reachedScopes(facts, [[scope, false]]);
  return training.some((one) => reach.has(one));
}

const scopeAt = (offset: number, facts: Facts): Scope | undefined =>
  [...facts.calls, ...facts.assignments].find(({ from }) => from === offset)?.scope;

/** `@cli.command("train")` of a group; a typer application of one command has no word for it. */
function clickCommands(facts: Facts, text: string): Subcommand[] {
  const commands = facts.scopes.flatMap((scope) => {
    const { entryPoint, name } = scope;
    const [, group] = /^(?:(.*)\.)?command(?:\(\))?$/.exec(entryPoint?.path ?? '') ?? [];
    if (entryPoint === null || name === null || group === undefined) return [];
    const given = /^@[\w.\s]*\(\s*(?:name\s*=\s*)?["']([\w-]+)["']/.exec(
      text.slice(entryPoint.from, entryPoint.from + 200),
    )?.[1];
    return [{ name: given ?? name.replaceAll('_', '-'), scope, group, function: name }];
  });
  const adds = (call: Call, name: string): boolean =>
    call.name === 'add_command' && new RegExp(`^\\(\\s*(?:\\w+\\.)*${name}\\b`).test(call.argumentText);
  return commands.filter(({ group, function: own }) => {
    if (facts.scopes.some(({ name }) => name === group)) return true;
    if (facts.calls.some((call) => adds(call, own))) return true;
    const maker = facts.constructors.get(group) ?? '';
    if (/(?:^|\.)Group\(\)$/.test(maker)) return true;
    if (!/(?:^|\.)Typer\(\)$/.test(maker)) return false;
    const ofGroup = commands.filter((other) => other.group === group).length;
    return ofGroup > 1 || new RegExp(`^@${group}\\.callback\\b|\\badd_typer\\(`, 'm').test(text);
  });
}

/** `fire.Fire()`, `fire.Fire({"train": train})`, `fire.Fire(Commands)`. */
function fireCommands(facts: Facts): Subcommand[] {
  return facts.calls
    .filter(({ path }) => path === 'fire.Fire')
    .flatMap((call) => {
      const written = call.argumentText;
      const [, given] = /^\(\s*(\w+)\s*\)$/.exec(written) ?? [];
      const functions = facts.scopes.filter(({ className }) => className === null);
      const named = (scopes: readonly Scope[]): Subcommand[] =>
        scopes.flatMap((scope) =>
          scope.name === null || scope.name.startsWith('_') ? [] : [{ name: scope.name, scope }],
        );
      if (/^\(\s*\)$/.test(written)) return named(functions);
      if (given !== undefined && facts.classes.has(given))
        return named(facts.scopes.filter(({ className }) => className === given));
      return [...written.matchAll(/["']([\w-]+)["']\s*:\s*([\w.]+)/g)].map(([, name = '', value]) => ({
        name,
        scope: functions.find((scope) => scope.name === value) ?? null,
      }));
    });
}

/** `subparsers.add_parser("train")`: what it runs is told where the arguments are read. */
const argparseCommands = (facts: Facts, text: string): Subcommand[] =>
  facts.calls
    .filter(({ name }) => name === 'add_parser')
    .flatMap((call) => {
      const [first] = call.arguments;
      const name = first === undefined ? null : stringValue(first.value, text);
      return name === null ? [] : [{ name, scope: null }];
    });
