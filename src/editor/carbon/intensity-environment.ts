import * as vscode from 'vscode';
import {
  handoverVariables,
  networkVariables,
  setupVariables,
  type IntensitySetup,
  type NetworkSettings,
} from '../../grid/intensity-setup';
import { readSettings } from '../settings';
import { keyAddress, readKeys } from './intensity-keys';

/** The provider that the settings turn on, with its keys; null where none is. */
export async function readIntensity(scope?: vscode.Uri): Promise<IntensitySetup | null> {
  const { intensity } = readSettings(scope);
  return intensity === null ? null : { ...intensity, keys: await readKeys(intensity.id) };
}

/** The proxy settings of VS Code. */
export function readProxySettings(): NetworkSettings {
  const http = vscode.workspace.getConfiguration('http');
  const proxy = http.get<unknown>('proxy');
  const exceptions = http.get<unknown>('noProxy');
  const isOff = http.get<unknown>('proxySupport') === 'off';
  return {
    proxy: !isOff && typeof proxy === 'string' && proxy.trim() !== '' ? proxy.trim() : undefined,
    // Where proxies are off, that of the environment is too.
    exceptions: isOff
      ? ['*']
      : Array.isArray(exceptions)
        ? exceptions.filter((name) => typeof name === 'string')
        : [],
    checksCertificates: http.get<unknown>('proxyStrictSSL') !== false,
  };
}

/**
 * What a meter is handed so that it can ask the provider itself, the editor open or not: empty where none is turned on.
 * Keys are not in it, but the address at which the meter gets them when it starts.
 */
export async function intensityEnvironment(scope?: vscode.Uri): Promise<Record<string, string>> {
  const setup = await readIntensity(scope);
  if (setup === null) return {};
  const hasKeys = Object.values(setup.keys).some((key) => key !== undefined);
  return {
    ...setupVariables(setup),
    ...networkVariables(readProxySettings()),
    ...(hasKeys ? await keyVariables() : {}),
  };
}

/** Where no socket can be made the run starts without the keys, and its meter says that they are missing. */
const keyVariables = (): Promise<Record<string, string>> => keyAddress().then(handoverVariables, () => ({}));
