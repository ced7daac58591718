import type { Device } from '../runs/journal';
import type { Range } from '../units/quantities';

/**
 * How good a kind of evidence is; 1 is the best. Kept apart from the sources, so that two sources of one kind stand
 * on one rung. 4 and 5 are kept for readings of other programs and for meters of the whole machine.
 */
export const rungs = { energyCounter: 1, instantaneousPower: 2, averagedPower: 3, model: 6 } as const;

/** One answer of a device. */
export type Measurement =
  | {
      readonly ok: true;
      /** The energy counter in joules, from any zero; null where there is none. */
      readonly counterJoules: number | null;
      /** Power at this moment; null where it is not known, or is an average of the past beside a counter. */
      readonly watts: number | null;
    }
  | { readonly ok: false; readonly reason: string };

/** One domain of one device that a source can read. */
export interface Probe {
  readonly id: string;
  readonly name: string;
  readonly domain: Device['domain'];
  /** The source's name, as people see it. */
  readonly source: string;
  readonly rung: number;
  readonly provenance: Device['provenance'];
  /** What the true energy lies between, as factors; `mid` is 1. */
  readonly range: Range;
  /** The id of the probe whose energy includes this one's, where both come from one source; or null. */
  readonly within: string | null;
  /** Null where only power is read, so that energy is its integral. */
  readonly counter: CounterTraits | null;
  /** Over how much of the past power is averaged, in seconds; 0 for power at the moment, and beside a counter. */
  readonly averagedSeconds: number;
  /** No such device draws more: a reading above is not believed. `Infinity` where nothing is read, as in a model. */
  readonly highestWatts: number;
  /** Never throws. Quick: it is called up to 250 times a second around the launch and the exit. */
  read(): Measurement;
}

/** More than any processor, card or board draws; readings above are blanks and garbage. */
export const highestUsualWatts = 5000;

export interface CounterTraits {
  /** The longest that the counter stands still between two updates, in seconds. */
  readonly tickSeconds: number;
  /** Where the counter starts over, in joules; null where it does not. */
  readonly wrapJoules: number | null;
}

/** What `wattlens doctor` says of a source. */
export interface SourceStatus {
  readonly source: string;
  readonly rung: number;
  readonly usable: boolean;
  /** What it reads, or why it can't. */
  readonly why: string;
  /** What would make it usable, exactly; null where nothing is to be done. */
  readonly fix: string | null;
}

export interface OpenedSource {
  readonly statuses: readonly SourceStatus[];
  readonly probes: readonly Probe[];
  /** Devices that are there and that no probe reads, each with the reason, in whole sentences. */
  readonly notes: readonly string[];
  close(): void;
}

/** A way to learn energy or power. Opening never throws; what it can't do is in the statuses. */
export interface Source {
  /** The name that `--source` takes. */
  readonly key: string;
  /** The name and the rung that its status has where it fails in an unforeseen way. */
  readonly name: string;
  readonly rung: number;
  open(): Promise<OpenedSource>;
}
