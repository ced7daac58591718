import { asMessage, said, type Message } from '../units/message';

/** A value of a parsed config file. */
export type ConfigValue =
  null | boolean | number | string | readonly ConfigValue[] | { readonly [key: string]: ConfigValue };
export type ConfigObject = Readonly<Record<string, ConfigValue>>;

/** Field defaults of a configuration class, and its other names for them (alias → field). */
export interface LibraryDefaults {
  readonly values: ConfigObject;
  readonly aliases: Readonly<Record<string, string>>;
}

/** The defaults of a model type, undefined for one that the library does not have. */
export type DefaultsOf = (modelType: string) => LibraryDefaults | undefined;

/** Something wrong with the value of a key; nested keys are "outer.inner". */
export interface FieldProblem {
  readonly key: string;
  readonly message: Message;
}

/** Larger than any size in a model, small enough for products of two to be exact. */
const largestSize = 1e8;
/** Far above the deepest model; keeps a layer-by-layer description short. */
const mostLayers = 10_000;

/** What the library's releases before 5.10 called the kinds of layers. */
const earlierKinds: Readonly<Record<string, string>> = {
  mamba: 'linear_attention',
  attention: 'full_attention',
  deepseek_sparse_attention: 'indexed_attention',
  qwen_sparse_attention: 'indexed_attention',
};

/** A value as every syntax writes it; a section has no such writing in one line. */
const shown = (value: ConfigValue): string | Message =>
  isObject(value)
    ? said`a section`
    : typeof value === 'number' && !Number.isFinite(value)
      ? said`a number that is none or too large`
      : JSON.stringify(value).slice(0, 40);

/** Whether a value holds keys of its own. */
export const isObject = (value: ConfigValue | undefined): value is ConfigObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the sections of one config share. */
interface Findings {
  readonly problems: FieldProblem[];
  readonly defaulted: Map<string, number>;
  /** Keys of the numbers that were read from the file. */
  readonly stated: Set<string>;
  /** Keys that were asked for. */
  readonly asked: Set<string>;
}

/**
 * Reads a config's values as their type says, with the library's default for an absent key. It never throws:
 * what is wrong becomes a problem, and reading goes on with a harmless value so that all problems are found.
 */
export class ConfigFields {
  readonly problems: FieldProblem[];
  /** Numbers that the file does not hold and the library's defaults gave, by key. */
  readonly defaulted: Map<string, number>;
  /** Keys of the numbers that were read from the file itself. */
  readonly stated: Set<string>;
  /** Keys that were asked for. */
  readonly asked: Set<string>;
  private readonly aliasOf: ReadonlyMap<string, string>;

  constructor(
    private readonly values: ConfigObject,
    private readonly defaults: LibraryDefaults,
    private readonly defaultsOf: DefaultsOf = () => undefined,
    private readonly prefix = '',
    findings: Findings = { problems: [], defaulted: new Map(), stated: new Set(), asked: new Set() },
    /** Whether the values are those that the library puts where the file has no section. */
    private readonly isUsual = false,
  ) {
    this.problems = findings.problems;
    this.defaulted = findings.defaulted;
    this.stated = findings.stated;
    this.asked = findings.asked;
    this.aliasOf = new Map(Object.entries(defaults.aliases).map(([alias, field]) => [field, alias]));
  }

  /** The same values under other defaults and names: for a model type that the library does not have. */
  withDefaults(defaults: LibraryDefaults): ConfigFields {
    return new ConfigFields(this.values, defaults, this.defaultsOf, this.prefix, this, this.isUsual);
  }

  /** The same values where only the fields' own names count. */
  withoutAliases(): ConfigFields {
    return this.withDefaults({ values: this.defaults.values, aliases: {} });
  }

  /**
   * The key as the file spells it: a class takes its aliases too. Of two spellings in one file the one wins that is no field
   * of the class: the library sets those after its fields.
   */
  private spelling(key: string): string {
    // A field of the class that is another name for what is none: the library writes the other.
    const other = this.defaults.aliases[key];
    if (other !== undefined && !this.isField(other) && Object.hasOwn(this.values, other)) return other;
    const alias = this.aliasOf.get(key);
    if (alias === undefined || !Object.hasOwn(this.values, alias)) return key;
    return Object.hasOwn(this.values, key) && this.isField(alias) && !this.isField(key) ? key : alias;
  }

  private isField(key: string): boolean {
    return Object.hasOwn(this.defaults.values, key);
  }

  /** The value in the file, else the library's default, else undefined. */
  raw(key: string): ConfigValue | undefined {
    const spelling = this.spelling(key);
    this.asked.add(this.prefix + spelling);
    if (Object.hasOwn(this.values, spelling)) {
      const written = this.values[spelling];
      this.note(key, written, !this.isUsual);
      return written;
    }
    const value = Object.hasOwn(this.defaults.values, key) ? this.defaults.values[key] : undefined;
    this.note(key, value, false);
    return value;
  }

  private note(key: string, value: ConfigValue | undefined, isStated: boolean): void {
    if (typeof value !== 'number') return;
    if (isStated) this.stated.add(this.prefix + key);
    else this.defaulted.set(this.prefix + key, value);
  }

