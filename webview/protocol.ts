import * as v from 'valibot';
import type { Range } from '../src/units/quantities';

/**
 * What the extension host and the panel say to each other. The host owns the data; the view is disposable: it says
 * `ready`, is given a whole snapshot, then what is new. Joules, watts, grams and seconds throughout.
 */

export interface DeviceView {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  /** `measured` or `modelled`, in the editor’s language. */
  readonly provenance: string;
  /** False where another device of the run already includes this one's energy. */
  readonly counted: boolean;
  readonly watts: number | null;
  readonly joules: number | null;
}

export type RunStateView = 'running' | 'ended' | 'interrupted';

/** What lies ahead of a run, and what its curves are held against. */
export interface OutlookView {
  /** Joules of the run so far; null where it is not known. */
  readonly soFarJoules: Range | null;
  /** Joules of the whole run; null where no forecast is known. */
  readonly forecastJoules: Range | null;
  readonly forecastSeconds: Range | null;
  /** Energy of this run at which the nearest budget is spent; null where there is none. */
  readonly budgetJoules: number | null;
  /** Mean of the run so far; null where the CO2e is not known. */
  readonly gramsPerJoule: number | null;
}

/** How far a run's training has come. */
export interface StepsView {
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
  readonly joulesPerUnit: number | null;
}

export interface RunView {
  readonly id: string;
  readonly label: string;
  /** As a person would type it; `fullCommand` as it was run. */
  readonly command: string;
  readonly fullCommand: string;
  readonly state: RunStateView;
  readonly startedAt: string;
  readonly durationSeconds: number;
  readonly exitCode: number | null;
  readonly devices: readonly DeviceView[];
  readonly watts: number | null;
  readonly energyJoules: Range | null;
  readonly netJoules: number | null;
  /** What of the energy the run's own processes drew, in words; empty where that is most of it, or not known. */
  readonly shareRemark: string;
  /** `shareRemark` as a part alone, for figures of a unit. */
  readonly partRemark: string;
  readonly co2eGrams: Range | null;
  /** `measured`, `modelled`, or `part modelled` where devices differ. */
  readonly provenance: string;
  /** How the CO2e was come by, in words: intensity, place, source, PUE. */
  readonly carbonBasis: string;
  readonly notes: readonly string[];
  readonly outlook: OutlookView;
  /** Null where the run told none. */
  readonly progress: StepsView | null;
  /** Live intensity of the grid, in seconds since the run's start; empty where no provider told any. */
  readonly intensities: readonly {
    readonly from: number;
    readonly to: number;
    readonly gramsPerKwh: number;
  }[];
}

/** The curves of one run, in step: `seconds[i]` belongs to `watts[device][i]` and `joules[i]`. */
export interface SeriesView {
  readonly seconds: readonly number[];
  /** One curve a device, in the order of `RunView.devices`. */
  readonly watts: readonly (readonly (number | null)[])[];
  /** Cumulative energy of the whole run. */
  readonly joules: readonly (number | null)[];
}

export interface RunItem {
  readonly id: string;
  readonly label: string;
  readonly state: RunStateView;
}

/** What is new of a run since the last message. */
export interface RunUpdate<Run> {
  readonly type: 'update';
  /** What of the figures is another one now. */
  readonly changes: Partial<Run>;
  /** The moments that have come, in the order of time; may be none. */
  readonly moments: SeriesView;
}

export type ToView =
  | {
      readonly type: 'snapshot';
      readonly runs: readonly RunItem[];
      readonly run: RunView | null;
      readonly series: SeriesView | null;
    }
  /** What is new of the run that the view shows. */
  | RunUpdate<RunView>;

/** Beside what all panels say (shared/panel-protocol.ts). Checked by the host: what comes out of a web page is input like any other. */
export const fromViewSchema = v.variant('type', [
  v.object({ type: v.literal('selectRun'), runId: v.string() }),
  v.object({ type: v.literal('runTraining') }),
  v.object({ type: v.literal('showReport'), runId: v.string() }),
  v.object({ type: v.literal('exportData'), runId: v.string() }),
]);
export type FromView = v.InferOutput<typeof fromViewSchema>;
