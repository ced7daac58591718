import { laptop, processorServer, workstation } from '../../src/carbon/embodied';
import { allPlaces } from '../../src/carbon/places';
import { cloudPueOf } from '../../src/carbon/site-pue';
import { electricityWaterOf, onSiteWaterOf } from '../../src/carbon/water';

/**
 * What the tables hold, in lines: places by kind, scope and licence, cloud regions by whose PUE and WUE they have, with the years;
 * countries whose electricity's water is known; computers' footprints.
 */
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
    const water = onSiteWaterOf(code);
    if (water !== null)
      add(`${provider ?? ''} region, WUE of the ${water.range === null ? 'region' : 'provider'}`, water.year);
    const isCountry = kind === 'country' && code !== 'world';
    if (isCountry && electricityWaterOf(code) !== null) add('country, water of the electricity', 2020);
  }
  const footprints = Object.entries({ laptop, workstation, server: processorServer }).map(
    ([
      name,
      {
        kilogramsCO2e: { low, mid, high },
        source,
      },
    ]) => `${name}, kg CO2e: ${low} ${mid} ${high}, of ${source}`,
  );
  const places = [...groups]
    .sort(([first], [second]) => (first < second ? -1 : 1))
    .map(([name, years]) => {
      const known = [...new Set(years.filter((year) => year !== null))].sort();
      return `${name}: ${years.length}${known.length === 0 ? '' : `, ${known.join(' ')}`}`;
    });
  return [...places, ...footprints];
}
