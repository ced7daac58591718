import type { ProviderId } from './provider';

/** The environment variables that hand keys over: no key stands on a command line, in a journal or in settings. */
export const electricityMapsKey = 'WATTLENS_ELECTRICITY_MAPS_KEY';
export const watttimeUser = 'WATTLENS_WATTTIME_USER';
export const watttimePassword = 'WATTLENS_WATTTIME_PASSWORD';
export const entsoeKey = 'WATTLENS_ENTSOE_KEY';
/** A header that goes with each request to the custom URL, such as `Authorization: Bearer …`; may be left out. */
export const customHeader = 'WATTLENS_INTENSITY_HEADER';

export const keysOf: Readonly<Record<ProviderId, readonly string[]>> = {
  'electricity-maps': [electricityMapsKey],
  watttime: [watttimeUser, watttimePassword],
  'uk-carbon-intensity': [],
  'energy-charts': [],
  entsoe: [entsoeKey],
  custom: [customHeader],
};

/** The names of all providers' keys. */
export const keyNames: ReadonlySet<string> = new Set(Object.values(keysOf).flat());
