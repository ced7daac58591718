import type { IntensitySeries } from '../carbon/intensity-series';
import { unixSeconds, type UnixSeconds } from '../units/quantities';
import { failed, type Answer, type ProviderProblem } from './answer';
import type { IntensityProvider, Send } from './provider';
import { limitedSend } from './request-limit';

export interface Clock {
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** Resolves early where `stop` is aborted; never rejects. */
  readonly sleep: (milliseconds: number, stop: AbortSignal) => Promise<void>;
}

const clockOf = ({ keepsAlive }: { readonly keepsAlive: boolean }): Clock => ({
  nowMs: () => Date.now(),
  sleep: (milliseconds, stop) =>
    new Promise((resolve) => {
      if (stop.aborted) {
        resolve();
        return;
      }
      const done = (): void => {
        clearTimeout(timer);
        stop.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      if (!keepsAlive) timer.unref();
      stop.addEventListener('abort', done);
    }),
});

/** For who follows the intensity beside something else, and ends with it. */
export const backgroundClock: Clock = clockOf({ keepsAlive: false });
/** For who waits for an answer: a program that has nothing else to do would end before the next try, and say nothing. */
export const foregroundClock: Clock = clockOf({ keepsAlive: true });

/** A problem that the next try may not have. */
export const isPassing = ({ kind }: ProviderProblem): boolean =>
  kind === 'unreachable' || kind === 'failing' || kind === 'too many requests';

/** Seconds before try number `failures` + 1: doubling, with chance, so that many do not come at once; at least what the provider asks for. */
export function backoffSeconds(
  failures: number,
  { retryAfterSeconds }: ProviderProblem,
  { first, longest }: { readonly first: number; readonly longest: number },
): number {
  const doubling = Math.min(longest, first * 2 ** Math.min(30, failures - 1));
  return Math.max(doubling * (0.75 + Math.random() / 2), retryAfterSeconds ?? 0);
}

const tries = 3;
const retry = { first: 0.5, longest: 8 } as const;
/** A command waits no longer than this for a provider that asks for patience. */
const longestWaitSeconds = 15;

/** What was asked, kept while it holds; one request at a time, within the provider's limit, tried thrice. */
export class IntensityClient {
  private readonly send: Send;
  private pastAnswer: { readonly from: UnixSeconds; readonly series: IntensitySeries } | null = null;
  private forecastAnswer: { readonly hours: number; readonly series: IntensitySeries } | null = null;
  private readonly underWay = new Map<string, Promise<Answer<IntensitySeries>>>();

  constructor(
    readonly provider: IntensityProvider,
    send: Send,
    private readonly clock: Clock,
    private readonly stop: AbortSignal,
  ) {
    this.send = limitedSend(send, provider.name, provider.limit, clock.nowMs);
  }

  /** From a moment until now, tried once: for who asks again anyway. */
  past(from: UnixSeconds): Promise<Answer<IntensitySeries>> {
    return this.once('past', async () => {
      const known = this.pastAnswer;
      if (known !== null && known.from <= from && this.now() < known.series.freshUntil)
        return { ok: true, value: known.series };
      const answer = await this.guarded(() => this.provider.past(this.send, from, this.now()));
      if (answer.ok) this.pastAnswer = { from, series: answer.value };
      return answer;
    });
  }

  /** The present, with retries: for a person who waits. */
  present(): Promise<Answer<IntensitySeries>> {
    return this.once('present', () => this.withRetries(() => this.past(this.now())));
  }

  /** The hours to come, with retries. Null where the provider has no forecast. */
  forecast(hours: number): Promise<Answer<IntensitySeries>> | null {
    const { forecast } = this.provider;
    if (forecast === null) return null;
    return this.once('forecast', async () => {
      const known = this.forecastAnswer;
      if (known !== null && known.hours >= hours && this.now() < known.series.freshUntil)
        return { ok: true, value: known.series };
      const answer = await this.withRetries(() => this.guarded(() => forecast(this.send, this.now(), hours)));
      if (answer.ok) this.forecastAnswer = { hours, series: answer.value };
      return answer;
    });
  }

  private now(): UnixSeconds {
    return unixSeconds(this.clock.nowMs() / 1000);
  }

  private async withRetries(ask: () => Promise<Answer<IntensitySeries>>): Promise<Answer<IntensitySeries>> {
    for (let failures = 1; ; failures++) {
      const answer = await ask();
      if (answer.ok || failures === tries || !isPassing(answer.problem)) return answer;
      const wait = backoffSeconds(failures, answer.problem, retry);
      if (wait > longestWaitSeconds || this.stop.aborted) return answer;
      await this.clock.sleep(wait * 1000, this.stop);
    }
  }

  /** An answer that nobody foresaw must not end the program that asked. */
  private async guarded(ask: () => Promise<Answer<IntensitySeries>>): Promise<Answer<IntensitySeries>> {
    try {
      return await ask();
    } catch (error) {
      const { name } = this.provider;
      const reason = error instanceof Error ? error.name : 'unknown';
      return failed('schema changed', `the answer of ${name} can’t be read (${reason})`);
    }
  }

  private once(name: string, ask: () => Promise<Answer<IntensitySeries>>): Promise<Answer<IntensitySeries>> {
    const already = this.underWay.get(name);
    if (already !== undefined) return already;
    const asked = ask().finally(() => {
      this.underWay.delete(name);
    });
    this.underWay.set(name, asked);
    return asked;
  }
}
