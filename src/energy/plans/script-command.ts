import type { ConfigObject } from '../../model/config-fields';
import { emptyObject } from '../../model/documents/document';
import { readPython } from '../../model/documents/python';
import { readShell } from '../../model/documents/shell';
import { shellWords, type ShellWord } from '../../model/documents/shell-words';
import type { Span } from '../../model/reading';
import { PlanFields, placeAt, type NumberOption, type TrainingPlan } from './plan-fields';
import { declaredOptions, optionOf, type ScriptOption } from './script-options';
import { plainArguments, takeLauncher } from './trainer-scripts';

const number = /^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** What an argument says of a plan: by the script's own declaration where it has one, for `-b` is a batch in one and a beam in another. */
function meant(flag: string, declared: readonly ScriptOption[]): NumberOption | null {
  const own = declared.find(({ flags }) => flags.includes(flag));
  if (own !== undefined) return own.option;
  return flag.startsWith('--') ? optionOf(flag) : null;
}

/**
 * The numbers of a plan in the arguments of a Python script, each with its flag and that word's place among them: flags are what the
 * script's `source` declares them to be. `variables` are a shell's. The last of two wins, as argparse has it.
 */
export function argumentNumbers(
  words: readonly string[],
  source: string,
  variables: ConfigObject = {},
): ReadonlyMap<NumberOption, { readonly flag: string; readonly value: number; readonly index: number }> {
  const python = readPython(source);
  const declared = declaredOptions(source, python.kind === 'object' ? python.document.values : {});
  const found = new Map<NumberOption, { flag: string; value: number; index: number }>();
  for (const [index, word] of words.entries()) {
    const [flag = '', joined] = word.split(/=([\s\S]*)/);
    const option = flag.startsWith('-') ? meant(flag, declared) : null;
    const value = option === null ? null : numberIn(joined ?? words[index + 1] ?? '', variables);
    if (option !== null && value !== null) found.set(option, { flag, value, index });
  }
  return found;
}

/** The words of the command of a script that holds a word. */
function commandAround(text: string, word: string): readonly ShellWord[] {
  const words = shellWords(text);
  const at = words.findIndex(({ kind, text: each }) => kind === 'word' && each.endsWith(word));
  if (at === -1) return [];
  const end = words.findIndex(({ kind }, index) => index > at && kind !== 'word');
  const from = words.slice(0, at).findLastIndex(({ kind }) => kind !== 'word') + 1;
  return words.slice(from, end === -1 ? undefined : end);
}

/** A word's number, of a variable what the script says itself; null where it is none. */
function numberIn(word: string, variables: ConfigObject): number | null {
  const [, name] = /^\$\{?(\w+)\}?$/.exec(word) ?? [];
  const value = name === undefined ? word : variables[name];
  if (typeof value === 'number') return value;
  return typeof value === 'string' && number.test(value) ? Number(value.replaceAll('_', '')) : null;
}

const plainPath = (path: string): string => path.replace(/^-+/, '').replaceAll('-', '_');

/**
 * A training file's plan with the numbers that the command which names it lays over its keys (`--micro-batch-size 4`, `epochs=3`).
 * `source` is the file's text, `path` its name in the command of `text`. Only keys that the file has are known. Never throws.
 */
export function underCommand(plan: TrainingPlan, source: string, text: string, path: string): TrainingPlan {
  const shell = readShell(text);
  if (shell.kind !== 'object') return plan;
  const words = commandAround(text, path);
  let laid = plan;
  for (const [index, word] of words.entries()) {
    const [, key, joined] = /^((?:--)?[A-Za-z_][\w.-]*)(?:=([\s\S]*))?$/.exec(word.text) ?? [];
    if (key === undefined || (joined === undefined && !key.startsWith('--'))) continue;
    const value = numberIn(joined ?? words[index + 1]?.text ?? '', shell.document.values);
    const [option, place] = [...plan.places].find(([, each]) => plainPath(each.key) === plainPath(key)) ?? [];
    if (option === undefined || place === undefined || value === null || !(value > 0)) continue;
    const span = plan.positions?.get(place.key);
    // What the file says in other words than the option's own number is not that key's alone.
    if (
      span === undefined ||
      numberIn(source.slice(span.offset, span.offset + span.length), {}) !== laid.options[option]
    )
      continue;
    const options = { ...laid.options, [option]: value };
    if (typeof options.sequencesPerStep === 'number' && option !== 'gradientAccumulation')
      delete options.gradientAccumulation;
    const places = new Map(laid.places).set(option, placeAt(key, text, word.offset));
    laid = { ...laid, options, places };
  }
  return laid;
}

/**
 * The plan in the arguments that a shell script starts a Python script with, over the script's own: its numbers, and the devices of its
 * launcher. `path` is the Python script as the command names it, `source` its text. Null where they say nothing. Never throws.
 */
export function readScriptCommand(text: string, path: string, source: string): TrainingPlan | null {
  const shell = readShell(text);
  if (shell.kind !== 'object') return null;
  const { values: held, spans: heldSpans } = plainArguments(shell.document, text);
  const words = shellWords(text);
  const from = words.findIndex(({ kind, text: word }) => kind === 'word' && word === path);
  if (from === -1) return null;
  const values = emptyObject();
  const spans = new Map<string, Span>();
  const found = new Map<NumberOption, string>();
  const end = words.findIndex(({ kind }, index) => index > from && kind !== 'word');
  const given = words.slice(from + 1, end === -1 ? undefined : end);
  const numbers = argumentNumbers(
    given.map(({ text: word }) => word),
    source,
    shell.document.values,
  );
  for (const [option, { flag, value, index }] of numbers) {
    const { offset, length } = given[index] ?? { offset: 0, length: 1 };
    found.set(option, flag);
    values[flag] = value;
    spans.set(flag, { offset, length });
  }
  const launcher = new PlanFields(held, heldSpans, text);
  takeLauncher(launcher);
  const fields = new PlanFields(values, spans, text);
  for (const [option, flag] of found) fields.count(option, flag);
  const { gpus } = launcher.options;
  if (gpus !== undefined && fields.options.gpus === undefined) {
    fields.options.gpus = gpus;
    const [place, why] = [launcher.places.get('gpus'), launcher.toolDefaults.get('gpus')];
    if (place !== undefined) fields.places.set('gpus', place);
    if (why !== undefined) fields.toolDefaults.set('gpus', why);
  }
  if (Object.keys(fields.options).length === 0) return null;
  return fields.plan('python', [...found.values()][0] ?? '');
}
