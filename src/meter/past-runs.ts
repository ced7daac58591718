import type { EstimateOfRun, PastRun } from '../energy/calibration';
import { listRuns } from '../runs/store';
import type { DeviceSummary, RunSummary } from '../runs/summary';
import type { UnreadRun } from '../runs/unread-run';
import type { Range } from '../units/quantities';

/** Shorter runs are start-up and warm-up. */
const shortestSeconds = 60;
/** Readings below which a mean says little. */
const fewestSamples = 10;

const isRange = (value: unknown): value is Range => {
  if (typeof value !== 'object' || value === null) return false;
  const { low, mid, high } = value as Readonly<Record<string, unknown>>;
  return typeof low === 'number' && typeof mid === 'number' && typeof high === 'number';
};

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** The estimate that a run carries, where it has the two figures that calibrate. */
function estimateOf(estimate: unknown): EstimateOfRun | null {
  const uncalibrated = field(field(estimate, 'training'), 'uncalibrated') ?? estimate;
  const tokensPerSecondPerGpu = field(uncalibrated, 'tokensPerSecondPerGpu');
  const acceleratorWatts = field(uncalibrated, 'acceleratorWatts');
  return isRange(tokensPerSecondPerGpu) && isRange(acceleratorWatts)
    ? { tokensPerSecondPerGpu, acceleratorWatts }
    : null;
}

/** Tokens that a run's progress counts; null where it counts something else or nothing. */
function tokensOf(progress: unknown): number | null {
  const done = field(progress, 'done');
  return field(progress, 'unit') === 'tokens' && typeof done === 'number' && done > 0 ? done : null;
}

const isMeasuredAccelerator = (device: DeviceSummary): boolean =>
  device.domain === 'gpu' &&
  device.provenance === 'measured' &&
  device.meanWatts !== null &&
  device.samples >= fewestSamples;

/** What a finished run tells the estimator, or null where it tells nothing: too short, no accelerator measured, several kinds. */
export function pastRunOf(run: RunSummary | UnreadRun): PastRun | null {
  const { durationSeconds } = run;
  if (run.state === 'running' || durationSeconds === null || durationSeconds < shortestSeconds) return null;
  const devices = run.devices.filter(isMeasuredAccelerator);
  const [first] = devices;
  if (first === undefined || devices.some(({ name }) => name !== first.name)) return null;
  const tokens = tokensOf(run.progress);
  return {
    id: run.id,
    hardware: first.name,
    acceleratorWatts: devices.reduce((sum, { meanWatts }) => sum + (meanWatts ?? 0), 0) / devices.length,
    tokensPerSecondPerGpu: tokens === null ? null : tokens / durationSeconds / devices.length,
    estimate: estimateOf(run.estimate),
  };
}

/** The runs of a folder that tell the estimator something. Errors of the file system are thrown; no folder is no runs. */
export async function readPastRuns(runsFolder: string): Promise<PastRun[]> {
  const runs = await listRuns(runsFolder);
  return runs.flatMap((run) => {
    const past = pastRunOf(run);
    return past === null ? [] : [past];
  });
}
