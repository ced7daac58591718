import type { ConfigObject, ConfigValue } from './config-fields';
import { builtByAutomatic, hasLibraryClass, isAutomaticClass, libraryClassesOf } from './library-classes';
import { defaultsOf } from './library-defaults';
import { said, type Message } from '../units/message';

/** The class that a source or a command builds its model as, and what it is told with it. */
export interface ModelClass {
  /**
   * One of the library's: of a type (`BertForSequenceClassification`) or automatic (`AutoModelForSequenceClassification`); null where
   * keywords alone are told.
   */
  readonly name: string | null;
  /** Keywords of the call; those that are the configuration's keys change it. */
  readonly keywords?: ConfigObject;
  /** Keywords whose values only running the code would tell. */
  readonly open?: readonly string[];
}

/** What a class makes of a model's configuration. */
export interface OfClass {
  readonly values: ConfigObject;
  /** What the figures of such a head rest on; null where they are exact. */
  readonly doubt: Message | null;
  readonly notes: readonly Message[];
}

/** Keys of every configuration, which the library's defaults do not list. */
const ofEveryConfiguration: ReadonlySet<string> = new Set(['num_labels', 'id2label', 'tie_word_embeddings']);
/** Automatic classes whose head is what is counted where no class is named: of a type that the library does not have too. */
const usualAutomatic = /^AutoModelFor(?:CausalLM|PreTraining|ImageTextToText|Vision2Seq)$/;
/** The library had these names before. */
const renamedAutomatic: Readonly<Record<string, string>> = {
  AutoModelForVision2Seq: 'AutoModelForImageTextToText',
  AutoModelWithLMHead: 'AutoModelForCausalLM',
};

const countsClasses = /For\w*Classification\w*$/;

function configurationOf(keywords: ConfigObject, modelType: string): Record<string, ConfigValue> {
  const { values, aliases } = defaultsOf(modelType) ?? { values: {}, aliases: {} };
  return Object.fromEntries(
    Object.entries(keywords).filter(
      ([key]) => ofEveryConfiguration.has(key) || Object.hasOwn(values, key) || Object.hasOwn(aliases, key),
    ),
  );
}

/** What a model of a type is, built as a class. Keywords of the call that are no keys of its configuration say nothing. */
export function ofClass({ name, keywords = {}, open = [] }: ModelClass, modelType: string): OfClass {
  const values = configurationOf(keywords, modelType);
  const opened = Object.keys(configurationOf(Object.fromEntries(open.map((key) => [key, 0])), modelType));
  const unknownLabels = opened.some((key) => key === 'num_labels' || key === 'id2label');
  const saysLabels = Object.hasOwn(values, 'num_labels') || Object.hasOwn(values, 'id2label');
  const notes =
    unknownLabels && !saysLabels
      ? [said`Only running the code would tell the number of classes: the usual one is counted.`]
      : [];
  const others = opened.filter((key) => key !== 'num_labels' && key !== 'id2label');
  const own =
    others.length === 0
      ? null
      : said`Only running the code would tell ${others.slice(0, 4).join(', ')}: the model’s own is taken.`;
  if (name === null) return { values, doubt: own, notes };
  const automatic = renamedAutomatic[name] ?? name;
  if (isAutomaticClass(automatic)) {
    const built = builtByAutomatic(automatic, modelType);
    if (built !== null) return { values: { ...values, architectures: [built] }, doubt: own, notes };
    const isUsual = usualAutomatic.test(name) && libraryClassesOf(modelType) === undefined;
    const doubt = isUsual
      ? own
      : said`The library’s ${name} builds no model of ${modelType}: counted with its usual head.`;
    return { values, doubt, notes };
  }
  if (libraryClassesOf(modelType) !== undefined && hasLibraryClass(modelType, name))
    return { values: { ...values, architectures: [name] }, doubt: own, notes };
  const doubt = countsClasses.test(name) || libraryClassesOf(modelType) !== undefined;
  return {
    values,
    doubt: doubt
      ? said`${name} is no class of the library’s ${modelType}: counted with its usual head, its layers may be others.`
      : own,
    notes,
  };
}
