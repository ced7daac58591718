import { gramsPerKilowattHour, type GramsPerKilowattHour } from '../units/quantities';

/**
 * Life-cycle emissions of a kilowatt-hour by production type (ENTSO-E's PsrType). Medians of IPCC AR5, Working Group III,
 * Annex III, table A.III.2 (2014), https://www.ipcc.ch/report/ar5/wg3/; the IPCC has none for oil: CodeCarbon's
 * table of sources (816, carbon_intensity_per_source.json). Other solid fuels are taken as coal.
 */
const factors: Readonly<Record<string, number>> = {
  B01: 230, // Biomass
  B02: 820, // Lignite, as coal
  B03: 820, // Coal-derived gas, as coal
  B04: 490, // Fossil gas
  B05: 820, // Hard coal
  B06: 816, // Oil
  B07: 820, // Oil shale, as coal
  B08: 820, // Peat, as coal
  B09: 38, // Geothermal
  B11: 24, // Run-of-river hydropower
  B12: 24, // Hydropower of reservoirs
  B13: 17, // Marine
  B14: 12, // Nuclear
  B16: 48, // Solar
  B18: 12, // Wind offshore
  B19: 11, // Wind onshore
};

export const generationFactors = 'IPCC AR5 medians by fuel';

/** Pumped storage and batteries give back what was made before. */
const storage: ReadonlySet<string> = new Set(['B10', 'B25']);

export const isStorage = (productionType: string): boolean => storage.has(productionType);

/** Null where no factor is published: waste, other renewable, other. */
export function generationFactor(productionType: string): GramsPerKilowattHour | null {
  const grams = factors[productionType];
  return grams === undefined ? null : gramsPerKilowattHour(grams);
}
