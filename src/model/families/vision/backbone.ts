import type { ConfigFields } from '../../config-fields';
import { said } from '../../../units/message';

/** The stages whose states a backbone puts out: 0 is what goes into the first layer. */
export interface OutStages {
  readonly out: ReadonlySet<number>;
  /** The last of them: what runs behind it, runs for nothing. */
  readonly last: number;
}

const stageOf = (name: string, stages: number): number | null => {
  const number = name === 'stem' ? 0 : Number(/^stage(\d+)$/.exec(name)?.[1] ?? NaN);
  return Number.isInteger(number) && number <= stages ? number : null;
};

/** out_features ("stage4") or out_indices (4, or counted from the end) of `stages`; the last stage where there are none. */
export function outStages(config: ConfigFields, stages: number): OutStages {
  const key = ['out_features', '_out_features'].find((name) => (config.raw(name) ?? null) !== null);
  const indexKey = ['out_indices', '_out_indices'].find((name) => (config.raw(name) ?? null) !== null);
  const refused = (at: string): OutStages => {
    config.refuse(at, said`must name stages from 0 to ${stages}.`);
    return { out: new Set([stages]), last: stages };
  };
  if (key !== undefined) {
    const named = config.texts(key).map((name) => stageOf(name, stages));
    if (named.length === 0 || named.includes(null)) return refused(key);
    const found = named.filter((stage) => stage !== null);
    return { out: new Set(found), last: Math.max(...found) };
  }
  if (indexKey === undefined) return { out: new Set([stages]), last: stages };
  const indices = config.integers(indexKey).map((index) => (index < 0 ? index + stages + 1 : index));
  if (indices.length === 0 || indices.some((index) => index < 0 || index > stages)) return refused(indexKey);
  return { out: new Set(indices), last: Math.max(...indices) };
}
