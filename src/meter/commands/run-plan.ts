import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { formatEmissionsRange, formatEnergyRange } from '../../runs/report/energy';
import { defaultRunsFolder } from '../../runs/run-files';
import { shareRemark, withRemark } from '../../runs/own-share';
import type { RunSummary } from '../../runs/summary';
import { quoted } from '../../units/command-text';
import { formatDuration, formatKnown } from '../../units/format';
import { kilogramsCO2e, kilowattHours, toGrams, toJoules } from '../../units/quantities';
import type { SelectedProbes } from '../attribution/select-probes';
import type { BudgetAction } from '../../runs/budget-actions';
import type { BudgetPlan } from '../budget-guard';
import { describePlace, describePue, intensityFor, placeOfRun, pueFor, whyNoIntensity } from '../carbon';
import { embodiedOf, readMachine } from '../embodied';
import { readIntensitySetup, type IntensityOptions } from '../../grid/intensity-setup';
import { recallBaseline } from '../known-baseline';
import { openIntensity, type TakenSetup } from '../live-intensity';
import { sourceKeys, type OpenSources } from '../open-sources';
import { powerCommandOf, type PowerOptions } from '../power-options';
import type { MeterSettings } from '../run-settings';
import type { RunPlan } from '../start-record';
import { noteTexts } from '../../runs/note-texts';

export interface RunOptions extends PowerOptions, IntensityOptions {
  readonly runs?: string;
  readonly interval: number;
  readonly label?: string;
  readonly source?: string;
  readonly region?: string;
  /** The cloud provider's where the region is one of its own, else 1. */
  readonly pue?: number;
  /** Years that the hardware is kept, and per cent of them in which it works. */
  readonly hardwareLife?: number;
  readonly hardwareUse?: number;
  readonly baseline: number;
  /** What it did cost is printed as JSON. */
  readonly json?: boolean;
  /** A sentence that the run carries. */
  readonly note?: string;
  /** Give the command a terminal that outlives this one; by itself where this terminal was opened for the meter. */
  readonly keepTerminal?: boolean;
  /** The command starts then, and not before. */
  readonly startAt?: Date;
  /** Meter, and wait for, what the command leaves behind. */
  readonly waitForTree?: boolean;
  /** A model's configuration: what the run takes is held against its estimate. */
  readonly estimate?: string;
  readonly budgetKwh?: number;
  readonly budgetCo2eKg?: number;
  readonly onBudget?: BudgetAction;
}

/** The budgets that the options set for the run, or null where they set none. */
export function budgetPlanOf({ budgetKwh, budgetCo2eKg, onBudget }: RunOptions): BudgetPlan | null {
  const budgets = [
    ...(budgetKwh === undefined
      ? []
      : [{ scope: 'run', quantity: 'energy', limit: toJoules(kilowattHours(budgetKwh)) } as const]),
    ...(budgetCo2eKg === undefined
      ? []
      : [{ scope: 'run', quantity: 'co2e', limit: toGrams(kilogramsCO2e(budgetCo2eKg)) } as const]),
  ];
  return budgets.length === 0 ? null : { budgets, action: onBudget ?? 'warn' };
}

interface PlannedRun {
  readonly id: string;
  /** The runs that it is within. */
  readonly within: readonly string[];
  readonly command: readonly string[];
  readonly options: RunOptions;
  readonly runsFolder: string;
  readonly selected: SelectedProbes;
  /** Why the source that was asked for reads nothing; null where it does. */
  readonly whyNoSource: string | null;
  readonly intensity: TakenSetup | null | string;
}

export const settingsOf = (
  { interval, baseline }: RunOptions,
  { selection, keptFromRun }: SelectedProbes,
): MeterSettings => ({
  intervalMs: interval,
  baselineSeconds: baseline,
  selection,
  keptFromRun,
});

