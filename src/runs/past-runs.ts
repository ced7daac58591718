import type { EstimateSummary } from './estimate-summary';
import { tokensIn } from './progress-summary';
import { listRunIds, readListedRun } from './store';
import type { DeviceSummary } from './device-summary';
import type { RunSummary } from './summary';
import type { UnreadRun } from './unread-run';

/** What a run tells the estimator, which takes it as it is (src/energy/calibration.ts says what it makes of it). */
export interface PastRunFigures {
  readonly id: string;
  /** The accelerator as its driver names it. */
  readonly hardware: string;
  /** Mean watts of one accelerator. */
  readonly acceleratorWatts: number;
  /** Tokens a second of one accelerator; null where the run's progress is not known. */
  readonly tokensPerSecondPerGpu: number | null;
  readonly estimate: Required<Pick<EstimateSummary, 'tokensPerSecondPerGpu' | 'acceleratorWatts'>> | null;
}

/** Shorter runs are start-up and warm-up. */
const shortestSeconds = 60;
/** Readings below which a mean says little. */
const fewestSamples = 10;

/** The estimate that a run carries, where it has the two figures that calibrate. */
function estimateOf({ estimate }: RunSummary | UnreadRun): PastRunFigures['estimate'] {
  const { tokensPerSecondPerGpu, acceleratorWatts } = estimate ?? {};
  return tokensPerSecondPerGpu === undefined || acceleratorWatts === undefined
    ? null
    : { tokensPerSecondPerGpu, acceleratorWatts };
}

/**
 * Tokens a second of one of so many accelerators, from the first progress that was told to the last; null where the run
 * counts no tokens, nor anything of which its plan tells the tokens.
 */
function tokensPerSecondPerGpu(
  { progress, estimate }: RunSummary | UnreadRun,
  measured: number,
): number | null {
  const secondsPerUnit = progress?.secondsPerUnit ?? 0;
  if (progress === null || secondsPerUnit <= 0) return null;
  const gpus = estimate?.gpus;
  // A step is counted by the batch of one device, and on how many there is one is not known.
  if (progress.unit === 'step' && measured > 1 && gpus === undefined) return null;
  const tokens = tokensIn(1, progress);
  // Where a training runs on several machines, only the devices of this one are measured.
  return tokens === null ? null : tokens / secondsPerUnit / Math.max(measured, gpus ?? 0);
}

const isMeasuredAccelerator = (device: DeviceSummary): boolean =>
  device.domain === 'gpu' &&
  device.provenance === 'measured' &&
  device.meanWatts !== null &&
  device.samples >= fewestSamples;

/** What a finished run tells the estimator, or null where it tells nothing: too short, no accelerator measured, several kinds. */
export function pastRunOf(run: RunSummary | UnreadRun): PastRunFigures | null {
  const { durationSeconds } = run;
  if (run.state === 'running' || durationSeconds === null || durationSeconds < shortestSeconds) return null;
  const devices = run.devices.filter(isMeasuredAccelerator);
  const [first] = devices;
  if (first === undefined || devices.some(({ name }) => name !== first.name)) return null;
  return {
    id: run.id,
    hardware: first.name,
    acceleratorWatts: devices.reduce((sum, { meanWatts }) => sum + (meanWatts ?? 0), 0) / devices.length,
    tokensPerSecondPerGpu: tokensPerSecondPerGpu(run, devices.length),
    estimate: estimateOf(run),
  };
}

/**
 * The runs of a folder that tell the estimator something, oldest first; of the newest `most` alone. Errors of the file
 * system are thrown; no folder is no runs.
 */
export async function readPastRuns(runsFolder: string, most = Infinity): Promise<PastRunFigures[]> {
  const runs: PastRunFigures[] = [];
  for (const id of (await listRunIds(runsFolder)).slice(-most)) {
    const past = pastRunOf(await readListedRun(runsFolder, id));
    if (past !== null) runs.push(past);
  }
  return runs;
}
