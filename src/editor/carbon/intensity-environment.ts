import type * as vscode from 'vscode';
import {
  handoverVariables,
  networkVariables,
  setupVariables,
  type IntensitySetup,
} from '../../grid/intensity-setup';
import { readSettings } from '../settings';
import { keyAddress, readKeys } from './intensity-keys';
import { readProxySettings } from './proxy-settings';

/** The provider that the settings turn on, with its keys; null where none is. */
export async function readIntensity(scope?: vscode.Uri): Promise<IntensitySetup | null> {
  const { intensity } = readSettings(scope);
  return intensity === null ? null : { ...intensity, keys: await readKeys(intensity.id) };
}

/**
 * What a meter is handed so that it can ask the provider itself, the editor open or not: empty where none is turned on.
 * Keys are not in it, but the address at which the meter gets them when it starts.
 */
export async function intensityEnvironment(scope?: vscode.Uri): Promise<Record<string, string>> {
  const setup = await readIntensity(scope);
  if (setup === null) return {};
  const network = readProxySettings();
  const hasSecrets = [...Object.values(setup.keys), network.proxyAuthorization].some(
    (secret) => secret !== undefined,
  );
  return {
    ...setupVariables(setup),
    ...networkVariables(network),
    ...(hasSecrets ? await keyVariables() : {}),
  };
}

/** Where no socket can be made the run starts without the keys, and its meter says that they are missing. */
const keyVariables = (): Promise<Record<string, string>> => keyAddress().then(handoverVariables, () => ({}));
