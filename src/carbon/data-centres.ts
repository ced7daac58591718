import type { Range } from '../units/quantities';
import { findPlace } from './intensity';
import { originTexts } from './origin-texts';
import { rowsOf } from './table-rows';
import { dataCentreTable } from './tables/data-centres';

/** A figure that is published of data centres, a year's mean. */
export interface DataCentreFact {
  readonly value: number;
  readonly year: number;
  readonly source: string;
  readonly licence: string;
  readonly address: string;
  /** Whose it is: the cloud region's own, or the mean of all of its provider's data centres. */
  readonly basis: 'region' | 'provider';
  /** For a provider's mean: the lowest and highest figure that it publishes of its regions. Null for a region's own figure. */
  readonly range: Range | null;
}

type Figure = 'pue' | 'wue';
type Origin = Pick<DataCentreFact, 'source' | 'licence' | 'address'>;

const origins: Readonly<Partial<Record<string, Origin>>> = {
  greenSoftware: {
    source: 'Green Software Foundation’s Cloud Region Metadata (March 2026)',
    licence: 'as is, without warranty',
    address: 'https://github.com/Green-Software-Foundation/real-time-cloud',
  },
  azure: {
    source: 'Microsoft, Measuring datacenter energy and water use',
    licence: 'a published figure',
    address: 'https://datacenters.microsoft.com/sustainability/efficiency/',
  },
  aws: {
    source: 'Amazon, AWS Cloud: increasing efficiency',
    licence: 'a published figure',
    address: 'https://sustainability.aboutamazon.com/products-services/aws-cloud',
  },
  gcp: {
    source: 'Google, Data centers: efficiency',
    licence: 'a published figure',
    address: 'https://datacenters.google/efficiency/',
  },
  greenAlgorithms: {
    source: originTexts.write('{0}, by way of {1}', 'nutanix.dev (May 2023)', 'Green Algorithms'),
    licence: 'CC BY 4.0',
    address: 'https://github.com/GreenAlgorithms/green-algorithms-tool',
  },
};

/** Who publishes the figures that others pass on. */
const publishers: Readonly<Partial<Record<string, string>>> = {
  aws: 'Amazon',
  gcp: 'Google',
  azure: 'Microsoft',
};

interface Row {
  readonly provider: string;
  readonly region: string;
  readonly figure: string;
  readonly value: number;
  readonly year: number;
  readonly origin: Origin;
}

const rows: readonly Row[] = rowsOf(dataCentreTable).flatMap(
  ([provider = '', region = '', figure = '', value = '', year = '', source = '']) => {
    const known = origins[source];
    if (known === undefined) return [];
    const origin =
      source === 'greenSoftware'
        ? {
            ...known,
            source: originTexts.write(
              '{0}, by way of the {1}',
              publishers[provider] ?? provider,
              known.source,
            ),
          }
        : known;
    return [{ provider, region, figure, value: Number(value), year: Number(year), origin }];
  },
);

/** The figure of the cloud region that a place is, else of all of its provider's data centres; null where neither is published. */
export function dataCentreFactOf(region: string, figure: Figure): DataCentreFact | null {
  const place = findPlace(region);
  const provider = place?.provider ?? null;
  if (place === null || provider === null) return null;
  const own = rows.find((row) => row.figure === figure && `${row.provider}:${row.region}` === place.code);
  if (own === undefined) return providerFactOf(provider, figure);
  const { value, year, origin } = own;
  return { value, year, ...origin, basis: 'region', range: null };
}

/** The mean of all data centres of a provider (`aws`); null where none is published. */
export function providerFactOf(provider: string, figure: Figure): DataCentreFact | null {
  const published = rows.filter((row) => row.provider === provider && row.figure === figure);
  const mean = published.find((row) => row.region === '');
  if (mean === undefined) return null;
  const { value, year, origin } = mean;
  const others = published.flatMap((row) => (row.region === '' ? [] : [row.value]));
  return {
    value,
    year,
    ...origin,
    source: originTexts.write('mean of the data centres of {0}: {1}', provider, origin.source),
    basis: 'provider',
    range:
      others.length > 0
        ? { low: Math.min(value, ...others), mid: value, high: Math.max(value, ...others) }
        : null,
  };
}
