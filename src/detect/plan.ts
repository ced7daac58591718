import type { Call, Facts } from './facts';
import { PlanFindings, planKey, type DetectedPlan } from './plan-keys';
import { numberValue, stringValue } from './python-syntax';

const planCall = /(?:TrainingArguments|[A-Z]{2,4}Config|Trainer)$/;
const fittingCall = /^(?:fit|fit_one_cycle|learn|train)$/;

/**
 * Numbers from, in this order: keywords of calls that train or hold the training arguments, defaults of command-line
 * options, constants of the module. Two different numbers for one key of the same order are no certainty: none is given.
 */
export function readPlan(facts: Facts, text: string): DetectedPlan {
  const constants = moduleConstants(facts, text);
  const fromCalls = new PlanFindings();
  const fromOptions = new PlanFindings();
  const fromConstants = new PlanFindings();
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

function addOption(call: Call, text: string, findings: PlanFindings): void {
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
