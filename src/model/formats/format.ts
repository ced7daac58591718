import type { ConfigFields, ConfigObject, LibraryDefaults } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import type { ModelShape } from '../families/family';
import type { TransformerDescription } from '../families/generic/transformer';
import type { ConfigDiagnostic } from '../reading';
import { sentences, type Message } from '../../units/message';

/** The syntaxes that model configs are written in. */
export type Syntax = 'json' | 'yaml' | 'toml' | 'python' | 'shell' | 'gin';

/** A part of a document that describes a model, in its format's own keys or put in the library's. */
export type ModelPart =
  | {
      readonly kind: 'transformer';
      /** Framework and model type, for people: "gpt-neox". */
      readonly architecture: string;
      /** Where the values stand in the document: "model." or "" */
      readonly prefix: string;
      readonly values: ConfigObject;
      /** What the framework takes where the file is silent. */
      readonly defaults: LibraryDefaults;
      readonly describe: (config: ConfigFields) => TransformerDescription;
      /** Keys as the file spells them, where they are read under another name. */
      readonly spelling?: (key: string) => string;
      /** On what the figures rest where they are not exact. */
      readonly approximate?: Message;
    }
  | {
      readonly kind: 'library';
      readonly modelType: string;
      readonly prefix: string;
      /** Values under the library's keys. */
      readonly values: ConfigObject;
      /** The document's own key for each of the library's, where they differ. */
      readonly ownKeys: Readonly<Record<string, string>>;
      readonly notes?: readonly Message[];
      readonly approximate?: Message;
    }
  | {
      /** A model whose own reader makes its layers. */
      readonly kind: 'shape';
      readonly architecture: string;
      readonly prefix: string;
      readonly values: ConfigObject;
      readonly defaults: LibraryDefaults;
      readonly read: (config: ConfigFields) => ModelShape;
      readonly spelling?: (key: string) => string;
      readonly approximate?: Message;
    }
  | { readonly kind: 'unknown'; readonly name: string; readonly key: string };

/** One config format: how to know it, and where in it the model is. */
export interface TextFormat {
  readonly name: string;
  readonly syntax: Syntax;
  /** A cheap look at the text, without parsing it: patterns that must all be there. */
  readonly telling: readonly RegExp[];
  /** Whether its YAML is written with braces, as JSON is. */
  readonly isBraced?: true;
  /** The model in a parsed document; null where it is another format's after all. Never throws. */
  readonly find: (document: ConfigDocument, text: string) => ModelPart | null;
  /** Slips that keep a model of the text from being read as one. */
  readonly slips?: (document: ConfigDocument) => readonly ConfigDiagnostic[];
  /** Every model, where a text of this format may hold several. */
  readonly findAll?: (document: ConfigDocument, text: string) => readonly ModelPart[];
}

export const noDefaults: LibraryDefaults = { values: {}, aliases: {} };
export const defaults = (values: ConfigObject): LibraryDefaults => ({ values, aliases: {} });

/** A part's word that its figures rest on so many assumptions; without one they are exact, and nothing is said. */
export const approximatedBy = ([first, ...others]: readonly Message[]): { readonly approximate?: Message } =>
  first === undefined ? {} : { approximate: sentences(first, ...others) };

/** Whether an object has all of the keys itself. */
export const has = (values: ConfigObject, ...keys: readonly string[]): boolean =>
  keys.every((key) => Object.hasOwn(values, key));

/** Rounds up to a multiple. */
export const paddedTo = (multiple: number, value: number): number =>
  Math.ceil(value / Math.max(1, multiple)) * Math.max(1, multiple);

/** Llama's feed-forward: two thirds of four times the width, times a factor, rounded up to a multiple. */
export const llamaHidden = (width: number, multiple: number, factor = 1): number =>
  paddedTo(multiple, Math.max(1, Math.floor(factor * Math.floor((2 * 4 * width) / 3))));

/** Renames values to the library's keys; what has no name there is left out. */
export function renamed(
  values: ConfigObject,
  names: Readonly<Record<string, string>>,
): { values: Record<string, ConfigObject[string]>; ownKeys: Record<string, string> } {
  const found: Record<string, ConfigObject[string]> = {};
  const ownKeys: Record<string, string> = {};
  for (const [own, name] of Object.entries(names)) {
    const value = Object.hasOwn(values, own) ? values[own] : undefined;
    if (value === undefined) continue;
    found[name] = value;
    ownKeys[name] = own;
  }
  return { values: found, ownKeys };
}
