import { isObject } from '../../model/config-fields';
import { emptyObject } from '../../model/documents/document';
import { readPython, type PythonDocument } from '../../model/documents/python';
import type { Span } from '../../model/reading';
import { takePrecision } from './common-options';
import { PlanFields, type NumberOption, type TrainingPlan } from './plan-fields';

/** What a training script calls the numbers of its plan: as options of its command, fields of its settings, or constants. */
const namesOf: readonly (readonly [NumberOption, RegExp])[] = [
  [
    'batchSize',
    /^(?:(?:per_device_)?(?:train(?:ing)?_)?(?:micro_|mini_|device_)?batch_?size(?:_per_(?:gpu|device))?|train_bs|bs|bsz|batch|mbs)$/,
  ],
  [
    'gradientAccumulation',
    /^(?:grad(?:ient)?_?acc(?:um(?:ulation|ulate)?)?(?:_steps|_iters)?|accumulation_steps|accum_steps|accumulate_grad_batches)$/,
  ],
  ['epochs', /^(?:(?:num|n|nb|max|total)_?(?:train(?:ing)?_)?epochs?|epochs?|train_epochs)$/],
  [
    'steps',
    /^(?:(?:max|num|total|n)_(?:train(?:ing)?_)?(?:steps|iters|iterations)|steps|iterations|iters|train_(?:steps|iters))$/,
  ],
  [
    'sequenceLength',
    /^(?:(?:max_)?seq(?:uence)?_?len(?:gth)?|block_size|(?:max_)?context_?len(?:gth)?|ctx_len|model_max_length|cutoff_len)$/,
  ],
];

/** What a class of a model's sizes has: its length of a sequence is the most that the model takes. */
const ofModel =
  /^(?:n_?(?:embd?|layers?|heads?)|num_(?:hidden_)?layers|num_(?:attention_)?heads|hidden_(?:size|dim)|(?:d|emb|embed|model)_?(?:model|dim|size)|dim|vocab_size)$/;

/**
 * An option's flags, its further arguments, and nothing that brackets deeper: argparse's, click's and absl's. Whitespace is matched
 * in one way alone, so that a long run of it costs no time.
 */
const declaration =
  /\b(?:add_argument|add_arg|option|DEFINE_(?:integer|float))\s*\(\s*((?:["'][-\w]+["'](?:\s*,)?\s*){1,8})(?!\s)((?:[^()"']|"[^"\n]*"|'[^'\n]*'|\((?:[^()"']|"[^"\n]*"|'[^'\n]*')*\))*)\)/g;
const defaultOf = /\bdefault\s*=\s*([-+]?[\d._]+(?:e[-+]?\d+)?|[A-Za-z_]\w*)\s*(?:,|$)/i;
const absl = /^\s*([-+]?[\d._]+(?:e[-+]?\d+)?)\s*(?:,|$)/i;

/** Functions whose parameters are the options of the command. */
const offered =
  /\b(?:fire\.Fire|Fire|tyro\.cli|typer\.run|defopt\.run|plac\.call|jsonargparse\.(?:auto_)?(?:CLI|cli)|CLI)\s*\(\s*(\w+)/g;
const command = /^@[\w.]*(?:command|main)\b[^\n]*\n(?:@[^\n]*\n)*(?:async[ \t]+)?def[ \t]+(\w+)/gm;
const parameter =
  /\b([A-Za-z_]\w*)\s*(?::\s*[\w.]+(?:\[[^\]]*\])?\s*)?=\s*(?:[\w.]*(?:Option|Argument)\(\s*)?([-+]?[\d._]+(?:e[-+]?\d+)?)\s*[,)\n]/g;
const longestSignature = 4000;

/** An option of a script's command. */
export interface ScriptOption {
  /** As a command writes it, the dashes included: `--batch-size`, `-b`. */
  readonly flags: readonly string[];
  readonly option: NumberOption;
  /** Null where none is given, or only running tells. */
  readonly standard: number | null;
  readonly span: Span;
}

const plainName = (name: string): string => name.replace(/^-+/, '').replaceAll('-', '_').toLowerCase();

/** What of a plan a name tells of; null where it is another's. */
export const optionOf = (name: string): NumberOption | null =>
  namesOf.find(([, pattern]) => pattern.test(plainName(name)))?.[0] ?? null;

const numberOf = (text: string): number | null => {
  const value = Number(text.replaceAll('_', ''));
  return text !== '' && Number.isFinite(value) ? value : null;
};

