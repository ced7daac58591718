import { openActivation } from './activations';
import { approximate } from './approximate';
import type { ConfigObject, FieldProblem, LibraryDefaults } from './config-fields';
import { ConfigFields, isObject } from './config-fields';
import { totalParameters } from './cost';
import { familyOf } from './families/catalogue';
import { architectureClass, globalNotCounted, headNotCounted } from './families/decoder';
import { onOtherStages } from './families/vision/backbone-stages';
import { checkDividedWidth, checkExpertGroups } from './families/divided-widths';
import { checkRotaryWidth } from './families/rotary-widths';
import type { Family, Library, ModelShape } from './families/family';
import { keysOfAnotherClass } from './other-class-keys';
import { message, said, type Message } from '../units/message';
import { spellings } from './key-spellings';
import { hasLibraryClass, typeOfLibraryClass } from './library-classes';
import { defaultsOf } from './library-defaults';
import { withQuantisation } from './quantisation';
import type { ModelSpec } from './spec';

export type Description =
  | {
      readonly kind: 'described';
      readonly spec: ModelSpec;
      /** What an unknown model type was read as; absent where the figures are exact. */
      readonly approximate?: Message;
    }
  | { readonly kind: 'problems'; readonly problems: readonly FieldProblem[] }
  | { readonly kind: 'unknownArchitecture' };

/** What a family reads, and what the library checks of a type whatever its family reads. */
function read(family: Family, config: ConfigFields, modelType: string): ModelShape {
  // Files of the library name their type; source code and the catalogue of models need not.
  const shape = family.read(config.overlaid({ model_type: modelType }), modelType, library);
  checkDividedWidth(config, modelType);
  checkExpertGroups(config, modelType);
  checkRotaryWidth(config, modelType);
  return shape;
}

const library: Library = {
  shapeOf({ config, modelType }) {
    const family = familyOf(modelType);
    return family === undefined ? undefined : read(family, config, modelType);
  },
};

/** Whether no size of the model is the file's own. */
const statesNothing = (config: ConfigFields): boolean =>
  config.stated.size === 0 && config.defaulted.size > 0;

const allSpellings: readonly string[] = Object.values(spellings).flat();
const sizesIn = (values: ConfigObject): string[] =>
  allSpellings.filter((key) => typeof values[key] === 'number');

/** Sizes that a file states under names that its type does not read, or in sections that it does not have. */
const foreignSizes = (values: ConfigObject): string[] => [
  ...sizesIn(values),
  ...Object.entries(values).flatMap(([section, value]) =>
    isObject(value) ? sizesIn(value).map((key) => `${section}.${key}`) : [],
  ),
];

const hasExperts = ({ blocks }: ModelSpec): boolean =>
  blocks.some(({ layers }) => layers.some(({ kind }) => kind === 'experts'));

/**
 * The key that says there are experts where the type's layers have none: a class of its own has them. A key of the type's
 * own has said what it has to say: all layers may be dense.
 */
const uncountedExperts = (
  values: ConfigObject,
  { values: fields, aliases }: LibraryDefaults,
  spec: ModelSpec,
): string | undefined =>
  hasExperts(spec)
    ? undefined
    : spellings.num_experts.find(
        (key) => Number(values[key]) > 1 && !Object.hasOwn(fields, key) && !Object.hasOwn(aliases, key),
      );

const expertsNotCounted = (modelType: string, key: string): Message =>
  said`${key} says that there are experts, which the layers of ${modelType} do not have: they are not counted.`;

const tellOfAnother = (modelType: string, keys: readonly string[]): Message =>
  said`Not among the keys of the library’s ${modelType}, whose code leaves them aside: ${keys.slice(0, 4).join(', ')}. A class of its own may have other layers.`;

const notItsKeys = (modelType: string, keys: readonly string[]): Message =>
  said`Not among the keys of the library’s ${modelType}: ${keys.slice(0, 4).join(', ')} of the file. The figures are of its defaults, and of another model perhaps.`;

const allDefaults = (modelType: string): Message =>
  said`The file states no size of the model: every one is the library’s default for ${modelType}.`;

/** What a reader made of a config: the spec, unless something is wrong with its values. */
function described(
  config: ConfigFields,
  modelType: string,
  family: string,
  shape: ModelShape,
): Extract<Description, { kind: 'described' | 'problems' }> {
  const spec: ModelSpec = {
    architecture: modelType,
    family,
    ...shape,
    defaults: [...config.defaulted].map(([key, value]) => ({ key, value })),
    notes: [...shape.notes, ...(statesNothing(config) ? [allDefaults(modelType)] : [])],
  };
  if (config.problems.length > 0) return { kind: 'problems', problems: config.problems };
  if (!Number.isSafeInteger(totalParameters(spec))) {
    return { kind: 'problems', problems: [{ key: 'model_type', message: tooManyParameters }] };
  }
  return { kind: 'described', spec };
}

