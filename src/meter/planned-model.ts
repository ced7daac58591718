import { existsSync } from 'node:fs';
import type { PastRun } from '../energy/calibration';
import type { PlanOptions } from '../energy/plan-options';
import { readModelFile, readPlanFile, type ModelFile } from './model-file';
import { readPastRuns } from '../runs/past-runs';
import { said } from '../units/message';

/** What the options of `addPlanOptions`, and those of hardware and place, say. */
export interface PlanCommandOptions {
  readonly seq?: number;
  readonly batch?: number;
  readonly servedBatch?: number;
  readonly tokens?: number;
  readonly hardware?: string;
  readonly gpus?: number;
  readonly dtype?: string;
  readonly region?: string;
  readonly pue?: number;
  readonly hardwareLife?: number;
  readonly hardwareUse?: number;
  readonly steps?: number;
  readonly epochs?: number;
  readonly datasetTokens?: number;
  readonly gradientAccumulation?: number;
  readonly microBatches?: number;
  readonly optimizer?: string;
  readonly zeroStage?: number;
  readonly dataParallel?: number;
  readonly tensorParallel?: number;
  readonly pipelineParallel?: number;
  readonly expertParallel?: number;
  readonly contextParallel?: number;
  readonly recompute?: string;
  readonly convention?: string;
  /** Device-hours where they are known. */
  readonly gpuHours?: number;
  /** A folder of past runs, which calibrate the estimate. */
  readonly runs?: string;
  /** A training file that says how the model is trained. */
  readonly plan?: string;
}

/** A model and all that is said of how it is trained. */
export interface PlannedModel extends ModelFile {
  /** The file, as it is told to people. */
  readonly name: string;
  /** The file that `--plan` named; null where the plan is the model file's own, or there is none. */
  readonly planPath: string | null;
  readonly given: PlanOptions;
}

export type PlannedModelReading =
  | { readonly kind: 'model'; readonly model: PlannedModel }
  | { readonly kind: 'refused'; readonly message: string };

/** Reads the model of a file (`-` is standard input), its plan, and the past runs that calibrate its estimate. */
export async function openPlannedModel(
  file: string,
  options: PlanCommandOptions,
): Promise<PlannedModelReading> {
  const reading = await readModelFile(file);
  if (reading.kind === 'refused') return reading;
  return plannedModel(reading.model, file === '-' ? 'standard input' : file, options);
}

/** Every model of a file, in the order of its text, all under the same plan. */
export const allModels = (model: PlannedModel): readonly PlannedModelReading[] => [
  { kind: 'model', model },
  ...(model.others ?? []).map((other): PlannedModelReading => {
    if (other.kind === 'refused') return other;
    const { plan, planFile, name, planPath, given } = model;
    return { kind: 'model', model: { ...other.model, plan, planFile, name, planPath, given } };
  }),
];

/** The same for a model that has been read already. */
export async function plannedModel(
  model: ModelFile,
  name: string,
  { seq, batch, servedBatch, plan: planPath, runs, ...others }: PlanCommandOptions,
): Promise<PlannedModelReading> {
  let { plan, planFile } = model;
  if (planPath !== undefined) {
    const joined = await readPlanFile(planPath);
    if (joined.kind === 'refused') return joined;
    plan = joined.plan;
    planFile = planPath;
  }
  let pastRuns: PastRun[] = [];
  const notes = [...model.notes];
  try {
    if (runs !== undefined && !existsSync(runs))
      return { kind: 'refused', message: `--runs: there is no folder ${runs}` };
    if (runs !== undefined) pastRuns = await readPastRuns(runs);
    if (runs !== undefined && pastRuns.length === 0)
      notes.push(
        said`No run in ${runs} calibrates the estimate: that takes one of a minute or more on measured accelerators.`,
      );
  } catch (error) {
    return {
      kind: 'refused',
      message: `the runs of ${String(runs)} can't be read (${(error as Error).message})`,
    };
  }
  const given: PlanOptions = {
    ...others,
    sequenceLength: seq,
    batchSize: batch,
    servedBatchSize: servedBatch,
    pastRuns,
  };
  return {
    kind: 'model',
    model: { ...model, notes, plan, planFile, name, planPath: planPath ?? null, given },
  };
}
