import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IntensityPoint } from '../../../src/carbon/intensity-series';
import { answered, failed, type Answer } from '../../../src/grid/answer';
import { backoffSeconds, IntensityClient, type Clock } from '../../../src/grid/intensity-client';
import { watchIntensity } from '../../../src/grid/intensity-watch';
import { openLiveClient, type LiveClient } from '../../../src/grid/live-client';
import { openProvider, zoneOf } from '../../../src/grid/open-provider';
import {
  providerIds,
  type HttpAnswer,
  type IntensityProvider,
  type ProviderId,
  type Send,
} from '../../../src/grid/provider';
import { RequestLedger } from '../../../src/grid/request-ledger';
import { limitedSend } from '../../../src/grid/request-limit';
import { SharedAnswers } from '../../../src/grid/shared-answers';
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

/** Many sleepers on one clock: when all sleep, it goes on to whoever wakes first. It stops after `untilMs`. */
class SharedClock implements Clock {
  private now = began;
  private readonly sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  nowMs = (): number => this.now;
  sleep = (milliseconds: number): Promise<void> =>
    new Promise((wake) => {
      this.sleepers.push({ at: this.now + milliseconds, wake });
    });

  async run(untilMs: number, stop: AbortController): Promise<void> {
    while (this.now < untilMs && !stop.signal.aborted) {
      await new Promise((resolve) => setImmediate(resolve));
      this.sleepers.sort((first, second) => first.at - second.at);
      const next = this.sleepers.shift();
      if (next === undefined) break;
      this.now = Math.max(this.now, next.at);
      next.wake();
    }
    stop.abort();
    for (const { wake } of this.sleepers) wake();
  }
}

/** As many programs as ask for one place at one provider, on a folder that they share. */
function programs(
  count: number,
  provider: IntensityProvider,
  send: Send,
  clock: Clock,
  stop: AbortSignal,
): IntensityClient[] {
  const folder = mkdtempSync(join(tmpdir(), 'wattlens-programs-'));
  return Array.from({ length: count }, () => {
    const shared = {
      ledger: new RequestLedger(folder, 'it', provider.limit, clock.nowMs),
      answers: new SharedAnswers(folder, 'it'),
    };
    return new IntensityClient(provider, send, clock, stop, shared);
  });
}

/** Throws where more requests than allowed were sent in any stretch of the limit's length. */
function assertWithinLimit(sentAtMs: readonly number[], { limit }: IntensityProvider): void {
  for (const [index, sentAt] of sentAtMs.entries()) {
    const before = sentAtMs[index - limit.requests];
    assert.ok(before === undefined || sentAt - before >= limit.seconds * 1000, `request ${index}`);
  }
}

