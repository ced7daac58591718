import * as vscode from 'vscode';
import type { KeyHandover } from '../../grid/key-handover';
import { proxyAuthorizationName } from '../../grid/intensity-setup';
import { keysOf } from '../../grid/keys';
import { providerIds, type ProviderId } from '../../grid/provider';
import { readSettings } from '../settings';
import { readProxySettings } from './proxy-settings';

let secrets: vscode.SecretStorage | null = null;

let handover: Promise<KeyHandover> | null = null;

/** Keys stand in VS Code's secret storage and nowhere else. Call once, at activation. */
export function useSecrets(storage: vscode.SecretStorage): vscode.Disposable {
  secrets = storage;
  return new vscode.Disposable(() => {
    secrets = null;
    handover?.then(
      (opened) => {
        opened.dispose();
      },
      () => undefined,
    );
    handover = null;
  });
}

/** Where a meter gets the keys from; opened when the first meter needs it. Rejects where it can't be opened. */
export async function keyAddress(): Promise<string> {
  const { KeyHandover } = await import('../../grid/key-handover');
  handover ??= KeyHandover.open(readSecrets);
  return (await handover).address;
}

/** A locked keyring may never answer, and no run waits for one. */
const longestMilliseconds = 10_000;

/** A secret; undefined where there is none, or the storage refuses it or does not answer. */
async function readSecret(name: string): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
    }, longestMilliseconds);
  });
  try {
    return await Promise.race([secrets?.get(name), deadline]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** The keys of a provider by the names of the variables that hand them over. */
export async function readKeys(id: ProviderId): Promise<Record<string, string | undefined>> {
  const pairs = await Promise.all(keysOf[id].map(async (name) => [name, await readSecret(name)] as const));
  return Object.fromEntries(pairs);
}

/** What a meter is told and stands nowhere else: the keys of a provider, and the header that a proxy asks for. */
async function readSecrets(id: ProviderId): Promise<Record<string, string | undefined>> {
  return { ...(await readKeys(id)), [proxyAuthorizationName]: readProxySettings().proxyAuthorization };
}

const titles = (): Readonly<Record<string, string>> => ({
  WATTLENS_ELECTRICITY_MAPS_KEY: vscode.l10n.t('Key of Electricity Maps'),
  WATTLENS_WATTTIME_USER: vscode.l10n.t('User name at WattTime'),
  WATTLENS_WATTTIME_PASSWORD: vscode.l10n.t('Password at WattTime'),
  WATTLENS_ENTSOE_KEY: vscode.l10n.t('Security token of the ENTSO-E Transparency Platform'),
  WATTLENS_INTENSITY_HEADER: vscode.l10n.t('Header for the custom URL (Name: value)'),
});

/** Asks for the keys of the provider that is set, or of one that is picked. An empty answer forgets a key. */
export async function setIntensityKeys(): Promise<void> {
  const withKeys = providerIds.filter((id) => keysOf[id].length > 0);
  const set = readSettings().intensity?.id;
  const id =
    set !== undefined && withKeys.includes(set)
      ? set
      : await vscode.window.showQuickPick(withKeys, { title: vscode.l10n.t('The keys of which provider?') });
  if (id === undefined) return;
  for (const name of keysOf[id as ProviderId]) {
    const value = await vscode.window.showInputBox({
      title: titles()[name] ?? name,
      prompt: vscode.l10n.t('Kept in the secret storage of VS Code. Empty forgets it.'),
      password: name !== 'WATTLENS_WATTTIME_USER',
      ignoreFocusOut: true,
    });
    if (value === undefined) return;
    if (value.trim() === '') await secrets?.delete(name);
    else await secrets?.store(name, value.trim());
  }
}
