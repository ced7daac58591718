import { isUsed, summarizeDevice, type DeviceSummary } from './device-summary';
import { summarizeEnergy, unknownEnergy, type EnergySummary } from './energy-summary';
import { summarizeEstimate, type EstimateSummary } from './estimate-summary';
import type { CarbonIntensity, JournalRecord, StartRecord } from './journal';
import { weighIntensity, type LiveIntensitySummary } from './live-intensity';
import { describeMissed, missedBefore, type Missed } from './missed';
import { noteTexts } from './note-texts';
import { summarizeProgress, type ProgressSummary } from './progress-summary';
import { embodiedEmissions, embodiedOfUsed, operationalEmissions, type Co2eGrams } from './run-emissions';
import { applyRecord, emptyRunState, type RunState } from './run-state';
import {
  noEmbodied,
  noEstimate,
  noProgress,
  noProgressKept,
  notesOnUnread,
  notesOnUnseen,
  notesOnUnused,
  notStartedNote,
} from './summary-notes';

export type RunProgress = 'running' | 'ended' | 'interrupted';

/** What `wattlens report --json` prints. Joules, watts, seconds, grams; null with a reason in `notes` where not known. */
export interface RunSummary {
  readonly id: string;
  /** The runs that have this one's energy among theirs, so that it is in no sum with them. */
  readonly within: readonly string[];
  readonly label: string | null;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly host: { readonly name: string; readonly platform: string };
  readonly started: string;
  readonly ended: string | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly state: RunProgress;
  readonly durationSeconds: number | null;
  readonly energyJoules: EnergySummary;
  readonly devices: readonly DeviceSummary[];
  readonly co2eGrams: Co2eGrams;
  /** Whose yearly mean intensity holds: ISO 3166 code, zone or cloud region; `world` where no place was named. */
  readonly place: string;
  /** What the energy is multiplied with; where live values were had, their mean over the energy. */
  readonly carbonIntensity: CarbonIntensity;
  /** Null where no provider was turned on. */
  readonly liveIntensity: LiveIntensitySummary | null;
  readonly pue: number;
  /** Whose figure the PUE is, with year, source and licence; null where the journal does not tell. */
  readonly pueFrom: NonNullable<StartRecord['pueFrom']> | null;
  /** What the metering itself cost: processor seconds, their share of one core, and bytes of memory; null where not told. */
  readonly overhead: {
    readonly cpuSeconds: number;
    readonly coreShare: number | null;
    readonly residentBytes: number;
  } | null;
  /** What was drawn before the meter was there; null where it was from the start. */
  readonly missed: Missed | null;
  /** How far the training has come, and the forecast of its total; null where it told none. */
  readonly progress: ProgressSummary | null;
  /** What it was estimated to take, where that was asked for (`run --estimate`). */
  readonly estimate: EstimateSummary | null;
  readonly notes: readonly string[];
}

export interface SummaryOptions {
  /** Whether the process that writes the journal still lives; tells a run that goes on from one that was cut off. */
  readonly meterAlive: boolean;
}

/**
 * Processor load is counted in ticks of 10 ms on each core: below this a model has seen too few of them, and its range,
 * which is that of the power, does not cover it.
 */
const shortestModelledSeconds = 1;

/** The summary of a whole journal, or null where it has no readable `start`. */
export function summarize(records: Iterable<JournalRecord>, options: SummaryOptions): RunSummary | null {
  const state = emptyRunState();
  for (const record of records) applyRecord(state, record);
  return summarizeState(state, options);
}

