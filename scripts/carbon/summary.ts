import { allPlaces } from '../../src/carbon/places';
import { cloudPueOf } from '../../src/carbon/site-pue';

/** What the tables hold, in lines: places by kind, scope and licence, and cloud regions by whose PUE they have, with the years. */
export function summaryLines(): string[] {
  const groups = new Map<string, (number | null)[]>();
  const add = (name: string, year: number | null): void => {
    groups.set(name, [...(groups.get(name) ?? []), year]);
  };
  for (const { code, fact, kind, provider } of allPlaces) {
    if (fact === null) add(`${kind} without a value`, null);
    else add(`${kind}, ${fact.scope}, ${fact.licence}`, fact.year);
    const site = provider === null ? null : cloudPueOf(code);
    if (site !== null) add(`${provider ?? ''} region, PUE of the ${site.basis}`, site.year);
  }
  return [...groups]
    .sort(([first], [second]) => (first < second ? -1 : 1))
    .map(([name, years]) => {
      const known = [...new Set(years.filter((year) => year !== null))].sort();
      return `${name}: ${years.length}${known.length === 0 ? '' : `, ${known.join(' ')}`}`;
    });
}
