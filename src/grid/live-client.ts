import type { IntensitySeries } from '../carbon/intensity-series';
import { unixSeconds, type UnixSeconds } from '../units/quantities';
import { answered, failed, type Answer } from './answer';
import { httpSend } from './http';
import { backgroundClock, foregroundClock, IntensityClient } from './intensity-client';
import type { IntensitySetup } from './intensity-setup';
import { watchIntensity, type IntensityListener } from './intensity-watch';
import { openProvider, zoneOf } from './open-provider';
import type { WattTime } from './providers/watttime';

/** How the network is reached. */
export interface Network {
  /** The proxy for an address; null where it is asked directly. */
  readonly proxyFor: (url: URL) => string | null;
  readonly checksCertificates: boolean;
}

/** One place at one provider, asked over the network. This file is loaded only once a provider is turned on. */
export interface LiveClient {
  readonly name: string;
  readonly place: string;
  readonly kind: IntensitySeries['kind'];
  readonly scope: IntensitySeries['scope'];
  readonly hasForecast: boolean;
  readonly present: () => Promise<Answer<IntensitySeries>>;
  /** Fails where the provider has no forecast. */
  readonly forecast: (hours: number) => Promise<Answer<IntensitySeries>>;
  /** How clean the present is among the last month's moments, in per cent, where the provider tells that without charge; else null. */
  readonly percentile: () => Promise<Answer<number>> | null;
  /** Follows the intensity until `stop`; `known` is an answer of before that may still hold. */
  readonly watch: (
    since: UnixSeconds,
    stop: AbortSignal,
    listener: IntensityListener,
    known: IntensitySeries | null,
  ) => Promise<void>;
}

const timeoutMs = 15_000;

/** `region` is the place of the run, of which the provider's own name is told where the setup has none. */
export function openLiveClient(
  setup: IntensitySetup,
  region: string | null,
  network: Network,
  stop: AbortSignal,
): Answer<LiveClient> {
  const zone = setup.zone ?? zoneOf(setup.id, region);
  if (zone === null) {
    const place = region === null ? 'no place is set' : `it has no place that is surely ${region}`;
    return failed(
      'wrong setup',
      `${setup.id} must be told the place, for ${place}: its own name of it, with --intensity-zone or the setting wattlens.carbon.providerZone`,
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
  const client = new IntensityClient(provider, send, foregroundClock, stop);
  return answered({
    name: provider.name,
    place: provider.place,
    kind: provider.kind,
    scope: provider.scope,
    hasForecast: provider.forecast !== null,
    present: () => client.present(),
    forecast: (hours) =>
      client.forecast(hours) ?? Promise.resolve(failed('no data', `${provider.name} has no forecast`)),
    percentile: () =>
      isWattTime(provider)
        ? provider
            .signalIndex(send, unixSeconds(foregroundClock.nowMs() / 1000))
            .then((answer) => (answer.ok ? answered(answer.value.percentile) : answer))
        : null,
    watch: (since, stopWatching, listener, known) =>
      watchIntensity(client, since, backgroundClock, stopWatching, listener, known),
  });
}

const isWattTime = (provider: object): provider is WattTime => 'signalIndex' in provider;
