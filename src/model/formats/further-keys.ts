import type { ConfigFields, ConfigObject, ConfigValue } from '../config-fields';
import type { TransformerDescription } from '../families/generic/transformer';
import { isHarmless, isOff, keyMeanings, otherLayers, type KeyMeant } from '../key-meanings';
import { said, type Message } from '../../units/message';

/** Whether keys tell of layers that a reader does not know of, beside those that are its own. */
export const tellsOfOtherLayers = (
  values: ConfigObject,
  own: (key: string, value: ConfigValue) => boolean,
): boolean =>
  Object.entries(values).some(
    ([key, value]) =>
      value !== null && value !== false && value !== 0 && otherLayers.test(key) && !own(key, value),
  );

/** What a class of somebody's own says beyond the keys of the class whose name it has. */
export interface FurtherKeys {
  /** What the keys of plain meaning say. */
  readonly values: Readonly<Partial<Record<KeyMeant, number | boolean>>>;
  /** The source's own key for each of those. */
  readonly ownKeys: Readonly<Partial<Record<KeyMeant, string>>>;
  /** Every key that is understood, those too that say what the reader takes anyway. */
  readonly understood: readonly string[];
  /** Keys that may change the layers in a way that is not known. */
  readonly open: readonly string[];
}

/** What a reader takes where none of these keys is there: to say it once more changes nothing. */
export interface UsualKeys extends Readonly<Partial<Record<KeyMeant, number | boolean>>> {
  /** Whether its linear layers have biases. */
  readonly bias: boolean;
}

/** What a key says by its name; 'open' where it may change the layers in a way that is not known, null where it changes nothing. */
function saidBy(
  key: string,
  value: ConfigValue,
  isResolved: boolean,
  usual: UsualKeys,
): 'open' | { readonly key: KeyMeant; readonly value: number | boolean } | null {
  if (/_bias$|^bias_/.test(key)) return value === usual.bias || value === null ? null : 'open';
  const named = keyMeanings.filter(({ names }) => names.test(key));
  if (named.length === 0) return isHarmless(key, value) || isOff(key, value) ? null : 'open';
  if (value === null) return null;
  if (!isResolved) return 'open';
  for (const meaning of named) {
    const meant = meaning.value(value);
    if (meant === null) continue;
    // The usual gate is called by the function in it; of another function it isn't said whether it is of a gate.
    if (meaning.key === 'gated' && typeof value === 'string' && !meant && usual.gated === true)
      return /^(?:silu|swish)$/i.test(value) ? null : 'open';
    return { key: meaning.key, value: meant };
  }
  return isOff(key, value) ? null : 'open';
}

/**
 * What a class's keys say beyond those that its reader reads (`own`). `unresolved` are keys whose value only running the
 * code would tell.
 */
export function furtherKeysOf(
  values: ConfigObject,
  own: ReadonlySet<string>,
  unresolved: readonly string[],
  usual: UsualKeys,
): FurtherKeys {
  const found = new Map<KeyMeant, { readonly own: string; readonly value: number | boolean }>();
  const understood: string[] = [];
  const open: string[] = [];
  for (const [key, value] of Object.entries(values)) {
    if (own.has(key)) continue;
    const meant = saidBy(key, value, !unresolved.includes(key), usual);
    if (meant === 'open') open.push(key);
    else if (meant !== null) understood.push(key);
    // Of two keys of one meaning a switch that is off is the stronger: rope_theta stands beside use_rope = False.
    if (meant !== null && meant !== 'open' && found.get(meant.key)?.value !== false)
      found.set(meant.key, { own: key, value: meant.value });
  }
  for (const [key, { value }] of found) if (value === usual[key]) found.delete(key);
  // A width that is given leaves a ratio without effect.
  if (found.has('hidden')) found.delete('hidden_ratio');
  return {
    values: Object.fromEntries([...found].map(([key, { value }]) => [key, value])),
    ownKeys: Object.fromEntries([...found].map(([key, each]) => [key, each.own])),
    understood,
    open,
  };
}

/** A description with what further keys of plain meaning say laid over it. What is wrong with them becomes a problem of `config`. */
export function withFurtherKeys(
  model: TransformerDescription,
  config: ConfigFields,
  { values, ownKeys, understood }: FurtherKeys,
): TransformerDescription {
  // Of these none is a slip of another.
  for (const key of understood) config.given(key);
  const size = (key: KeyMeant): number | null => {
    const own = ownKeys[key];
    return own === undefined ? null : config.optionalSize(own);
  };
  const { hidden_ratio: ratio, gated = model.gated, tied = model.tied, rotary, rms_norm: rms } = values;
  // As many parameters in three matrices as in two.
  const asMany = gated === model.gated ? 1 : gated === true ? 2 / 3 : 3 / 2;
  const usualHidden = typeof ratio === 'number' ? ratio * model.width : asMany * model.hidden;
  const hidden = size('hidden') ?? Math.max(1, Math.round(usualHidden));
  const headWidth = size('head_width') ?? model.headWidth;
  const groups = ownKeys.key_value_heads;
  const isRotary = rotary ?? model.rotatedWidth > 0;
  const hasTable =
    values.learned_positions ?? (rotary === undefined ? model.learnedPositions !== null : !isRotary);
  return {
    ...model,
    hidden,
    gated: gated === true,
    tied: tied === true,
    headWidth,
    keyValueHeads: groups === undefined ? model.keyValueHeads : config.keyValueHeads(groups, model.heads),
    rotatedWidth: isRotary === true ? headWidth : 0,
    learnedPositions: hasTable === true ? (model.learnedPositions ?? model.contextLength) : null,
    ...(rms === undefined
      ? {}
      : { norm: rms === true ? 'rms' : model.attentionBias.query ? 'layer' : 'layerWithoutBias' }),
  };
}

const mostNamed = 6;
const listed = (keys: readonly string[]): string =>
  keys.slice(0, mostNamed).join(', ') + (keys.length > mostNamed ? ', …' : '');

/** On what the figures rest, where a class has keys that `plain`, the class whose name it has, has not. */
export function onFurtherKeys({ values, ownKeys, open }: FurtherKeys, plain: string): Message[] {
  const counted = Object.values(ownKeys);
  return [
    ...(counted.length > 0
      ? [said`Not among the keys of ${plain}, and counted by what their names say: ${listed(counted)}.`]
      : []),
    ...(values.gated !== undefined && values.hidden === undefined && values.hidden_ratio === undefined
      ? [
          said`How wide such a feed-forward is isn’t said: taken so that it has as many parameters as ${plain}’s.`,
        ]
      : []),
    ...(open.length > 0
      ? [said`Not among the keys of ${plain}, and not counted: ${listed(open)}. The layers may be others.`]
      : []),
  ];
}
