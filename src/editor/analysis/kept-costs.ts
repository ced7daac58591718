import { setImmediate } from 'node:timers/promises';
import type { Advice } from '../../advice/advice';
import type * as estimators from '../estimator';
import type { ValueHint } from '../hints/value-hints';
import type { ModelCost } from '../model-cost';
import type { Question } from './analysis';

type Estimator = Pick<typeof estimators, 'modelCostsOf' | 'valueHintsInTurns' | 'adviceOnModel'>;

/** What is known of a text's models; what is worked out of it when it is first asked for. */
export interface KnownText {
  readonly costs: readonly ModelCost[];
  readonly hints: () => Promise<readonly ValueHint[]>;
  readonly advice: () => Promise<readonly Advice[]>;
}

interface Kept extends KnownText {
  readonly text: string;
  readonly language: string;
  readonly settings: string;
}

/** Lenses, hints, diagnostics and hovers ask about the same few texts. */
const mostKept = 12;

/** The models of the texts that were asked about last. */
export class KeptCosts {
  private kept: readonly Kept[] = [];

  of({ text, language, settings }: Question, estimator: Estimator): KnownText {
    const settingsText = JSON.stringify(settings, withMaps);
    const known =
      this.kept.find(
        (each) => each.settings === settingsText && each.language === language && each.text === text,
      ) ?? this.workOut({ text, language, settings }, settingsText, estimator);
    this.kept = [known, ...this.kept.filter((each) => each !== known)].slice(0, mostKept);
    return known;
  }

  private workOut({ text, language, settings }: Question, settingsText: string, estimator: Estimator): Kept {
    const costs = estimator.modelCostsOf(text, settings, language);
    let hints: Promise<readonly ValueHint[]> | undefined;
    let advice: Promise<readonly Advice[]> | undefined;
    return {
      text,
      language,
      settings: settingsText,
      costs,
      hints: () => (hints ??= estimator.valueHintsInTurns({ text, language, settings, costs })),
      advice: () =>
        (advice ??= inTurn(costs, (model) =>
          estimator.adviceOnModel(text, language, settings, costs, model),
        )),
    };
  }
}

/** Each model is estimated anew several times: between them what else was asked is answered. */
async function inTurn(
  costs: readonly ModelCost[],
  adviceOn: (model: number) => readonly Advice[],
): Promise<readonly Advice[]> {
  const all: Advice[] = [];
  for (const model of costs.keys()) {
    if (model > 0) await setImmediate();
    all.push(...adviceOn(model));
  }
  return all;
}

const withMaps = (_key: string, value: unknown): unknown =>
  value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value;
