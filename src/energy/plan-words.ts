import { said, type Message } from '../units/message';

/** What the parts of a plan are called within a sentence, by their names in `PlanOptions`. */
export const planWords = {
  tokens: said`number of training tokens`,
  steps: said`number of optimizer steps`,
  epochs: said`number of epochs`,
  datasetTokens: said`number of tokens of the data set`,
  sequenceLength: said`sequence length`,
  batchSize: said`batch size`,
  servedBatchSize: said`number of sequences served at once`,
  gradientAccumulation: said`number of accumulated batches`,
  microBatches: said`number of micro-batches`,
  sequencesPerStep: said`number of sequences in a step`,
  gpus: said`number of accelerators`,
  dataParallel: said`data-parallel degree`,
  tensorParallel: said`tensor-parallel degree`,
  pipelineParallel: said`pipeline-parallel degree`,
  expertParallel: said`expert-parallel degree`,
  contextParallel: said`context-parallel degree`,
  zeroStage: said`ZeRO stage`,
  gpuHours: said`number of accelerator hours`,
  hardwareLife: said`number of years that the hardware is kept`,
  hardwareUse: said`part of its years in which the hardware works`,
  pue: said`PUE`,
  optimizer: said`optimizer`,
  recompute: said`recomputation`,
  logits: said`way in which logits are held`,
  offload: said`offload`,
  convention: said`convention`,
} as const satisfies Readonly<Record<string, Message>>;

export type PlanWord = keyof typeof planWords;
