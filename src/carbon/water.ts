import { toKilowattHours, type Joules } from '../units/quantities';
import { findPlace } from './intensity';
import { allPlaces } from './places';
import { electricityWaterTable } from './tables/electricity-water';
import { rowsOf } from './table-rows';

/** Litres of water that evaporate for a kilowatt-hour. */
export interface WaterFact {
  readonly litresPerKwh: number;
  readonly place: string;
  readonly year: number;
  readonly source: string;
  readonly licence: string;
}

/** The water of an amount of energy; what is not known is null, with the reason in `notes`. */
export interface WaterUse {
  /** Of cooling the building: energy in the machines x WUE. */
  readonly onSiteLitres: number | null;
  /** Of making the electricity: energy at the building's meter x the water of the place's electricity. */
  readonly electricityLitres: number | null;
  /** Null unless both are known. */
  readonly totalLitres: number | null;
  readonly onSiteFact: WaterFact | null;
  readonly electricityFact: WaterFact | null;
  readonly notes: readonly string[];
}

/** Water usage effectiveness (ISO/IEC 30134-9) that cloud providers publish as the mean of their own data centres. */
const providerWater: Readonly<Partial<Record<string, Omit<WaterFact, 'place'>>>> = {
  aws: {
    litresPerKwh: 0.15,
    year: 2024,
    source: 'Amazon, Water usage effectiveness of AWS, 2024',
    licence: 'a published figure',
  },
  azure: {
    litresPerKwh: 0.3,
    year: 2024,
    source: 'Microsoft, Measuring datacenter energy and water use, 2024',
    licence: 'a published figure',
  },
};

const electricityWater = new Map(
  rowsOf(electricityWaterTable).map(([code = '', litres = '']) => [code, Number(litres)] as const),
);

/** The provider's mean where the place is a region of one that publishes it; null elsewhere. */
export function onSiteWaterOf(region: string): WaterFact | null {
  const place = findPlace(region);
  const fact = providerWater[place?.provider ?? ''];
  return place === null || fact === undefined ? null : { ...fact, place: place.code };
}

/** Of the place's country, since none is published for smaller places; null where the country has no value. */
export function electricityWaterOf(region: string): WaterFact | null {
  const place = findPlace(region);
  if (place === null) return null;
  const country = place.code === 'world' ? 'world' : (place.grid.split('-')[0] ?? '');
  const litresPerKwh = electricityWater.get(country);
  if (litresPerKwh === undefined) return null;
  return {
    litresPerKwh,
    place: country,
    year: 2020,
    source:
      'World Resources Institute, Guidance for Calculating Water Use Embedded in Purchased Electricity, by way of EcoLogits',
    licence: 'MPL-2.0, as EcoLogits carries it',
  };
}

/**
 * Energy x (WUE + PUE x the electricity's water), after Li et al. 2023 (arXiv 2304.03271). `energy` is that of the
 * machines, before PUE.
 */
export function waterOf(energy: Joules, pue: number, region: string): WaterUse {
  const kilowattHours = toKilowattHours(energy);
  const onSiteFact = onSiteWaterOf(region);
  const electricityFact = electricityWaterOf(region);
  const onSiteLitres = onSiteFact === null ? null : kilowattHours * onSiteFact.litresPerKwh;
  const electricityLitres =
    electricityFact === null ? null : kilowattHours * pue * electricityFact.litresPerKwh;
  const country = allPlaces.find(({ code }) => code === electricityFact?.place)?.name;
  return {
    onSiteLitres,
    electricityLitres,
    totalLitres:
      onSiteLitres === null || electricityLitres === null ? null : onSiteLitres + electricityLitres,
    onSiteFact,
    electricityFact,
    notes: [
      onSiteFact === null
        ? 'Water of the building’s cooling is not known: no provider of the place publishes a figure.'
        : `Water of the building’s cooling: ${onSiteFact.litresPerKwh} L/kWh, mean of the provider (${onSiteFact.source}).`,
      electricityFact === null
        ? `Water of the electricity is not known: no value is published for ${region}.`
        : `Water of the electricity: ${electricityFact.litresPerKwh} L/kWh, ${country ?? electricityFact.place} (${electricityFact.source}, ${electricityFact.year}).`,
    ],
  };
}
