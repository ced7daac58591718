/** What was measured in one extension host, in milliseconds where the name doesn't say otherwise. */
export interface EditorFigures {
  /** Loading the extension and its `activate`. */
  readonly activation: number;
  /** Large parts that are loaded by activation, and by a file without a model. */
  readonly partsAtStart: number;
  readonly partsAfterPlain: number;
  /** Each call by what was asked for, and of which file. */
  readonly calls: Readonly<Record<string, readonly number[]>>;
  readonly typing: readonly Typing[];
  readonly holdUps: readonly HoldUp[];
}

/** Keys typed into a file at an even pace. */
export interface Typing {
  readonly file: string;
  /** Whether the extension was active. */
  readonly isActive: boolean;
  readonly keys: number;
  readonly seconds: number;
  /** Of the whole extension host, on a processor. */
  readonly processorMs: number;
  /** From a key until the host has its change and the window has answered. */
  readonly echoes: readonly number[];
  /** How long the host's loop was held up, at most. */
  readonly longestBlock: number;
  /** What the extension's providers took of the host before they returned, each call. */
  readonly provided: readonly number[];
}

/** Names the file that the figures go to. */
export const figuresFileVariable = 'WATTLENS_BENCH_FIGURES';
/** Names the folder with the documents. */
export const documentsVariable = 'WATTLENS_BENCH_DOCUMENTS';

/** The folders of the documents, but for `new`: configurations of many model types. */
export type DocumentKind = 'first' | 'odd' | 'large' | 'python' | 'trained' | 'plain';

/** The files of the folder `long`. */
export type LongFile = '2,000 lines.py' | '10,000 lines.py' | '1 MB.json' | '1 MB.yaml' | '5 MB.ipynb';

/** How long the extension host was held up, at most, while something was done with a file. */
export interface HoldUp {
  readonly file: string;
  readonly done: 'opened' | 'typed in, with pauses' | 'saved' | 'scanned with the workspace';
  readonly isActive: boolean;
  /** Of its thread on a processor between two looks: what other programs take of the machine is no part of it. */
  readonly processorMs: number;
  /** By the clock. */
  readonly ms: number;
}

/** A minute of a window in which nothing is done, in a workspace without models or training. */
export interface IdleMinute {
  readonly isActive: boolean;
  /** Of the whole extension host. */
  readonly processorMs: number;
}
