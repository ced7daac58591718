import type { NetworkSettings } from './intensity-setup';
import type { Network } from './live-client';
import { environmentProxy, isExcepted, withScheme } from './proxy';

/** As VS Code's settings say, and the environment where they are silent. */
export const settingsNetwork = (
  settings: NetworkSettings,
  environment: Readonly<Record<string, string | undefined>>,
): Network => ({
  proxyFor: (url) => {
    if (isExcepted(url, settings.exceptions)) return null;
    return settings.proxy === undefined ? environmentProxy(url, environment) : withScheme(settings.proxy);
  },
  checksCertificates: settings.checksCertificates,
  proxyAuthorization: settings.proxyAuthorization,
});
