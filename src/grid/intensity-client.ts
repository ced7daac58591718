import type { IntensitySeries } from '../carbon/intensity-series';
import { unixSeconds, type UnixSeconds } from '../units/quantities';
import { answered, failed, type Answer, type ProviderProblem } from './answer';
import type { IntensityProvider, Send } from './provider';
import type { RequestLedger } from './request-ledger';
import { limitedSend } from './request-limit';
import type { KeptAnswer, Question, SharedAnswers } from './shared-answers';
import { problemTexts } from './problem-texts';

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

/** How often it is looked whether the answer that another program waits for has come. */
const lookMilliseconds = 500;

/** What the programs on one machine have in common, so that a provider is asked as if they were one. */
export interface SharedAsking {
  readonly ledger: RequestLedger;
  readonly answers: SharedAnswers;
}

/** What was asked, kept while it holds; one request at a time, within the provider's limit, tried thrice. */
export class IntensityClient {
  private readonly send: Send;
  private readonly kept = new Map<Question, KeptAnswer>();
  private readonly underWay = new Map<string, Promise<Answer<IntensitySeries>>>();

  constructor(
    readonly provider: IntensityProvider,
    send: Send,
    private readonly clock: Clock,
    private readonly stop: AbortSignal,
    private readonly shared: SharedAsking | null = null,
  ) {
    this.send = limitedSend(send, provider.name, provider.limit, clock.nowMs, shared?.ledger);
  }

  /** From a moment until now, tried once: for who asks again anyway. */
  past(from: UnixSeconds): Promise<Answer<IntensitySeries>> {
    return this.once('past', () =>
      this.asked(
        'past',
        from,
        ({ reach }) => reach <= from,
        () => this.provider.past(this.send, from, this.now()),
      ),
    );
  }

  /** The present, with retries: for a person who waits. */
  present(): Promise<Answer<IntensitySeries>> {
    return this.once('present', () => this.withRetries(() => this.past(this.now())));
  }

  /** The hours to come, with retries. Null where the provider has no forecast. */
  forecast(hours: number): Promise<Answer<IntensitySeries>> | null {
    const { forecast } = this.provider;
    if (forecast === null) return null;
    return this.once('forecast', () =>
      this.withRetries(() =>
        this.asked(
          'forecast',
          hours,
          ({ reach }) => reach >= hours,
          () => forecast(this.send, this.now(), hours),
        ),
      ),
    );
  }

  /** Anything else that the provider can be asked, within its limit. */
  askElse<Value>(ask: (send: Send, now: UnixSeconds) => Promise<Answer<Value>>): Promise<Answer<Value>> {
    return this.guarded(() => ask(this.send, this.now()));
  }

  /** What is known and holds, by this program or another one; else what the provider answers, to this program or another one. */
  private async asked(
    question: Question,
    reach: number,
    isEnough: (kept: KeptAnswer) => boolean,
    ask: () => Promise<Answer<IntensitySeries>>,
  ): Promise<Answer<IntensitySeries>> {
    const answers = this.shared?.answers;
    let waitingSinceMs: number | null = null;
    const told = (): Answer<IntensitySeries> | null => {
      const known = this.known(question);
      if (known !== null && isEnough(known)) return answered(known.series);
      const failure = waitingSinceMs === null ? null : answers?.failureSince(question, waitingSinceMs);
      return failure === null || failure === undefined ? null : { ok: false, problem: failure };
    };
    do {
      const toldBefore = told();
      if (toldBefore !== null) return toldBefore;
      const end = answers === undefined ? (): void => undefined : answers.begin(question, this.clock.nowMs);
      if (end !== null) {
        // Another program may have been told, and have made way, since it was looked.
        const toldMeanwhile = told();
        if (toldMeanwhile !== null) {
          end(null);
          return toldMeanwhile;
        }
        const answer = await this.guarded(ask);
        if (answer.ok) {
          const kept = { reach: reachOf(question, reach, answer.value), series: answer.value };
          this.kept.set(question, kept);
          answers?.keep(question, kept);
        }
        end(answer.ok ? null : answer.problem);
        return answer;
      }
      waitingSinceMs ??= this.clock.nowMs();
      await this.clock.sleep(lookMilliseconds, this.stop);
    } while (!this.stop.aborted);
    return failed('unreachable', problemTexts.write('{0} was not waited for', this.provider.name));
  }

  private known(question: Question): KeptAnswer | null {
    const own = this.kept.get(question);
    if (own !== undefined && this.now() < own.series.freshUntil) return own;
    const kept = this.shared?.answers.recall(question, this.clock.nowMs()) ?? null;
    const { kind, scope } = this.provider;
    return kept?.series.kind === kind && kept.series.scope === scope ? kept : null;
  }

  private now(): UnixSeconds {
    return unixSeconds(this.clock.nowMs() / 1000);
  }

  private async withRetries(ask: () => Promise<Answer<IntensitySeries>>): Promise<Answer<IntensitySeries>> {
    let last: Answer<IntensitySeries> | null = null;
    for (let failures = 1; ; failures++) {
      const answer = await ask();
      if (answer.ok) return answer;
      // That it may not be asked once more says less than what it has answered.
      const { kind } = answer.problem;
      const told = kind === 'too many requests' && last !== null ? last : answer;
      if (failures === tries || !isPassing(answer.problem) || this.stop.aborted) return told;
      const wait = backoffSeconds(failures, answer.problem, retry);
      if (wait > longestWaitSeconds) return told;
      last = answer;
      await this.clock.sleep(wait * 1000, this.stop);
    }
  }

  /** An answer that nobody foresaw must not end the program that asked. */
  private async guarded<Value>(ask: () => Promise<Answer<Value>>): Promise<Answer<Value>> {
    try {
      return await ask();
    } catch (error) {
      const { name } = this.provider;
      const reason = error instanceof Error ? error.name : 'unknown';
      return failed(
        'schema changed',
        problemTexts.write('the answer of {0} can’t be read ({1})', name, reason),
      );
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

/** The present hour is told from its beginning on: also to a run that has begun in it before the one that asked. */
const reachOf = (question: Question, asked: number, { points }: IntensitySeries): number =>
  question === 'past' ? Math.min(asked, points[0]?.from ?? asked) : asked;
