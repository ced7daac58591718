import type { ModelSpec } from '../../model/spec';
import type { Message } from '../../units/message';
import { resolvePlan, type PlanResolution } from '../plan';
import type { PlanOptions } from '../plan-options';
import { mergePlan, type MergedPlan } from './merge-plan';
import { batchFault } from './step-batch';
import type { FileOption, PlanPlace, TrainingPlan } from './plan-fields';

export type JoinedResolution =
  | {
      readonly ok: true;
      readonly plan: Extract<PlanResolution, { ok: true }>['plan'];
      readonly merged: MergedPlan;
    }
  | {
      readonly ok: false;
      readonly error: Message;
      /** Where the value of the file is that can't be; null where what a person gave is at fault. */
      readonly place: PlanPlace | null;
    };

/** The value of the file that is at fault: the one without which the plan can be; else the first of all. */
function faultyPlace(spec: ModelSpec, plan: TrainingPlan): PlanPlace {
  const faulty = [...plan.places.keys()].find((option: FileOption) => {
    const others = Object.entries(plan.options).filter(([name]) => name !== option);
    return resolvePlan(spec, Object.fromEntries(others)).ok;
  });
  const [first] = plan.places.values();
  const place = faulty === undefined ? first : plan.places.get(faulty);
  return place ?? { key: '', line: 1, column: 1 };
}

/**
 * Decides a plan from a training file and what a person gives. Where that can't be, it tells whose word is at fault:
 * the file's where its own values can't be, the person's in every other case, also where the two contradict each other.
 * `fileName` is told where it is not the file asked about.
 */
export function resolveJoined(
  spec: ModelSpec,
  plan: TrainingPlan | null,
  given: PlanOptions,
  fileName: string | null,
): JoinedResolution {
  const merged: MergedPlan =
    plan === null
      ? { options: given, origins: new Map(), notes: [] }
      : mergePlan(spec, plan, given, fileName);
  const resolved = resolvePlan(spec, merged.options);
  const divided = plan === null ? null : batchFault(plan, merged.options);
  if (resolved.ok)
    return divided === null ? { ok: true, plan: resolved.plan, merged } : { ok: false, ...divided };
  const { error } = resolved;
  if (plan === null) return { ok: false, error, place: null };
  const alone = resolvePlan(spec, given);
  const fault = faultOfFile(spec, plan);
  // What a person says alone can't be: told with what the file says beside it, where that can be.
  if (!alone.ok) return { ok: false, error: fault === null ? error : alone.error, place: null };
  return fault ?? { ok: false, error, place: null };
}

/** What is wrong with a training file's own values, and where; null where nothing is. */
export function faultOfFile(
  spec: ModelSpec,
  plan: TrainingPlan,
): Extract<JoinedResolution, { ok: false }> | null {
  const alone = resolvePlan(spec, plan.options);
  return alone.ok ? null : { ok: false, error: alone.error, place: faultyPlace(spec, plan) };
}
