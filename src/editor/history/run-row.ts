import type { RunRow } from '../../../webview/history/protocol';
import type { RunSummary } from '../../runs/summary';
import type { UnreadRun } from '../../runs/unread-run';
import { provenanceText, shortCommand } from '../runs/figures';

/** What the history tells of a run. */
export function runRow(run: RunSummary | UnreadRun, tags: readonly string[]): RunRow {
  const { progress } = run;
  return {
    id: run.id,
    label: run.label,
    command: run.command === null ? '' : shortCommand(run.command, run.cwd),
    folder: run.cwd ?? '',
    state: run.state,
    exitCode: run.exitCode,
    startedAt: run.started,
    durationSeconds: run.durationSeconds,
    energyJoules: run.energyJoules.range,
    co2eGrams: run.co2eGrams.range,
    meanWatts: meanWatts(run),
    joulesPerUnit: progress?.joulesPerUnit ?? null,
    unit: progress?.unit ?? null,
    joulesPerToken: progress?.joulesPerToken ?? null,
    provenance: provenanceText(run.devices),
    hardware: hardwareText(run.devices),
    host: run.host?.name ?? '',
    place: run.place ?? '',
    tags,
    problem: run.started === null ? run.notes.join(' ') : '',
  };
}

/** Over the whole run; null where its energy or its duration is not known. */
export function meanWatts({
  energyJoules,
  durationSeconds,
}: Pick<RunSummary | UnreadRun, 'energyJoules' | 'durationSeconds'>): number | null {
  const { gross } = energyJoules;
  return gross === null || durationSeconds === null || durationSeconds <= 0 ? null : gross / durationSeconds;
}

/** `8 × NVIDIA H100, AMD EPYC 9654`: the devices that are no part of another, those of one name together. */
export function hardwareText(devices: RunSummary['devices']): string {
  const counts = new Map<string, number>();
  for (const { name, within, domain } of devices)
    if (within === null && domain !== 'dram') counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} × ${name}`)).join(', ');
}
