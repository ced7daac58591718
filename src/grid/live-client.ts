import { createHash } from 'node:crypto';
import type { IntensitySeries } from '../carbon/intensity-series';
import type { UnixSeconds } from '../units/quantities';
import { answered, failed, type Answer } from './answer';
import { httpSend } from './http';
import { backgroundClock, foregroundClock, IntensityClient, type SharedAsking } from './intensity-client';
import type { IntensitySetup } from './intensity-setup';
import { watchIntensity, type IntensityListener } from './intensity-watch';
import { coverageOf, openProvider, zoneOf } from './open-provider';
import type { IntensityProvider } from './provider';
import type { WattTime } from './providers/watttime';
import { RequestLedger } from './request-ledger';
import { SharedAnswers } from './shared-answers';
import { problemTexts } from './problem-texts';

/** How the network is reached. */
export interface Network {
  /** The proxy for an address; null where it is asked directly. */
  readonly proxyFor: (url: URL) => string | null;
  readonly checksCertificates: boolean;
  /** The header that goes to a proxy, over the name and password of its address; undefined where there is none. */
  readonly proxyAuthorization?: string | undefined;
}

/** One place at one provider, asked over the network. This file is loaded only once a provider is turned on. */
export interface LiveClient {
  readonly name: string;
  readonly place: string;
  readonly kind: IntensitySeries['kind'];
  readonly scope: IntensitySeries['scope'];
  readonly licence: string;
  readonly hasForecast: boolean;
  readonly present: () => Promise<Answer<IntensitySeries>>;
  /** Fails where the provider has no forecast. */
  readonly forecast: (hours: number) => Promise<Answer<IntensitySeries>>;
  /** How clean the present is among the last month's moments, in per cent, where the provider tells that without charge; else null. */
  readonly percentile: () => Promise<Answer<number>> | null;
  /** Follows the intensity until `stop`. */
  readonly watch: (since: UnixSeconds, stop: AbortSignal, listener: IntensityListener) => Promise<void>;
}

const timeoutMs = 15_000;

/**
 * `region` is the place of the run, of which the provider's own name is told where the setup has none. Programs that are given
 * the same folder share answers, and hold the provider's limit together; null where there is none that can be written.
 */
export function openLiveClient(
  setup: IntensitySetup,
  region: string | null,
  network: Network,
  stop: AbortSignal,
  sharedFolder: string | null,
): Answer<LiveClient> {
  const zone = setup.zone ?? zoneOf(setup.id, region);
  if (zone === null) {
    return failed(
      'wrong setup',
      region === null
        ? problemTexts.write(
            '{0} must be told the place, for no place is set: {1}, with --intensity-zone or the setting wattlens.carbon.providerZone',
            setup.id,
            coverageOf[setup.id],
          )
        : problemTexts.write(
            '{0} must be told the place: it covers {1}, of which none is surely {2}; name one with --intensity-zone or the setting wattlens.carbon.providerZone',
            setup.id,
            coverageOf[setup.id],
            region,
          ),
    );
  }
  const opened = openProvider({ ...setup, zone });
  if (!opened.ok) return opened;
  const provider = opened.value;
  const send = httpSend({
    ...network,
    provider: provider.name,
    secrets: Object.values(setup.keys).filter((key) => key !== undefined),
    timeoutMs,
    stop,
  });
  const shared = sharedFolder === null ? null : sharedAsking(sharedFolder, setup, provider);
  const client = new IntensityClient(provider, send, foregroundClock, stop, shared);
  return answered({
    name: provider.name,
    place: provider.place,
    kind: provider.kind,
    scope: provider.scope,
    licence: provider.licence,
    hasForecast: provider.forecast !== null,
    present: () => client.present(),
    forecast: (hours) =>
      client.forecast(hours) ??
      Promise.resolve(failed('no data', problemTexts.write('{0} has no forecast', provider.name))),
    percentile: () =>
      isWattTime(provider)
        ? client
            .askElse((limited, now) => provider.signalIndex(limited, now))
            .then((answer) => (answer.ok ? answered(answer.value.percentile) : answer))
        : null,
    watch: (since, stopWatching, listener) =>
      watchIntensity(client, since, backgroundClock, stopWatching, listener),
  });
}

/** An address may hold a secret, so it stands there as a hash; keys are in none. */
function sharedAsking(
  folder: string,
  { id, address, custom }: IntensitySetup,
  { place, limit }: IntensityProvider,
): SharedAsking {
  const hash = (...parts: readonly unknown[]): string =>
    createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
  return {
    ledger: new RequestLedger(folder, `${id}-${hash(address)}`, limit, foregroundClock.nowMs),
    answers: new SharedAnswers(folder, `${id}-${hash(address, place, custom)}`),
  };
}

const isWattTime = (provider: object): provider is WattTime => 'signalIndex' in provider;
