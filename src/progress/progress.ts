/**
 * What a step of training is counted in. `round` is a tree of a boosting library; `percent` of the whole is all that some bars tell.
 */
export const progressUnits = ['step', 'sample', 'token', 'epoch', 'round', 'percent'] as const;
export type ProgressUnit = (typeof progressUnits)[number];

/** How far a training has come, as it says itself. */
export interface Progress {
  /** Units that are done, 0 or more; may have a fraction. */
  readonly done: number;
  /** Units of the whole training; null where it does not tell. */
  readonly total: number | null;
  readonly unit: ProgressUnit;
  /** Passes over the data that are done, with a fraction, and of how many; null where they are not told. */
  readonly epochs: { readonly done: number; readonly total: number | null } | null;
  /** Tokens in a unit, on all devices, where the training counts both; left out where it does not. */
  readonly tokensPerUnit?: number;
}

/** What one line of a training's output says of its progress. */
export interface ProgressFact {
  /** What names the counter: the words before a bar, or the word before a number. Lower case. */
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  readonly unit: ProgressUnit;
  /** True where the line says that it counts within an epoch, so that it begins again with each. */
  readonly isInEpoch: boolean;
  /** The epoch that the line names, as it is written (`Epoch 3/10`: 3 of 10); null where it names none. */
  readonly epoch: EpochFact | null;
  /** Set where one such line may be of something else, as of how data are split: it counts once it has gone on. */
  readonly isGuess?: boolean;
}

export interface EpochFact {
  /** As it is written: it may count from 0 or from 1. With a fraction, it is a position: 1.5 is half of the second. */
  readonly index: number;
  readonly total: number | null;
  readonly isPosition: boolean;
  /** Whether the line is written at the epoch's end, as one that tells its loss is. */
  readonly hasEnded: boolean;
  /** What the total is where epochs are counted from 0: how many there are, or the index of the last; left out where either may be. */
  readonly totalIs?: 'count' | 'last index';
}
