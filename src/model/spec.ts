import type { Layer } from './layers';

/** How many positions of one sample a layer sees: those of the text sequence, or a number fixed by the architecture. */
export type Positions = 'sequence' | number;

/** Layers that repeat together. */
export interface Block {
  readonly name: string;
  /** How often the block's layers run, each time with parameters of its own. */
  readonly count: number;
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
  readonly tokensPerSample: Positions;
  /** Longest sequence the config itself names; null when it names none. */
  readonly contextLength: number | null;
  readonly vocabularySize: number | null;
  /** Whether it writes one token after another, so that decoding and a key-value cache mean something. */
  readonly generates: boolean;
  readonly blocks: readonly Block[];
  /** Numbers of the configuration that the file leaves to the library's defaults. */
  readonly defaults: readonly { readonly key: string; readonly value: number }[];
  /** What the figures leave out, for people. */
  readonly notes: readonly string[];
}
