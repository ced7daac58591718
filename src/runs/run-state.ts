import { overlay, type IntensityPoint } from '../carbon/intensity-series';
import { gramsPerKilowattHour } from '../units/quantities';
import { EnergyTimeline } from './energy-timeline';
import type {
  AttributionRecord,
  BoundsRecord,
  EndRecord,
  EstimateRecord,
  GapRecord,
  IntensityRecord,
  JournalRecord,
  OverheadRecord,
  PlanRecord,
  SampleRecord,
  StartRecord,
} from './journal';
import { applyProgress, emptyProgress, placeProgress, type ProgressState } from './progress-points';

/** A mean over less says little: counters tick, sensors average. */
const leastMeanSeconds = 0.5;

/** What has been learned of one device so far. Joules and watts are null until it has answered. */
export interface DeviceState {
  joules: number | null;
  /** Joules of the run's own processes, among them; null where that is not known. */
  shareJoules: number | null;
  /** At the newest sample. */
  watts: number | null;
  maxWatts: number | null;
  /** The mean over the first half second or more. */
  firstWatts: number | null;
  samples: number;
  gaps: GapRecord[];
}

export interface UnreadLines {
  /** Lines that are no records: cut, garbled, or of something else. */
  broken: number;
  /** Kinds of records that this version does not know, in the order in which they came. */
  types: string[];
  /** Records of another run. */
  foreign: number;
  /** Readings with a time before that of the newest and more energy, so that some may be missing. */
  back: number;
}

/**
 * A run as far as its journal has been read. It grows record by record, in constant time each and without keeping
 * the samples, so that a reader that tails a journal never starts over.
 */
export interface RunState {
  start: StartRecord | null;
  childPid: number | null;
  /** In the order of `start.devices`. */
  devices: DeviceState[];
  lastSample: SampleRecord | null;
  notes: string[];
  /** What the journal holds beside the run's own records. */
  unread: UnreadLines;
  /** Whether the records that come now are those of another run, whose `start` was in the same file. */
  isForeign: boolean;
  /** The newest. */
  attribution: AttributionRecord | null;
  overhead: OverheadRecord | null;
  bounds: BoundsRecord | null;
  /** Null where the run has no live intensity. */
  live: LiveIntensityState | null;
  progress: ProgressState;
  plan: PlanRecord | null;
  estimate: EstimateRecord | null;
  end: EndRecord | null;
}

/** What is needed to hold energy against an intensity that changes, and to say where it is missing. */
export interface LiveIntensityState {
  readonly timeline: EnergyTimeline;
  /** Sorted, without overlaps; in seconds since the start. */
  points: readonly IntensityPoint[];
  /** Why answers were missing, each once, in the order in which they were. */
  readonly problems: string[];
}

export const emptyRunState = (): RunState => ({
  start: null,
  childPid: null,
  devices: [],
  lastSample: null,
  notes: [],
  unread: { broken: 0, types: [], foreign: 0, back: 0 },
  isForeign: false,
  attribution: null,
  overhead: null,
  bounds: null,
  live: null,
  progress: emptyProgress(),
  plan: null,
  estimate: null,
  end: null,
});

/**
 * Takes one more record into `state`. Passed over are records before the `start`, those that were there before (a line
 * or a whole journal that was copied into the file), what comes after the end, and what follows the `start` of another run.
 */
export function applyRecord(state: RunState, record: JournalRecord): void {
  if (record.type === 'start') {
    if (state.start === null) begin(state, record);
    else state.isForeign = record.id !== state.start.id;
  }
  if (state.isForeign) state.unread.foreign += 1;
  if (state.start === null || state.isForeign) return;
  switch (record.type) {
    case 'spawn':
      state.childPid = record.pid;
      break;
    case 'sample':
      applySample(state, record);
      break;
    case 'gap': {
      const index = state.start.devices.findIndex((device) => device.id === record.device);
      const gaps = state.devices[index]?.gaps;
      if (gaps !== undefined && !isRepeated(gaps, record)) gaps.push(record);
      break;
    }
    case 'note':
      if (!state.notes.includes(record.text)) state.notes.push(record.text);
      break;
    case 'attribution':
      state.attribution = record;
      break;
    case 'overhead':
      state.overhead = record;
      break;
    case 'bounds':
      state.bounds = record;
      break;
    case 'intensity':
      applyIntensity(state, record);
      break;
    case 'plan':
      state.plan = record;
      break;
    case 'estimate':
      state.estimate = record;
      break;
    case 'progress':
      applyProgress(state.progress, record);
      break;
    case 'end':
      state.end ??= record;
      break;
    case 'start':
    case 'checkpoint':
      break;
  }
}

