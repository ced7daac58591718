import type { RunDetails } from '../../../webview/run/protocol';
import type { BudgetState } from '../../runs/budget';
import { predictedAgainstMeasured } from '../../runs/predicted';
import { runView } from '../panel/run-view';
import { hardwareText } from '../runs/figures';
import { keptText } from '../runs/kept-text';
import type { TrackedRun } from '../runs/tracked-run';

/** What the panel of a run is shown; null until its journal's start has been read. */
export function runDetails(
  run: TrackedRun,
  tags: readonly string[],
  budget: BudgetState | null,
): RunDetails | null {
  const { summary } = run;
  const view = runView(run, budget);
  if (summary === null || view === null) return null;
  const { liveIntensity, progress } = summary;
  const predicted = predictedAgainstMeasured(summary);
  const table = run.tableIntensity ?? summary.carbonIntensity;
  return {
    ...view,
    givenLabel: summary.label,
    folder: summary.cwd,
    host: summary.host.name,
    hardware: hardwareText(summary.devices),
    tags,
    shareJoules: summary.energyJoules.share,
    embodiedGrams: summary.co2eGrams.embodiedRange,
    progress: progress === null ? null : { ...progress, from: keptText(progress.from) },
    predicted:
      predicted === null ? null : { ...predicted, problem: predicted.problem && keptText(predicted.problem) },
    carbon: {
      points: run.intensities,
      provider: liveIntensity?.provider ?? '',
      kind: liveIntensity?.kind ?? 'average',
      gramsPerKwh: table.gramsPerKwh,
      place: table.place,
      pue: summary.pue,
    },
  };
}
