import { yearOfDesign } from '../../src/hardware/accelerators';
import { organisationOf } from './organisations';
import type { ComparedRun, Comparison } from './tables';
import { median, ratioOf } from './tables';

/** Runs this much apart in size, or in the length of their sequences, are alike. */
const ofSize = 1.5;
const ofLength = 2.2;

/** Generations of software and hardware: V100, A100, H100, later. */
const generationOf = ({ accelerator, software, isMixture }: ComparedRun): string => {
  const year = [2019, 2021, 2023].find((last) => yearOfDesign(accelerator) <= last) ?? 'later';
  return `${accelerator.vendor} ${year} ${software} ${isMixture}`;
};

const isWithin = (one: number, other: number, factor: number): boolean =>
  Math.abs(Math.log(one / other)) < Math.log(factor);

const areAlike = (one: ComparedRun, other: ComparedRun): boolean =>
  generationOf(one) === generationOf(other) &&
  isWithin(one.parameters, other.parameters, ofSize) &&
  isWithin(one.sequenceLength, other.sequenceLength, ofLength) &&
  // Of few devices or of many.
  one.devices > 32 === other.devices > 32;

export interface Spread {
  readonly pairs: number;
  /** Median error that is left where each run is estimated by what is best for it and its like. */
  readonly medianError: number;
  /** Standard deviation on a natural logarithmic scale, from the median distance, as of a normal distribution. */
  readonly deviation: number;
  /** Share of runs that would then be estimated within 40 %. */
  readonly within: number;
}

/** The worst error that is asked for. */
export const asked = 0.4;

/** The same of pairs that lie so far apart, on a natural logarithmic scale. */
function spreadOfPairs(distances: readonly number[]): Spread {
  // Both of a pair deviate.
  const deviation = median(distances) / medianDistance / Math.SQRT2;
  const errors = distances.flatMap((distance) =>
    [distance, -distance].map((way) => Math.abs(Math.exp(way / Math.SQRT2) - 1)),
  );
  return {
    pairs: distances.length,
    medianError: medianDistance * deviation,
    deviation,
    within: errors.filter((error) => error <= asked).length / errors.length,
  };
}

/** Median of the distance from the middle of a normal distribution, in standard deviations. */
const medianDistance = 0.6745;

/**
 * How far apart runs of like models on like hardware by different organisations lie, in published hours over those of the
 * modelled steps: what no estimate from model, tokens and hardware can tell.
 */
export function spreadOfLike(comparisons: readonly Comparison[]): Spread {
  const runs = comparisons.filter(({ leftOut }) => leftOut === '');
  const distances = runs.flatMap((one, index) =>
    runs
      .slice(0, index)
      .flatMap((other) =>
        one.run !== null &&
        other.run !== null &&
        areAlike(one.run, other.run) &&
        organisationOf(one) !== organisationOf(other)
          ? [
              Math.abs(
                Math.log(one.published / one.run.deviceHours / (other.published / other.run.deviceHours)),
              ),
            ]
          : [],
      ),
  );
  return spreadOfPairs(distances);
}

/** How far apart runs of one organisation lie, in published hours over estimated ones: what knowing who trains would leave. */
export function spreadOfOrganisations(comparisons: readonly Comparison[]): Spread {
  const runs = comparisons.filter(({ leftOut, run }) => leftOut === '' && run !== null);
  return spreadOfPairs(
    runs.flatMap((one, index) =>
      runs
        .slice(0, index)
        .filter((other) => organisationOf(one) === organisationOf(other))
        .map((other) => Math.abs(Math.log(ratioOf(one) / ratioOf(other)))),
    ),
  );
}
