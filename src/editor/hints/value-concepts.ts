import type { Estimate } from '../../energy/estimate';
import type { NumberOption } from '../../energy/plans/plan-fields';
import { allSpellings, conceptOfKey, type Concept } from '../../model/key-spellings';
import { message, said, type Message } from '../../units/message';
import { divisorsOf, leastCommonMultiple } from './divisors';

/** Other values that make sense, the nearest first. `heads` is null where the file does not say it. */
type Others = (value: number, heads: number | null) => readonly number[];

/** What a value of a configuration or a plan is, for people, and which others make sense in its place. */
export interface ValueConcept {
  /** For people. */
  readonly name: Message;
  /** The library's name of the key; absent where only the file's own names it. */
  readonly standsFor?: Concept;
  /** Shown with the setting `valuesThatMatter`, not with `all` alone. */
  readonly matters: boolean;
  /** A figure of this value alone that the estimate does not have. */
  readonly own?: {
    readonly name: Message;
    readonly figure: (estimate: Estimate, value: number) => number | null;
  };
  readonly smaller: Others;
  readonly larger: Others;
}

const halves = (value: number): readonly number[] =>
  value % 2 === 0 ? [value / 2] : [Math.max(1, (value - 1) / 2)];
const doubles = (value: number): readonly number[] => [2 * value];

/** Values about an eighth away that are multiples of what hardware likes, then ever farther. */
const widthsFrom =
  (direction: -1 | 1): Others =>
  (value, heads) => {
    const unit = heads === null ? 128 : leastCommonMultiple(heads, 64);
    const away = [8, 4, 2, 1].map((part) => value + (direction * value) / part);
    const multiples = away.map(
      (target) => (direction < 0 ? Math.floor(target / unit) : Math.ceil(target / unit)) * unit,
    );
    return [...multiples, direction < 0 ? value / 2 : 2 * value];
  };

/** A width that heads need not divide. */
const freeWidths = {
  smaller: (value: number) => widthsFrom(-1)(value, null),
  larger: (value: number) => widthsFrom(1)(value, null),
} as const;

const powersOfTwo = Array.from({ length: 31 }, (_one, index) => 2 ** index);

const layerStep = (value: number): number => (value >= 16 ? 4 : 1);

/** Half and twice as much; where that does not fit the rest of the file, what may. */
const halving = {
  smaller: (value: number) => [...halves(value), value - 1, value - 2, value / 4],
  larger: (value: number) => [...doubles(value), value + 1, value + 2, 4 * value],
} as const;

/** Numbers of layers. */
export const layerSteps = {
  smaller: (value: number) => [
    value - (value % layerStep(value) === 0 ? layerStep(value) : value % layerStep(value)),
    value - 1,
    value / 2,
  ],
  larger: (value: number) => [value + layerStep(value) - (value % layerStep(value)), value + 1, 2 * value],
} as const;

/** The values of a configuration, by the library's name of the key. */
const configConcepts = {
  hidden_size: {
    name: message('hidden size'),
    matters: true,
    smaller: widthsFrom(-1),
    larger: widthsFrom(1),
  },
  num_hidden_layers: { name: message('layers'), matters: true, ...layerSteps },
  num_key_value_heads: {
    name: message('key-value heads'),
    matters: true,
    smaller: (value, heads) =>
      heads === null
        ? halves(value)
        : divisorsOf(heads)
            .filter((count) => count < value)
            .reverse(),
    larger: (value, heads) =>
      heads === null ? doubles(value) : divisorsOf(heads).filter((count) => count > value),
  },
  max_position_embeddings: {
    name: message('positions'),
    matters: true,
    own: {
      name: message('KV cache when full'),
      figure: ({ memory }, positions) =>
        memory.kvCacheBytesPerToken === null ? null : memory.kvCacheBytesPerToken * positions,
    },
    ...halving,
  },
  vocab_size: {
    name: message('vocabulary'),
    matters: true,
    smaller: (value) => powersOfTwo.filter((size) => size < value).reverse(),
    larger: (value) => powersOfTwo.filter((size) => size > value),
  },
  num_experts: { name: message('experts'), matters: true, ...halving },
  num_experts_per_tok: {
    name: message('experts of a token'),
    matters: false,
    smaller: (value) => [value - 1],
    larger: (value) => [value + 1],
  },
  intermediate_size: { name: message('feed-forward width'), matters: false, ...freeWidths },
  moe_intermediate_size: { name: message('width of an expert'), matters: false, ...freeWidths },
  num_attention_heads: {
    name: message('heads'),
    matters: false,
    // Where the hidden size is not a power of two times the heads, a third may divide it.
    smaller: (value) => [...halves(value), ...divisorsOf(value).reverse().slice(1), value - 1],
    larger: (value) => [...doubles(value), 3 * value, 4 * value, value + 1],
  },
  head_dim: { name: message('width of a head'), matters: false, ...halving },
} as const satisfies Partial<Record<Concept, ValueConcept>>;