  /** Whether the file itself holds the key, if only as null. */
  given(key: string): boolean {
    const spelling = this.spelling(key);
    this.asked.add(this.prefix + spelling);
    return Object.hasOwn(this.values, spelling);
  }

  /**
   * The config nested under `key` (`text_config`, `vision_config`): the file's, with the defaults of its own
   * model_type; where the file has none, the one that the library would put there. Problems found in it are this config's.
   * `modelType` is its type where neither says one; `overrides` are values that the owner lays over its own: a
   * `model_type` among them is the type whatever the file says, as where the library builds one class alone.
   */
  section(
    key: string,
    modelType?: string,
    overrides: ConfigObject = {},
  ): { readonly config: ConfigFields; readonly modelType: string } {
    const usual = Object.hasOwn(this.defaults.values, key) ? this.defaults.values[key] : undefined;
    const written = Object.hasOwn(this.values, key) ? this.values[key] : undefined;
    if (written !== undefined && written !== null && !isObject(written))
      this.refuse(key, 'must be a section with keys of its own.');
    const values = isObject(written) ? written : isObject(usual) ? usual : {};
    const named = [overrides, values, isObject(usual) ? usual : {}]
      .map((candidate) => candidate['model_type'])
      .find((candidate) => typeof candidate === 'string');
    const type = named ?? modelType ?? '';
    const defaults = this.defaultsOf(type) ?? { values: {}, aliases: {} };
    return {
      config: new ConfigFields(
        { ...values, ...overrides },
        defaults,
        this.defaultsOf,
        `${this.prefix}${key}.`,
        this,
        !isObject(written),
      ),
      modelType: type,
    };
  }

  /** This config with `overrides` laid over its values: problems keep their places. */
  overlaid(overrides: ConfigObject): ConfigFields {
    return new ConfigFields(
      { ...this.values, ...overrides },
      this.defaults,
      this.defaultsOf,
      this.prefix,
      this,
      this.isUsual,
    );
  }

  /** This config with the section under `key` filled: the file's laid over the one that the library would put there. */
  filled(key: string): ConfigFields {
    const usual = Object.hasOwn(this.defaults.values, key) ? this.defaults.values[key] : undefined;
    const written = Object.hasOwn(this.values, key) ? this.values[key] : undefined;
    return isObject(usual) && isObject(written) ? this.overlaid({ [key]: { ...usual, ...written } }) : this;
  }

  /** As `section`, where older files hold the nested config's keys beside the owner's own. */
  sectionOrOwn(
    key: string,
    modelType: string,
    overrides: ConfigObject = {},
  ): { readonly config: ConfigFields; readonly modelType: string } {
    const written = Object.hasOwn(this.values, key) ? this.values[key] : undefined;
    if (written !== undefined && written !== null) return this.section(key, modelType, overrides);
    const defaults = this.defaultsOf(modelType) ?? { values: {}, aliases: {} };
    const values = { ...this.values, ...overrides };
    return { config: new ConfigFields(values, defaults, this.defaultsOf, this.prefix, this), modelType };
  }

  /** Whether there is a section under `key`: in the file, or by the library's default. */
  hasSection(key: string): boolean {
    return isObject(this.raw(key));
  }

  /** `rule` goes on from the key: `must be text.` */
  refuse(key: string, rule: Message | string): void {
    const spelling = this.spelling(key);
    const path = this.prefix + spelling;
    if (!this.problems.some((problem) => problem.key === path))
      this.problems.push({ key: path, message: said`${path} ${asMessage(rule)}` });
  }

  private checkedInteger(key: string, value: ConfigValue, lowest: number, highest: number): number {
    if (typeof value !== 'number') {
      this.refuse(key, said`must be a whole number, not ${shown(value)}.`);
    } else if (!Number.isInteger(value)) {
      this.refuse(key, said`must be a whole number, not ${shown(value)}.`);
    } else if (value < lowest) {
      this.refuse(key, said`must be ${lowest} or more, not ${shown(value)}.`);
    } else if (value > highest) {
      this.refuse(key, said`is ${shown(value)}: more than the ${highest} that can be costed.`);
    } else {
      return value;
    }
    return Math.max(1, lowest);
  }

  /** A size: a whole number from 1 to 100 million. */
  size(key: string): number {
    const value = this.raw(key);
    if (value === undefined) {
      this.refuse(key, 'is missing.');
      return 1;
    }
    return this.checkedInteger(key, value, 1, largestSize);
  }

  /** A size that may be absent or null, which the architecture gives a meaning. */
  optionalSize(key: string): number | null {
    const value = this.raw(key);
    return value === undefined || value === null ? null : this.checkedInteger(key, value, 1, largestSize);
  }

  /** A count that may be 0; null or absent is 0. */
  count(key: string): number {
    const value = this.raw(key);
    return value === undefined || value === null ? 0 : this.checkedInteger(key, value, 0, largestSize);
  }

  /** A number of layers: 1 to 10,000. */
  layers(key: string): number {
    const value = this.raw(key);
    if (value === undefined) {
      this.refuse(key, 'is missing.');
      return 1;
    }
    return this.checkedInteger(key, value, 1, mostLayers);
  }

