import { isOneBatchAStep } from '../../energy/plans/one-batch';
import type { RunMeter } from '../run-meter';

/** The plan is read once the training runs for this long: a command that ends at once needs none. */
const waitMilliseconds = 1500;

export interface PlannedCommand {
  readonly command: readonly string[];
  readonly cwd: string;
  /** The model's configuration that an estimate is to be made from; undefined where none is wanted. */
  readonly estimateFile: string | undefined;
  /** The names of the run's accelerators, as their drivers tell them. */
  readonly accelerators: readonly string[];
}

export type PlanListener = Pick<RunMeter, 'takePlan' | 'takeEstimate'>;

/**
 * Reads how a command is set up to train, and estimates what that takes where that was asked for. Its code is loaded while the
 * training runs, so that it starts no later; a failure in here is no failure of the run. Returns what stops it.
 */
export function readTrainingPlan(meter: PlanListener, planned: PlannedCommand): () => void {
  const { estimateFile } = planned;
  let isTold = estimateFile === undefined;
  let hasEnded = false;
  const listener: PlanListener = {
    takePlan: (plan) => {
      if (!hasEnded) meter.takePlan(plan);
    },
    takeEstimate: (estimate) => {
      if (isTold) return;
      isTold = true;
      meter.takeEstimate(estimate);
    },
  };
  const timer = setTimeout(() => {
    void tellPlan(listener, planned).catch(() => undefined);
  }, waitMilliseconds);
  timer.unref();
  return () => {
    clearTimeout(timer);
    hasEnded = true;
    // That none was asked for is another thing than that there was no time for it.
    if (estimateFile !== undefined)
      listener.takeEstimate({
        ...unknownOf(estimateFile),
        problem: 'The run ended before its estimate was made.',
      });
  };
}

const unknownOf = (file: string): { file: string; energyKwh: null; hours: null; tokens: null } => ({
  file,
  energyKwh: null,
  hours: null,
  tokens: null,
});

/** Whether the command's words leave it open that it trains. What reads scripts is sixteen times as large, and loaded for those alone. */
async function mayTrain(command: readonly string[]): Promise<boolean> {
  const { readCommandLine } = await import('../../detect/command-line');
  const [reading] = readCommandLine(command);
  return reading !== undefined && reading.verdict !== 'other';
}

async function tellPlan(
  meter: PlanListener,
  { command, cwd, estimateFile, accelerators }: PlannedCommand,
): Promise<void> {
  if (estimateFile === undefined && !(await mayTrain(command))) return;
  const { planOfCommand, scriptPlanOfCommand, stagesOfCommand } = await import('../commands/detect');
  const found = planOfCommand(command, cwd);
  const { batchSize, gradientAccumulation, epochs, steps, sequenceLength, gpus } = found ?? {};
  const plan = { batchSize, gradientAccumulation, epochs, steps, sequenceLength, gpus };
  const known = Object.fromEntries(Object.entries(plan).filter(([, value]) => value !== undefined));
  const stages = stagesOfCommand(command, cwd);
  const told = stages.length > 0 ? { ...known, stages: [...stages] } : known;
  if (Object.keys(told).length > 0) meter.takePlan(told);
  if (estimateFile === undefined) return;
  const unknown = unknownOf(estimateFile);
  const script = scriptPlanOfCommand(command, cwd);
  const stated = isOneBatchAStep(plan) ? { ...known, gradientAccumulation: 1 } : known;
  const [hardware, ...others] = new Set(accelerators);
  const { estimateForRun } = await import('../commands/estimate');
  if (hardware === undefined || others.length > 0) {
    const problem =
      hardware === undefined
        ? 'The run has no accelerator; for a processor see wattlens estimate --hardware cpu.'
        : `The run has accelerators of several kinds (${accelerators.join(', ')}), and estimates are of one.`;
    // The operations are the model's, whatever computes them.
    const counted = await estimateForRun(estimateFile, stated, script);
    meter.takeEstimate({
      ...unknown,
      trainingFlopsPerToken: counted.ok ? counted.trainingFlopsPerToken : null,
      problem: counted.ok ? problem : counted.problem,
    });
    return;
  }
  // What the machine draws is compared: the building's part is told apart.
  const given = { ...stated, hardware, gpus: gpus ?? accelerators.length, pue: 1 };
  const estimated = await estimateForRun(estimateFile, given, script);
  meter.takeEstimate(
    estimated.ok
      ? {
          file: estimateFile,
          energyKwh: estimated.training.energyKwh,
          hours: estimated.training.hours,
          tokens: estimated.tokens,
          trainingFlopsPerToken: estimated.trainingFlopsPerToken,
          ...estimated.training.uncalibrated,
          ...(gpus === undefined ? {} : { gpus }),
          problem: null,
        }
      : { ...unknown, problem: estimated.problem },
  );
}