const planConcept = (name: Message, matters = true): ValueConcept => ({ name, matters, ...halving });
const tokensOfStep: NonNullable<ValueConcept['own']> = {
  name: message('tokens a step'),
  figure: ({ plan }) => plan.tokensPerStep,
};
const accumulation = { ...planConcept(message('accumulated batches')), own: tokensOfStep };
const globalBatch = { ...planConcept(message('batch of all devices')), own: tokensOfStep };
const steps = planConcept(message('steps'));
const epochs = planConcept(message('epochs'));

/** The values of a plan. */
const planConcepts: Readonly<Partial<Record<NumberOption, ValueConcept>>> = {
  steps,
  epochs,
  tokens: planConcept(message('tokens')),
  batchSize: { ...planConcept(message('batch')), own: tokensOfStep },
  sequenceLength: planConcept(message('sequence')),
  gradientAccumulation: accumulation,
  sequencesPerStep: globalBatch,
  microBatches: accumulation,
  gpus: planConcept(message('accelerators'), false),
};

/** What is said under another name than the option that it decides: tokens by a batch and a number of steps. */
const conceptsOfPlanKeys: readonly (readonly [key: RegExp, concept: ValueConcept])[] = [
  [/accum/i, accumulation],
  [/epochs?$/i, epochs],
  [/batch/i, globalBatch],
  [/step|iter/i, steps],
  [/sample/i, planConcept(message('samples'))],
  [/seq(?:uence)?_?len|block_size/i, planConcept(message('sequence'))],
];

/** How the hints speak of a value of a plan: by the option that stands there, and by its key. */
export function planConceptOf(option: NumberOption | null, key: string): ValueConcept {
  const byKey = conceptsOfPlanKeys.find(([pattern]) => pattern.test(key))?.[1];
  // Tokens and accumulation follow from a batch of all devices too.
  const isDerived =
    option !== null &&
    ['tokens', 'gradientAccumulation', 'microBatches', 'sequencesPerStep'].includes(option);
  const byOption = option === null || (isDerived && byKey !== undefined) ? undefined : planConcepts[option];
  return byOption ?? byKey ?? unnamed(key, false);
}

const conceptsByName: ReadonlyMap<string, ValueConcept> = new Map(
  Object.entries(configConcepts).map(([name, concept]): [string, ValueConcept] => [
    name,
    { ...concept, standsFor: name as keyof typeof configConcepts },
  ]),
);

/** How the hints speak of what a key stands for; undefined where they say nothing of it. */
export const valueConceptOf = (concept: Concept): ValueConcept | undefined => conceptsByName.get(concept);

/** A value that only its key names. */
export const unnamed = (
  key: string,
  matters: boolean,
  others: Pick<ValueConcept, 'smaller' | 'larger'> = halving,
): ValueConcept => ({ name: said`${key}`, matters, ...others });

/** Words that a longer key ends with, beside the spellings that stand alone. */
const endings: readonly (readonly [ending: string, concept: Concept])[] = [
  ['layers', 'num_hidden_layers'],
  ['attention_heads', 'num_attention_heads'],
  ['heads', 'num_attention_heads'],
  ...[...allSpellings].filter(([key]) => key.length > 4),
];

/** What a key stands for, also where it names the part of a model that it is of (`encoder_ffn_dim`). */
export function conceptOfPartKey(written: string): ValueConcept | undefined {
  // Constants of a source are in capitals.
  const key = written.toLowerCase();
  const own = conceptOfKey(key);
  if (own !== undefined) return valueConceptOf(own);
  const [, concept] =
    endings
      .filter(([ending]) => key.endsWith(`_${ending}`))
      .sort(([one], [other]) => other.length - one.length)[0] ?? [];
  const found = concept === undefined ? undefined : valueConceptOf(concept);
  // Whose it is, its name would not tell.
  return found === undefined ? undefined : { ...found, name: said`${written}` };
}
