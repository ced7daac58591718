import * as v from 'valibot';
import type { Range } from '../../src/units/quantities';
import type { RunStateView } from '../protocol';

/** What the host and the page of the history say to each other. Joules, watts, grams and seconds; null is not known. */

export interface RunRow {
  readonly id: string;
  /** What people gave the run; null where they gave it none. */
  readonly label: string | null;
  /** As a person would type it; empty where the journal can't be read. */
  readonly command: string;
  readonly folder: string;
  readonly state: RunStateView;
  readonly exitCode: number | null;
  /** ISO 8601. */
  readonly startedAt: string | null;
  readonly durationSeconds: number | null;
  readonly energyJoules: Range | null;
  readonly co2eGrams: Range | null;
  readonly meanWatts: number | null;
  readonly joulesPerUnit: number | null;
  /** What `joulesPerUnit` is counted by: a step, an epoch. */
  readonly unit: string | null;
  readonly joulesPerToken: number | null;
  /** In the language of the window. */
  readonly provenance: string;
  /** What of the energy the run's own processes drew, in words; empty where that is most of it, or not known. */
  readonly shareRemark: string;
  readonly hardware: string;
  readonly host: string;
  readonly place: string;
  readonly tags: readonly string[];
  /** Why nothing is known of the run, or that it did not start; else empty. */
  readonly problem: string;
}

export type ToHistory =
  | {
      readonly type: 'rows';
      /** New ones, and those that have changed. */
      readonly rows: readonly RunRow[];
      /** Whether these are all that there were until now, and the page forgets what it had. */
      readonly isFirst: boolean;
      /** Whether more of the runs that are there are still being read. */
      readonly isReading: boolean;
    }
  | { readonly type: 'removed'; readonly runIds: readonly string[] };

const runId = v.pipe(v.string(), v.regex(/^[\w.-]{1,200}$/));
const mostRunsTagged = 10_000;
export const mostCompared = 6;

export const fromHistorySchema = v.variant('type', [
  v.object({ type: v.literal('openRun'), runId }),
  v.object({ type: v.literal('exportRun'), runId }),
  v.object({
    type: v.literal('compare'),
    runIds: v.pipe(v.array(runId), v.minLength(2), v.maxLength(mostCompared)),
  }),
  v.object({
    type: v.literal('changeTag'),
    runIds: v.pipe(v.array(runId), v.maxLength(mostRunsTagged)),
    tag: v.pipe(v.string(), v.maxLength(1000)),
    isSet: v.boolean(),
  }),
  v.object({ type: v.literal('runTraining') }),
]);
export type FromHistory = v.InferOutput<typeof fromHistorySchema>;
