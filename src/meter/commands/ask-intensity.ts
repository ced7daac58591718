import type { IntensityOptions } from '../../grid/intensity-setup';
import type { LiveClient } from '../../grid/live-client';
import { placeOfRun, whyNoIntensity } from '../carbon';
import { defaultRunsFolder } from '../../runs/run-files';
import { exitCodes } from '../output';
import { openIntensity, takeIntensitySetup } from '../live-intensity';

export interface AskOptions extends IntensityOptions {
  readonly region?: string;
  readonly json?: boolean;
}

/** Why nothing can be asked, and the exit code of that. */
export interface NotAskable {
  readonly why: string;
  readonly exitCode: number;
}

/** The provider that the options or the environment name, or why there is none that can be asked. */
export async function askable(options: AskOptions): Promise<LiveClient | NotAskable> {
  const { region } = options;
  const wrong = region === undefined ? null : await whyNoIntensity(region);
  if (wrong !== null) return { why: wrong, exitCode: exitCodes.usage };
  const setup = await takeIntensitySetup(options);
  if (typeof setup === 'string') return { why: setup, exitCode: exitCodes.usage };
  const place = await placeOfRun(region);
  const opened = await openIntensity(setup, place.region, defaultRunsFolder());
  if (opened === null)
    return {
      why: 'no provider is turned on, and without one only yearly means are known; name one with --intensity-provider (--help lists them)',
      exitCode: exitCodes.wrong,
    };
  return typeof opened === 'string' ? { why: opened, exitCode: exitCodes.wrong } : opened.client;
}
