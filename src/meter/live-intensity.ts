import type { IntensityPoint } from '../carbon/intensity-series';
import {
  dropKeys,
  headerValue,
  proxyAuthorizationName,
  readHandover,
  readIntensitySetup,
  readNetworkSettings,
  type IntensityOptions,
  type IntensitySetup,
  type NetworkSettings,
} from '../grid/intensity-setup';
import { keysOf } from '../grid/keys';
import type { LiveClient } from '../grid/live-client';
import { settingsNetwork } from '../grid/settings-network';
import { intensityFolder } from '../runs/intensity-folder';
import type { LiveIntensitySource } from '../runs/journal';
import { unixSeconds, type UnixSeconds } from '../units/quantities';

/** A provider that is turned on and whose setup is whole; it has not been asked yet. */
export interface OpenIntensity {
  readonly source: LiveIntensitySource;
  readonly client: LiveClient;
  readonly stop: AbortController;
}

/** The setup of options and environment; its keys are taken out of the environment, so that no command inherits them. */
export async function takeIntensitySetup(options: IntensityOptions): Promise<TakenSetup | null | string> {
  const setup = readIntensitySetup(options, process.env);
  const network = readNetworkSettings(process.env);
  const address = readHandover(process.env);
  dropKeys(process.env);
  if (setup === null || typeof setup === 'string') return setup;
  if (address === undefined) return { ...setup, network };
  const { receiveKeys } = await import('../grid/key-handover');
  const handed = await receiveKeys(address, setup.id);
  // Without keys there is a proxy's header at most, and whether that lets it through it says itself.
  if (typeof handed === 'string') return keysOf[setup.id].length === 0 ? { ...setup, network } : handed;
  const { [proxyAuthorizationName]: proxyAuthorization, ...keys } = handed;
  return { ...setup, keys, network: { ...network, proxyAuthorization: headerValue(proxyAuthorization) } };
}

export interface TakenSetup extends IntensitySetup {
  readonly network: NetworkSettings;
}

/** The provider, opened; a phrase where its setup is not whole; null where none is turned on. */
export async function openIntensity(
  setup: TakenSetup | null | string,
  region: string | null,
  runsFolder: string,
): Promise<OpenIntensity | string | null> {
  if (setup === null || typeof setup === 'string') return setup;
  const stop = new AbortController();
  try {
    const { openLiveClient } = await import('../grid/live-client');
    const network = settingsNetwork(setup.network, process.env);
    const opened = openLiveClient(setup, region, network, stop.signal, intensityFolder(runsFolder));
    if (!opened.ok) return opened.problem.message;
    const { name, place, kind, scope, licence } = opened.value;
    return {
      source: { provider: name, place, kind, scope, licence },
      client: opened.value,
      stop,
    };
  } catch (error) {
    return `live intensity can't be had (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** What is told of the intensity while a run goes on. */
export interface IntensityReceiver {
  readonly tellIntensity: (points: readonly IntensityPoint<UnixSeconds>[], problem: string | null) => void;
}

/** Follows the intensity for a run that begins now; it never waits for it, and says at most one thing to the user. */
export function followIntensity(
  { client, stop }: OpenIntensity,
  receiver: IntensityReceiver,
  warn: (text: string) => void,
): void {
  let hasWarned = false;
  const listener = {
    onPoints: (points: readonly IntensityPoint<UnixSeconds>[]): void => {
      receiver.tellIntensity(points, null);
    },
    onProblem: ({ message }: { readonly message: string }): void => {
      receiver.tellIntensity([], message);
      if (hasWarned) return;
      hasWarned = true;
      warn(
        `${message}; where no live intensity comes the yearly mean is taken (wattlens report tells how much)`,
      );
    },
  };
  const now = unixSeconds(Date.now() / 1000);
  client.watch(now, stop.signal, listener).catch((error: unknown) => {
    receiver.tellIntensity([], `live intensity has ended (${String(error)})`);
  });
}
