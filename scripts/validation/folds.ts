import { createHash } from 'node:crypto';
import type { Comparison, Summary } from './tables';
import { median, ratioOf, summaryOf } from './tables';

/** Holds the allowance for whole runs against runs that it was not fitted to: each fold with values fitted to the others. */
const folds = 5;

/** Which fold a run is in, 0 to `folds` - 1: by its name, so that neither its error nor its place in a table decides. */
const foldOf = ({ name, inputs }: Comparison): number =>
  createHash('sha256').update(`${name}|${inputs}`).digest().readUInt32BE() % folds;

/** The allowance with which the middle of the runs of one kind comes out right. */
function fittedAllowance(runs: readonly Comparison[]): number {
  return median(
    runs.flatMap(({ published, run }) =>
      // Those with little of the allowance say little about it.
      run !== null && run.shareOfAllowance > 0.5
        ? [1 + (published / run.stepHours - 1) / run.shareOfAllowance]
        : [],
    ),
  );
}

const isEarly = ({ run }: Comparison): boolean => run?.software === 'early';

/** A run's estimate with another allowance; its range keeps its factors. */
function withAllowance(comparison: Comparison, long: number): Comparison {
  const { run, estimated } = comparison;
  if (run === null) return comparison;
  const mid = run.stepHours * (1 + run.shareOfAllowance * (long - 1));
  const factor = mid / estimated.mid;
  return {
    ...comparison,
    estimated: { low: estimated.low * factor, mid, high: estimated.high * factor },
  };
}

export interface Folded {
  readonly summary: Summary;
  /** Least and most of the folds. */
  readonly recent: readonly [least: number, most: number];
  readonly early: readonly [least: number, most: number];
  /** Median of estimated over published. */
  readonly bias: number;
}

/** Errors of all runs, each estimated with allowances fitted without its fold. */
export function foldedRuns(comparisons: readonly Comparison[]): Folded {
  const runs = comparisons.filter(({ leftOut }) => leftOut === '');
  const fitted = Array.from({ length: folds }, (_, fold) => {
    const others = runs.filter((one) => foldOf(one) !== fold);
    return {
      recent: fittedAllowance(others.filter((one) => !isEarly(one))),
      early: fittedAllowance(others.filter(isEarly)),
    };
  });
  const estimated = runs.map((one) => {
    const allowance = fitted[foldOf(one)];
    return withAllowance(one, (isEarly(one) ? allowance?.early : allowance?.recent) ?? NaN);
  });
  const span = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];
  return {
    summary: summaryOf(estimated),
    recent: span(fitted.map(({ recent }) => recent)),
    early: span(fitted.map(({ early }) => early)),
    bias: median(estimated.map(ratioOf)),
  };
}
