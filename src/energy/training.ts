import type { EmbodiedFact } from '../carbon/embodied';
import { acceleratorFootprint, embodiedShare, serverShare, workstationShare } from '../carbon/embodied';
import type { AcceleratorKind } from '../hardware/accelerators';
import type { ModelCost } from '../model/cost';
import type { Range } from '../units/quantities';
import { fittedConstants } from './machine-constants';
import type { Plan } from './plan';
import { hostWatts, trainingWatts } from './power';
import { exactly, product, scaled, sum } from './range';
import { runAllowance } from './run-allowance';
import type { StepTime } from './step-time';
import { stepTime, totalSeconds } from './step-time';

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
}

const secondsPerHour = 3600;
const wattHoursPerKilowattHour = 1000;

/** How well software uses a kind of hardware differs; data-centre accelerators are the ones that were measured. */
const kernelSpread: Readonly<Record<AcceleratorKind, Range>> = {
  'data centre': { low: 0.78, mid: 1, high: 1.28 },
  workstation: { low: 0.7, mid: 1, high: 1.6 },
  desktop: { low: 0.7, mid: 1, high: 1.6 },
  laptop: { low: 0.65, mid: 1, high: 2 },
  'shared memory': { low: 0.55, mid: 1, high: 2.2 },
  processor: { low: 0.4, mid: 1, high: 3.5 },
};

/** Communication hides better or worse than in the middle case, and so does a pipeline's bubble. */
function communicationSpread(time: StepTime): Range {
  const share = (time.communication + time.bubble) / totalSeconds(time);
  return { low: 1 - share / 2, mid: 1, high: 1 + share };
}

/** `cost` is that of the plan's batch. */
export function trainingOf(cost: ModelCost, plan: Plan): TrainingEstimate {
  const { accelerator, setup, powerLimitWatts } = plan;
  const { step } = setup;
  const { parallelism } = step;
  const time = stepTime(plan.work, step, fittedConstants);
  const sequences = step.batchSize * step.microBatches * parallelism.dataParallel;
  // A set of tokens that fills no whole step still takes its share of one.
  const steps = plan.tokens / (sequences * plan.sequenceLength);
  const stepSeconds = product(
    exactly(totalSeconds(time)),
    kernelSpread[accelerator.kind],
    communicationSpread(time),
  );
  const stepHours = (steps * plan.gpus) / secondsPerHour;
  const { factor } = runAllowance(stepSeconds.mid * stepHours);
  const gpuHours =
    plan.gpuHours === null ? product(scaled(stepSeconds, stepHours), factor) : exactly(plan.gpuHours);
  const acceleratorWatts = trainingWatts(accelerator, powerLimitWatts, time);
  const watts =
    plan.convention === 'tdp' ? exactly(powerLimitWatts) : sum(acceleratorWatts, hostWatts(accelerator));
  const energyKwh = scaled(product(gpuHours, watts, exactly(plan.pue)), 1 / wattHoursPerKilowattHour);
  const shares: readonly EmbodiedFact[] = [
    acceleratorFootprint(accelerator.embodiedKilograms),
    accelerator.kind === 'data centre' ? serverShare : workstationShare,
  ];
  // Model FLOPs: those of the mathematics, over the full square of attention, without recomputation.
  const flopsPerToken = cost.trainingStepMatmul / (plan.batchSize * plan.sequenceLength);
  const ideal = (plan.tokens * flopsPerToken) / plan.peakFlopsPerSecond / secondsPerHour;
  const perGpu = plan.tokens / secondsPerHour;
  return {
    hours: scaled(gpuHours, 1 / plan.gpus),
    gpuHours,
    energyKwh,
    co2eKg: scaled(energyKwh, plan.intensity.gramsPerKwh / 1000),
    embodiedCo2eKg: embodiedShare(shares, gpuHours),
    mfu: { low: ideal / gpuHours.high, mid: ideal / gpuHours.mid, high: ideal / gpuHours.low },
    steps,
    stepSeconds,
    stepSecondsByPart: time,
    runAllowance: plan.gpuHours === null ? factor : exactly(1),
    acceleratorWatts,
    watts,
    tokensPerSecondPerGpu: {
      low: perGpu / gpuHours.high,
      mid: perGpu / gpuHours.mid,
      high: perGpu / gpuHours.low,
    },
  };
}
