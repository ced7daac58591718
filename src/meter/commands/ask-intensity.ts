import type { IntensityOptions } from '../../grid/intensity-setup';
import type { LiveClient } from '../../grid/live-client';
import { placeOfRun, whyNoIntensity } from '../carbon';
import { defaultRunsFolder } from '../../runs/store';
import { openIntensity, takeIntensitySetup } from '../live-intensity';

export interface AskOptions extends IntensityOptions {
  readonly region?: string;
  readonly json?: boolean;
}

/** The provider that the options or the environment name; a phrase where there is none that can be asked. */
export async function askable(options: AskOptions): Promise<LiveClient | string> {
  const { region } = options;
  const wrong = region === undefined ? null : await whyNoIntensity(region);
  if (wrong !== null) return wrong;
  const place = await placeOfRun(region);
  const opened = await openIntensity(takeIntensitySetup(options), place.region, defaultRunsFolder());
  if (opened === null)
    return 'no provider is turned on, and without one only yearly means are known; name one with --intensity-provider (wattlens run --help lists them)';
  return typeof opened === 'string' ? opened : opened.client;
}
