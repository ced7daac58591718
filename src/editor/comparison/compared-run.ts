import type { ComparedRun } from '../../../webview/comparison/protocol';
import { hardwareText, meanWatts, provenanceText, shortCommand } from '../runs/figures';
import type { TrackedRun } from '../runs/tracked-run';

/** What the comparison is shown of a run; null until its journal's start has been read. */
export function comparedRun(run: TrackedRun, tags: readonly string[]): ComparedRun | null {
  const { summary, series } = run;
  if (summary === null) return null;
  const { progress } = summary;
  const counted = summary.devices.flatMap(({ within }, index) => (within === null ? [index] : []));
  return {
    id: summary.id,
    name: summary.label ?? shortCommand(summary.command, summary.cwd),
    state: summary.state,
    exitCode: summary.exitCode,
    startedAt: summary.started,
    durationSeconds: summary.durationSeconds,
    energyJoules: summary.energyJoules.range,
    netJoules: summary.energyJoules.net,
    co2eGrams: summary.co2eGrams.range,
    meanWatts: meanWatts(summary),
    unit: progress?.unit ?? null,
    done: progress?.done ?? null,
    joulesPerUnit: progress?.joulesPerUnit ?? null,
    joulesPerToken: progress?.joulesPerToken ?? null,
    secondsPerUnit: progress?.secondsPerUnit ?? null,
    provenance: provenanceText(summary.devices),
    hardware: hardwareText(summary.devices),
    host: summary.host.name,
    place: summary.carbonIntensity.place,
    gramsPerKwh: summary.carbonIntensity.gramsPerKwh,
    pue: summary.pue,
    tags,
    curve: {
      seconds: series?.seconds ?? [],
      watts: (series?.seconds ?? []).map((_second, moment) =>
        sumOf(counted.map((index) => series?.watts[index]?.[moment] ?? null)),
      ),
      joules: series?.joules ?? [],
    },
    progress: run.progressPoints,
  };
}

/** Null where one of them is not known: a part is not the whole. */
const sumOf = (values: readonly (number | null)[]): number | null =>
  values.length === 0
    ? null
    : values.reduce((sum, value) => (sum === null || value === null ? null : sum + value), 0);
