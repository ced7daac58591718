import { dataCentreFactOf, providerFactOf, type DataCentreFact } from './data-centres';
import { findPlace } from './intensity';
import { dataCentrePue, type PueFact } from './pue';

/**
 * The power usage effectiveness of the cloud region that a place is: its own where that is published, else the mean of its
 * provider's, else of data centres; null where the place is no cloud region.
 */
export function cloudPueOf(region: string): PueFact | null {
  const provider = findPlace(region)?.provider ?? null;
  if (provider === null) return null;
  return pueOfFact(dataCentreFactOf(region, 'pue'));
}

/** For a provider's data centre whose region is not known: the mean of the provider's own, else of data centres. */
export const providerPueOf = (provider: string): PueFact => pueOfFact(providerFactOf(provider, 'pue'));

function pueOfFact(fact: DataCentreFact | null): PueFact {
  if (fact === null) return dataCentrePue;
  const { value: pue, ...others } = fact;
  return { pue, ...others };
}
