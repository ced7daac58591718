import assert from 'node:assert/strict';
import type { IntensityPoint } from '../../../src/carbon/intensity-series';
import { answered, failed, type Answer } from '../../../src/grid/answer';
import { backoffSeconds, IntensityClient, type Clock } from '../../../src/grid/intensity-client';
import { watchIntensity } from '../../../src/grid/intensity-watch';
import { openLiveClient } from '../../../src/grid/live-client';
import { openProvider, zoneOf } from '../../../src/grid/open-provider';
import {
  providerIds,
  type HttpAnswer,
  type HttpRequest,
  type IntensityProvider,
  type ProviderId,
} from '../../../src/grid/provider';
import { limitedSend } from '../../../src/grid/request-limit';
import { followIntensity } from '../../../src/meter/live-intensity';
import { unixSeconds, type UnixSeconds } from '../../../src/units/quantities';
import { IntensityServer, trueGrams, type Trouble } from '../../sim/intensity-server';
import { direct, regionOf, setupOf } from './setups';

const hour = 3600;
const began = 1.8e12;

/** A clock whose sleepers are woken at once, in order; it stops after `untilMs`. */
class FastClock implements Clock {
  private now = began;
  constructor(
    private readonly untilMs: number,
    private readonly stop: AbortController,
  ) {}
  nowMs = (): number => this.now;
  sleep = (milliseconds: number): Promise<void> => {
    this.now += milliseconds;
    if (this.now >= this.untilMs) this.stop.abort();
    return new Promise((resolve) => setImmediate(resolve));
  };
  pass(milliseconds: number): void {
    this.now += milliseconds;
  }
}

/** Throws where more requests than allowed were sent in any stretch of the limit's length. */
function assertWithinLimit(sentAtMs: readonly number[], { limit }: IntensityProvider): void {
  for (const [index, sentAt] of sentAtMs.entries()) {
    const before = sentAtMs[index - limit.requests];
    assert.ok(before === undefined || sentAt - before >= limit.seconds * 1000, `request ${index}`);
  }
}

function providerOf(id: ProviderId): IntensityProvider {
  const setup = setupOf(id, 'http://server');
  const opened = openProvider({ ...setup, zone: setup.zone ?? zoneOf(id, regionOf(id)) ?? '' });
  assert.ok(opened.ok);
  return opened.value;
}

