import { commandText } from '../../units/command-text';
import type { OutlookView, RunItem, RunView, SeriesView, StepsView } from '../../../webview/protocol';
import { spendingJoules, type BudgetState } from '../../runs/budget';
import type { RunSummary } from '../../runs/summary';
import { visibleText } from '../../units/plain-text';
import {
  carbonBasisText,
  deviceProvenance,
  meanWatts,
  provenanceText,
  partText,
  remarkText,
  shortCommand,
} from '../runs/figures';
import { keptSource, keptText } from '../runs/kept-text';
import type { TrackedRun } from '../runs/tracked-run';
import { language } from '../translate';
import { momentText } from '../../units/time-text';

/** What the panel is shown of a run; null until its journal's start has been read. */
export function runView(run: TrackedRun, budget: BudgetState | null = null): RunView | null {
  const { summary } = run;
  if (summary === null) return null;
  const range = summary.energyJoules.range;
  return {
    id: summary.id,
    label: runLabel(summary),
    command: visibleText(shortCommand(summary.command, summary.cwd)),
    fullCommand: visibleText(commandText(summary.command)),
    state: summary.state,
    startedAt: summary.started,
    durationSeconds: summary.durationSeconds ?? 0,
    exitCode: summary.exitCode,
    devices: summary.devices.map((device, index) => ({
      id: device.id,
      name: keptSource(device.name),
      source: keptSource(device.source),
      provenance: deviceProvenance(device),
      counted: device.within === null,
      watts: run.isLive ? (run.deviceWatts[index] ?? null) : device.meanWatts,
      joules: device.joules,
    })),
    watts: run.isLive ? run.watts : meanWatts(summary),
    energyJoules: range,
    netJoules: summary.energyJoules.net,
    shareRemark: remarkText(summary),
    partRemark: partText(summary),
    co2eGrams: summary.co2eGrams.range,
    provenance: provenanceText(summary.devices),
    carbonBasis: carbonBasisText(summary.carbonIntensity, summary.pue),
    notes: summary.notes.map(keptText),
    outlook: outlookOf(summary, budget),
    progress: stepsOf(summary),
    intensities: run.intensities.map(({ from, to, gramsPerKwh }) => ({ from, to, gramsPerKwh })),
  };
}

function stepsOf({ progress }: RunSummary): StepsView | null {
  if (progress === null) return null;
  const { done, total, unit, joulesPerUnit } = progress;
  return { done, total, unit, joulesPerUnit };
}

function outlookOf(summary: RunSummary, state: BudgetState | null): OutlookView {
  const { gross, range } = summary.energyJoules;
  const grams = summary.co2eGrams.operational;
  const gramsPerJoule = gross !== null && gross > 0 && grams !== null ? grams / gross : null;
  return {
    soFarJoules: range,
    forecastJoules: summary.progress?.forecastJoules ?? null,
    forecastSeconds: summary.progress?.forecastSeconds ?? null,
    budgetJoules: state === null ? null : spendingJoules(state, summary),
    gramsPerJoule,
  };
}

/** The label, or the command, with the time it started: runs of one script are told apart by it. */
const runLabel = (summary: RunSummary): string =>
  `${visibleText(summary.label ?? commandText(summary.command))}, ${momentText(summary.started, language())}`;

export function runItem(run: TrackedRun): RunItem | null {
  const { summary } = run;
  return summary === null ? null : { id: summary.id, label: runLabel(summary), state: summary.state };
}

export function seriesView(run: TrackedRun): SeriesView | null {
  const { series } = run;
  return series === null ? null : { seconds: series.seconds, watts: series.watts, joules: series.joules };
}
