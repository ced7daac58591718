import type { Device } from '../runs/journal';
import type { Range } from '../units/quantities';
import type { CounterPlace } from './sources/sample-lines';
import type { PowerCommand } from './sources/power-command';

/**
 * How good a kind of evidence is; 1 is the best. Kept apart from the sources, so that two sources of one kind stand
 * on one rung.
 */
export const rungs = {
  energyCounter: 1,
  instantaneousPower: 2,
  averagedPower: 3,
  /** Readings of another program: nvidia-smi, amd-smi, xpu-smi, powermetrics, a user's own command. */
  program: 4,
  /** A meter of the whole machine: a battery, a server's power supply. */
  machine: 5,
  model: 6,
} as const;

/** One answer of a device. */
export type Measurement =
  | {
      readonly ok: true;
      /** The energy counter in joules, from any zero; null where there is none. */
      readonly counterJoules: number | null;
      /**
       * Power at this moment; null where it is not known, or is an average of the past beside a counter. Where the probe
       * averages and `averagedWatts` is left out, that average.
       */
      readonly watts: number | null;
      /** The mean power of the probe's `averagedSeconds`, where `watts` is that of the moment. */
      readonly averagedWatts?: number;
      /**
       * When this was observed, in monotonic seconds (`process.hrtime`), where it is not now: a line that another program
       * printed. An answer with the time of the one before is the same reading.
       */
      readonly observedAt?: number;
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
  /** The id of the probe whose energy includes this one's; or null. Of no meaning where that probe is not chosen. */
  readonly within: string | null;
  /** Null where only power is read, so that energy is its integral. */
  readonly counter: CounterTraits | null;
  /** Over how much of the past power is averaged, in seconds; 0 for power at the moment, and beside a counter. */
  readonly averagedSeconds: number;
  /** The share of the time that its power at the moment covers, 0 to 1; all of it where left out. */
  readonly sensorCoverage?: number;
  /** The power limit in force: what can have been drawn unseen. Null or left out where not known. */
  readonly limitWatts?: number | null;
  /** No such device draws more: a reading above is not believed. `Infinity` where nothing is read, as in a model. */
  readonly highestWatts: number;
  /** It may stop telling in mid-run though nothing is broken, as a battery does when a charger is plugged in. */
  readonly canEnd?: boolean;
  /** The user named it: it comes before better rungs. */
  readonly isRequested?: boolean;
  /** What an accelerator is called in the variables that choose devices; null or left out for other domains. */
  readonly accelerator?: Accelerator | null;
  /** The processes that use the device now; null where the driver does not tell. Left out where nobody can. Never throws. */
  processes?(): readonly DeviceProcess[] | null;
  /**
   * Whether it can be asked of a moment before now: where the thread of its driver has read it then (sources/rounds-ahead.ts), or it is
   * computed for any moment.
   */
  readonly tellsPast?: boolean;
  /** Where the thread of its driver finds its counter and power, so that it can write them by itself. Null where it can't now. */
  placeOfCounter?(): CounterPlace | null;
  /** Of a model: how what it tells goes on. Null where that is not known yet. */
  course?(): ModelCourse | null;
  /**
   * Never throws. Quick: it is called up to 250 times a second around the launch and the exit. `at` is the moment that is
   * asked of, in monotonic seconds, where that is not now.
   */
  read(at?: number): Measurement;
}

/** `counterJoules` of a model until it is read again: `baseJoules` and `watts` since then, in monotonic seconds, and never less than it has told. */
export interface ModelCourse {
  readonly since: number;
  readonly baseJoules: number;
  readonly watts: number;
}

/** The names of one physical accelerator. */
export interface Accelerator {
  readonly vendor: 'nvidia' | 'amd' | 'intel' | 'apple';
  /** Its place in the order of PCI addresses among the accelerators of its vendor, from 0: the driver's own index. */
  readonly index: number;
  /** `NVIDIA H100 80GB HBM3`; null where the driver tells none. */
  readonly model: string | null;
  /** `GPU-8f6d…`; null where the driver gives none. */
  readonly uuid: string | null;
  /** `0000:3b:00.0`, in lower case; null where not known. */
  readonly pciAddress: string | null;
  /** The slices that it is divided into; empty where it is whole. */
  readonly slices: readonly AcceleratorSlice[];
  /** Where the driver counts its parts as devices: the two dies of an AMD board, the partitions of a chip. */
  readonly parts?: readonly AcceleratorPart[];
}

export interface AcceleratorPart {
  /** The driver's own index of it. */
  readonly index: number;
  readonly uuid: string | null;
}

/** A MIG device or a partition. */
export interface AcceleratorSlice {
  /** `MIG-…`. */
  readonly uuid: string;
  /** Its part of the whole device's compute, 0 to 1. */
  readonly share: number;
}

/** A process on an accelerator, with the number that the driver has for it. */
export interface DeviceProcess {
  readonly pid: number;
  /** The share of the device's compute time that it had lately, 0 to 1; null where not known. */
  readonly utilization: number | null;
  readonly memoryBytes: number | null;
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
  /** There is nothing here for it to read: no such device, another system. The notes of a run leave it out. */
  readonly isAbsent?: boolean;
}

/** What becomes of a source once its counters were looked at for a while. */
export interface Proving {
  /** The probes whose counters are in doubt. */
  readonly ids: ReadonlySet<string>;
  /** The source as it is where these have moved, and the others have not. */
  decide(moved: ReadonlySet<string>): Promise<OpenedSource>;
}

export interface KeptFile {
  readonly name: string;
  readonly content: unknown;
}

export interface OpenedSource {
  readonly statuses: readonly SourceStatus[];
  readonly probes: readonly Probe[];
  /** Devices that are there and that no probe reads, each with the reason, in whole sentences. */
  readonly notes: readonly string[];
  /** What a run keeps in its folder for later runs to find. */
  readonly kept?: readonly KeptFile[];
  /** Where counters have not been seen to move yet, and so may be none. */
  readonly proving?: Proving;
  close(): void;
}

/** What a source may know of this machine from before. */
export interface OpenContext {
  /** The runs folder, where earlier runs have kept what they found out; null where it is not to be asked. */
  readonly runsFolder: string | null;
  /** A command that prints watts or joules, where the user has named one. */
  readonly powerCommand?: PowerCommand | undefined;
}

/** A way to learn energy or power. Opening never throws; what it can't do is in the statuses. */
export interface Source {
  /** The name that `--source` takes. */
  readonly key: string;
  /** The name and the rung that its status has where it fails in an unforeseen way. */
  readonly name: string;
  readonly rung: number;
  open(context: OpenContext): Promise<OpenedSource>;
}
