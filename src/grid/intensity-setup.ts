import { isProviderId, providerIds, type CustomSetup, type ProviderId } from './provider';
import { keyNames, keysOf } from './keys';

/** What the user has turned on; the place may still have to be told from the place of the run. */
export interface IntensitySetup {
  readonly id: ProviderId;
  readonly zone: string | undefined;
  readonly address: string | undefined;
  readonly keys: Readonly<Record<string, string | undefined>>;
  readonly custom: CustomSetup;
}

export interface IntensityOptions {
  readonly intensityProvider?: string;
  readonly intensityZone?: string;
  readonly intensityUrl?: string;
}

type Environment = Record<string, string | undefined>;

const variables = {
  provider: 'WATTLENS_INTENSITY_PROVIDER',
  zone: 'WATTLENS_INTENSITY_ZONE',
  url: 'WATTLENS_INTENSITY_URL',
  path: 'WATTLENS_INTENSITY_PATH',
  unit: 'WATTLENS_INTENSITY_UNIT',
  kind: 'WATTLENS_INTENSITY_KIND',
  scope: 'WATTLENS_INTENSITY_SCOPE',
} as const;

const network = {
  proxy: 'WATTLENS_PROXY',
  exceptions: 'WATTLENS_NO_PROXY',
  checksCertificates: 'WATTLENS_PROXY_STRICT_SSL',
} as const;

/** The header that a proxy asks for; the editor hands it over with the keys. */
export const proxyAuthorizationName = 'WATTLENS_PROXY_AUTHORIZATION';

/** Where the editor hands the keys over (`KeyHandover`). */
const handover = 'WATTLENS_KEYS_FROM';

export const handoverVariables = (address: string): Record<string, string> => ({ [handover]: address });
export const readHandover = (environment: Environment): string | undefined => stated(environment[handover]);

/** An empty variable says nothing. */
const stated = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

/** How the network is reached, as an editor's settings say it. */
export interface NetworkSettings {
  readonly proxy: string | undefined;
  readonly exceptions: readonly string[];
  readonly checksCertificates: boolean;
  /** The whole value of the header `Proxy-Authorization`; undefined where the proxy’s address has a name and password, or it asks for none. */
  readonly proxyAuthorization: string | undefined;
}

/** What of it stands in a task: the proxy's header does not. */
export const networkVariables = (settings: NetworkSettings): Record<string, string> => ({
  ...(settings.proxy === undefined ? {} : { [network.proxy]: settings.proxy }),
  ...(settings.exceptions.length === 0 ? {} : { [network.exceptions]: settings.exceptions.join(',') }),
  ...(settings.checksCertificates ? {} : { [network.checksCertificates]: 'false' }),
});

export const readNetworkSettings = (environment: Environment): NetworkSettings => ({
  proxy: stated(environment[network.proxy]),
  exceptions: (environment[network.exceptions] ?? '').split(',').filter((name) => name !== ''),
  checksCertificates: environment[network.checksCertificates] !== 'false',
  proxyAuthorization: headerValue(environment[proxyAuthorizationName]),
});

/** Undefined where the text is none, or can be no value of a header. */
export function headerValue(text: unknown): string | undefined {
  const value = typeof text === 'string' ? text.trim() : '';
  return /^[\t\x20-\x7e\x80-\xff]+$/.test(value) ? value : undefined;
}

/** What of a setup but the keys is handed to another program; what is not set is handed as empty, so that nothing else sets it. */
export const setupVariables = ({ id, zone, address, custom }: IntensitySetup): Record<string, string> => ({
  [variables.provider]: id,
  [variables.zone]: zone ?? '',
  [variables.url]: address ?? '',
  [variables.path]: custom.path ?? '',
  [variables.unit]: custom.unit ?? '',
  [variables.kind]: custom.kind ?? '',
  [variables.scope]: custom.scope ?? '',
});

/** Reads options, and the environment where they are silent; null where no provider is turned on, a text where there is none of that name. */
export function readIntensitySetup(
  options: IntensityOptions,
  environment: Environment,
): IntensitySetup | null | string {
  const value = (name: string): string | undefined => {
    const text = environment[name]?.trim();
    return text === '' ? undefined : text;
  };
  const id = options.intensityProvider ?? value(variables.provider);
  if (id === undefined || id === 'none') return null;
  if (!isProviderId(id)) return `there is no provider ${id}; there are ${providerIds.join(', ')}, and none`;
  return {
    id,
    zone: options.intensityZone ?? value(variables.zone),
    address: options.intensityUrl ?? value(variables.url),
    keys: Object.fromEntries(keysOf[id].map((name) => [name, value(name)])),
    custom: {
      path: value(variables.path),
      unit: value(variables.unit),
      kind: value(variables.kind),
      scope: value(variables.scope),
    },
  };
}

/** Keys, where they come from, and a proxy that may hold a password, are for the meter alone: the command that it runs does not inherit them. */
export function dropKeys(environment: Environment): void {
  for (const name of [...keyNames, network.proxy, proxyAuthorizationName, handover])
    // A variable of the process can be taken away in no other way.
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
    delete environment[name];
}
