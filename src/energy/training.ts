import { embodiedShare } from '../carbon/embodied';
import type { AcceleratorKind } from '../hardware/accelerators';
import { isCeilingMeasured } from '../hardware/product-ceiling';
import type { ModelCost } from '../model/cost';
import {
  emissions,
  gramsPerKilowattHour,
  kilowattHours,
  toJoules,
  toKilograms,
  type GramsPerKilowattHour,
  type Range,
} from '../units/quantities';
import { fittedConstants } from './machine-constants';
import type { Calibration, EstimateOfRun } from './calibration';
import { calibrationOf, corrected } from './calibration';
import { embodiedParts } from './embodied-parts';
import type { Plan } from './plan';
import { hostWatts, trainingWatts } from './power';
import { product, scaled, sum } from './range';
import { exactly } from '../units/range';
import { runAllowance } from './run-allowance';
import type { StepTime } from './step-time';
import { leastStepSeconds, sequencesWorked, stepTime, totalSeconds } from './step-time';

/** What training costs under a plan. */
export interface TrainingEstimate {
  readonly hours: Range;
  readonly gpuHours: Range;
  readonly energyKwh: Range;
  readonly co2eKg: Range;
  readonly embodiedCo2eKg: Range;
  readonly mfu: Range;
  /** Optimizer steps, of `stepSeconds` each without the allowance for a whole run. */
  readonly steps: number;
  readonly stepSeconds: Range;
  /** Where the middle step's seconds go. */
  readonly stepSecondsByPart: StepTime;
  /** Device-hours of the run over those of its steps. */
  readonly runAllowance: Range;
  /** One accelerator's, without and with its host, while training; before PUE. */
  readonly acceleratorWatts: Range;
  readonly watts: Range;
  readonly tokensPerSecondPerGpu: Range;
  /** What past runs on this hardware moved; null where there are none. */
  readonly calibration: Calibration | null;
  /** Speed of the steps and watts before calibration: what a run carries to calibrate the next estimates. */
  readonly uncalibrated: EstimateOfRun;
}

const secondsPerHour = 3600;
const wattHoursPerKilowattHour = 1000;

/** How well software uses a kind of hardware differs; data-centre accelerators are the ones that were measured. */
const kernelSpread: Readonly<Record<AcceleratorKind, Range>> = {
  'data centre': { low: 0.75, mid: 1, high: 1.35 },
  workstation: { low: 0.7, mid: 1, high: 1.6 },
  desktop: { low: 0.7, mid: 1, high: 1.6 },
  laptop: { low: 0.65, mid: 1, high: 2 },
  'shared memory': { low: 0.55, mid: 1, high: 2.2 },
  processor: { low: 0.5, mid: 1, high: 3.5 },
};

/** Throughputs of mixtures, in fp8 and on data-centre hardware whose products nobody measured are few and far apart. */
const expertSpread: Range = { low: 0.75, mid: 1, high: 1.9 };
const narrowSpread: Range = { low: 0.8, mid: 1, high: 1.25 };
const unmeasuredSpread: Range = { low: 0.8, mid: 1, high: 1.25 };
/** Whether kernels are fused is not told where both fused and unfused software ran such an architecture. */
const earlySpread: Range = { low: 0.9, mid: 1, high: 1.9 };
/** Software for the newest hardware is well tuned in few places. */
const newestSpread: Range = { low: 1, mid: 1, high: 2.2 };
const newestSince = 2024;

/** How far a step's time may lie from the model's, wider where it rests on less. */
function softwareSpread({ accelerator, work, setup, software }: Plan): Range {
  const isMeasured = accelerator.kind !== 'data centre' || isCeilingMeasured(accelerator);
  return product(
    kernelSpread[accelerator.kind],
    work.expertFlops > 0 ? expertSpread : exactly(1),
    setup.step.isNarrow ? narrowSpread : exactly(1),
    isMeasured ? exactly(1) : unmeasuredSpread,
    software === 'early' && !setup.step.isUnfused ? earlySpread : exactly(1),
    accelerator.kind === 'data centre' && accelerator.year >= newestSince ? newestSpread : exactly(1),
  );
}

/** Communication hides better or worse than in the middle case, and so does a pipeline's bubble. */
function communicationSpread(time: StepTime): Range {
  const share = (time.communication + time.bubble) / totalSeconds(time);
  return { low: 1 - share / 2, mid: 1, high: 1 + share };
}

/** `amount` over a range: what is fast is few. */
const inverse = ({ low, mid, high }: Range, amount: number): Range => ({
  low: amount / high,
  mid: amount / mid,
  high: amount / low,
});

