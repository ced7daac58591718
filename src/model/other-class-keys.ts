import type { ConfigObject, ConfigValue, LibraryDefaults } from './config-fields';
import {
  isHarmless,
  isOff,
  keyMeanings,
  otherClassKeys,
  otherLibraryKeys,
  type KeyMeant,
} from './key-meanings';
import { spellings } from './key-spellings';

/** Keys that the library itself writes into the files of a class whose fields they are not, or on which no cost of it depends. */
const writtenKeys: Readonly<Record<string, readonly string[]>> = {
  dbrx: ['num_key_value_heads'],
  falcon_h1: ['ssm_in_multiplier', 'ssm_out_multiplier'],
  gpt_bigcode: ['num_key_value_heads'],
  musicflamingo: ['head_dim'],
  zamba2: ['mamba_headdim'],
};

/** Sizes that a model has whatever its keys say, where they follow from the others: to state them changes nothing. */
function follows(key: string, value: ConfigValue, values: ConfigObject): boolean {
  if (typeof value === 'boolean')
    return !keyMeanings.some(
      ({ key: meant, names, value: says }) =>
        meant === 'tied' && names.test(key) && says(value) !== (values['tie_word_embeddings'] ?? false),
    );
  if (typeof value !== 'number') return true;
  const numberOf = (names: readonly string[]): number | null => {
    const found = names.map((name) => values[name]).find((each) => typeof each === 'number');
    return typeof found === 'number' ? found : null;
  };
  const width = numberOf(spellings.hidden_size);
  const heads = numberOf(spellings.num_attention_heads);
  const hidden = numberOf(spellings.intermediate_size.filter((name) => name !== key)) ?? 4 * (width ?? NaN);
  const [meaning] = keyMeanings.filter(({ names }) => names.test(key));
  switch (meaning?.key) {
    case 'hidden':
      return value === hidden || value === width;
    case 'hidden_ratio':
      return value * (width ?? NaN) === hidden;
    case 'head_width':
      return value * (heads ?? NaN) === width;
    case 'key_value_heads':
      return value === heads;
    default:
      return true;
  }
}

/** What a model's layers are made of, as far as it decides which keys may stand beside a class's own. */
interface Layers {
  readonly hasExperts: boolean;
  readonly hasLatentAttention: boolean;
  /** Whether the class works out its inner width from a factor, as state-space models do, and writes both to the file. */
  readonly expands: boolean;
}

/** Files of mixtures have widths of feed-forwards and settings of routing, those of latent attention widths of heads, that no class reads. */
function isIdle(key: string, { hasExperts, hasLatentAttention, expands }: Layers): boolean {
  const isOf = (...meant: readonly KeyMeant[]): boolean =>
    keyMeanings.some(({ key: each, names }) => meant.includes(each) && names.test(key));
  if (hasExperts && (/^(?:use_)?moe/.test(key) || isOf('hidden'))) return true;
  if (expands && isOf('hidden')) return true;
  return hasLatentAttention && isOf('head_width', 'key_value_heads');
}

/**
 * Keys of a library config that its class does not have and its reader did not ask for (`asked`), and that speak of other
 * layers or sizes than it has. Keys without effect by their value are none.
 */
export const keysOfAnotherClass = (
  modelType: string,
  values: ConfigObject,
  { values: fields, aliases }: LibraryDefaults,
  asked: ReadonlySet<string>,
  layers: Layers,
): string[] =>
  Object.entries(values).flatMap(([key, value]) => {
    const isOwn =
      Object.hasOwn(fields, key) ||
      Object.hasOwn(aliases, key) ||
      asked.has(key) ||
      writtenKeys[modelType]?.includes(key) === true;
    if (isOwn || isOff(key, value) || isHarmless(key, value) || isIdle(key, layers)) return [];
    const speaks = otherClassKeys.test(key) || otherLibraryKeys.test(key);
    return speaks || !follows(key, value, { ...fields, ...values }) ? [key] : [];
  });

/** The same of a section in another framework's words: of those alone that no framework has for anything else. */
export const keysOfAnotherFramework = (values: ConfigObject, asked: ReadonlySet<string>): string[] =>
  Object.entries(values).flatMap(([key, value]) =>
    otherClassKeys.test(key) && !asked.has(key) && !isOff(key, value) ? [key] : [],
  );
