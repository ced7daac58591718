import { modify, applyEdits } from 'jsonc-parser';
import { allPlaces } from '../../carbon/places';
import { dtypes } from '../../energy/plan-options';
import { accelerators } from '../../hardware/accelerators';
import { spellings } from '../../model/key-spellings';
import type { Span } from '../../model/reading';
import { formatIntensity } from '../../units/format';
import type { Changes, ControlView, ModelValue, PlanValue } from '../../../webview/model/protocol';
import { modelValues } from '../../../webview/model/protocol';
import type { Question } from '../analysis/analysis';
import { divisorsOf, leastCommonMultiple, mostDivided } from '../hints/divisors';
import { layerListEdits } from '../hints/layer-lists';
import { valueConceptOf } from '../hints/value-concepts';
import type { ValueHint } from '../hints/value-hints';
import { modelCostAt, underPlanOf, type Estimated, type ModelCost } from '../model-cost';
import { t, translated } from '../translate';

/** A document as it is, and which of its models is looked at. */
export interface LookedAt extends Question {
  readonly model: number;
}

/** Where a value of the model stands, or where it would: the file leaves some to the library's defaults. */
export interface ValuePlace {
  readonly key: string;
  readonly value: number;
  /** Null where the file does not say it. */
  readonly span: Span | null;
  /** Attention heads beside it; null where they are not known. */
  readonly heads: number | null;
}

/** The values of the model that can be tried in this file. `costs` and the hints, `all`, are those of the text as it is. */
export function valuePlaces(
  { text, model }: LookedAt,
  costs: readonly ModelCost[],
  all: readonly ValueHint[],
): ReadonlyMap<ModelValue, ValuePlace> {
  const cost = costs[model];
  const places = new Map<ModelValue, ValuePlace>();
  if (cost?.kind !== 'estimate') return places;
  const hints = all.filter((hint) => hint.model === model);
  const keyAt = new Map(
    [...cost.reading.positions].map(([path, span]) => [span.offset, path.slice(path.lastIndexOf('.') + 1)]),
  );
  const heads = hints.find((hint) => hint.heads !== null)?.heads ?? null;
  for (const name of modelValues) {
    const hint = hints.find(({ concept }) => concept === valueConceptOf(name));
    const key = hint === undefined ? undefined : keyAt.get(hint.span.offset);
    if (hint !== undefined && key !== undefined) {
      places.set(name, { key, value: hint.value, span: hint.span, heads });
      continue;
    }
    const left = cost.reading.spec.defaults.find((each) =>
      (spellings[name] as readonly string[]).includes(each.key),
    );
    if (left !== undefined && isPlainObject(text))
      places.set(name, { key: left.key, value: left.value, span: null, heads });
  }
  return places;
}

/** A JSON object of the model's own keys: a value that it leaves out can be put in. */
const isPlainObject = (text: string): boolean =>
  /^\uFEFF?\s*\{/.test(text) && !/"(?:text|llm|language|decoder)_config"\s*:/.test(text);

/** The document with the values that are tried in it. */
export function changedText(
  text: string,
  places: ReadonlyMap<ModelValue, ValuePlace>,
  { model }: Changes,
): string {
  const known = [...places].flatMap(([name, place]) => {
    const value = model[name];
    return value === undefined || value === place.value ? [] : [{ ...place, value }];
  });
  const layers = places.get('num_hidden_layers');
  const { num_hidden_layers: wanted } = model;
  const inFile = [
    ...known.flatMap(({ span, value }) => (span === null ? [] : [{ ...span, text: String(value) }])),
    ...(layers === undefined || wanted === undefined || wanted === layers.value
      ? []
      : layerListEdits(text, layers.value, wanted)),
  ].sort((one, other) => other.offset - one.offset);
  let changed = text;
  for (const { offset, length, text: put } of inFile)
    changed = `${changed.slice(0, offset)}${put}${changed.slice(offset + length)}`;
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  for (const { key, span, value } of known)
    if (span === null) changed = applyEdits(changed, modify(changed, [key], value, { formattingOptions }));
  return changed;
}

/** What the model costs with what is tried, `text` being the changed document; a sentence where that can't be. Never throws. */
export function triedCost(
  looked: LookedAt,
  present: Estimated,
  text: string,
  changes: Changes,
): Estimated | string {
  if (!isChange(changes)) return present;
  const held = underPlanOf(present, looked.settings);
  const choices = { ...held.choices, ...given(changes.plan) };
  const cost = modelCostAt(text, { ...held, choices }, looked.language, looked.model);
  switch (cost?.kind) {
    case 'estimate':
      return cost;
    case 'planProblem':
      return translated(cost.message);
    case 'invalid':
      return cost.diagnostics.map(({ message }) => translated(message)).join(' ');
    default:
      return t('The file would hold no model.');
  }
}

const given = <Value>(values: Readonly<Record<string, Value | undefined>>): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, Value][] =>
      value === undefined ? [] : [[name, value]],
    ),
  );

export const isChange = ({ model, plan }: Changes): boolean =>
  Object.keys(given<unknown>(model)).length + Object.keys(given<unknown>(plan)).length > 0;

/** The values that are tried, to be pasted: those of the file by its own keys. */
export function changesText(places: ReadonlyMap<ModelValue, ValuePlace>, { model, plan }: Changes): string {
  const own = [...places].flatMap(([name, { key }]): [string, number][] => {
    const value = model[name];
    return value === undefined ? [] : [[key, value]];
  });
  return JSON.stringify({ ...Object.fromEntries(own), ...given<number | string>(plan) }, null, 2);
}