describe('following the intensity', () => {
  const unhandled: unknown[] = [];
  const remember = (reason: unknown): void => void unhandled.push(reason);
  before(() => process.on('unhandledRejection', remember));
  after(() => {
    process.off('unhandledRejection', remember);
    assert.deepEqual(unhandled, []);
  });

  const failures: readonly Answer<HttpAnswer>[] = [
    failed('failing', 'it has trouble of its own (503)'),
    failed('too many requests', 'it was asked too often (429)', 90),
    failed('unreachable', 'it can’t be reached (no answer within 15 s)'),
    answered({ body: '<html>', maxAgeSeconds: null }),
    answered({ body: '{"error":"x"}', maxAgeSeconds: null }),
    failed('not signed in', 'it does not accept the key (401)'),
    failed('no data', 'it has no data for this place (404)'),
  ];
  for (const id of providerIds)
    it(`${id}: 1,000 failing or slow answers make no error, at most one warning, and no more requests than allowed`, async () => {
      const stop = new AbortController();
      const clock = new FastClock(Infinity, stop);
      const sentAtMs: number[] = [];
      const send = (): Promise<Answer<HttpAnswer>> => {
        sentAtMs.push(clock.nowMs());
        if (sentAtMs.length >= 1000) stop.abort();
        const answer =
          failures[sentAtMs.length % failures.length] ?? answered({ body: '', maxAgeSeconds: null });
        if (sentAtMs.length % 3 === 0) clock.pass(15_000);
        if (sentAtMs.length % 50 === 0) return Promise.reject(new Error('nobody foresaw this'));
        return Promise.resolve(answer);
      };
      const provider = providerOf(id);
      const client = new IntensityClient(provider, send, clock, stop.signal);
      const warnings: string[] = [];
      const problems: (string | null)[] = [];
      const receiver = {
        tellIntensity: (_points: readonly IntensityPoint<UnixSeconds>[], problem: string | null): void =>
          void problems.push(problem),
      };
      const watch: Parameters<typeof followIntensity>[0]['client']['watch'] = (since, signal, listener) =>
        watchIntensity(client, since, clock, signal, listener);
      const { name, place, kind, scope } = provider;
      const live = {
        source: { provider: name, place, kind, scope },
        stop,
        client: { watch } as Parameters<typeof followIntensity>[0]['client'],
      };
      followIntensity(live, receiver, (text) => warnings.push(text));
      await new Promise<void>((resolve) => {
        stop.signal.addEventListener('abort', () => {
          setImmediate(resolve);
        });
      });
      assert.equal(sentAtMs.length, 1000);
      assert.equal(warnings.length, 1);
      assert.ok(problems.length > 0);
      assertWithinLimit(sentAtMs, provider);
      // Far fewer than that: whoever fails is asked less and less.
      assert.ok((clock.nowMs() - began) / 1000 > 1000 * 60);
    });

  it('covers a day whose provider fails half of the time, once it answers again', async () => {
    const stop = new AbortController();
    const clock = new FastClock(began + 24 * hour * 1000, stop);
    const provider = providerOf('electricity-maps');
    let asked = 0;
    const send = ({ url }: HttpRequest): Promise<Answer<HttpAnswer>> => {
      asked += 1;
      if (asked % 2 === 0) return Promise.resolve(failed('failing', 'it has trouble of its own (503)'));
      const present = Math.floor(clock.nowMs() / 1000 / hour) * hour;
      const value = (moment: number): object => ({
        carbonIntensity: trueGrams(moment),
        datetime: new Date(moment * 1000).toISOString(),
        isEstimated: moment === present,
      });
      const history = Array.from({ length: 24 }, (_, index) => value(present - (23 - index) * hour));
      const body = url.includes('/latest') ? value(present) : { history };
      return Promise.resolve(answered({ body: JSON.stringify(body), maxAgeSeconds: null }));
    };
    const points: IntensityPoint<UnixSeconds>[] = [];
    await watchIntensity(
      new IntensityClient(provider, send, clock, stop.signal),
      unixSeconds(began / 1000),
      clock,
      stop.signal,
      { onPoints: (news) => void points.push(...news), onProblem: () => undefined },
    );
    assert.ok(asked > 30 && asked < 200, String(asked));
    for (let moment = began / 1000; moment < began / 1000 + 23 * hour; moment += 600) {
      const point = points.findLast(({ from, to }) => from <= moment && moment < to);
      assert.equal(point?.gramsPerKwh, trueGrams(moment));
    }
  });

  it('waits longer after each failure, with chance, and as long as it is asked to', () => {
    const problem = { kind: 'failing', message: '', retryAfterSeconds: null } as const;
    const times = { first: 20, longest: 900 };
    for (let failure = 1; failure < 50; failure++) {
      const seconds = backoffSeconds(failure, problem, times);
      const middle = Math.min(900, 20 * 2 ** (failure - 1));
      assert.ok(seconds >= 0.75 * middle && seconds <= 1.25 * middle, `${failure}: ${seconds}`);
    }
    assert.equal(backoffSeconds(1, { ...problem, retryAfterSeconds: 7200 }, times), 7200);
  });

  it('sends no request over the limit, and says when the next may go', async () => {
    let now = 0;
    let sent = 0;
    const send = limitedSend(
      () => {
        sent += 1;
        return Promise.resolve(answered({ body: '', maxAgeSeconds: null }));
      },
      'It',
      { requests: 3, seconds: 10 },
      () => now,
    );
    const results = await Promise.all(Array.from({ length: 10 }, () => send({ url: '', headers: {} })));
    assert.equal(sent, 3);
    const last = results.at(-1);
    assert.equal(last?.ok === false ? last.problem.retryAfterSeconds : null, 10);
    now = 10_000;
    await send({ url: '', headers: {} });
    assert.equal(sent, 4);
  });
});

describe('1,000 people who ask at once', function () {
  this.timeout(20_000);
  it('make few requests of a server that fails, is silent or breaks off, and no error', async () => {
    const server = new IntensityServer();
    const address = await server.start();
    const troubles: readonly Trouble[] = ['failing', 'cut off', 'too many', 'no json'];
    server.troubleOf = (number) => troubles[number % troubles.length] ?? 'failing';
    const stop = new AbortController();
    const opened = openLiveClient(setupOf('energy-charts', address), 'DE', direct, stop.signal, null);
    assert.ok(opened.ok);
    const client = opened.value;
    const answers = await Promise.all(Array.from({ length: 1000 }, () => client.present()));
    assert.ok(answers.every((answer) => !answer.ok));
    assert.ok(
      server.received.length <= providerOf('energy-charts').limit.requests,
      String(server.received.length),
    );
    stop.abort();
    await server.stop();
  });
});
