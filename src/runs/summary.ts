import {
  type Range,
  emissions,
  gramsPerKilowattHour,
  joules,
  kilogramsCO2e,
  toGrams,
} from '../units/quantities';
import { mapRange } from '../units/range';
import {
  journalVersion,
  type CarbonIntensity,
  type Device,
  type JournalRecord,
  type StartRecord,
} from './journal';
import { summarizeEnergy, unknownEnergy, type CountedDevice, type EnergySummary } from './energy-summary';
import { weighIntensity, type LiveIntensitySummary } from './live-intensity';
import { describeMissed, missedBefore, type Missed } from './missed';
import { summarizeEstimate, type EstimateSummary } from './estimate-summary';
import { summarizeProgress, type ProgressSummary } from './progress-summary';
import { applyRecord, emptyRunState, type RunState } from './run-state';
import { noteTexts } from './note-texts';

export type RunProgress = 'running' | 'ended' | 'interrupted';

export interface DeviceSummary {
  readonly id: string;
  readonly name: string;
  readonly domain: Device['domain'];
  readonly source: string;
  readonly rung: number;
  readonly provenance: Device['provenance'];
  /** The device whose energy includes this one's, so that it is in no sum; or null. */
  readonly within: string | null;
  /** Null where the device never answered. */
  readonly joules: number | null;
  readonly range: Range | null;
  /** Of the joules, those of the run's own processes; null where not known. */
  readonly share: number | null;
  /** How the share is known, or why it is not. */
  readonly shareMethod: string | null;
  readonly meanWatts: number | null;
  readonly maxWatts: number | null;
  readonly samples: number;
  readonly gaps: number;
}