/** The sliders and lists, with sensible values: those that divide where they must. */
export function controlsOf(
  places: ReadonlyMap<ModelValue, ValuePlace>,
  present: Estimated,
  shown: Estimated,
  changes: Changes,
): readonly ControlView[] {
  const used = shown.reading.spec.blocks
    .flatMap(({ layers }) => layers)
    .reduce((most, layer) => (layer.kind === 'experts' ? Math.max(most, layer.used) : most), 0);
  const ofModel = modelValues.flatMap((id): ControlView[] => {
    const place = places.get(id);
    if (place === undefined) return [];
    const values = within(place.value, candidates[id](place.value, place.heads, used));
    return [{ ...stepped(id, place.value, changes.model[id] ?? place.value, values), locked: null }];
  });
  const missing = modelValues.flatMap((id): ControlView[] =>
    places.has(id) || (id === 'num_experts' && used === 0)
      ? []
      : [{ ...stepped(id, '–', '–', []), locked: 'notInFile' }],
  );
  const from = present.estimate.plan;
  const now = shown.estimate.plan;
  const steps = (id: PlanValue, value: number, ofFile: number, values: readonly number[]): ControlView =>
    stepped(id, ofFile, value, within(ofFile, values));
  const isFixed = present.reading.spec.tokensPerSample !== 'sequence';
  return [
    ...ofModel,
    ...missing,
    ...(isFixed
      ? []
      : [steps('sequenceLength', now.sequenceLength, from.sequenceLength, powersOfTwo(7, longest(present)))]),
    steps('batchSize', now.batchSize, from.batchSize, powersOfTwo(0, 10)),
    steps('tokens', now.tokens, from.tokens, roundNumbers(8, 13)),
    steps('gpus', now.gpus, from.gpus, powersOfTwo(0, 14)),
    chosen('hardware', from.hardware, now.hardware, hardwareChoices),
    chosen('dtype', from.dtype, now.dtype, dtypeChoices(now.hardware)),
    chosen('region', from.region, now.region, placeChoices),
  ];
}

const stepped = (
  id: ControlView['id'],
  fromFile: number | string,
  value: number | string,
  values: readonly number[],
): ControlView => ({
  id,
  fromFile,
  value,
  values: typeof value === 'number' && !values.includes(value) ? within(value, values) : values,
  choices: [],
  locked: null,
});

const chosen = (
  id: PlanValue,
  fromFile: string,
  value: string,
  choices: ControlView['choices'],
): ControlView => ({
  id,
  fromFile,
  value,
  values: [],
  choices: choices.some((choice) => choice.value === value) ? choices : [{ value, label: value }, ...choices],
  locked: null,
});

/** Sorted, each once, with the value of the file among them. */
const within = (value: number, values: readonly number[]): readonly number[] =>
  [...new Set([...values, value])]
    .filter((each) => Number.isSafeInteger(each) && each >= 1)
    .sort((a, b) => a - b);

const powersOfTwo = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_one, index) => 2 ** (from + index));

/** 1, 2 and 5 times powers of ten. */
const roundNumbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_one, index) =>
    [1, 2, 5].map((digit) => digit * 10 ** (from + index)),
  ).flat();

/** As a power of two: the config's own longest, at least 128k. */
const longest = ({ reading }: Estimated): number =>
  Math.max(17, Math.ceil(Math.log2(reading.spec.contextLength ?? 1)));

const mostSteps = 32;

/** Multiples of `unit` from a quarter to twice a value, so many at most. */
function multiples(value: number, unit: number): readonly number[] {
  const [first, last] = [Math.ceil(value / 4 / unit), Math.floor((2 * value) / unit)];
  const stride = Math.max(1, Math.ceil((last - first + 1) / mostSteps));
  return Array.from(
    { length: Math.max(0, Math.floor((last - first) / stride) + 1) },
    (_one, index) => (first + index * stride) * unit,
  );
}

/** Heads divide the hidden size, and hardware likes multiples of 64; key-value heads divide the heads. */
const candidates: Readonly<
  Record<ModelValue, (value: number, heads: number | null, used: number) => readonly number[]>
> = {
  hidden_size: (value, heads) => multiples(value, heads === null ? 64 : leastCommonMultiple(heads, 64)),
  num_hidden_layers: (value) => multiples(value, value >= 16 ? 4 : 1),
  num_key_value_heads: (value, heads) =>
    heads === null || heads > mostDivided ? [value / 2, 2 * value] : divisorsOf(heads),
  num_experts: (value, _heads, used) =>
    [value / 8, value / 4, value / 2, 2 * value, 4 * value, 8 * value].filter((count) => count >= used),
};

const hardwareChoices = accelerators
  .filter(({ powerLimitWatts }) => powerLimitWatts !== null)
  .map(({ name, memoryGigabytes, powerLimitWatts }) => ({
    value: name,
    label: `${name} (${memoryGigabytes} GB, ${String(powerLimitWatts)} W)`,
  }));

function dtypeChoices(hardware: string): ControlView['choices'] {
  const peaks = accelerators.find(({ name }) => name === hardware)?.peakTeraflops;
  return dtypes.filter((dtype) => peaks?.[dtype] !== null).map((value) => ({ value, label: value }));
}

const placeChoices = allPlaces.flatMap(({ code, name, fact }) =>
  fact === null ? [] : [{ value: code, label: `${name} (${formatIntensity(fact.gramsPerKwh)})` }],
);
