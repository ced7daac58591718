import * as v from 'valibot';
import type { Range } from '../../src/units/quantities';
import type { RunUpdate, RunView, SeriesView, StepsView } from '../protocol';

/** What the host and the page of a run say to each other. Joules, watts, grams and seconds; null is not known. */

export interface ProgressView extends StepsView {
  readonly epochs: { readonly done: number; readonly total: number | null } | null;
  /** Where it was read. */
  readonly from: string;
  readonly joulesPerSample: number | null;
  readonly joulesPerToken: number | null;
  readonly secondsPerUnit: number | null;
  readonly forecastJoules: Range | null;
  readonly forecastSeconds: Range | null;
  /** ISO 8601. */
  readonly endsAt: string | null;
}

export interface FactorView {
  readonly kind: 'tokens' | 'secondsPerToken' | 'seconds' | 'watts';
  readonly estimated: number;
  readonly actual: number;
  /** Its part of the difference. */
  readonly joules: number;
}

export interface PredictedView {
  readonly file: string;
  readonly estimatedJoules: Range | null;
  readonly estimatedSeconds: Range | null;
  readonly actual: { readonly joules: Range; readonly basis: 'measured' | 'forecast' } | null;
  readonly factors: readonly FactorView[];
  readonly problem: string | null;
}

/** Of one stretch of time, in seconds since the run's start. */
export interface IntensityView {
  readonly from: number;
  readonly to: number;
  readonly gramsPerKwh: number;
  readonly isEstimated: boolean;
}

export interface CarbonView {
  /** Live values, where a provider told them; of averages alone, for marginal ones are no part of the CO2e. */
  readonly points: readonly IntensityView[];
  /** Whose they are; empty where there are none. */
  readonly provider: string;
  readonly kind: 'average' | 'marginal';
  /** Of the rest: the table's. */
  readonly gramsPerKwh: number;
  readonly place: string;
  readonly pue: number;
}

export interface RunDetails extends RunView {
  /** What people gave the run; null where they gave it none. */
  readonly givenLabel: string | null;
  readonly folder: string;
  readonly host: string;
  readonly hardware: string;
  readonly tags: readonly string[];
  /** Of the energy, what the run's own processes drew. */
  readonly shareJoules: number | null;
  readonly embodiedGrams: Range | null;
  readonly progress: ProgressView | null;
  readonly predicted: PredictedView | null;
  readonly carbon: CarbonView;
}

export type ToRun =
  | { readonly type: 'snapshot'; readonly run: RunDetails; readonly series: SeriesView | null }
  | RunUpdate<RunDetails>
  /** There is no such run, or it can't be read. */
  | { readonly type: 'missing'; readonly reason: string };

export const fromRunSchema = v.variant('type', [
  v.object({ type: v.literal('showReport') }),
  v.object({ type: v.literal('exportRun') }),
  v.object({ type: v.literal('compare') }),
  v.object({ type: v.literal('openHistory') }),
]);
export type FromRun = v.InferOutput<typeof fromRunSchema>;