/** Electricity Maps on a simulated day: every second answer is a failure. */
const dayOfElectricityMaps =
  (clock: Clock, sentAtMs: number[]): Send =>
  ({ url }) => {
    sentAtMs.push(clock.nowMs());
    if (sentAtMs.length % 2 === 0)
      return Promise.resolve(failed('failing', 'it has trouble of its own (503)'));
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

/** Throws where the true value of any moment of the day but its last hour is not known. */
function assertCoversDay(points: readonly IntensityPoint<UnixSeconds>[]): void {
  for (let moment = began / 1000; moment < began / 1000 + 23 * hour; moment += 600) {
    const point = points.findLast(({ from, to }) => from <= moment && moment < to);
    assert.equal(point?.gramsPerKwh, trueGrams(moment));
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
    const sentAtMs: number[] = [];
    const send = dayOfElectricityMaps(clock, sentAtMs);
    const points: IntensityPoint<UnixSeconds>[] = [];
    await watchIntensity(
      new IntensityClient(provider, send, clock, stop.signal),
      unixSeconds(began / 1000),
      clock,
      stop.signal,
      { onPoints: (news) => void points.push(...news), onProblem: () => undefined },
    );
    assert.ok(sentAtMs.length > 30 && sentAtMs.length < 200, String(sentAtMs.length));
    assertCoversDay(points);
  });

  it('says once where all values are of other times, as of a clock that is wrong, and nothing more once one is of the run', async () => {
    const stop = new AbortController();
    const clock = new FastClock(began + 6 * hour * 1000, stop);
    const provider = providerOf('electricity-maps');
    let behind = 5;
    const send: Send = () => {
      const moment = (Math.floor(clock.nowMs() / 1000 / hour) - behind) * hour;
      if (clock.nowMs() > began + 2 * hour * 1000) behind = 0;
      const body = { carbonIntensity: 300, datetime: new Date(moment * 1000).toISOString() };
      return Promise.resolve(
        answered({ body: JSON.stringify({ ...body, history: [body] }), maxAgeSeconds: null }),
      );
    };
    const heard: string[] = [];
    await watchIntensity(
      new IntensityClient(provider, send, clock, stop.signal),
      unixSeconds(began / 1000),
      clock,
      stop.signal,
      { onPoints: () => void heard.push('points'), onProblem: ({ message }) => void heard.push(message) },
    );
    const [first, ...others] = heard;
    assert.match(first ?? '', /^Electricity Maps has values of other times alone: it is late, or the clock/);
    assert.ok(others.length > 0 && others.every((each) => each === 'points'), heard.join('; '));
  });

  for (const [id, answers] of [
    ['watttime', 1000],
    ['energy-charts', 300],
  ] as const)
    it(`${id}: ${answers} failing answers to 20 runs at once are within the limit of one, with at most one warning each`, async () => {
      const stop = new AbortController();
      const clock = new SharedClock();
      const sentAtMs: number[] = [];
      const send: Send = () => {
        sentAtMs.push(clock.nowMs());
        if (sentAtMs.length >= answers) stop.abort();
        if (sentAtMs.length % 50 === 0) return Promise.reject(new Error('nobody foresaw this'));
        // Those that pass: what only a person can mend is asked for once an hour.
        return Promise.resolve(failures[sentAtMs.length % 3] ?? answered({ body: '', maxAgeSeconds: null }));
      };
      const provider = providerOf(id);
      const { name, place, kind, scope } = provider;
      const warnings = programs(20, provider, send, clock, stop.signal).map((client) => {
        const said: string[] = [];
        const watch: LiveClient['watch'] = (since, signal, listener) =>
          watchIntensity(client, since, clock, signal, listener);
        const live = {
          source: { provider: name, place, kind, scope },
          stop,
          client: { watch } as LiveClient,
        };
        followIntensity(live, { tellIntensity: () => undefined }, (text) => said.push(text));
        return said;
      });
      await clock.run(began + 365 * 24 * hour * 1000, stop);
      assert.equal(sentAtMs.length, answers);
      assertWithinLimit(sentAtMs, provider);
      for (const said of warnings) assert.equal(said.length, 1);
    });

  it('covers the day of 20 runs whose provider fails half of the time, by the requests of one', async () => {
    const stop = new AbortController();
    const clock = new SharedClock();
    const provider = providerOf('electricity-maps');
    const sentAtMs: number[] = [];
    const send = dayOfElectricityMaps(clock, sentAtMs);
    const heard = programs(20, provider, send, clock, stop.signal).map((client) => {
      const points: IntensityPoint<UnixSeconds>[] = [];
      void watchIntensity(client, unixSeconds(began / 1000), clock, stop.signal, {
        onPoints: (news) => void points.push(...news),
        onProblem: () => undefined,
      });
      return points;
    });
    await clock.run(began + 24 * hour * 1000, stop);
    assertWithinLimit(sentAtMs, provider);
    assert.ok(sentAtMs.length < 400, String(sentAtMs.length));
    for (const points of heard) assertCoversDay(points);
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

describe('1,000 people who ask at once', () => {
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