const notBelow = ({ low, mid, high }: Range, least: number): Range => ({
  low: Math.min(mid, Math.max(low, least)),
  mid,
  high,
});

const atMost = ({ low, mid, high }: Range, most: number): Range => ({
  low: Math.min(low, most),
  mid: Math.min(mid, most),
  high: Math.min(high, most),
});

/** Emissions of electricity at the building's meter: PUE is in it already. */
function kilogramsOf({ low, mid, high }: Range, intensity: GramsPerKilowattHour): Range {
  const of = (energy: number): number =>
    toKilograms(emissions(toJoules(kilowattHours(energy)), intensity, 1));
  return { low: of(low), mid: of(mid), high: of(high) };
}

/** `cost` is that of the plan's batch. */
export function trainingOf(cost: ModelCost, plan: Plan): TrainingEstimate {
  const { accelerator, setup, powerLimitWatts } = plan;
  const { step } = setup;
  const time = stepTime(plan.work, step, fittedConstants);
  const sequences = sequencesWorked(step);
  // A set of tokens that fills no whole step still takes its share of one.
  const steps = plan.tokens / (sequences * plan.sequenceLength);
  const modelledSeconds = notBelow(
    product(exactly(totalSeconds(time)), softwareSpread(plan), communicationSpread(time)),
    leastStepSeconds(plan.work, step),
  );
  const uncalibrated: EstimateOfRun = {
    tokensPerSecondPerGpu: inverse(modelledSeconds, (sequences * plan.sequenceLength) / plan.gpus),
    acceleratorWatts: trainingWatts(accelerator, powerLimitWatts, time),
  };
  const calibration =
    plan.pastRuns.length === 0 ? null : calibrationOf(accelerator.name, plan.pastRuns, uncalibrated);
  // Faster than modelled is fewer seconds.
  const speed = corrected(uncalibrated.tokensPerSecondPerGpu, calibration?.speed);
  const stepSeconds = inverse(speed, (sequences * plan.sequenceLength) / plan.gpus);
  const stepHours = (steps * plan.gpus) / secondsPerHour;
  // Measured throughput has a run's pauses in it.
  const isSpeedMeasured = calibration !== null && calibration.speed !== null;
  const factor = isSpeedMeasured
    ? exactly(1)
    : runAllowance({
        deviceHours: stepSeconds.mid * stepHours,
        devices: plan.gpus,
        software: plan.software,
        isMixture: plan.work.expertFlops > 0,
        isNarrow: step.isNarrow,
      });
  const { tokens, tokensRange } = plan;
  const length: Range = { low: tokensRange.low / tokens, mid: 1, high: tokensRange.high / tokens };
  const hoursOfTokens =
    plan.gpuHours === null ? product(scaled(stepSeconds, stepHours), factor) : exactly(plan.gpuHours);
  const gpuHours = plan.gpuHours === null ? product(hoursOfTokens, length) : hoursOfTokens;
  // A limit that observers estimate bounds nothing.
  const acceleratorWatts = atMost(
    corrected(uncalibrated.acceleratorWatts, calibration?.watts),
    accelerator.isPowerLimitAssumed ? Infinity : powerLimitWatts,
  );
  const watts =
    plan.convention === 'tdp' ? exactly(powerLimitWatts) : sum(acceleratorWatts, hostWatts(accelerator));
  const energyKwh = scaled(product(gpuHours, watts, exactly(plan.pue)), 1 / wattHoursPerKilowattHour);
  // Model FLOPs: those of the mathematics, over the full square of attention, without recomputation.
  const flopsPerToken = (cost.trainingStepMatmul - cost.overcounted) / (plan.batchSize * plan.sequenceLength);
  const ideal = (plan.tokens * flopsPerToken) / plan.peakFlopsPerSecond / secondsPerHour;
  const perGpu = plan.tokens / secondsPerHour;
  return {
    hours: scaled(gpuHours, 1 / plan.gpus),
    gpuHours,
    energyKwh,
    co2eKg: kilogramsOf(energyKwh, gramsPerKilowattHour(plan.intensity.gramsPerKwh)),
    embodiedCo2eKg: embodiedShare(embodiedParts(accelerator, plan.gpus), gpuHours, plan.workingHours),
    mfu: inverse(hoursOfTokens, ideal),
    steps,
    stepSeconds,
    stepSecondsByPart: time,
    runAllowance: plan.gpuHours === null ? factor : exactly(1),
    acceleratorWatts,
    watts,
    tokensPerSecondPerGpu: inverse(hoursOfTokens, perGpu),
    calibration,
    uncalibrated,
  };
}
