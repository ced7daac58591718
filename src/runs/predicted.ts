import { kilowattHours, toJoules, type Range } from '../units/quantities';
import { mapRange } from '../units/range';
import { tokensIn } from './progress-summary';
import type { RunSummary } from './summary';
import { noteTexts } from './note-texts';

/** One of the factors that multiply to an energy: how it was estimated, what it came to, and what the difference costs. */
export interface DifferenceFactor {
  /** tokens; seconds a token; seconds, where the tokens are not known; mean watts. */
  readonly kind: 'tokens' | 'secondsPerToken' | 'seconds' | 'watts';
  readonly estimated: number;
  readonly actual: number;
  /** Its part of the difference in energy; those of all factors sum to the whole. */
  readonly joules: number;
}

/** An estimate against what the run took, or will have taken. */
export interface PredictedAgainstMeasured {
  /** The configuration that the estimate was made from. */
  readonly file: string;
  /** Null where there is no estimate, as `problem` says. */
  readonly estimatedJoules: Range | null;
  readonly estimatedSeconds: Range | null;
  /** Energy of the whole run: `forecast` for one that goes on; null with the reason in `problem`. */
  readonly actual: { readonly joules: Range; readonly basis: 'measured' | 'forecast' } | null;
  readonly factors: readonly DifferenceFactor[];
  readonly problem: string | null;
}

/** Null where no estimate was asked for. */
export function predictedAgainstMeasured(run: RunSummary): PredictedAgainstMeasured | null {
  const { estimate } = run;
  if (estimate === null) return null;
  const { file, energyKwh, hours, problem } = estimate;
  if (energyKwh === null)
    return {
      file,
      estimatedJoules: null,
      estimatedSeconds: null,
      actual: null,
      factors: [],
      problem: problem ?? noteTexts.write('There is no estimate of the energy.'),
    };
  const estimatedJoules = mapRange(energyKwh, (value) => toJoules(kilowattHours(value)));
  const estimatedSeconds = hours === null ? null : mapRange(hours, (value) => value * 3600);
  const whole = wholeRun(run);
  if (whole === null)
    return { file, estimatedJoules, estimatedSeconds, actual: null, factors: [], problem: whyNotWhole(run) };
  return {
    file,
    estimatedJoules,
    estimatedSeconds,
    actual: { joules: whole.joules, basis: whole.basis },
    factors: factorsOf(run, estimatedJoules.mid, estimatedSeconds?.mid ?? null, whole),
    problem: null,
  };
}

interface WholeRun {
  readonly joules: Range;
  readonly seconds: number | null;
  readonly basis: 'measured' | 'forecast';
}

/** A run that failed or was stopped did not do what was estimated: then its forecast counts, while there is one. */
function wholeRun({ state, exitCode, energyJoules, durationSeconds, progress }: RunSummary): WholeRun | null {
  if (state === 'ended' && exitCode === 0)
    return energyJoules.range === null
      ? null
      : { joules: energyJoules.range, seconds: durationSeconds, basis: 'measured' };
  const forecast = progress?.forecastJoules ?? null;
  return forecast === null
    ? null
    : { joules: forecast, seconds: progress?.forecastSeconds?.mid ?? null, basis: 'forecast' };
}

function whyNotWhole({ state, exitCode, energyJoules }: RunSummary): string {
  if (state === 'running') return noteTexts.write('How much of the training is done is not known yet.');
  if (state === 'interrupted' || exitCode !== 0) return noteTexts.write('The run did not come to its end.');
  return energyJoules.range === null ? noteTexts.write('The energy of the run is not known.') : '';
}

/**
 * The difference of two products, divided among their factors by the logarithmic mean (LMDI-I): each factor's part is
 * L(E₁, E₀) ln(x₁/x₀), and they sum to E₁ - E₀ without a rest (Ang 2004, doi:10.1016/j.enpol.2003.10.010). Empty where the
 * time is not known.
 */
function factorsOf(
  run: RunSummary,
  estimatedJoules: number,
  estimatedSeconds: number | null,
  whole: WholeRun,
): DifferenceFactor[] {
  const actualJoules = whole.joules.mid;
  const { seconds } = whole;
  if (estimatedSeconds === null || seconds === null) return [];
  if (![estimatedJoules, actualJoules, estimatedSeconds, seconds].every((value) => value > 0)) return [];
  const mean =
    actualJoules === estimatedJoules
      ? actualJoules
      : (actualJoules - estimatedJoules) / Math.log(actualJoules / estimatedJoules);
  const factor = (kind: DifferenceFactor['kind'], estimated: number, actual: number): DifferenceFactor => ({
    kind,
    estimated,
    actual,
    joules: mean * Math.log(actual / estimated),
  });
  const estimatedTokens = run.estimate?.tokens ?? null;
  const tokens = wholeTokens(run);
  const power = factor('watts', estimatedJoules / estimatedSeconds, actualJoules / seconds);
  return estimatedTokens === null || estimatedTokens <= 0 || tokens === null
    ? [factor('seconds', estimatedSeconds, seconds), power]
    : [
        factor('tokens', estimatedTokens, tokens),
        factor('secondsPerToken', estimatedSeconds / estimatedTokens, seconds / tokens),
        power,
      ];
}

/** Tokens of the whole training; null where it is not known how many there are in what it counts. */
function wholeTokens({ progress, state }: RunSummary): number | null {
  if (progress === null) return null;
  const units = state === 'ended' ? progress.done : progress.total;
  const tokens = units === null ? null : tokensIn(units, progress);
  return tokens !== null && tokens > 0 ? tokens : null;
}
