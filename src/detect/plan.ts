import type { Call, Facts } from './facts';
import { numberValue, stringValue } from './python-syntax';

/** What of the training plan stands in the file as a plain number. A key that is missing is not known. */
export interface DetectedPlan {
  /** Sequences or samples a step, on one device. */
  readonly batchSize?: number;
  readonly gradientAccumulationSteps?: number;
  readonly epochs?: number;
  /** Optimizer steps in all. */
  readonly steps?: number;
  /** Tokens. */
  readonly sequenceLength?: number;
  readonly learningRate?: number;
}
type PlanKey = keyof DetectedPlan;

const keyOfName: readonly (readonly [PlanKey, RegExp])[] = [
  ['batchSize', /^(?:(?:per_device_)?(?:train_)?(?:micro_)?batch_size(?:_per_(?:gpu|device))?|bs|bsz)$/],
  [
    'gradientAccumulationSteps',
    /^(?:gradient_accumulation_steps|grad_accum(?:_steps)?|accumulate_grad_batches|accumulation_steps)$/,
  ],
  ['epochs', /^(?:(?:num|n|max|total)_?(?:train_)?epochs|epochs|num_train_epochs|nb_epochs?|n_epoch)$/],
  [
    'steps',
    /^(?:(?:max|num|total|n)_(?:train(?:ing)?_)?(?:steps|iters|iterations)|steps|iterations|train_steps|num_boost_round|total_timesteps)$/,
  ],
  ['sequenceLength', /^(?:(?:max_)?seq(?:uence)?_len(?:gth)?|block_size|context_length|ctx_len)$/],
  ['learningRate', /^(?:lr|learning_rate)$/],
];

function planKey(name: string): PlanKey | null {
  const plain = name.replace(/^-+/, '').replaceAll('-', '_').toLowerCase();
  return keyOfName.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}

const planCall = /(?:TrainingArguments|[A-Z]{2,4}Config|Trainer)$/;
const fittingCall = /^(?:fit|fit_one_cycle|learn|train)$/;

/**
 * Numbers from, in this order: keywords of calls that train or hold the training arguments, defaults of command-line
 * options, constants of the module. Two different numbers for one key of the same order are no certainty: none is given.
 */
export function readPlan(facts: Facts, text: string): DetectedPlan {
  const constants = moduleConstants(facts, text);
  const fromCalls = new Findings();
  const fromOptions = new Findings();
  const fromConstants = new Findings();
  for (const call of facts.calls) {
    if (call.name === 'add_argument' || call.name === 'option') addOption(call, text, fromOptions);
    const holdsArguments = planCall.test(call.name) || (fittingCall.test(call.name) && call.receiver !== '');
    if (!holdsArguments) continue;
    for (const { keyword, value } of call.arguments()) {
      const key = keyword === null ? null : planKey(keyword);
      if (key === null) continue;
      const constant =
        value.name === 'VariableName' ? constants.get(text.slice(value.from, value.to)) : undefined;
      const number = numberValue(value, text) ?? constant ?? null;
      if (number !== null) fromCalls.add(key, number);
    }
  }
  for (const [name, value] of constants) {
    const key = planKey(name);
    if (key !== null) fromConstants.add(key, value);
  }
  return { ...fromConstants.certain(), ...fromOptions.certain(), ...fromCalls.certain() };
}

function addOption(call: Call, text: string, findings: Findings): void {
  const parts = call.arguments();
  const names = parts
    .filter(({ keyword }) => keyword === null)
    .map(({ value }) => stringValue(value, text) ?? '');
  const key = names.map(planKey).find((candidate) => candidate !== null) ?? null;
  const standard = parts.find(({ keyword }) => keyword === 'default');
  const number = standard === undefined ? null : numberValue(standard.value, text);
  if (key !== null && number !== null) findings.add(key, number);
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
      const number = numberValue(value, text);
      if (targets.length === 1 && scope === facts.module && !inLoop && number !== null)
        constants.set(target, number);
    }
  }
  for (const name of setAgain) constants.delete(name);
  return constants;
}

/** Numbers found for each key; only one that is positive and has no rival is certain. */
class Findings {
  private readonly found = new Map<PlanKey, Set<number>>();

  add(key: PlanKey, value: number): void {
    if (value > 0) this.found.set(key, (this.found.get(key) ?? new Set()).add(value));
  }

  certain(): DetectedPlan {
    const single = [...this.found]
      .filter(([, values]) => values.size === 1)
      .map(([key, values]) => [key, ...values]);
    return Object.fromEntries(single) as DetectedPlan;
  }
}
