import type { Call, Facts } from './facts';
import { PlanFindings, planKey, type DetectedPlan, type PlanKey } from './plan-keys';
import { numberValue, stringValue } from './python-syntax';

const planCall = /(?:TrainingArguments|[A-Z]{2,4}Config|Trainer)$/;
const fittingCall = /^(?:fit|fit_one_cycle|learn|train)$/;

/**
 * Numbers from, in this order: keywords of calls that train or hold the training arguments, defaults of command-line
 * options, constants of the module and loops over epochs. Two different numbers for one key of the same order are no certainty: none is given.
 */
export function readPlan(facts: Facts, text: string): DetectedPlan {
  const constants = moduleConstants(facts, text);
  const keyOf = callsStepOfEnvironment(facts) ? keyBesideEnvironment : planKey;
  const fromCalls = new PlanFindings();
  const fromOptions = new PlanFindings();
  const fromConstants = new PlanFindings();
  for (const call of facts.calls) {
    if (call.name === 'add_argument' || call.name === 'option') addOption(call, text, keyOf, fromOptions);
    if (call.name === 'DEFINE_integer' || call.name === 'DEFINE_float')
      addFlag(call, text, keyOf, fromOptions);
    if (call.name === 'range' || call.name === 'trange') addEpochLoop(call, text, fromConstants);
    const holdsArguments = planCall.test(call.name) || (fittingCall.test(call.name) && call.receiver !== '');
    if (!holdsArguments) continue;
    for (const { keyword, value } of call.arguments) {
      const key = keyword === null ? null : keyOf(keyword);
      if (key === null) continue;
      const constant =
        value.name === 'VariableName' ? constants.get(text.slice(value.from, value.to)) : undefined;
      const number = numberValue(value, text) ?? constant ?? null;
      if (number !== null) fromCalls.add(key, number);
    }
  }
  for (const [name, value] of defaultsOfCommands(facts, text)) addNamed(name, value, keyOf, fromOptions);
  for (const [name, value] of constants) addNamed(name, value, keyOf, fromConstants);
  return { ...fromConstants.certain(), ...fromOptions.certain(), ...fromCalls.certain() };
}

type KeyOf = (name: string) => PlanKey | null;

const callsStepOfEnvironment = ({ calls }: Facts): boolean =>
  calls.some(({ name, receiver }) => name === 'step' && /env\w{0,2}$/i.test(receiver));

/** Where an environment is stepped through, `num_steps` are those of an episode or a rollout; the total is called so. */
const keyBesideEnvironment: KeyOf = (name) =>
  /^-*(?:[\w.]+\.)?(?:(?:max|num|n)[-_])?steps$/i.test(name) ? null : planKey(name);

/** A number that may be one of the plan's by its name. */
function addNamed(name: string, value: number | null, keyOf: KeyOf, findings: PlanFindings): void {
  const key = keyOf(name);
  if (key !== null && value !== null) findings.add(key, value);
}

function addOption(call: Call, text: string, keyOf: KeyOf, findings: PlanFindings): void {
  const parts = call.arguments;
  const names = parts
    .filter(({ keyword }) => keyword === null)
    .map(({ value }) => stringValue(value, text) ?? '');
  const key = names.map(keyOf).find((candidate) => candidate !== null) ?? null;
  const standard = parts.find(({ keyword }) => keyword === 'default');
  const number = standard === undefined ? null : numberValue(standard.value, text);
  if (key !== null && number !== null) findings.add(key, number);
}

/** `for epoch in range(90):`, also through tqdm. */
function addEpochLoop(call: Call, text: string, findings: PlanFindings): void {
  const limits = call.arguments.filter(({ keyword }) => keyword === null);
  const numbers = limits.map(({ value }) => numberValue(value, text));
  const [first, second] = numbers;
  const epochs =
    second === undefined ? first : typeof first === 'number' && second !== null ? second - first : null;
  if (typeof epochs !== 'number' || numbers.length > 2) return;
  let around = limits[0]?.value.parent?.parent?.parent;
  if (around?.name === 'ArgList') around = around.parent?.parent;
  const counter = around?.name === 'ForStatement' ? around.getChild('VariableName') : null;
  if (
    counter &&
    /^(?:\w*_)?epoch(?:_?(?:i|idx|index|num|id))?$|^ep$/i.test(text.slice(counter.from, counter.to))
  )
    findings.add('epochs', epochs);
}

/** absl's `flags.DEFINE_integer("epochs", 20, "Passes over the data.")`. */
function addFlag(call: Call, text: string, keyOf: KeyOf, findings: PlanFindings): void {
  const [name, standard] = call.arguments;
  if (name === undefined || standard === undefined) return;
  addNamed(stringValue(name.value, text) ?? '', numberValue(standard.value, text), keyOf, findings);
}

/** Calls that make options of a function's parameters. */
const offersFunction =
  /^(?:fire\.Fire|tyro\.cli|typer\.run|defopt\.run|plac\.call|jsonargparse\.(?:auto_)?(?:CLI|cli))$/;
/** `epochs: int = 10`, `lr=3e-4`, `steps: int = typer.Option(1000, help="...")`. */
const parameterWithDefault =
  /\b([A-Za-z_]\w*)\s*(?::\s*[\w.]+(?:\[[^\]]*\])?\s*)?=\s*(?:[\w.]*(?:Option|Argument)\(\s*)?([-+]?[\d._]+(?:e[-+]?\d+)?)\s*[,)\n]/g;
const longestSignature = 4000;

/** Defaults of the functions whose parameters are the script's options. */
function defaultsOfCommands(facts: Facts, text: string): (readonly [name: string, value: number])[] {
  const offered = facts.calls
    .filter(({ path }) => offersFunction.test(path))
    .map((call) => /^\(\s*(\w+)/.exec(call.argumentText)?.[1]);
  const functions = facts.scopes.filter(
    ({ className, entryPoint, name }) =>
      className === null && name !== null && (entryPoint !== null || offered.includes(name)),
  );
  return functions.flatMap(({ name }) => {
    const start = new RegExp(`^[ \\t]*(?:async[ \\t]+)?def[ \\t]+${name}[ \\t]*\\(`, 'm').exec(text);
    if (start === null) return [];
    const [signature = ''] = text
      .slice(start.index + start[0].length, start.index + longestSignature)
      .split(/\)\s*(?:->[^:]*)?:[ \t]*(?:#.*)?\n/, 1);
    return [...`${signature})`.matchAll(parameterWithDefault)].map(
      ([, parameter = '', value = '']) => [parameter, Number(value.replaceAll('_', ''))] as const,
    );
  });
}

/** Names that the module's own code sets once, to a number. */
function moduleConstants(facts: Facts, text: string): Map<string, number> {
  const constants = new Map<string, number>();
  const setAgain = new Set<string>();
  const seen = new Set<string>();
  for (const { targets, value, scope, inLoop } of facts.assignments) {
    for (const target of targets) {
      if (seen.has(target)) setAgain.add(target);
      seen.add(target);
      if (targets.length !== 1 || scope !== facts.module || inLoop) continue;
      const number = numberValue(value, text);
      if (number !== null) constants.set(target, number);
    }
  }
  for (const name of setAgain) constants.delete(name);
  return constants;
}
