import type { EarlyFactor, ManyServersFactor, RunSize } from '../../src/energy/run-allowance';
import { allowanceOf, manyServersKind, shareOfEarly, shareOfMany } from '../../src/energy/run-allowance';
import { organisationOf } from './organisations';
import type { Comparison, Summary } from './tables';
import { median, ratioOf, summaryOf } from './tables';

/** Holds the allowance for whole runs against runs that it was not fitted to: each organisation's with values fitted to the others'. */
interface Allowance {
  readonly many: ManyServersFactor;
  readonly early: EarlyFactor;
}

/** Those with little of a part of the allowance say little about it. */
const enough = 0.5;

/** The value with which the middle of such runs comes out right, where `share` of it counts and `rest` of the allowance is known. */
function fitted(
  runs: readonly Comparison[],
  isOf: (run: RunSize) => boolean,
  share: (run: RunSize) => number,
  rest: (run: RunSize) => number,
): number {
  return median(
    runs.flatMap(({ published, run }) =>
      run !== null && isOf(run) && share(run) > enough
        ? [1 + (published / run.deviceHours / rest(run) - 1) / share(run)]
        : [],
    ),
  );
}

function fittedAllowance(runs: readonly Comparison[]): Allowance {
  const isRecent = ({ software }: RunSize): boolean => software === 'recent';
  const ofKind = (kind: keyof ManyServersFactor): number =>
    fitted(
      runs,
      (run) => isRecent(run) && manyServersKind(run) === kind,
      shareOfMany,
      () => 1,
    );
  const mixture = ofKind('mixture');
  // The one run in fp8 is a fold of its own, which nothing else tells about.
  const many: ManyServersFactor = { dense: ofKind('dense'), mixture, narrow: mixture };
  const none: EarlyFactor = { early: 1, 'early, compiled': 1 };
  const early = (software: keyof EarlyFactor): number =>
    fitted(
      runs,
      (run) => run.software === software,
      shareOfEarly,
      (run) => allowanceOf(run, many, none),
    );
  return { many, early: { early: early('early'), 'early, compiled': early('early, compiled') } };
}

/** A run's estimate with another allowance; its range keeps its factors. */
function withAllowance(comparison: Comparison, { many, early }: Allowance): Comparison {
  const { run, estimated } = comparison;
  if (run === null) return comparison;
  const mid = run.deviceHours * allowanceOf(run, many, early);
  const factor = mid / estimated.mid;
  return {
    ...comparison,
    estimated: { low: estimated.low * factor, mid, high: estimated.high * factor },
  };
}

type Span = readonly [least: number, most: number];

export interface Folded {
  /** Each run by what was fitted without its organisation's. */
  readonly estimated: readonly Comparison[];
  readonly summary: Summary;
  readonly organisations: number;
  /** Least and most of the folds. */
  readonly dense: Span;
  readonly mixture: Span;
  readonly early: Span;
  readonly compiled: Span;
  /** Median of estimated over published. */
  readonly bias: number;
}

/** Errors of all runs, each estimated with allowances fitted without its organisation's. */
export function foldedRuns(comparisons: readonly Comparison[]): Folded {
  const runs = comparisons.filter(({ leftOut }) => leftOut === '');
  const organisations = [...new Set(runs.map(organisationOf))];
  const folds = organisations.map((organisation) => ({
    allowance: fittedAllowance(runs.filter((one) => organisationOf(one) !== organisation)),
    held: runs.filter((one) => organisationOf(one) === organisation),
  }));
  const estimated = folds.flatMap(({ allowance, held }) => held.map((one) => withAllowance(one, allowance)));
  const span = (of: (allowance: Allowance) => number): Span => {
    const values = folds.map(({ allowance }) => of(allowance));
    return [Math.min(...values), Math.max(...values)];
  };
  return {
    estimated,
    summary: summaryOf(estimated),
    organisations: organisations.length,
    dense: span(({ many }) => many.dense),
    mixture: span(({ many }) => many.mixture),
    early: span(({ early }) => early.early),
    compiled: span(({ early }) => early['early, compiled']),
    bias: median(estimated.map(ratioOf)),
  };
}
