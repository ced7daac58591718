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
export type DocumentKind = 'first' | 'odd' | 'large' | 'python' | 'plain';
