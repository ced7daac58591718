import type { Range } from '../units/quantities';
import { message, type Message } from '../units/message';

/** What an estimate leaves with a run, so that the run can be held against it. Of the estimate before any calibration. */
export interface EstimateOfRun {
  readonly tokensPerSecondPerGpu: Range;
  readonly acceleratorWatts: Range;
}

/** What a past run on some hardware tells the next estimate. */
export interface PastRun {
  readonly id: string;
  /** The accelerator as its driver names it. */
  readonly hardware: string;
  /** Mean watts of one accelerator; null where they were not measured. */
  readonly acceleratorWatts: number | null;
  /** Tokens a second of one accelerator; null where the run's progress is not known. */
  readonly tokensPerSecondPerGpu: number | null;
  readonly estimate: EstimateOfRun | null;
}

/** How the runs of one kind differ from what was modelled. */
export interface Correction {
  readonly runs: number;
  /** Measured over modelled: multiply a modelled figure with it. The next run is expected within its range. */
  readonly factor: Range;
  /** Mean |modelled / measured - 1| of those runs before the correction. */
  readonly error: number;
}

export interface Calibration {
  readonly hardware: string;
  /** Correction of the tokens a second. */
  readonly speed: Correction | null;
  readonly watts: Correction | null;
}

/** Two runs of the same thing differ by at least this, in the logarithm: data, thermals, neighbours. */
const leastSpread = 0.05;
/** A range holds nine cases in ten: so many standard deviations to each side. */
const deviations = 1.645;
/** One run is a hint: of a single one, the spread is not known. */
const spreadOfOne = 0.1;
/** Ratios beyond this are of another kind of run than the one modelled (an evaluation, a crash). */
const mostRatio = 20;

/** A run that lies so many spreads from the middle of the others and the model is of another kind too. */
const mostSpreads = 4;
/** Standard deviation of a normal distribution over the median distance from its middle. */
const deviationOfMedianDistance = 1.4826;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

/** Logarithms without those far from the rest, of which the model, at 0, is one: runs that agree among themselves all stay. */
function withoutStrays(logs: readonly number[], modelledSpread: number): readonly number[] {
  if (logs.length < 2) return logs;
  const all = [...logs, 0];
  const middle = median(all);
  const distances = all.map((value) => Math.abs(value - middle));
  const most = mostSpreads * Math.max(modelledSpread, deviationOfMedianDistance * median(distances));
  return logs.filter((value) => Math.abs(value - middle) <= most);
}

/** Standard deviation of the logarithm that a modelled range stands for. */
const deviationOf = ({ low, high }: Range): number =>
  low > 0 && Number.isFinite(high / low) ? Math.max(leastSpread, Math.log(high / low) / (2 * deviations)) : 1;

/**
 * Measured over modelled, shrunk towards 1: the modelled range is the prior, each run one observation (normal in the
 * logarithm, known variances). Null where no ratio is sane.
 */
export function correctionOf(ratios: readonly number[], modelled: Range): Correction | null {
  const modelledSpread = deviationOf(modelled);
  const logs = withoutStrays(
    ratios.filter((ratio) => ratio > 1 / mostRatio && ratio < mostRatio).map((ratio) => Math.log(ratio)),
    modelledSpread,
  );
  const runs = logs.length;
  if (runs === 0) return null;
  const mean = logs.reduce((sum, value) => sum + value, 0) / runs;
  const squares = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const spread =
    runs === 1
      ? Math.min(spreadOfOne, modelledSpread)
      : Math.max(leastSpread, Math.sqrt(squares / (runs - 1)));
  const prior = modelledSpread ** 2;
  const observed = spread ** 2 / runs;
  const centre = (mean * prior) / (prior + observed);
  const remaining = (prior * observed) / (prior + observed);
  // What the mean is not known by, and how a run differs from the mean. Runs that agree widen nothing, unless they are so far
  // from what was modelled that their mean would not lie in the range.
  const deviation = Math.max(
    Math.min(Math.sqrt(remaining + spread ** 2), Math.max(modelledSpread, spread)),
    Math.abs(mean - centre) / deviations,
  );
  return {
    runs,
    factor: {
      low: Math.exp(centre - deviations * deviation),
      mid: Math.exp(centre),
      high: Math.exp(centre + deviations * deviation),
    },
    error: logs.reduce((sum, value) => sum + Math.abs(Math.exp(-value) - 1), 0) / runs,
  };
}

const positive = (value: number | null | undefined): value is number =>
  value !== null && value !== undefined && Number.isFinite(value) && value > 0;

const ratio = (measured: number | null, modelled: number | undefined): number[] =>
  positive(measured) && positive(modelled) ? [measured / modelled] : [];

/**
 * What past runs on one kind of hardware say. `modelled` is the estimate at hand before calibration: runs that carry
 * none of their own are held against it for watts; for speed they tell nothing, since it depends on the model.
 * Null where no run tells anything.
 */
export function calibrationOf(
  hardware: string,
  runs: readonly PastRun[],
  modelled: EstimateOfRun,
): Calibration | null {
  const speed = correctionOf(
    runs.flatMap((run) => ratio(run.tokensPerSecondPerGpu, run.estimate?.tokensPerSecondPerGpu.mid)),
    modelled.tokensPerSecondPerGpu,
  );
  const watts = correctionOf(
    runs.flatMap((run) => ratio(run.acceleratorWatts, (run.estimate ?? modelled).acceleratorWatts.mid)),
    modelled.acceleratorWatts,
  );
  return speed === null && watts === null ? null : { hardware, speed, watts };
}

/** A modelled figure as the runs correct it: its middle moves, its range is that of the runs. */
export function corrected(modelled: Range, correction: Correction | null | undefined): Range {
  if (correction === null || correction === undefined) return modelled;
  const { low, mid, high } = correction.factor;
  return { low: modelled.mid * low, mid: modelled.mid * mid, high: modelled.mid * high };
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** One sentence for the list of assumptions. */
export function describeCalibration({ hardware, speed, watts }: Calibration): Message {
  const of = ({ factor, runs, error }: Correction): readonly [string, number, string] => [
    factor.mid.toFixed(2),
    runs,
    percent(error),
  ];
  if (speed !== null && watts !== null)
    return message(
      'calibrated by past runs of the {0} on this machine: speed x {1} (runs: {2}, error before: {3}), watts x {4} (runs: {5}, error before: {6})',
      hardware,
      ...of(speed),
      ...of(watts),
    );
  if (speed !== null)
    return message(
      'calibrated by past runs of the {0} on this machine: speed x {1} (runs: {2}, error before: {3})',
      hardware,
      ...of(speed),
    );
  return watts === null
    ? message('past runs of the {0} on this machine do not say how it differs', hardware)
    : message(
        'calibrated by past runs of the {0} on this machine: watts x {1} (runs: {2}, error before: {3})',
        hardware,
        ...of(watts),
      );
}
