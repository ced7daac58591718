import type { Probe } from './source';
import type { Selection } from './attribution/visible-devices';

/** What a run is metered by. */
export interface MeterSettings {
  readonly intervalMs: number;
  /** How long idle power is measured before the launch; 0 for not at all. */
  readonly baselineSeconds: number;
  /** Which accelerators are the run's. */
  readonly selection: Selection;
  /** The accelerators that are not. */
  readonly keptFromRun: readonly Probe[];
}

/** How a run ended; nulls where that is not known, as of a process that was no child of this one. */
export interface RunEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Processor seconds of the command and all that it has waited for, where another process has waited for it and told them. */
  readonly cpuSeconds?: number | null;
}
