import { heldPlanText } from '../../energy/held-plan';
import { pairedByName } from '../../model/model-names';
import { earlierModels, namesOf, type CostSettings, type Estimated, type ModelCost } from '../model-cost';
import type { Message } from '../../units/message';
import { differenceTitle, type DifferenceTitle } from './difference-title';

/** How one model of a document differs from an earlier text of it. */
export interface DifferenceFrom extends DifferenceTitle {
  readonly cost: Estimated;
  /** Which of the document's models it is. */
  readonly model: number;
  /** What of the plan, which leaves it open, is the same for both; null where nothing is held. */
  readonly rule: Message | null;
  /** Offset of what differs first in it, where that is known; else of the model. */
  readonly place: number;
}

/** What changed since an earlier text, for each model of which anything did. `costs` are those of the present text. */
export function differencesFrom(
  earlier: string,
  present: string,
  language: string,
  settings: CostSettings,
  costs: readonly ModelCost[],
): readonly DifferenceFrom[] {
  const first = firstDifference(earlier, present);
  const before = earlierModels(earlier, settings, language);
  const pairs = pairedByName(namesOf(earlier, before.costs), namesOf(present, costs));
  return costs.flatMap((cost, model) => {
    if (cost.kind !== 'estimate') return [];
    const was = pairs[model] ?? null;
    const old = was === null ? null : before.beside(was, cost);
    if (old === null) return [];
    const title = differenceTitle(old.cost.estimate, cost.estimate);
    if (title === null) return [];
    const { offset } = cost.reading.anchor;
    const next = costs[model + 1];
    const end = next?.kind === 'estimate' ? next.reading.anchor.offset : present.length;
    return [
      {
        ...title,
        cost,
        model,
        rule: heldPlanText(old.held),
        place: first > offset && first < end ? first : offset,
      },
    ];
  });
}

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < other.length && one[at] === other[at]) at += 1;
  return at;
}
