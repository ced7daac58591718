import { advise } from '../../advice/advise';
import { edited, isOfOtherKeys, type Advice, type Subject } from '../../advice/advice';
import { contradiction, type Verdict } from '../../advice/contradiction';
import { keysOfWeights } from '../../advice/keys-of-weights';
import { numberAt } from '../../energy/plans/plan-number';
import type { ConfigDiagnostic, Span } from '../../model/reading';
import { writtenValues, type WrittenValue } from '../../model/written-values';
import { inEnglish, message } from '../../units/message';
import { partOfModel, type ModelPart } from '../hints/model-part';
import { planWords } from '../hints/varied-document';
import {
  modelCostAt,
  modelCostsOf,
  underPlanOf,
  type CostSettings,
  type Estimated,
  type ModelCost,
} from '../model-cost';

/** What the editor itself underlines in these languages: their syntax, keys that are there twice. */
const alreadyTold: Readonly<Partial<Record<string, RegExp>>> = {
  json: /^Not valid JSON\b|^Comments and trailing commas| is there twice: /,
  jsonc: /^Not valid JSON\b| is there twice: /,
};

/** What there is to say of one of a document's models. `costs` are those of this very text. Never throws. */
export function adviceOnModel(
  text: string,
  language: string,
  settings: CostSettings,
  costs: readonly ModelCost[],
  model: number,
): readonly Advice[] {
  /** The place of what is mended stays where it is: what stands before it is not changed. */
  const judge =
    (place: Span) =>
    (changed: string): Verdict => {
      const after = modelCostsOf(changed, settings, language);
      if (after.every(({ kind }) => kind === 'estimate')) return 'right';
      const left = after.flatMap((each) => (each.kind === 'invalid' ? each.diagnostics : []));
      return left.length === 0 || left.some(({ span }) => span.offset === place.offset)
        ? 'wrong here'
        : 'wrong elsewhere';
    };
  const isNew = ({ message: sentence }: ConfigDiagnostic): boolean =>
    alreadyTold[language]?.test(inEnglish(sentence)) !== true;
  const anchors = costs.map((cost) => (cost.kind === 'estimate' ? cost.reading.anchor.offset : Infinity));
  const cost = costs[model];
  switch (cost?.kind) {
    case undefined:
    case 'unknownArchitecture':
      return [];
    case 'invalid':
      return cost.diagnostics
        .filter(isNew)
        .map((diagnostic) => contradiction(diagnostic, text, model, judge(diagnostic.span)));
    case 'planProblem':
      return [planProblem(text, cost, model)];
    case 'estimate': {
      const values = writtenValues(text, cost.reading.positions, anchors, model);
      return [
        ...cost.reading.warnings
          .filter(isNew)
          .map((warning) => contradiction(warning, text, model, () => 'wrong here')),
        ...advise({
          text,
          model,
          spec: cost.reading.spec,
          estimate: cost.estimate,
          options: cost.options,
          places: cost.places,
          anchor: cost.reading.anchor,
          values,
          isOfWeights: keysOfWeights.some((key) => cost.reading.positions.has(key)),
          estimateAfter: estimator(text, language, settings, cost, model, values),
        }),
      ];
    }
  }
}

const planProblem = (
  text: string,
  { reading, message: sentence, place }: Extract<ModelCost, { kind: 'planProblem' }>,
  model: number,
): Advice => ({
  code: 'plan',
  severity: 'warning',
  message: message('There is no estimate under this plan: {0}', sentence),
  span: (place === null ? null : numberAt(text, place)) ?? reading.anchor,
  model,
  fixes: () => [{ title: message('Change the plan…'), edits: [], plan: 'ask' }],
});

/**
 * Estimates one of a text's models with edits of it. Of a long text only what the model hangs on is read anew: `values` are those
 * that edits may change.
 */
function estimator(
  text: string,
  language: string,
  settings: CostSettings,
  present: Estimated,
  model: number,
  values: readonly WrittenValue[],
): Subject['estimateAfter'] {
  const held = underPlanOf(present, settings);
  const spans = values.map(({ span }) => span);
  let known: ModelPart | undefined;
  return (edits) => {
    const part = (known ??= partOfModel(text, language, present, model, spans, () => planWords(text)));
    const shifted = edits.flatMap(({ span, text: put }) => {
      const place = part.shift(span);
      return place === null ? [] : [{ span: place, text: put }];
    });
    const cost =
      shifted.length === edits.length
        ? modelCostAt(edited(part.text, shifted), held, language, part.model)
        : modelCostAt(edited(text, edits), held, language, model);
    if (cost?.kind !== 'estimate') return null;
    return isOfOtherKeys(present.reading, cost.reading) ? null : cost.estimate;
  };
}
