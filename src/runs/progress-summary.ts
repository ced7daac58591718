import { forecast } from '../progress/forecast';
import { withoutSkipped } from '../progress/pieces';
import type { ProgressUnit } from '../progress/progress';
import type { Range } from '../units/quantities';
import type { EnergySummary } from './energy-summary';
import type { PlanRecord, ProgressRecord } from './journal';
import type { RunState } from './run-state';

/** How far a run's training has come, and what it will have taken; a part that is not known is null. */
export interface ProgressSummary {
  readonly done: number;
  readonly total: number | null;
  readonly unit: ProgressUnit;
  readonly epochs: { readonly done: number; readonly total: number | null } | null;
  /** Where it was read: `terminal output`, `trainer_state.json`. */
  readonly from: string;
  /** Gross energy of a unit, and of an epoch, from the first progress that was told to the last. */
  readonly joulesPerUnit: number | null;
  readonly joulesPerEpoch: number | null;
  /**
   * By the batch and the sequence length of the command's plan, tokens by what the training has counted where it does; null
   * where neither is known, nor what a step is.
   */
  readonly joulesPerSample: number | null;
  readonly joulesPerToken: number | null;
  /** Time of a unit, and of an epoch, over the same stretch. */
  readonly secondsPerUnit: number | null;
  readonly secondsPerEpoch: number | null;
  /** Gross energy of the whole run, as measured so far and forecast for what remains; its range is that of both. */
  readonly forecastJoules: Range | null;
  /** Duration of the whole run. */
  readonly forecastSeconds: Range | null;
  /** When it will be done, ISO 8601. */
  readonly endsAt: string | null;
}

/** Null where the run has told none. `energy` is what the run has taken so far, with what that lies between. */
export function summarizeProgress(
  { progress, plan, start, end }: RunState,
  energy: Pick<EnergySummary, 'range'>,
): ProgressSummary | null {
  const { latest, points } = progress;
  if (latest === null || start === null) return null;
  const { done, unit, epochs, from } = latest;
  // What the training prints holds; the plan completes it.
  const total = latest.total ?? plannedTotal(latest, plan);
  // What was done before, in a training that goes on from a checkpoint, was not trained now.
  const [first] = withoutSkipped(points);
  const last = points.at(-1);
  const units = first === undefined || last === undefined ? 0 : last.done - first.done;
  const isTold = first !== undefined && last !== undefined && units > 0;
  const joulesPerUnit = isTold ? (last.joules - first.joules) / units : null;
  const secondsPerUnit = isTold ? (last.seconds - first.seconds) / units : null;
  const foretold = total === null || end !== null ? null : forecast(points, total, stagesOf(unit, plan));
  const unitsPerEpoch = epochs === null || epochs.done <= 0 ? null : done / epochs.done;
  return {
    done,
    total,
    unit,
    epochs,
    from,
    joulesPerUnit,
    joulesPerEpoch: joulesPerUnit === null || unitsPerEpoch === null ? null : joulesPerUnit * unitsPerEpoch,
    ...unitEnergies(latest, joulesPerUnit, plan),
    secondsPerUnit,
    secondsPerEpoch:
      secondsPerUnit === null || unitsPerEpoch === null ? null : secondsPerUnit * unitsPerEpoch,
    forecastJoules: foretold === null ? null : withMeasurementError(foretold.joules, energy.range),
    forecastSeconds: foretold?.seconds ?? null,
    endsAt:
      foretold === null
        ? null
        : new Date(Date.parse(start.startedAt) + 1000 * foretold.seconds.mid).toISOString(),
  };
}

/**
 * A forecast of the whole, with the error of the measurement that it is made of: the same sources measure what remains, so that
 * the whole is off by the same share. The two errors have nothing to do with one another, so that they add as squares.
 */
function withMeasurementError({ low, mid, high }: Range, measured: Range | null): Range {
  if (measured === null || !(measured.mid > 0)) return { low, mid, high };
  const below = mid * (1 - measured.low / measured.mid);
  const above = mid * (measured.high / measured.mid - 1);
  return {
    // Less than has been taken for sure, it can't be.
    low: Math.min(mid, Math.max(measured.low, mid - Math.hypot(mid - low, below))),
    mid,
    high: mid + Math.hypot(high - mid, above),
  };
}

/** The plan counts in steps. */
const stagesOf = (unit: ProgressUnit, plan: PlanRecord | null): PlanRecord['stages'] =>
  unit === 'step' ? plan?.stages : undefined;

/** What the plan says there is to do; null where it says nothing, or that is passed already. */
function plannedTotal({ done, unit, epochs }: ProgressRecord, plan: PlanRecord | null): number | null {
  // One that counts within epochs is not counted by the plan's steps: they may be those of the optimizer.
  const planned =
    unit === 'epoch'
      ? plan?.epochs
      : epochs !== null && epochs.done > 0 && plan?.epochs !== undefined
        ? Math.round((plan.epochs * done) / epochs.done)
        : unit === 'step' || unit === 'round'
          ? plan?.steps
          : undefined;
  return planned !== undefined && planned >= done ? planned : null;
}

/** How many tokens are in so many units; null where that is not known. */
export const tokensIn = (
  units: number,
  { joulesPerUnit, joulesPerToken }: Pick<ProgressSummary, 'joulesPerUnit' | 'joulesPerToken'>,
): number | null =>
  joulesPerUnit === null || joulesPerToken === null || joulesPerToken <= 0
    ? null
    : (units * joulesPerUnit) / joulesPerToken;

/** Energy of a sample and of a token, where the unit and the plan tell how many are in a unit. */
function unitEnergies(
  { unit, tokensPerUnit }: ProgressRecord,
  joulesPerUnit: number | null,
  plan: PlanRecord | null,
): Pick<ProgressSummary, 'joulesPerSample' | 'joulesPerToken'> {
  const samples = samplesPerUnit(unit, plan);
  const joulesPerSample = joulesPerUnit === null || samples === null ? null : joulesPerUnit / samples;
  if (tokensPerUnit !== undefined && tokensPerUnit > 0)
    return {
      joulesPerSample,
      joulesPerToken: joulesPerUnit === null ? null : joulesPerUnit / tokensPerUnit,
    };
  const length = plan?.sequenceLength;
  const joulesPerToken =
    unit === 'token'
      ? joulesPerUnit
      : joulesPerSample === null || length === undefined || length <= 0
        ? null
        : joulesPerSample / length;
  return { joulesPerSample, joulesPerToken };
}

function samplesPerUnit(unit: ProgressUnit, plan: PlanRecord | null): number | null {
  if (unit === 'sample') return 1;
  if (unit !== 'step' || plan?.batchSize === undefined || plan.batchSize <= 0) return null;
  // A step may be an optimizer's or a batch's: with accumulation it is not known which.
  if ((plan.gradientAccumulation ?? 1) !== 1) return null;
  return plan.batchSize * Math.max(1, plan.gpus ?? 1);
}
