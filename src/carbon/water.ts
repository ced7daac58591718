import { joules, toKilowattHours, type Range } from '../units/quantities';
import { exactly, mapRange } from '../units/range';
import { dataCentreFactOf } from './data-centres';
import { findPlace } from './intensity';
import { allPlaces } from './places';
import { electricityWaterTable } from './tables/electricity-water';
import { rowsOf } from './table-rows';

/** Litres of water that evaporate for a kilowatt-hour. */
export interface WaterFact {
  readonly litresPerKwh: number;
  /** Where it stands in for a figure that is not published, between what it lies; null where one value alone is published. */
  readonly range: Range | null;
  readonly place: string;
  readonly year: number;
  readonly source: string;
  readonly licence: string;
}

/** The water of an amount of energy, modelled; what is not known is null, with the reason in `notes`. */
export interface WaterUse {
  /** For cooling the building: energy in the machines x WUE. */
  readonly onSiteLitres: number | null;
  readonly onSiteRange: Range | null;
  /** For making the electricity: energy at the building's meter x the water of the place's electricity. */
  readonly electricityLitres: number | null;
  readonly electricityRange: Range | null;
  /** Null unless both are known. */
  readonly totalLitres: number | null;
  readonly totalRange: Range | null;
  readonly onSiteFact: WaterFact | null;
  readonly electricityFact: WaterFact | null;
  readonly notes: readonly string[];
}

const electricityWater = new Map(
  rowsOf(electricityWaterTable).map(([code = '', litres = '']) => [code, Number(litres)] as const),
);

/** Water usage effectiveness (ISO/IEC 30134-9): the cloud region's own where it is published, else its provider's mean; null elsewhere. */
export function onSiteWaterOf(region: string): WaterFact | null {
  const place = findPlace(region);
  const fact = dataCentreFactOf(region, 'wue');
  if (place === null || fact === null) return null;
  const { value: litresPerKwh, range, year, source, licence } = fact;
  return { litresPerKwh, range, place: place.code, year, source, licence };
}

/** The value of the place's country, since none is published for smaller places; null where the country has none. */
export function electricityWaterOf(region: string): WaterFact | null {
  const place = findPlace(region);
  if (place === null) return null;
  const country = place.code === 'world' ? 'world' : (place.grid.split('-')[0] ?? '');
  const litresPerKwh = electricityWater.get(country);
  if (litresPerKwh === undefined) return null;
  return {
    litresPerKwh,
    range: null,
    place: country,
    year: 2020,
    source:
      'World Resources Institute, Guidance for Calculating Water Use Embedded in Purchased Electricity, by way of EcoLogits',
    licence: 'MPL-2.0, as EcoLogits carries it',
  };
}

const times = (energy: Range, factor: Range): Range => ({
  low: energy.low * factor.low,
  mid: energy.mid * factor.mid,
  high: energy.high * factor.high,
});

/**
 * Energy x (WUE + PUE x the electricity's water), after Li et al. 2023 (arXiv 2304.03271). `energy` is that of the
 * machines in joules, before PUE.
 */
export function waterOf(energy: Range, pue: number, region: string): WaterUse {
  const kilowattHours = mapRange(energy, (value) => toKilowattHours(joules(value)));
  const onSiteFact = onSiteWaterOf(region);
  const electricityFact = electricityWaterOf(region);
  const onSiteRange =
    onSiteFact === null ? null : times(kilowattHours, onSiteFact.range ?? exactly(onSiteFact.litresPerKwh));
  const electricityRange =
    electricityFact === null ? null : times(kilowattHours, exactly(pue * electricityFact.litresPerKwh));
  const totalRange =
    onSiteRange === null || electricityRange === null
      ? null
      : {
          low: onSiteRange.low + electricityRange.low,
          mid: onSiteRange.mid + electricityRange.mid,
          high: onSiteRange.high + electricityRange.high,
        };
  const country = allPlaces.find(({ code }) => code === electricityFact?.place)?.name;
  return {
    onSiteLitres: onSiteRange?.mid ?? null,
    onSiteRange,
    electricityLitres: electricityRange?.mid ?? null,
    electricityRange,
    totalLitres: totalRange?.mid ?? null,
    totalRange,
    onSiteFact,
    electricityFact,
    notes: [
      onSiteFact === null
        ? 'Water of the building’s cooling is not known: no provider of the place publishes a figure.'
        : `Water of the building’s cooling: ${onSiteFact.litresPerKwh} L/kWh, ${onSiteFact.year}${onSiteFact.range === null ? '' : `, its regions from ${onSiteFact.range.low} to ${onSiteFact.range.high}`} (${onSiteFact.source}).`,
      electricityFact === null
        ? `Water of the electricity is not known: no value is published for ${region}.`
        : `Water of the electricity: ${electricityFact.litresPerKwh} L/kWh, ${country ?? electricityFact.place} (${electricityFact.source}, ${electricityFact.year}); one value is published for a country, so the range is that of the energy alone.`,
    ],
  };
}