/** What the journal of a run begins with. */
export async function planOf({
  id,
  within,
  command,
  options,
  runsFolder,
  selected,
  whyNoSource,
  intensity,
}: PlannedRun): Promise<RunPlan> {
  const place = await placeOfRun(options.region);
  const region = place.region ?? undefined;
  const live = await openIntensity(intensity, place.region, runsFolder);
  const whyNotLive = typeof live === 'string' ? noteTexts.write('Live intensity is off: {0}.', live) : null;
  const site = await pueFor(options.pue, place);
  const whyPue = describePue(site);
  const carbonIntensity = await intensityFor(region);
  // A cloud's region alone has a colon: `aws:us-east-1`.
  const isCloud = place.cloud !== null || carbonIntensity.place.includes(':');
  return {
    id,
    within,
    label: options.label ?? null,
    command,
    ...(options.keepTerminal === true ? { keepTerminal: true } : {}),
    knownBaseline: recallBaseline(runsFolder, selected.probes),
    carbonIntensity,
    live: typeof live === 'string' ? null : live,
    whyNotLive,
    site,
    embodied: await embodiedOf(selected.probes, readMachine(isCloud), {
      years: options.hardwareLife,
      usePercent: options.hardwareUse,
    }),
    notes: [
      ...(options.note === undefined ? [] : [options.note]),
      ...(whyNoSource === null ? [] : [whyNoSource]),
      ...(within.length === 0
        ? []
        : [
            noteTexts.write(
              'This run is within run {0}, which has its energy too: they are not to be added up.',
              within.join(', '),
            ),
          ]),
      ...selected.notes,
      describePlace(place),
      ...(whyPue === null ? [] : [whyPue]),
      ...(whyNotLive === null ? [] : [whyNotLive]),
    ],
  };
}

/** Why a run can't be metered as the options say, in a sentence; null where it can. */
export async function whyWrong(options: RunOptions): Promise<string | null> {
  if (options.source !== undefined) {
    const keys = await sourceKeys();
    if (!keys.includes(options.source))
      return `there is no source ${options.source}; there are ${keys.join(', ')} (wattlens doctor says of what)`;
    if (options.source === 'command' && options.powerCommand === undefined)
      return '--source command needs --power-command';
  }
  const powerCommand = powerCommandOf(options);
  if (powerCommand !== undefined && 'wrong' in powerCommand) return powerCommand.wrong;
  if (options.intensityProvider !== undefined) {
    const setup = readIntensitySetup(options, {});
    if (typeof setup === 'string') return setup;
  }
  if (options.estimate !== undefined && !existsSync(options.estimate))
    return `there is no file ${options.estimate} to estimate (--estimate)`;
  return options.region === undefined ? null : whyNoIntensity(options.region);
}

/** `20260512-143015123-1a2b3c`: UTC to the millisecond, so that ids sort by time on every machine. */
export function newRunId(): string {
  const time = new Date()
    .toISOString()
    .replaceAll(/[-:.Z]/g, '')
    .replace('T', '-');
  // Tells apart runs of one millisecond, and is no secret: node:crypto takes milliseconds to load, for which training would wait.
  const random = Math.floor(2 ** 24 * Math.random());
  return `${time}-${random.toString(16).padStart(6, '0')}`;
}

export function describeSources({ probes }: OpenSources): string {
  if (probes.length === 0) return 'no energy will be known; wattlens doctor says what can be measured here';
  const counts = new Map<string, number>();
  for (const { name, source, provenance } of probes) {
    const text = `${name} by ${source} (${provenance})`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].map(([text, count]) => (count === 1 ? text : `${count} x ${text}`)).join(', ');
}

/** What `report` finds the run by: its id alone in the usual folder, else its path. */
export const reportable = (runsFolder: string, id: string): string =>
  resolve(runsFolder) === defaultRunsFolder() ? id : join(runsFolder, id);

/** A word as this system's shells take it for one. */
const typedHere = (word: string): string =>
  process.platform !== 'win32' ? quoted(word) : /\s/.test(word) ? `"${word}"` : word;

export function describeEnd(summary: RunSummary, run: string): string {
  const { range, provenance } = summary.energyJoules;
  const energy =
    range === null
      ? 'energy not known'
      : withRemark(`${formatEnergyRange(range)} ${provenance ?? ''}`, shareRemark(summary.energyJoules));
  const emissions = summary.co2eGrams.range;
  const mass = emissions === null ? 'CO2e not known' : `${formatEmissionsRange(emissions)} CO2e`;
  const duration = formatKnown(summary.durationSeconds, formatDuration);
  return `${energy}, ${mass} (${summary.carbonIntensity.place}, PUE ${summary.pue}), ${duration}. More: wattlens report ${typedHere(run)}`;
}
