import { joules, toKilowattHours, type Range } from '../units/quantities';
import type { ProgressSummary } from './progress-summary';
import type { RunState } from './run-state';

/** What the run was estimated to take before, and how far what it takes lies from that. */
export interface EstimateSummary {
  /** The model's configuration that it was made from. */
  readonly file: string;
  /** At the devices and their host, without PUE. */
  readonly energyKwh: Range | null;
  readonly hours: Range | null;
  readonly tokens: number | null;
  /** Floating point operations of the matrix products of training on one token, without recomputation. */
  readonly trainingFlopsPerToken: number | null;
  /** Tokens a second of one accelerator while it trains, before any calibration; left out where the journal does not tell. */
  readonly tokensPerSecondPerGpu?: Range;
  readonly acceleratorWatts?: Range;
  /** Devices that train together; left out where the command does not say. */
  readonly gpus?: number;
  /** Why there is none; null where there is. */
  readonly problem: string | null;
  /** The forecast, or the whole run's energy, over the estimate's middle, less 1: 0.12 is 12 % more. Null where either is not known. */
  readonly difference: number | null;
}

/** Null where no estimate was asked for. */
export function summarizeEstimate(
  { estimate, end }: RunState,
  gross: number | null,
  progress: ProgressSummary | null,
): EstimateSummary | null {
  if (estimate === null) return null;
  const { file, energyKwh, hours, tokens, problem } = estimate;
  // A run that failed or was stopped did not do what was estimated.
  const whole = end?.exitCode === 0 ? gross : (progress?.forecastJoules?.mid ?? null);
  const difference =
    whole === null || energyKwh === null || energyKwh.mid <= 0
      ? null
      : toKilowattHours(joules(whole)) / energyKwh.mid - 1;
  const { trainingFlopsPerToken = null, tokensPerSecondPerGpu, acceleratorWatts, gpus } = estimate;
  return {
    file,
    energyKwh,
    hours,
    tokens,
    trainingFlopsPerToken,
    ...(tokensPerSecondPerGpu === undefined ? {} : { tokensPerSecondPerGpu }),
    ...(acceleratorWatts === undefined ? {} : { acceleratorWatts }),
    ...(gpus === undefined ? {} : { gpus }),
    problem,
    difference,
  };
}
