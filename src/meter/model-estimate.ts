import { estimate, type Estimate } from '../energy/estimate';
import { resolvePlan } from '../energy/plan';
import { findHardware } from '../hardware/find-hardware';
import type { PlanOptions } from '../energy/plan-options';
import { withOrigins } from '../energy/plans/merge-plan';
import { resolveJoined } from '../energy/plans/resolve-joined';
import type { ModelSpec } from '../model/spec';
import { exitCodes } from './output';
import type { PlannedModel } from './planned-model';
import { inEnglish } from '../units/message';

export type ModelEstimate =
  | {
      readonly ok: true;
      readonly estimate: Estimate;
      /** What is said of the plan, in the file and by the command. */
      readonly options: PlanOptions;
    }
  /** What is wrong, in one line for people, and whose fault it is. */
  | { readonly ok: false; readonly message: string; readonly exitCode: number };

/** Where the names stand that hardware has here, if the given one is none of them. */
const whereListed = (hardware: string | null | undefined): string =>
  typeof hardware === 'string' && !findHardware(hardware).ok
    ? ' wattlens estimate --list-hardware lists all.'
    : '';

const shortOptions: ReadonlyMap<string, string> = new Map([
  ['sequenceLength', '--seq'],
  ['batchSize', '--batch'],
  ['servedBatchSize', '--served-batch'],
]);

/** How the command line writes an option of a plan. */
const optionName = (key: string): string =>
  shortOptions.get(key) ?? `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The option that is at fault, or a precision with its accelerator, in front of what is wrong; nothing where several are together. */
function optionAtFault(spec: ModelSpec, given: PlanOptions, error: string): string {
  const faulty = Object.entries(given).filter(([key, value]) => {
    if (value === undefined || value === null || key === 'pastRuns') return false;
    const without = resolvePlan(spec, { ...given, [key]: undefined });
    return without.ok || inEnglish(without.error) !== error;
  });
  // An accelerator that lacks a precision: the one is at fault with the other. Degrees that contradict are named by what is said.
  const together = faulty.length === 2 && faulty.some(([key]) => key === 'dtype');
  const named = faulty.length === 1 || together ? faulty.map(([key]) => optionName(key)) : [];
  return named.length === 0 ? '' : `${named.join(' with ')}: `;
}

/** What a model costs under the plan of the command line, of `--plan`, and of its own file. */
export function estimateModel(model: PlannedModel): ModelEstimate {
  const { name, spec, notes, plan, planFile, planPath, given } = model;
  const resolved = resolveJoined(spec, plan, given, planPath);
  if (!resolved.ok) {
    const { place, error } = resolved;
    const said = inEnglish(error);
    return place === null
      ? {
          ok: false,
          message: optionAtFault(spec, given, said) + said + whereListed(given.hardware),
          exitCode: exitCodes.usage,
        }
      : {
          ok: false,
          message: `${planFile ?? name}:${place.line}:${place.column}: ${inEnglish(error)}`,
          exitCode: exitCodes.wrong,
        };
  }
  const { merged } = resolved;
  const estimated = estimate(spec, resolved.plan);
  return {
    ok: true,
    options: merged.options,
    estimate: {
      ...estimated,
      assumptions: withOrigins(estimated.assumptions, merged.origins),
      notes: [...notes, ...merged.notes, ...estimated.notes],
    },
  };
}