/** The options that a script declares for its command, by argparse, click or absl. `constants`: the module's own values. */
export function declaredOptions(
  text: string,
  constants: Readonly<Record<string, unknown>>,
): readonly ScriptOption[] {
  return [...text.matchAll(declaration)].flatMap(({ 0: whole, 1: quoted = '', 2: further = '', index }) => {
    const flags = [...quoted.matchAll(/["']([-\w]+)["']/g)].map(([, flag = '']) => flag);
    const option = flags.map(optionOf).find((each) => each !== null) ?? null;
    if (option === null) return [];
    const written = (whole.startsWith('DEFINE') ? absl.exec(further) : defaultOf.exec(further))?.[1] ?? '';
    const constant = constants[written];
    const standard = typeof constant === 'number' ? constant : numberOf(written);
    return [{ flags, option, standard, span: { offset: index, length: whole.length } }];
  });
}

interface Found {
  readonly name: string;
  readonly value: number;
  readonly span: Span;
}

/** Numbers of one kind of place, each by what it is; one that has a rival of another value is none. */
class Findings {
  private readonly found = new Map<NumberOption, Found | null>();

  add(name: string, value: unknown, span: Span): void {
    const option = optionOf(name);
    if (option === null || typeof value !== 'number' || !(value > 0)) return;
    const before = this.found.get(option);
    const isRival = before !== undefined && before?.value !== value;
    this.found.set(option, isRival ? null : (before ?? { name: plainName(name), value, span }));
  }

  get certain(): ReadonlyMap<NumberOption, Found> {
    return new Map([...this.found].flatMap(([option, found]) => (found === null ? [] : [[option, found]])));
  }
}

/** The default values of the functions that a command is made of. */
function parametersOf(text: string, findings: Findings): void {
  const names = new Set([...text.matchAll(offered), ...text.matchAll(command)].map(([, name = '']) => name));
  for (const name of names) {
    const start = new RegExp(String.raw`^[ \t]*(?:async[ \t]+)?def[ \t]+${name}[ \t]*\(`, 'm').exec(text);
    if (start === null) continue;
    const from = start.index + start[0].length;
    const [signature = ''] = text
      .slice(from, from + longestSignature)
      .split(/\)\s*(?:->[^:\n]*)?:[ \t]*(?:#.*)?\n/, 1);
    for (const { 1: own = '', 2: value = '', index } of `${signature})`.matchAll(parameter))
      findings.add(own, numberOf(value), { offset: from + index, length: own.length });
  }
}

/** Fields of the script's classes of settings: dataclasses, and others that no model is made of. */
function fieldsOf({ constructs, values, valueSpans }: PythonDocument, findings: Findings): void {
  for (const { kind, path, bases } of constructs) {
    const own = values[path];
    if (kind !== 'class' || !isObject(own) || bases.some((base) => /Module|Model$|Dataset/.test(base)))
      continue;
    if (Object.keys(own).some((key) => ofModel.test(key.toLowerCase()))) continue;
    for (const [key, value] of Object.entries(own))
      findings.add(key, value, valueSpans.get(`${path}.${key}`) ?? { offset: 0, length: 1 });
  }
}

/** What a loader of training data is given in numbers: it makes the batches. */
function loadersOf({ constructs, values, valueSpans }: PythonDocument, findings: Findings): void {
  for (const { kind, name, path } of constructs) {
    const own = values[path];
    if (
      kind !== 'call' ||
      !/^(?:Stateful)?DataLoader$/.test(name) ||
      !isObject(own) ||
      own['shuffle'] === false
    )
      continue;
    findings.add(
      'batch_size',
      own['batch_size'],
      valueSpans.get(`${path}.batch_size`) ?? { offset: 0, length: 1 },
    );
  }
}

/** What a training calls. A file that only defines a model has numbers of other things. */
const trains =
  /\.backward\s*\(|\bvalue_and_grad\b|\bapply_gradients\s*\(|\.(?:fit|train_step)\s*\(|\bTrainer\s*\(/;

/** Whether a Python text may be a training script with a loop of its own. */
export const couldHoldScriptOptions = (text: string): boolean => trains.test(text);

/** The literals of a Python text; null where it can't be read. */
function documentOf(text: string): PythonDocument | null {
  const reading = readPython(text);
  return reading.kind === 'object' ? reading.document : null;
}

/** accelerate's and Fabric's precision and accumulation, and the loops' own precision of matrix products. */
function takeMachinery(
  fields: PlanFields,
  { constructs, values, valueSpans }: PythonDocument,
  text: string,
): void {
  for (const { kind, name, path } of constructs) {
    const own = values[path];
    if (kind !== 'call' || !/^(?:Accelerator|Fabric|autocast)$/.test(name) || !isObject(own)) continue;
    const made = new PlanFields(own, valueSpans, text, `${path}.`);
    takePrecision(made, 'mixed_precision', 'precision', ...(name === 'autocast' ? ['dtype'] : []));
    made.count('gradientAccumulation', 'gradient_accumulation_steps');
    for (const option of ['dtype', 'mixedPrecision', 'gradientAccumulation'] as const) {
      const place = made.places.get(option);
      if (place === undefined || fields.options[option] !== undefined) continue;
      Object.assign(fields.options, { [option]: made.options[option] });
      fields.places.set(option, place);
    }
  }
}

/**
 * The plan that a training script with a loop of its own states: the batch of its loader, the defaults of its command's options
 * (argparse, click, absl, functions given to fire or tyro), the fields of its settings' classes, its constants, in this order.
 * Two different numbers of one thing in one order are none. Null where it says nothing. Never runs it, never throws.
 */
export function readScriptOptions(text: string): TrainingPlan | null {
  if (!couldHoldScriptOptions(text)) return null;
  const document = documentOf(text);
  if (document === null) return null;
  const [loaders, options, settings, constants] = [
    new Findings(),
    new Findings(),
    new Findings(),
    new Findings(),
  ];
  loadersOf(document, loaders);
  for (const { flags, standard, span } of declaredOptions(text, document.values))
    for (const flag of flags) options.add(flag, standard, span);
  parametersOf(text, options);
  fieldsOf(document, settings);
  for (const [name, value] of Object.entries(document.values))
    constants.add(name, value, document.valueSpans.get(name) ?? { offset: 0, length: 1 });
  const found = new Map([constants, settings, options, loaders].flatMap(({ certain }) => [...certain]));
  const values = emptyObject();
  const spans = new Map<string, Span>();
  for (const { name, value, span } of found.values()) {
    values[name] = value;
    spans.set(name, span);
  }
  const fields = new PlanFields(values, spans, text);
  // What no plan can have is a script's own matter: left open.
  for (const [option, { name }] of found) fields.count(option, name);
  takeMachinery(fields, document, text);
  fields.diagnostics.length = 0;
  if (Object.keys(fields.options).length === 0) return null;
  return fields.plan('python', [...found.values()][0]?.name ?? '');
}
