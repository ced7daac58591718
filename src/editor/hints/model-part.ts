import { isDeepStrictEqual } from 'node:util';
import { readModelConfigs } from '../../model/read-config';
import type { Span } from '../../model/reading';
import type { Estimated } from '../model-cost';
import { pythonCuts } from './python-statements';
import { planWords, shortened, without, type ShortText } from './varied-document';

/** Shorter sources are read sooner than they are cut. */
const shortestCut = 4096;

/** What of a text has to be read for one of its models, which is the `model`-th of that. */
export interface ModelPart extends ShortText {
  readonly model: number;
}

/**
 * The part of a text that one of its models hangs on, to be read with one value after another in the place of one. Of a long source
 * of Python most has nothing to do with a model, nor with the others that it may have. `values` are where others will stand, `plan` is
 * what the whole text says of its training.
 */
export function partOfModel(
  text: string,
  language: string,
  { reading }: Pick<Estimated, 'reading'>,
  model: number,
  values: readonly Span[],
  plan: () => string | null,
): ModelPart {
  const whole = { ...shortened(text, reading.positions), model };
  if (language !== 'python' || text.length < shortestCut) return whole;
  const places = [reading.anchor, ...values];
  const cuts = pythonCuts(text, places);
  if (cuts === null) return whole;
  const short = without(text, cuts);
  const anchor = short.shift(reading.anchor);
  // What is left must read as it did in the whole.
  const own = readModelConfigs(short.text)
    .filter(({ kind }) => kind !== 'notModel')
    .findIndex(
      (each) =>
        each.kind === 'model' &&
        each.anchor.offset === anchor?.offset &&
        isDeepStrictEqual(each.spec, reading.spec),
    );
  return own === -1 || planWords(short.text) !== plan() ? whole : { ...short, model: own };
}
