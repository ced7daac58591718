import { advise } from '../advice/advise';
import {
  edited,
  isOfOtherKeys,
  type Advice,
  type AdviceCode,
  type Edit,
  type Severity,
} from '../advice/advice';
import { contradiction } from '../advice/contradiction';
import { keysOfWeights } from '../advice/keys-of-weights';
import { estimate, type Estimate } from '../energy/estimate';
import { resolveJoined } from '../energy/plans/resolve-joined';
import { readTrainingPlan } from '../energy/plans/read-plan';
import { readModelConfig, readModelConfigs } from '../model/read-config';
import { writtenValues } from '../model/written-values';
import { inEnglish } from '../units/message';
import { placeIn } from './placed';
import type { PlannedModel } from './planned-model';

/** What there is to say of a model's file, as `estimate` prints it. */
export interface PlacedAdvice {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly severity: Severity;
  readonly code: AdviceCode;
  readonly message: string;
  /** What could be done about it, and what that costs. */
  readonly fixes: readonly string[];
}

/** What the editor says of the same file in its Problems view; of files that are no text, nothing. */
export function adviceOn(model: PlannedModel, present: Estimate): readonly PlacedAdvice[] {
  const { spec, written, plan, planPath, given } = model;
  if (written === undefined) return [];
  const { text, positions, anchor, anchors, warnings } = written;
  const index = Math.max(0, anchors.indexOf(anchor.offset));
  const merged = resolveJoined(spec, plan, given, planPath);
  if (!merged.ok) return [];
  const { tokens, gpus } = present.plan;
  const estimateAfter = (edits: readonly Edit[]): Estimate | null => {
    const changed = edited(text, edits);
    const reading = anchors.length > 1 ? readModelConfigs(changed)[index] : readModelConfig(changed);
    if (reading?.kind === 'model' && isOfOtherKeys(model, reading)) return null;
    const own = readTrainingPlan(changed);
    const changedPlan = planPath === null && own.kind === 'plan' ? own.plan : plan;
    const changedSpec = reading?.kind === 'model' ? reading.spec : positions.size === 0 ? spec : null;
    if (changedSpec === null) return null;
    const held = plan === null ? { tokens, gpus } : {};
    const resolved = resolveJoined(changedSpec, changedPlan, { ...held, ...definedOf(given) }, planPath);
    return resolved.ok ? estimate(changedSpec, resolved.plan) : null;
  };
  const told = warnings.map((warning) => contradiction(warning, text, 0, () => 'wrong here'));
  const others = advise({
    text,
    model: 0,
    spec,
    estimate: present,
    options: merged.merged.options,
    places: planPath === null ? (plan?.places ?? new Map()) : new Map(),
    anchor,
    values: writtenValues(text, positions, anchors, index),
    isOfWeights: keysOfWeights.some((key) => positions.has(key)),
    estimateAfter,
  });
  return [...told, ...others].sort(inOrder).map(({ code, severity, message, span, fixes }) => ({
    ...placeIn(text, span.offset),
    severity,
    code,
    message: inEnglish(message),
    fixes: fixes()
      .filter((fix) => fix.plan !== 'ask')
      .map(({ title }) => inEnglish(title)),
  }));
}

const inOrder = (one: Advice, other: Advice): number => one.span.offset - other.span.offset;

/** Options that say something. */
const definedOf = (given: PlannedModel['given']): PlannedModel['given'] =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== null));
