import * as v from 'valibot';
import type { Range } from '../../src/units/quantities';
import type { RunStateView } from '../protocol';

/** What the host and the page of a comparison say to each other. Joules, watts, grams and seconds; null is not known. */

export interface ComparedRun {
  readonly id: string;
  /** The label, or the command. */
  readonly name: string;
  readonly state: RunStateView;
  readonly exitCode: number | null;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationSeconds: number | null;
  readonly energyJoules: Range | null;
  readonly netJoules: number | null;
  readonly co2eGrams: Range | null;
  readonly meanWatts: number | null;
  /** What was counted, and how far it came; null where the run told none. */
  readonly unit: string | null;
  readonly done: number | null;
  readonly joulesPerUnit: number | null;
  readonly joulesPerToken: number | null;
  readonly secondsPerUnit: number | null;
  readonly provenance: string;
  readonly hardware: string;
  readonly host: string;
  readonly place: string;
  readonly gramsPerKwh: number;
  readonly pue: number;
  readonly tags: readonly string[];
  /** The curve of all its devices together. */
  readonly curve: {
    readonly seconds: readonly number[];
    readonly watts: readonly (number | null)[];
    readonly joules: readonly (number | null)[];
  };
  readonly progress: readonly { readonly seconds: number; readonly done: number; readonly joules: number }[];
}

export interface ToComparison {
  readonly type: 'snapshot';
  readonly runs: readonly ComparedRun[];
  /** Ids of runs that are not there any more. */
  readonly missing: readonly string[];
}

export const fromComparisonSchema = v.variant('type', [
  v.object({ type: v.literal('openRun'), runId: v.string() }),
  v.object({ type: v.literal('changeRuns') }),
]);
export type FromComparison = v.InferOutput<typeof fromComparisonSchema>;