function begin(state: RunState, start: StartRecord): void {
  state.start = start;
  state.notes.push(...start.notes);
  state.devices = start.devices.map(() => ({
    joules: null,
    shareJoules: null,
    watts: null,
    maxWatts: null,
    firstWatts: null,
    samples: 0,
    gaps: [],
  }));
  if (start.liveIntensity !== undefined && start.liveIntensity !== null)
    state.live = { timeline: new EnergyTimeline(), points: [], problems: [] };
}

function applyIntensity({ live }: RunState, { points, problem }: IntensityRecord): void {
  if (live === null) return;
  const newer = points.map(({ from, to, gramsPerKwh, estimated }) => ({
    from,
    to,
    gramsPerKwh: gramsPerKilowattHour(gramsPerKwh),
    isEstimated: estimated === true,
  }));
  live.points = overlay(live.points, newer);
  const isKnown = problem === undefined || problem === null || live.problems.includes(problem);
  if (!isKnown && live.problems.length < mostProblems) live.problems.push(problem);
}

/** A journal may hold anything; what is told of it is bounded. */
const mostProblems = 20;

/** Gaps come in the order of time, so that only one that goes back can have been there before. */
const isRepeated = (gaps: readonly GapRecord[], gap: GapRecord): boolean =>
  gap.t <= (gaps.at(-1)?.t ?? -Infinity) &&
  gaps.some(({ t, seconds }) => t === gap.t && seconds === gap.seconds);

function applySample(state: RunState, sample: SampleRecord): void {
  // A line that was written twice, or two writers on one file: time and energy only go forward.
  if (state.end !== null) return;
  if (state.lastSample !== null && sample.t <= state.lastSample.t) {
    if (sample.t < state.lastSample.t && hasMore(sample, state.devices)) state.unread.back += 1;
    return;
  }
  placeProgress(state.progress, state.lastSample, sample, state.start?.devices ?? []);
  state.lastSample = sample;
  state.live?.timeline.push(sample.t, sample.joules);
  state.devices.forEach((device, index) => {
    const joules = sample.joules[index] ?? null;
    const watts = sample.watts[index] ?? null;
    device.watts = watts;
    if (joules === null) return;
    device.joules = joules;
    device.shareJoules = sample.shareJoules?.[index] ?? null;
    if (sample.t >= leastMeanSeconds) device.firstWatts ??= joules / sample.t;
    device.samples += sample.readings ?? 1;
    const highest = sample.maxWatts?.[index] ?? watts;
    if (highest !== null) device.maxWatts = Math.max(device.maxWatts ?? 0, highest);
  });
}

/** By more than rounding and later corrections make. */
const hasMore = ({ joules }: SampleRecord, devices: readonly DeviceState[]): boolean =>
  joules.some((value, index) => (value ?? 0) > 1.001 * (devices[index]?.joules ?? 0));

/** The state with what the journal does not have yet (recent.ts) on top; `state` stays as it is. */
export function withRecent(state: RunState, recent: readonly JournalRecord[]): RunState {
  if (recent.length === 0 || state.end !== null) return state;
  const { devices, live, progress } = state;
  const grown = {
    ...state,
    devices: devices.map((device) => ({ ...device })),
    progress: structuredClone(progress),
    live: live === null ? null : { ...live, timeline: EnergyTimeline.from(live.timeline.toJSON()) },
  };
  for (const record of recent) applyRecord(grown, record);
  return grown;
}

/** Takes note of what a decoder could not read. */
export function applyUnread(
  { unread }: RunState,
  { broken, types }: Pick<UnreadLines, 'broken' | 'types'>,
): void {
  unread.broken += broken;
  for (const type of types) if (!unread.types.includes(type)) unread.types.push(type);
}
