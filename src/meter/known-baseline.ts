import { hostname } from 'node:os';
import * as v from 'valibot';
import type { StartRecord } from '../runs/journal';
import { keepFile, keptFiles } from './kept-file';

type Baseline = NonNullable<StartRecord['baseline']>;

/** What this machine's devices drew when idle before a run. */
const fileName = 'idle-power.json';
/** Idle power drifts with temperature, clocks and what else runs: an older one says little. */
const longestAgeHours = 24;
/** Shorter ones are too noisy to be kept for other runs. */
const shortestKeptSeconds = 1;

const watts = v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0)));
const fileSchema = v.object({
  host: v.string(),
  measuredAt: v.pipe(v.string(), v.isoTimestamp()),
  seconds: v.pipe(v.number(), v.finite(), v.minValue(0)),
  devices: v.array(v.object({ id: v.string(), source: v.string(), watts, spreadWatts: watts })),
});

interface DeviceName {
  readonly id: string;
  readonly source: string;
}

/** Keeps a run's baseline for later runs. */
export function keepBaseline(runFolder: string, devices: readonly DeviceName[], baseline: Baseline): void {
  if (baseline.seconds < shortestKeptSeconds) return;
  const content: v.InferInput<typeof fileSchema> = {
    host: hostname(),
    measuredAt: new Date().toISOString(),
    seconds: baseline.seconds,
    devices: devices.map(({ id, source }, index) => ({
      id,
      source,
      watts: baseline.watts[index] ?? null,
      spreadWatts: baseline.spreadWatts?.[index] ?? null,
    })),
  };
  keepFile(runFolder, fileName, content);
}

/** The idle power of these devices on this machine, measured by the same sources in the last day; null where there is none. */
export function recallBaseline(
  runsFolder: string,
  devices: readonly DeviceName[],
  now = Date.now(),
): Baseline | null {
  for (const content of keptFiles(runsFolder, fileName)) {
    const result = v.safeParse(fileSchema, content);
    const baseline = result.success ? baselineOf(result.output, devices, now) : null;
    if (baseline !== null) return baseline;
  }
  return null;
}

function baselineOf(
  kept: v.InferOutput<typeof fileSchema>,
  devices: readonly DeviceName[],
  now: number,
): Baseline | null {
  if (kept.host !== hostname()) return null;
  const { measuredAt, seconds, devices: known } = kept;
  const ageHours = (now - Date.parse(measuredAt)) / 3.6e6;
  if (!(ageHours >= 0 && ageHours <= longestAgeHours)) return null;
  const found = devices.map(({ id, source }) =>
    known.find((device) => device.id === id && device.source === source),
  );
  if (found.length === 0 || found.includes(undefined)) return null;
  return {
    seconds,
    measuredAt,
    watts: found.map((device) => device?.watts ?? null),
    spreadWatts: found.map((device) => device?.spreadWatts ?? null),
  };
}
