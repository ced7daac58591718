import type { PlanWord } from './plan-words';

/** The largest numbers that a plan may say. By itself: the command line, which starts with every run, needs them alone. */
export const most = {
  tokens: 1e18,
  steps: 1e12,
  epochs: 1e6,
  datasetTokens: 1e18,
  sequenceLength: 1e8,
  batchSize: 1e7,
  servedBatchSize: 1e7,
  gradientAccumulation: 1e7,
  microBatches: 1e7,
  sequencesPerStep: 1e9,
  gpus: 1e7,
  dataParallel: 1e7,
  tensorParallel: 1e4,
  pipelineParallel: 1e4,
  expertParallel: 1e7,
  contextParallel: 1e4,
  zeroStage: 3,
  gpuHours: 1e12,
  /** Years. */
  hardwareLife: 30,
  /** Per cent. */
  hardwareUse: 100,
  pue: 10,
} as const satisfies Readonly<Partial<Record<PlanWord, number>>>;
