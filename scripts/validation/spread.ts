import { yearOfDesign } from '../../src/hardware/accelerators';
import { organisationOf } from './organisations';
import type { ComparedRun, Comparison } from './tables';
import { median } from './tables';

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
  // Both of a pair deviate.
  const deviation = median(distances) / medianDistance / Math.SQRT2;
  return { pairs: distances.length, medianError: medianDistance * deviation, deviation };
}