  /** true or false; null is false. */
  flag(key: string): boolean {
    const value = this.raw(key);
    if (value === undefined || value === null) return false;
    if (typeof value !== 'boolean') {
      this.refuse(key, said`must be true or false, not ${shown(value)}.`);
      return false;
    }
    return value;
  }

  /** A string; null when absent. */
  text(key: string): string | null {
    const value = this.raw(key);
    if (value === undefined || value === null) return null;
    if (typeof value !== 'string') {
      this.refuse(key, said`must be text, not ${shown(value)}.`);
      return null;
    }
    return value;
  }

  /** A list of whole numbers; empty when absent or null. */
  integers(key: string): readonly number[] {
    const value = this.raw(key);
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value) || !value.every((item) => Number.isInteger(item))) {
      this.refuse(key, 'must be a list of whole numbers.');
      return [];
    }
    return value as readonly number[];
  }

  /** A finite number, whole or not; null when absent or null. */
  decimal(key: string): number | null {
    const value = this.raw(key);
    if (value === undefined || value === null) return null;
    if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > largestSize) {
      this.refuse(key, said`must be a number, not ${shown(value)}.`);
      return null;
    }
    return value;
  }

  /** A list of finite numbers; empty when absent or null. */
  decimals(key: string): readonly number[] {
    const value = this.raw(key);
    if (value === undefined || value === null) return [];
    const isNumber = (item: ConfigValue): boolean =>
      typeof item === 'number' && Number.isFinite(item) && Math.abs(item) <= largestSize;
    if (!Array.isArray(value) || !value.every(isNumber)) {
      this.refuse(key, 'must be a list of numbers.');
      return [];
    }
    return value as readonly number[];
  }

  /** A list of sizes, each from 1 to 100 million, as many as `length` where that is given; empty when absent or null. */
  sizes(key: string, length?: number): readonly number[] {
    const values = this.integers(key);
    if (values.some((value) => value < 1 || value > largestSize)) {
      this.refuse(key, said`must be a list of whole numbers from 1 to ${largestSize}.`);
      return [];
    }
    if (length !== undefined && this.raw(key) !== undefined && values.length !== length)
      this.refuse(key, said`has ${values.length} entries; ${length} are needed.`);
    return values;
  }

  /** A list of strings; empty when absent or null. */
  texts(key: string): readonly string[] {
    const value = this.raw(key);
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
      this.refuse(key, 'must be a list of names.');
      return [];
    }
    return value;
  }

  /** A list of true and false; empty when absent or null. */
  flags(key: string): readonly boolean[] {
    const value = this.raw(key);
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'boolean')) {
      this.refuse(key, 'must be a list of true and false.');
      return [];
    }
    return value;
  }

  /** A list of strings with an entry for each of `length` layers; null when absent or null. */
  perLayerText(key: string, length: number): readonly string[] | null {
    const value = this.raw(key);
    if (value === undefined || value === null) return null;
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
      this.refuse(key, 'must be a list of names.');
      return null;
    }
    if (value.length !== length) {
      this.refuse(key, said`has ${value.length} entries for ${length} layers.`);
      return null;
    }
    return value;
  }

  /**
   * The kind of each of `length` layers, in the library's names of today; null where the file lists none. A kind that is not
   * among `known` is refused: another layer stands there than those that the family counts.
   */
  perLayerKind<Kind extends string>(
    key: string,
    length: number,
    known: readonly [Kind, ...Kind[]],
  ): readonly Kind[] | null {
    const listed = this.perLayerText(key, length);
    if (listed === null) return null;
    return listed.map((written) => {
      const name = earlierKinds[written] ?? written;
      const kind = known.find((each) => each === written) ?? known.find((each) => each === name);
      if (kind === undefined) this.refuse(key, said`names "${written.slice(0, 60)}", which is not covered.`);
      return kind ?? known[0];
    });
  }

  /** The width of a head where it is `width` divided by `heads`; says so where that does not come out even. */
  headWidth(widthKey: string, headsKey: string): number {
    const width = this.size(widthKey);
    const heads = this.size(headsKey);
    if (width % heads !== 0 && this.problems.length === 0) {
      this.refuse(widthKey, said`(${width}) is not divisible by ${this.spelling(headsKey)} (${heads}).`);
    }
    return Math.max(1, Math.floor(width / heads));
  }

  /** The number of key-value heads: null means one for each head; it must divide the heads. */
  keyValueHeads(key: string, heads: number): number {
    const count = this.optionalSize(key) ?? heads;
    // Where the heads are at fault, they are a harmless value here.
    if (heads % count !== 0 && this.problems.length === 0)
      this.refuse(key, said`(${count}) does not divide the number of attention heads (${heads}).`);
    return count;
  }

  /** How many of `count` experts a token visits: at least 1, not more than there are. */
  expertsPerToken(key: string, count: number): number {
    const used = this.size(key);
    if (used > count) this.refuse(key, said`(${used}) is more than the ${count} experts there are.`);
    return used;
  }
}
