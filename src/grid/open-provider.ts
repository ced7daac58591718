import { findPlace } from '../carbon/intensity';
import { failed, type Answer } from './answer';
import { entsoeAreas } from './entsoe-areas';
import { customProvider } from './providers/custom';
import { electricityMaps } from './providers/electricity-maps';
import { energyCharts, hasEnergyCharts } from './providers/energy-charts';
import { entsoe } from './providers/entsoe';
import { ukCarbonIntensity } from './providers/uk-carbon-intensity';
import { wattTime } from './providers/watttime';
import type { IntensityProvider, ProviderId, ProviderSetup } from './provider';
import { problemTexts } from './problem-texts';

const opened: Readonly<Record<ProviderId, (setup: ProviderSetup) => Answer<IntensityProvider>>> = {
  'electricity-maps': electricityMaps,
  watttime: wattTime,
  'uk-carbon-intensity': ukCarbonIntensity,
  'energy-charts': energyCharts,
  entsoe,
  custom: customProvider,
};

/** The provider of a setup, or what is wrong with the setup. Nothing is asked yet. */
export const openProvider = (setup: ProviderSetup): Answer<IntensityProvider> => {
  const { zone, id } = setup;
  // Zones stand in addresses.
  if (!/^[\w .,:-]{1,60}$/.test(zone))
    return failed('wrong setup', problemTexts.write('{0} is no place of {1}', zone.slice(0, 60), id));
  return opened[id](setup);
};

/**
 * What a provider calls the place of a run; null where it can't be told from the place, so that the user must say it.
 * The zones of the tables are those of Electricity Maps.
 */
export function zoneOf(id: ProviderId, region: string | null): string | null {
  const place = region === null ? null : findPlace(region);
  const grid = place === null || place.code === 'world' ? null : place.grid;
  const country = grid?.split('-')[0] ?? null;
  switch (id) {
    case 'electricity-maps':
      // States of the USA are no zones of it.
      return grid === null || /^US-[A-Z]{2}$/.test(grid) ? null : grid;
    case 'uk-carbon-intensity':
      return grid === 'GB' ? 'GB' : null;
    case 'energy-charts':
      return [grid === 'GB-NIR' ? grid : country].find(hasEnergyCharts) ?? null;
    case 'entsoe':
      return [grid, country].find((code) => code !== null && entsoeAreas.has(code)) ?? null;
    case 'watttime':
      return null;
    case 'custom':
      return region ?? 'custom';
  }
}

/** What a provider covers, for whoever asks it for another place. */
export const coverageOf: Readonly<Record<ProviderId, string>> = {
  'electricity-maps': 'its own zones',
  watttime: 'its own regions, or a latitude and longitude such as 37.8,-122.4',
  'uk-carbon-intensity': 'Great Britain (GB), its regions 1 to 17 and postcodes such as RG10',
  'energy-charts': 'countries of Europe',
  entsoe: 'countries of Europe and zones of them',
  custom: 'what its address answers',
};
