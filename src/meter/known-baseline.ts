import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import type { StartRecord } from '../runs/journal';

type Baseline = NonNullable<StartRecord['baseline']>;

/** In the runs folder: what this machine's devices drew when idle, as the newest run that measured it told. */
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

/** Keeps a baseline for later runs. That it can't be kept changes nothing for this one. */
export function keepBaseline(runsFolder: string, devices: readonly DeviceName[], baseline: Baseline): void {
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
  const path = join(runsFolder, fileName);
  const part = `${path}.${process.pid}.part`;
  try {
    writeFileSync(part, JSON.stringify(content, null, 2));
    renameSync(part, path);
  } catch {
    rmSync(part, { force: true });
  }
}

/** The idle power of these devices on this machine, measured by the same sources in the last day; null where there is none. */
export function recallBaseline(
  runsFolder: string,
  devices: readonly DeviceName[],
  now = Date.now(),
): Baseline | null {
  let text: unknown;
  try {
    text = JSON.parse(readFileSync(join(runsFolder, fileName), 'utf8'));
  } catch {
    return null;
  }
  const result = v.safeParse(fileSchema, text);
  if (!result.success || result.output.host !== hostname()) return null;
  const { measuredAt, seconds, devices: known } = result.output;
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
