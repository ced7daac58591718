import type { IntensitySeries } from '../carbon/intensity-series';
import type { UnixSeconds } from '../units/quantities';
import type { Answer } from './answer';

/** The providers there are, by the names that settings and the command line take. */
export const providerIds = [
  'electricity-maps',
  'watttime',
  'uk-carbon-intensity',
  'energy-charts',
  'entsoe',
  'custom',
] as const;
export type ProviderId = (typeof providerIds)[number];

export const isProviderId = (text: string): text is ProviderId =>
  (providerIds as readonly string[]).includes(text);

/** What a provider is told: nothing of it is looked up. */
export interface ProviderSetup {
  readonly id: ProviderId;
  /** The provider's own name of the place, as `zoneOf` finds it or as the user set it. */
  readonly zone: string;
  /** Another address of the provider's API, such as a company's gateway; of `custom` the address itself. */
  readonly address: string | undefined;
  /** By the name of the environment variable that hands them over (`keysOf`). */
  readonly keys: Readonly<Record<string, string | undefined>>;
  /** For `custom` alone. */
  readonly custom: CustomSetup;
}

export interface CustomSetup {
  /** Where in the JSON the number stands: `data[0].intensity.actual`. */
  readonly path: string | undefined;
  readonly unit: string | undefined;
  readonly kind: string | undefined;
  /** Direct emissions where it is not said. */
  readonly scope: string | undefined;
}

export interface HttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface HttpAnswer {
  readonly body: string;
  /** How long the answer says that it holds (`Cache-Control: max-age`); null where it does not. */
  readonly maxAgeSeconds: number | null;
}

/** Sends one GET request. Never throws; an answer that is no success is a problem. */
export type Send = (request: HttpRequest) => Promise<Answer<HttpAnswer>>;

export interface RequestLimit {
  readonly requests: number;
  readonly seconds: number;
}

/** One place at one provider. Whoever asks holds to `limit`. */
export interface IntensityProvider {
  readonly name: string;
  readonly place: string;
  readonly kind: IntensitySeries['kind'];
  readonly scope: IntensitySeries['scope'];
  /** What its values may be used for, as far as that is known; a phrase. */
  readonly licence: string;
  /** What the provider allows; where it publishes nothing, what is decent. */
  readonly limit: RequestLimit;
  /** The values from a moment until now; those that are not there yet are missing. */
  readonly past: (send: Send, from: UnixSeconds, now: UnixSeconds) => Promise<Answer<IntensitySeries>>;
  /** The values of the hours to come, as far as the provider looks; null where it has no forecast. */
  readonly forecast:
    ((send: Send, now: UnixSeconds, hours: number) => Promise<Answer<IntensitySeries>>) | null;
}