/** What `wattlens report --json` prints. Joules, watts, seconds, grams; null with a reason in `notes` where not known. */
export interface RunSummary {
  readonly id: string;
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
  /** `range` is that of the operational emissions: the energy's, with the intensity and PUE taken as given. */
  readonly co2eGrams: {
    readonly operational: number | null;
    readonly range: Range | null;
    /** The run's share of making the hardware: its hours over the hours that the hardware works. */
    readonly embodied: number | null;
    readonly embodiedRange: Range | null;
    /** What was made, and the hours of work that its footprint is spread over; null where not known. */
    readonly embodiedFrom: NonNullable<StartRecord['embodied']> | null;
  };
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

const noEstimate = noteTexts.write(
  'No estimate to hold it against: run --estimate FILE makes one of a model’s configuration.',
);
const noProgress = noteTexts.write(
  'Progress is not known: the training told none in a form that is read, or its output could not be seen (wattlens run --keep-terminal sees it).',
);
const noEmbodied = noteTexts.write(
  'Embodied emissions are not known: what kind of computer, or what hardware, is the run’s is not known.',
);

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
  const { live, effective } = weighIntensity(
    state,
    start,
    counted.flatMap(({ device, index }) => (device.within === null ? [index] : [])),
    notes,
  );
  if ((embodiedOfUsed(state, start) ?? null) === null) notes.push(noEmbodied);
  if (state.progress.latest === null) notes.push(noProgress);
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

/** A device that the run's processes never used is not the run's: it is in no figure, and a note says what it drew. */
const isUsed = (state: RunState, index: number): boolean => state.attribution?.used[index] !== false;

const notesOnUnused = (state: RunState): string[] =>
  (state.start?.devices ?? []).flatMap((device, index) =>
    isUsed(state, index)
      ? []
      : [
          noteTexts.write(
            '{0} ({1}) was not used by this run, and is in no figure of it.',
            device.name,
            device.id,
          ),
        ],
  );

/** What of the journal was passed over. */
function notesOnUnread({ unread }: RunState, { version }: StartRecord): string[] {
  const notes: string[] = [];
  if (version > journalVersion || unread.types.length > 0) {
    notes.push(
      unread.types.length === 0
        ? noteTexts.write(
            'A newer version of Wattlens wrote this journal; what this one does not know is left out.',
          )
        : noteTexts.write(
            'A newer version of Wattlens wrote this journal; what this one does not know is left out: {0}.',
            unread.types.slice(0, mostKindsNamed).join(', '),
          ),
    );
  }
  if (unread.broken > 0)
    notes.push(
      noteTexts.write("Lines of the journal that can't be read, and are left out: {0}.", unread.broken),
    );
  if (unread.foreign > 0)
    notes.push(noteTexts.write('The journal holds records of another run too; they are left out.'));
  return notes;
}

const mostKindsNamed = 10;

/** What the meter ends with, as shells do, where it could not execute or find the command. */
const failedStartCodes: readonly (number | null)[] = [126, 127];

/** Whether the meter could not start the command: it may end with these codes of its own accord, but then it had a process. */
const didNotStart = ({ end, childPid }: RunState): boolean =>
  end !== null && childPid === null && failedStartCodes.includes(end.exitCode);

function notStarted(notes: string[]): EnergySummary {
  notes.push(noteTexts.write('The command did not start: there is no energy of it.'));
  return unknownEnergy;
}

function operationalEmissions(
  energy: Range | null,
  carbonIntensity: CarbonIntensity,
  pue: number,
): Pick<RunSummary['co2eGrams'], 'operational' | 'range'> {
  if (energy === null) return { operational: null, range: null };
  const range = mapRange(energy, (value) =>
    emissions(joules(value), gramsPerKilowattHour(carbonIntensity.gramsPerKwh), pue),
  );
  return { operational: range.mid, range };
}

/** Without the devices that the run's processes never used; null where nothing of the run's is left. */
function embodiedOfUsed(state: RunState, { embodied, devices }: StartRecord): StartRecord['embodied'] {
  if (embodied === undefined || embodied === null) return null;
  const unused = new Set(devices.flatMap(({ id }, index) => (isUsed(state, index) ? [] : [id])));
  const parts = embodied.parts.filter(({ device }) => device === undefined || !unused.has(device));
  return parts.length === 0 ? null : { ...embodied, parts };
}

function embodiedEmissions(
  embodied: StartRecord['embodied'],
  durationSeconds: number | null,
): Pick<RunSummary['co2eGrams'], 'embodied' | 'embodiedRange' | 'embodiedFrom'> {
  if (embodied === undefined || embodied === null || durationSeconds === null)
    return { embodied: null, embodiedRange: null, embodiedFrom: embodied ?? null };
  const grams = (bound: keyof Range): number => {
    const kilograms = embodied.parts.reduce((sum, part) => sum + part.kilogramsCO2e[bound], 0);
    return (toGrams(kilogramsCO2e(kilograms)) * (durationSeconds / 3600)) / embodied.workingHours[bound];
  };
  const range = { low: grams('low'), mid: grams('mid'), high: grams('high') };
  return Number.isFinite(range.high)
    ? { embodied: range.mid, embodiedRange: range, embodiedFrom: embodied }
    : { embodied: null, embodiedRange: null, embodiedFrom: embodied };
}

const isTooShortToModel = (devices: readonly DeviceSummary[], durationSeconds: number | null): boolean =>
  durationSeconds !== null &&
  durationSeconds < shortestModelledSeconds &&
  devices.some((device) => device.provenance === 'modelled' && device.joules !== null);

function summarizeDevice(
  { device, state, index }: CountedDevice,
  { bounds }: RunState,
  durationSeconds: number | null,
): Omit<DeviceSummary, 'shareMethod'> {
  const energy = state?.joules ?? null;
  const meanWatts =
    energy !== null && durationSeconds !== null && durationSeconds > 0 ? energy / durationSeconds : null;
  const readWatts = state?.maxWatts ?? null;
  return {
    id: device.id,
    name: device.name,
    domain: device.domain,
    source: device.source,
    rung: device.rung,
    provenance: device.provenance,
    within: device.within,
    joules: energy,
    range: energy === null ? null : rangeOf(energy, device, bounds?.below[index], bounds?.above[index]),
    share: state?.shareJoules ?? null,
    meanWatts,
    // Of a short run what was read may all lie below the mean.
    maxWatts: readWatts === null ? null : Math.max(readWatts, meanWatts ?? 0),
    samples: state?.samples ?? 0,
    gaps: state?.gaps.length ?? 0,
  };
}

/** What the readings can't show, and the sensor's own error on top of it. */
const rangeOf = (
  energy: number,
  { range }: Device,
  below: number | null | undefined,
  above: number | null | undefined,
): Range => ({
  low: Math.max(0, energy - (below ?? 0)) * range.low,
  mid: energy,
  high: (energy + (above ?? 0)) * range.high,
});