/** The summary of a run as far as it has been read, or null before its `start`. Cheap: call it at every update. */
export function summarizeState(state: RunState, options: SummaryOptions): RunSummary | null {
  const { start, end } = state;
  if (start === null) return null;
  const durationSeconds = end?.t ?? state.lastSample?.t ?? null;
  const counted = start.devices.flatMap((device, index) =>
    isUsed(state, index)
      ? [{ device, state: didNotStart(state) ? undefined : state.devices[index], index }]
      : [],
  );
  const devices = counted.map((each) => ({
    ...summarizeDevice(each, state, durationSeconds),
    shareMethod: state.attribution?.methods[each.index] ?? null,
  }));
  const notes = [...state.notes, ...notesOnUnused(state), ...notesOnUnread(state, start)];
  const missed = missedBefore(start, counted);
  if (missed !== null && start.attached !== undefined) notes.unshift(describeMissed(start.attached, missed));
  const energyJoules = didNotStart(state)
    ? notStarted(notes)
    : summarizeEnergy(state, counted, devices, durationSeconds, notes);
  if (isTooShortToModel(devices, durationSeconds)) {
    notes.push(
      noteTexts.write(
        'Shorter than {0} s: the load of the processor is hardly known, and its energy may lie outside the range.',
        shortestModelledSeconds,
      ),
    );
  }
  notes.push(...notesOnUnseen(devices, state));
  const { live, effective } = weighIntensity(
    state,
    start,
    counted.flatMap(({ device, index }) => (device.within === null ? [index] : [])),
    notes,
  );
  if ((embodiedOfUsed(state, start) ?? null) === null) notes.push(noEmbodied);
  if (state.progress.latest === null) notes.push(start.keepTerminal === true ? noProgressKept : noProgress);
  if (state.estimate === null) notes.push(noEstimate);
  const trained = didNotStart(state) ? null : summarizeProgress(state, energyJoules);
  const progress: RunProgress = end !== null ? 'ended' : options.meterAlive ? 'running' : 'interrupted';
  if (progress === 'interrupted') {
    notes.push(
      noteTexts.write(
        'The journal has no end: the meter was stopped, or could not write it. Energy counts up to the last reading.',
      ),
    );
  }
  return {
    id: start.id,
    within: start.within ?? [],
    label: start.label,
    command: start.command,
    cwd: start.cwd,
    host: start.host,
    started: start.startedAt,
    ended: end?.endedAt ?? null,
    exitCode: end?.exitCode ?? null,
    signal: end?.signal ?? null,
    state: progress,
    durationSeconds,
    energyJoules,
    devices,
    co2eGrams: {
      ...operationalEmissions(energyJoules.range, effective, start.pue),
      ...embodiedEmissions(embodiedOfUsed(state, start), didNotStart(state) ? null : durationSeconds),
    },
    place: start.carbonIntensity.place,
    carbonIntensity: effective,
    liveIntensity: live,
    pue: start.pue,
    pueFrom: start.pueFrom ?? null,
    overhead: overheadOf(state),
    missed,
    progress: trained,
    estimate: summarizeEstimate(state, energyJoules.gross, trained),
    notes: [...new Set(notes)],
  };
}

function overheadOf({ overhead }: RunState): RunSummary['overhead'] {
  if (overhead === null) return null;
  const { t, cpuSeconds, residentBytes } = overhead;
  return { cpuSeconds, coreShare: t > 0 ? cpuSeconds / t : null, residentBytes };
}

/** What the meter ends with, as shells do, where it could not execute or find the command. */
const failedStartCodes: readonly (number | null)[] = [126, 127];

/** Whether the meter could not start the command: it may end with these codes of its own accord, but then it had a process. */
const didNotStart = ({ end, childPid }: RunState): boolean =>
  end !== null && childPid === null && failedStartCodes.includes(end.exitCode);

function notStarted(notes: string[]): EnergySummary {
  notes.push(notStartedNote);
  return unknownEnergy;
}

const isTooShortToModel = (devices: readonly DeviceSummary[], durationSeconds: number | null): boolean =>
  durationSeconds !== null &&
  durationSeconds < shortestModelledSeconds &&
  devices.some((device) => device.provenance === 'modelled' && device.joules !== null);
