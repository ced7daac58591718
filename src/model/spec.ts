import type { Layer } from './layers';
import type { Quantisation } from './quantisation';
import type { Message } from '../units/message';

/** A number of positions that follows from the sequence's: times it, plus, at most, padded up, then divided, rounded up. */
export interface SequencePositions {
  /** So many positions go with each of the sequence's (frames of sound beside tokens); 1 where absent. */
  readonly times?: number;
  /** Positions added to the sequence's; may be negative. */
  readonly plus?: number;
  readonly atMost?: number;
  readonly atLeast?: number;
  /** Padded up to a multiple of this (chunked kernels). */
  readonly multipleOf?: number;
  /** Divided by this, rounded up unless `roundDown` (pooling, strides, number of chunks). */
  readonly dividedBy?: number;
  readonly roundDown?: boolean;
  /** The rest of a division by this instead (what the last chunk holds where that is not full). */
  readonly modulo?: number;
  /** Added at the end; may be negative. */
  readonly thenPlus?: number;
}

/**
 * How many positions of one sample a layer sees: those of the text sequence, a number fixed by the architecture,
 * or one that follows from the sequence.
 */
export type Positions = 'sequence' | number | SequencePositions;

/** What a part of the model reads where that is not the sequence itself: its cost is told apart, once for each of them. */
export type Tower = 'vision' | 'audio';

/** Layers that repeat together. */
export interface Block {
  readonly name: string;
  /** How often the block's layers run, each time with parameters of its own unless `parameterSets` says fewer. */
  readonly count: number;
  /** How many of the repeats have parameters of their own: 1 where all share one set (ALBERT), 0 where another block holds them. */
  readonly parameterSets?: number;
  /**
   * Set where the block runs only for an image or a sound that a sample may hold: its parameters are the model's,
   * its products are told apart (`ModelCost.towers`) and are no part of a pass over text.
   */
  readonly tower?: Tower;
  /** Set where the block runs but the training objective does not follow from it: no backward pass. */
  readonly untrained?: true;
  /**
   * Set where the block belongs to an encoder: of a model that writes, it runs once over what a sample is given, keeps no cache,
   * and is not run again for the tokens that are written.
   */
  readonly readsInput?: true;
  /** Positions the block works on, where a layer does not say otherwise. */
  readonly positions: Positions;
  readonly layers: readonly Layer[];
}

/** What a sample is made of: decides how a training set of tokens is cut into samples. */
export type SampleKind = 'text' | 'image' | 'audio';

/** The format-free description of a model that every config file is turned into. Plain data. */
export interface ModelSpec {
  /** The library's name of the architecture, e.g. "llama". */
  readonly architecture: string;
  readonly family: string;
  readonly sample: SampleKind;
  /** Positions of one sample that count as its tokens: 'sequence' for text. */
  readonly tokensPerSample: 'sequence' | number;
  /** Longest sequence the config itself names; null when it names none. */
  readonly contextLength: number | null;
  readonly vocabularySize: number | null;
  /** Whether it writes one token after another, so that decoding and a key-value cache mean something. */
  readonly generates: boolean;
  readonly blocks: readonly Block[];
  /** Where the file says that its weights are held in fewer bits than it computes in; which of them, the layers say. */
  readonly quantisation?: Quantisation;
  /** Numbers of the configuration that the file leaves to the library's defaults. */
  readonly defaults: readonly { readonly key: string; readonly value: number }[];
  /** What the figures leave out, for people. */
  readonly notes: readonly Message[];
}
