import * as v from 'valibot';
import { gramsPerKilowattHour } from '../units/quantities';
import { EnergyTimeline } from './energy-timeline';
import {
  attributionSchema,
  boundsSchema,
  endSchema,
  estimateSchema,
  gapSchema,
  overheadSchema,
  planSchema,
  progressSchema,
  sampleSchema,
  type CheckpointRecord,
  type StartRecord,
} from './journal';
import type { RunState } from './run-state';

/**
 * Raise it when a field of the state gets another meaning. A field that is added needs nothing but its line here: older
 * checkpoints lack it, are then not used, and the journal is read from its beginning.
 */
const stateVersion = 1;

const figure = v.nullable(v.number());

const liveSchema = v.object({
  timeline: v.pipe(
    v.object({
      seconds: v.array(v.number()),
      joules: v.array(v.array(figure)),
      width: v.pipe(v.number(), v.minValue(Number.MIN_VALUE)),
    }),
    v.check(({ seconds, joules }) => seconds.length === joules.length),
    v.transform((rows) => EnergyTimeline.from(rows)),
  ),
  points: v.array(
    v.object({
      from: v.number(),
      to: v.number(),
      gramsPerKwh: v.pipe(v.number(), v.transform(gramsPerKilowattHour)),
      isEstimated: v.boolean(),
    }),
  ),
  problems: v.array(v.string()),
});

const stateSchema = v.object({
  stateVersion: v.literal(stateVersion),
  childPid: figure,
  devices: v.array(
    v.object({
      joules: figure,
      shareJoules: figure,
      watts: figure,
      maxWatts: figure,
      firstWatts: figure,
      samples: v.number(),
      gaps: v.array(gapSchema),
    }),
  ),
  lastSample: v.nullable(sampleSchema),
  notes: v.array(v.string()),
  unread: v.object({
    broken: v.number(),
    types: v.array(v.string()),
    foreign: v.number(),
    back: v.number(),
  }),
  isForeign: v.boolean(),
  attribution: v.nullable(attributionSchema),
  overhead: v.nullable(overheadSchema),
  bounds: v.nullable(boundsSchema),
  live: v.nullable(liveSchema),
  plan: v.nullable(planSchema),
  estimate: v.nullable(estimateSchema),
  progress: v.object({
    latest: v.nullable(progressSchema),
    points: v.array(v.object({ seconds: v.number(), done: v.number(), joules: v.number() })),
    waiting: v.array(progressSchema),
  }),
  end: v.nullable(endSchema),
});

/** All that the journal has told so far, as a record of it; null before the `start`. */
export function checkpointOf(state: RunState): CheckpointRecord | null {
  const { start, ...rest } = state;
  if (start === null) return null;
  const t = state.lastSample?.t ?? 0;
  return { type: 'checkpoint', t, id: start.id, state: { stateVersion, ...rest } };
}

/** The state that a checkpoint of the run holds; null where it is of another run or of another version. */
export function stateAt(start: StartRecord, checkpoint: CheckpointRecord): RunState | null {
  if (checkpoint.id !== start.id) return null;
  const result = v.safeParse(stateSchema, checkpoint.state);
  if (!result.success || result.output.devices.length !== start.devices.length) return null;
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the version is not a part of the state
  const { stateVersion: _version, ...rest } = result.output;
  return { start, ...rest };
}
