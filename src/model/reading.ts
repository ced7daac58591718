import type { Message } from '../units/message';
import type { ModelSpec } from './spec';

/** A place in a text, in UTF-16 code units. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** Something wrong at a place of a config file, in one sentence for people. */
export interface ConfigDiagnostic {
  readonly message: Message;
  readonly span: Span;
}

/** What a file turned out to be. */
export type ConfigReading =
  | {
      readonly kind: 'model';
      /** The config format, e.g. "hugging-face". */
      readonly format: string;
      readonly spec: ModelSpec;
      /** Where a lens goes. */
      readonly anchor: Span;
      /** Where each value stands, by key. */
      readonly positions: ReadonlyMap<string, Span>;
      readonly warnings: readonly ConfigDiagnostic[];
      /** On what the figures rest where they are not exact, in a sentence; absent where they are. */
      readonly approximate?: Message;
    }
  /** A model config that is broken. At least one diagnostic. */
  | { readonly kind: 'invalid'; readonly diagnostics: readonly ConfigDiagnostic[] }
  | { readonly kind: 'unknownArchitecture'; readonly modelType: string; readonly anchor: Span }
  | { readonly kind: 'notModel' };
