import { addMoment, type ProgressPoint } from '../progress/moments';
import type { Device, ProgressRecord, SampleRecord } from './journal';

/** Progress that waits for a sample; samples come at least as often as progress is written. */
const mostWaiting = 50;

/** The newest progress of a run, and its energy at moments of it: what a forecast is made from. Bounded. */
export interface ProgressState {
  latest: ProgressRecord | null;
  /** In rising order; joules are those of the devices that lie within no other. */
  points: ProgressPoint[];
  /** Told since the last sample: the energy at their moments lies between that one and the next. */
  waiting: ProgressRecord[];
}

export const emptyProgress = (): ProgressState => ({ latest: null, points: [], waiting: [] });

export function applyProgress(state: ProgressState, record: ProgressRecord): void {
  // What is counted has changed: the points of before count something else.
  if (state.latest !== null && state.latest.unit !== record.unit) state.points = [];
  if (state.latest !== null && record.done < state.latest.done) state.points = [];
  state.latest = record;
  if (state.waiting.length < mostWaiting) state.waiting.push(record);
}

/** Gives the progress that was told between two samples its energy, by a straight line between them. */
export function placeProgress(
  state: ProgressState,
  before: SampleRecord | null,
  after: SampleRecord,
  devices: readonly Device[],
): void {
  if (state.waiting.length === 0) return;
  const placed = state.waiting.filter(({ t }) => t <= after.t);
  state.waiting = state.waiting.filter(({ t }) => t > after.t);
  const end = countedJoules(after, devices);
  const start = before === null ? end : countedJoules(before, devices);
  if (end === null || start === null) return;
  const from = before?.t ?? after.t;
  for (const { t, done, unit } of placed) {
    if (unit !== state.latest?.unit) continue;
    const share = after.t > from ? Math.min(1, Math.max(0, (t - from) / (after.t - from))) : 1;
    const point = { seconds: t, done, joules: start + share * (end - start) };
    const last = state.points.at(-1);
    if (last !== undefined && (point.done <= last.done || point.joules < last.joules)) continue;
    addMoment(state.points, point);
  }
}

/** A sample's energy, of the devices that lie within no other; null where none has answered. */
export function countedJoules({ joules }: SampleRecord, devices: readonly Device[]): number | null {
  let sum: number | null = null;
  devices.forEach(({ within }, index) => {
    const value = joules[index] ?? null;
    if (within === null && value !== null) sum = (sum ?? 0) + value;
  });
  return sum;
}
