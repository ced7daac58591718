import type { ConfigObject } from './config-fields';
import { describeModel } from './describe';
import { imageModelOfHub } from './image-models';
import { ofClass, type ModelClass } from './model-class';
import { knownEncodersTable } from './known-encoders-table';
import { knownModelsTable } from './known-models-table';
import { parseModelTable, type KnownModel } from './model-table';
import { torchtuneModels } from './torchtune-models';
import type { ModelSpec } from './spec';
import type { Message } from '../units/message';

export type KnownModelSearch =
  | {
      readonly kind: 'known';
      readonly model: KnownModel;
      readonly spec: ModelSpec;
      /** Whether the name is the catalogue's own, or one that only says a tuned or repacked form of it. */
      readonly exactName: boolean;
      /** What the figures rest on where the class that it is built as is not wholly covered; null where they are exact. */
      readonly approximate: Message | null;
    }
  /** Known by name, and said to be something that it can't be. */
  | { readonly kind: 'impossible'; readonly message: Message }
  | { readonly kind: 'unknown'; readonly nearest: readonly string[] };

/** Every well-known model there is. */
export const knownModels: readonly KnownModel[] = [knownModelsTable, knownEncodersTable].flatMap(
  parseModelTable,
);

/** Endings that say how a model was tuned or packed, not how large it is. */
const tuned =
  /-(instruct|thinking|chat|base|beta|hf|it|pt|sft|dpo|deduped|gguf|gptq|awq|mlx|int4|int8|fp8|nf4|mxfp4|nvfp4|bnb|[2-8]bit|dwq|qat|unsloth|bf16|fp16|q4|dynamic|quantized|prequantized|dequantized|linearized|uncased|latest|preview|2507|v\d+-alpha)$/;

/** A name without its owner and spelling; Meta puts its own name before the model's. */
const plain = (name: string): string =>
  (name.split('/').at(-1) ?? name)
    .toLowerCase()
    .replace(/\.ya?ml$/, '')
    // A revision of the hub.
    .replace(/@[\w.-]+$/, '')
    .replaceAll('_', '-')
    .replace(/^meta-/, '');

function withoutTuning(name: string): string {
  let shorter = name;
  while (tuned.test(shorter)) shorter = shorter.replace(tuned, '');
  return shorter;
}

const byName: ReadonlyMap<string, KnownModel> = new Map(
  knownModels.map((model) => [model.name.toLowerCase(), model]),
);
const byPlainName: ReadonlyMap<string, KnownModel> = new Map(
  // The first of two wins: the original stands before its descendants.
  [...knownModels].reverse().map((model) => [plain(model.name), model]),
);
const byUntunedName: ReadonlyMap<string, KnownModel> = new Map(
  [...knownModels].reverse().map((model) => [withoutTuning(plain(model.name)), model]),
);

/** A first version is often called by its name alone: Mixtral-8x7B. */
const byNameOfFirst: ReadonlyMap<string, KnownModel> = new Map(
  knownModels
    .filter(({ name }) => name.endsWith('-v0.1'))
    .map((model) => [plain(model.name).replace(/-v0\.1$/, ''), model]),
);

/** A dash between digits divides two numbers, and stays: 2-57b is not 2.5-7b. */
const joined = (plainName: string): string => withoutTuning(plainName).replaceAll(/(?<!\d)-|-(?!\d)/g, '');

/** Files are named as their models are, but for the dashes: llama3.1_8B. */
const withoutDashes = (name: string): string => joined(plain(name));
const byDashlessName: ReadonlyMap<string, KnownModel> = new Map(
  [...knownModels].reverse().map((model) => [withoutDashes(model.name), model]),
);

/** Dots are dashes in some files' names: vicuna-7b-v1-5. Names that differ in their dots alone are not found so. */
const withoutDots = (name: string): string => joined(plain(name).replaceAll('.', '-'));
const byDotlessName: ReadonlyMap<string, KnownModel | null> = knownModels.reduce((found, model) => {
  const name = withoutDots(model.name);
  const other = found.get(name);
  const isAnother = other !== undefined && withoutDashes(other?.name ?? '') !== withoutDashes(model.name);
  return found.set(name, isAnother ? null : (other ?? model));
}, new Map<string, KnownModel | null>());

const longestName = 200;
const mostNearest = 3;

/** Pairs of neighbouring letters: what two spellings of one name share. */
const pairsOf = (name: string): Set<string> =>
  new Set(Array.from({ length: Math.max(0, name.length - 1) }, (_, index) => name.slice(index, index + 2)));

function nearestTo(name: string): string[] {
  const wanted = pairsOf(plain(name));
  return knownModels
    .map((model) => {
      const pairs = pairsOf(plain(model.name));
      const common = [...pairs].filter((pair) => wanted.has(pair)).length;
      return { name: model.name, likeness: (2 * common) / Math.max(1, pairs.size + wanted.size) };
    })
    .filter(({ likeness }) => likeness > 0.4)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, mostNearest)
    .map((found) => found.name);
}

function search(name: string): { model: KnownModel; exactName: boolean } | null {
  const exact = byName.get(name.toLowerCase());
  if (exact !== undefined) return { model: exact, exactName: true };
  if (/^timm\//i.test(name)) {
    const model = imageModelOfHub(name);
    return model === null ? null : { model, exactName: true };
  }
  const builder = torchtuneModels(name);
  if (builder !== null) {
    const model = byName.get(builder.toLowerCase());
    if (model !== undefined) return { model, exactName: true };
  }
  const model =
    byPlainName.get(plain(name)) ??
    byUntunedName.get(withoutTuning(plain(name))) ??
    byDashlessName.get(withoutDashes(name)) ??
    byNameOfFirst.get(withoutTuning(plain(name))) ??
    byDotlessName.get(withoutDots(name)) ??
    undefined;
  return model === undefined ? null : { model, exactName: false };
}

/**
 * Looks up a model by the name that people write in plans: `org/name`, the bare name, a tuned or repacked form of it,
 * or a torchtune builder. `own` are values that are said otherwise, under the library's keys; `modelClass` is what it is built
 * as, where that is said. Never throws.
 */
export function findKnownModel(
  name: string,
  own: ConfigObject = {},
  modelClass: ModelClass | null = null,
): KnownModelSearch {
  const wanted = name.trim().slice(0, longestName);
  const found = search(wanted);
  if (found === null) return { kind: 'unknown', nearest: nearestTo(wanted) };
  const { modelType, values } = found.model;
  const built = modelClass === null ? null : ofClass(modelClass, modelType);
  const description = describeModel(modelType, { ...values, ...own, ...built?.values });
  if (description.kind === 'problems' && description.problems[0] !== undefined)
    return { kind: 'impossible', message: description.problems[0].message };
  if (description.kind !== 'described') return { kind: 'unknown', nearest: nearestTo(wanted) };
  const { spec } = description;
  return {
    kind: 'known',
    ...found,
    spec: built === null ? spec : { ...spec, notes: [...spec.notes, ...built.notes] },
    approximate: description.approximate ?? built?.doubt ?? null,
  };
}
