import type { IntensitySetup } from '../../../src/grid/intensity-setup';
import { keysOf } from '../../../src/grid/keys';
import type { ProviderId } from '../../../src/grid/provider';

/** Without a proxy. */
export const direct = { proxyFor: () => null, checksCertificates: true };

/** What each provider is sent; those without keys are sent none. */
const allKeys: Readonly<Record<string, string>> = {
  WATTLENS_ELECTRICITY_MAPS_KEY: 'secret-token',
  WATTLENS_WATTTIME_USER: 'user',
  WATTLENS_WATTTIME_PASSWORD: 'pässword',
  WATTLENS_ENTSOE_KEY: 'secret-token',
};

/** Each provider, asked at the server of the tests. */
export const setupOf = (id: ProviderId, address: string, zone?: string): IntensitySetup => ({
  id,
  zone: zone ?? { watttime: 'CAISO_NORTH' }[id as string],
  address: `${address}${{ entsoe: '/entsoe', custom: '/own' }[id as string] ?? ''}`,
  keys: Object.fromEntries(keysOf[id].map((name) => [name, allKeys[name]])),
  custom: { path: 'grid[0].now.value', unit: 'g/kWh', kind: 'average', scope: undefined },
});

/** The place of a run that each provider knows. */
export const regionOf = (id: ProviderId): string => (id === 'uk-carbon-intensity' ? 'GB' : 'DE');
