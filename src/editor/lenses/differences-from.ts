import { modelCostsOf, underPlanOf, type CostSettings, type Estimated, type ModelCost } from '../model-cost';
import { differenceTitle, type DifferenceTitle } from './difference-title';

/** How one model of a document differs from an earlier text of it. */
export interface DifferenceFrom extends DifferenceTitle {
  readonly cost: Estimated;
  /** Which of the document's models it is. */
  readonly model: number;
}

/** What changed since an earlier text, for each model of which anything did. `costs` are those of the present text. */
export function differencesFrom(
  earlier: string,
  language: string,
  settings: CostSettings,
  costs: readonly ModelCost[],
): readonly DifferenceFrom[] {
  return costs.flatMap((cost, model) => {
    if (cost.kind !== 'estimate') return [];
    const before = modelCostsOf(earlier, underPlanOf(cost, settings), language);
    const old = before[model];
    // Where a model was put in or taken out it is not known which was which.
    if (old?.kind !== 'estimate' || before.length !== costs.length) return [];
    const title = differenceTitle(old.estimate, cost.estimate);
    return title === null ? [] : [{ ...title, cost, model }];
  });
}