/** Beyond the whole numbers that are exact. */
export const tooManyParameters = message(
  'The sizes multiply to more parameters than can be counted exactly (2^53): no model is that large.',
);

const usualHead = /For(?:CausalLM|ConditionalGeneration|CTC|PreTraining|ObjectDetection)$/;

/** Notes that tell of more than what is known to be left out. */
const doubts: readonly string[] = [headNotCounted(null).text, globalNotCounted('').text];

/** Figures that leave the head of a class out are no fact of it: what is left out is what they rest on. */
function withoutHead(
  description: Extract<Description, { kind: 'described' }>,
  config: ConfigFields,
): Extract<Description, { kind: 'described' }> {
  const { notes } = description.spec;
  // A family that does not look at the class has its usual head alone.
  const isLookedAt = config.asked.has('architectures');
  const name = architectureClass(config);
  const isOther = !isLookedAt && name !== null && /For[A-Z]/.test(name) && !usualHead.test(name);
  const left = isOther ? headNotCounted(name) : notes.find(({ text }) => doubts.includes(text));
  if (left === undefined) return description;
  return {
    ...description,
    spec: { ...description.spec, notes: notes.filter((note) => note !== left) },
    approximate: left,
  };
}

/** What figures rest on where `architectures` names a class that is none of the type's: whose layers it has is not known. */
export function ofOtherClass(modelType: string, name: string): Message | null {
  if (hasLibraryClass(modelType, name)) return null;
  const other = typeOfLibraryClass(name);
  return other === null
    ? said`${name}, in architectures, is no class of the library’s ${modelType}: its layers may be others.`
    : said`${name}, in architectures, is a class of ${other}: read as ${modelType}, as the library goes by model_type.`;
}

/** Figures of a class that the library does not have for the type, or of other stages than it puts out, are no fact of it. */
function withoutOtherClass(
  description: Extract<Description, { kind: 'described' }>,
  modelType: string,
  config: ConfigFields,
): Extract<Description, { kind: 'described' }> {
  if (description.approximate !== undefined) return description;
  const name = architectureClass(config);
  const other = name === null ? null : (ofOtherClass(modelType, name) ?? onOtherStages(config, modelType));
  return other === null ? description : { ...description, approximate: other };
}

/**
 * Turns a library config's values into a model spec; those of an unknown type too where its keys are a known shape's,
 * marked approximate. Never throws; at least one problem where there are any.
 */
export function describeModel(modelType: string, values: ConfigObject): Description {
  const description = describeType(modelType, values);
  return description.kind === 'described'
    ? { ...description, spec: withQuantisation(description.spec, values) }
    : description;
}

function describeType(modelType: string, values: ConfigObject): Description {
  const family = familyOf(modelType);
  const defaults = defaultsOf(modelType) ?? { values: {}, aliases: {} };
  const config = new ConfigFields(values, defaults, defaultsOf);
  if (family !== undefined) {
    const description = described(config, modelType, family.name, read(family, config, modelType));
    if (description.kind !== 'described') return description;
    const unread = statesNothing(config) ? foreignSizes(values) : [];
    if (unread.length > 0) return { ...description, approximate: notItsKeys(modelType, unread) };
    const experts = uncountedExperts(values, defaults, description.spec);
    if (experts !== undefined) return { ...description, approximate: expertsNotCounted(modelType, experts) };
    const others = keysOfAnotherClass(modelType, values, defaults, config.asked, {
      hasExperts:
        hasExperts(description.spec) ||
        spellings.num_experts.some((key) => Object.hasOwn(defaults.values, key)),
      hasLatentAttention: typeof (values['kv_lora_rank'] ?? defaults.values['kv_lora_rank']) === 'number',
      expands: Object.keys(defaults.values).some((key) => /expan|ratio|mult/.test(key)),
    });
    if (others.length > 0) return { ...description, approximate: tellOfAnother(modelType, others) };
    const activation = openActivation(values, defaults, defaultsOf, config.asked);
    if (activation !== null) return { ...description, approximate: activation };
    return withoutOtherClass(withoutHead(description, config), modelType, config);
  }
  const approximation = approximate(config, values, library);
  if (approximation === null) return { kind: 'unknownArchitecture' };
  const description = described(config, modelType, approximation.family, approximation.shape);
  return description.kind === 'described' ? { ...description, approximate: approximation.on } : description;
}
