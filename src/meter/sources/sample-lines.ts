/**
 * How rounds that are made ahead become lines of a journal, which the thread then writes by itself: its samples, as the meter would
 * write them. What is unusual in any way is not written, and left to the meter with all that comes after it.
 */
export interface SampleLines {
  /** The journal's open file. */
  readonly file: number;
  /** So many of the rounds that come next. */
  readonly count: number;
  /** When the run began, in monotonic seconds. */
  readonly startedAt: number;
  /** In the order of the sample's figures. */
  readonly devices: readonly LineDevice[];
  /** The same in all of these lines: what follows the power. */
  readonly rest: string;
  /** Rounds further apart are unusual. */
  readonly longestSeconds: number;
  /** Lines may wait for so long, to be written together. */
  readonly waitSeconds: number;
}

/** The same while it is open how many rounds are to be written. */
export type LinesToCome = Omit<SampleLines, 'count' | 'longestSeconds' | 'waitSeconds'>;

/** Rounds that follow one another and whose lines were all written: the newest of them is kept, and stands for all. */
export interface Stretch {
  readonly rounds: number;
  /** The sum of the squared seconds between them, from the round before the first of them on. */
  readonly secondsSquared: number;
  /** In the order of the sample's figures. */
  readonly devices: readonly StretchDevice[];
}

/** What the power of a device was in all of that time. */
export interface StretchDevice {
  /** The trapezoid of power. */
  readonly joules: number;
  /** Mean power squared, times the seconds of each pair of rounds. */
  readonly wattsSquaredSeconds: number;
  readonly highestWatts: number;
}

/** The same with how far apart the rounds were. */
export type StretchOfDevice = StretchDevice & Pick<Stretch, 'secondsSquared'>;

/** Where in the memory of a driver's thread a device's counter and power lie, in bytes: 64 and 32 bits, with the joules and watts of a unit. */
export interface CounterPlace {
  /** The gathered call that writes them. */
  readonly call: number;
  readonly counter: number;
  readonly joulesPerCount: number;
  readonly power: number;
  readonly wattsPerCount: number;
  /** Words of 32 bits that say whether the values are any, and what they are then. */
  readonly valid: readonly { readonly at: number; readonly is: number }[];
}

/** One device of a sample: its joules are the counter less `zeroJoules`, and never less than `told`. */
export interface LineDevice {
  readonly told: number;
  readonly zeroJoules: number;
  /** What the counter told at this moment, in monotonic seconds. */
  readonly counterJoules: number;
  readonly since: number;
  /** Where a round reads it. Null of a model, whose power stays as it is, and which tells at least what it has told. */
  readonly place: CounterPlace | null;
  /** The power of a model; else the most that the device draws. */
  readonly watts: number;
  /** Of a model: from where its joules go on. */
  readonly baseJoules: number;
}
