import type { RunRow } from '../../../webview/history/protocol';
import type { RunSummary } from '../../runs/summary';
import { hasNotStarted, notStartedNote } from '../../runs/summary-notes';
import type { UnreadRun } from '../../runs/unread-run';
import { keptText } from '../runs/kept-text';
import { hardwareText, meanWatts, provenanceText, remarkText, shortCommand } from '../runs/figures';

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
    shareRemark: remarkText(run),
    hardware: hardwareText(run.devices),
    host: run.host?.name ?? '',
    place: run.place ?? '',
    tags,
    problem:
      run.started === null
        ? run.notes.map(keptText).join(' ')
        : hasNotStarted(run)
          ? keptText(notStartedNote)
          : '',
  };
}
