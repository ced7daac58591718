import { organisationOf } from './organisations';
import type { Comparison } from './tables';
import { median, ratioOf } from './tables';

const samples = 2000;
/** The middle nine tenths. */
const least = 0.05;
const most = 0.95;

/** Numbers from 0 to 1, the same each time: a linear congruential generator (Press et al. 1992, Numerical Recipes, 7.1). */
function randomNumbers(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Between which values the median error of such runs lies, nine times in ten: of as many organisations drawn anew from those
 * there are (Efron 1979), since runs of one organisation are alike.
 */
export function medianErrorInterval(
  comparisons: readonly Comparison[],
): readonly [least: number, most: number] {
  const counted = comparisons.filter(({ leftOut }) => leftOut === '');
  const byOrganisation = new Map<string, number[]>();
  for (const comparison of counted) {
    const organisation = organisationOf(comparison);
    const errors = byOrganisation.get(organisation) ?? [];
    errors.push(Math.abs(ratioOf(comparison) - 1));
    byOrganisation.set(organisation, errors);
  }
  const organisations = [...byOrganisation.values()];
  const random = randomNumbers();
  const medians = Array.from({ length: samples }, () =>
    median(organisations.flatMap(() => organisations[Math.floor(random() * organisations.length)] ?? [])),
  ).sort((one, other) => one - other);
  const at = (share: number): number => medians[Math.round(share * (samples - 1))] ?? NaN;
  return [at(least), at(most)];
}
