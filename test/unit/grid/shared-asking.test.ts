import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { IntensitySeries } from '../../../src/carbon/intensity-series';
import { answered, failed, type Answer } from '../../../src/grid/answer';
import { backgroundClock, foregroundClock, IntensityClient } from '../../../src/grid/intensity-client';
import type { IntensityProvider, Send } from '../../../src/grid/provider';
import { pointOf, seriesOf } from '../../../src/grid/reading';
import { RequestLedger } from '../../../src/grid/request-ledger';
import { limitedSend } from '../../../src/grid/request-limit';
import { SharedAnswers } from '../../../src/grid/shared-answers';
import { gramsPerKilowattHour, unixSeconds, type UnixSeconds } from '../../../src/units/quantities';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'wattlens-shared-'));
const began = 1.8e12;
const everythingIn = (folder: string): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');

/** Whether any stretch of the limit's length has more than it allows. */
function assertWithin(sentAtMs: readonly number[], limit: { requests: number; seconds: number }): void {
  for (const [index, sentAt] of sentAtMs.entries()) {
    const before = sentAtMs[index - limit.requests];
    assert.ok(before === undefined || sentAt - before >= limit.seconds * 1000, `request ${index}`);
  }
}

describe('the requests of all programs on a folder', () => {
  it('are within the limit together, whoever asks when, and whatever else stands in the files', () => {
    const limit = { requests: 3, seconds: 10 };
    const step = fc.record({
      program: fc.nat(19),
      waitMs: fc.nat(4000),
      rubbish: fc.option(fc.string({ maxLength: 40 }), { freq: 10 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
        const folder = newFolder();
        let now = began;
        const programs = Array.from({ length: 20 }, () => new RequestLedger(folder, 'it', limit, () => now));
        const sent: number[] = [];
        for (const { program, waitMs, rubbish } of steps) {
          now += waitMs;
          for (const name of rubbish === null ? [] : readdirSync(folder))
            writeFileSync(join(folder, name), `${rubbish ?? ''}\n{"at":1e300,"by":"x"}\n{"at":`, {
              flag: 'a',
            });
          const wait = programs[program]?.claim();
          if (wait === 0) sent.push(now);
          else assert.ok((wait ?? 0) > 0 && (wait ?? 0) <= 11, String(wait));
        }
        assertWithin(sent, limit);
        // Nobody is refused for nothing: in any stretch that is long enough the limit is used up.
        assert.ok(sent.length >= Math.min(3, steps.length));
      }),
      { numRuns: 20 },
    );
  });

  it('are free again when it says so', () => {
    let now = began;
    const ledger = new RequestLedger(newFolder(), 'it', { requests: 2, seconds: 60 }, () => now);
    assert.deepEqual([ledger.claim(), ledger.claim()], [0, 0]);
    now += 20_000;
    const wait = ledger.claim();
    assert.equal(wait, 41);
    now += wait * 1000 - 1;
    assert.ok(ledger.claim() > 0);
    now += 1;
    assert.equal(ledger.claim(), 0);
  });

  it('wait for all where the provider has asked one for patience, and for a day at most', async () => {
    const folder = newFolder();
    let now = began;
    const limit = { requests: 9, seconds: 10 };
    const ledger = (): RequestLedger => new RequestLedger(folder, 'it', limit, () => now);
    const busy = limitedSend(
      () => Promise.resolve(failed('too many requests', 'It was asked too often', 120)),
      'It',
      limit,
      () => now,
      ledger(),
    );
    await busy({ url: '', headers: {} });
    assert.equal(ledger().claim(), 120);
    now += 120_000;
    assert.equal(ledger().claim(), 0);
    ledger().pause(1e12);
    assert.equal(ledger().claim(), 24 * 3600);
    const [pause = ''] = readdirSync(folder).filter((name) => name.startsWith('pause'));
    for (const foreign of ['{"until":1e300}', '[]', 'x', '']) {
      writeFileSync(join(folder, pause), foreign);
      assert.equal(ledger().claim(), 0, foreign);
    }
  });

  it('are limited in each program alone where the folder can’t be used', () => {
    const ledger = new RequestLedger('/no/such/folder', 'it', { requests: 1, seconds: 10 }, () => began);
    assert.deepEqual([ledger.claim(), ledger.claim()], [0, 0]);
    ledger.pause(10);
  });

  it('leave no files behind but those of the last two stretches, and touch none of others', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'notes.json'), '');
    writeFileSync(join(folder, 'answer-past-old.json'), '');
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), 1e9, 1e9);
    let now = began;
    const ledger = new RequestLedger(folder, 'it', { requests: 1, seconds: 10 }, () => now);
    for (let hour = 0; hour < 5; hour++, now += 3_600_000) ledger.claim();
    const [first = '', ...others] = readdirSync(folder);
    assert.deepEqual([first, others.length], ['notes.json', 1]);
  });
});

describe('the answers that programs on a folder share', () => {
  const now = (): UnixSeconds => unixSeconds(Date.now() / 1000);
  const about = {
    source: 'A grid',
    place: 'XX',
    licence: 'free',
    kind: 'average',
    scope: 'life cycle',
  } as const;
  const series = (grams: number): Answer<IntensitySeries> =>
    seriesOf(about, [pointOf(now() - 60, now() + 600, gramsPerKilowattHour(grams), false)], now(), null);
  const provider = (name: string): IntensityProvider => {
    const ask = async (send: Send): Promise<Answer<IntensitySeries>> => {
      const answer = await send({ url: '', headers: { key: 'secret-token' } });
      return answer.ok ? series(Number(answer.value.body)) : answer;
    };
    const limit = { requests: 5, seconds: 60 };
    return { ...about, name, limit, past: ask, forecast: ask };
  };
  const client = (
    folder: string,
    send: Send,
    asked = 'a-grid',
    answers = new SharedAnswers(folder, asked),
  ): IntensityClient => {
    const shared = {
      ledger: new RequestLedger(folder, 'a-grid', { requests: 5, seconds: 60 }, foregroundClock.nowMs),
      answers,
    };
    return new IntensityClient(
      provider('A grid'),
      send,
      backgroundClock,
      new AbortController().signal,
      shared,
    );
  };
  const sending = (
    answer: () => Answer<{ body: string; maxAgeSeconds: null }>,
  ): { send: Send; count: () => number } => {
    let sent = 0;
    const send: Send = async () => {
      sent += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return answer();
    };
    return { send, count: () => sent };
  };
  const good = (): ReturnType<typeof sending> =>
    sending(() => answered({ body: '321', maxAgeSeconds: null }));

  it('come of one request, though all ask at the same time, and later ones ask for nothing', async () => {
    const folder = newFolder();
    const { send, count } = good();
    const answers = await Promise.all(Array.from({ length: 20 }, () => client(folder, send).past(now())));
    for (const answer of answers) assert.equal(answer.ok ? answer.value.points[0]?.gramsPerKwh : null, 321);
    assert.equal(count(), 1);
    assert.ok((await client(folder, send).past(now())).ok);
    // A run that began before the one that asked, in a time that the answer tells of.
    assert.ok((await client(folder, send).past(unixSeconds(now() - 30))).ok);
    assert.equal(count(), 1);
    // What reaches further back has to be asked for, and another place is another answer.
    await client(folder, send).past(unixSeconds(now() - 7200));
    await client(folder, send, 'another-place').past(now());
    assert.equal(count(), 3);
    assert.doesNotMatch(everythingIn(folder), /secret/);
  });

  it('come of one request where one is told between another’s look and its turn', async () => {
    const folder = newFolder();
    const { send, count } = good();
    const late = new SharedAnswers(folder, 'a-grid');
    // Its first look finds nothing, and before its turn the other has asked and is done.
    let isFirst = true;
    const answers = Object.assign(Object.create(late) as SharedAnswers, {
      recall: (...given: Parameters<SharedAnswers['recall']>) => {
        const known = isFirst ? null : late.recall(...given);
        isFirst = false;
        return known;
      },
    });
    await client(folder, send).past(now());
    const answer = await client(folder, send, 'a-grid', answers).past(now());
    assert.equal(answer.ok ? answer.value.points[0]?.gramsPerKwh : null, 321);
    assert.equal(count(), 1);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('asking')),
      [],
    );
  });

  it('are shared where there are none as well, with those who waited alone', async () => {
    const folder = newFolder();
    const { send, count } = sending(() => failed('failing', 'A grid has trouble of its own (503)'));
    const answers = await Promise.all(Array.from({ length: 20 }, () => client(folder, send).past(now())));
    assert.ok(answers.every((answer) => !answer.ok && answer.problem.kind === 'failing'));
    assert.equal(count(), 1);
    await client(folder, send).past(now());
    assert.equal(count(), 2);
  });

  it('a key that is refused is one program’s alone', async () => {
    const folder = newFolder();
    const { send: refused } = sending(() => failed('not signed in', 'A grid does not accept the key (401)'));
    const { send } = good();
    const [first, second] = await Promise.all([
      client(folder, refused).past(now()),
      client(folder, send).past(now()),
    ]);
    assert.deepEqual([first.ok, second.ok], [false, true]);
  });

  it('are not waited for where whoever asked was killed', async () => {
    const folder = newFolder();
    const { send, count } = good();
    const path = join(folder, 'asking-past-a-grid.json');
    writeFileSync(path, JSON.stringify({ host: hostname(), pid: 2 ** 30 }));
    assert.ok((await client(folder, send).past(now())).ok);
    const other = newFolder();
    writeFileSync(join(other, 'asking-past-a-grid.json'), JSON.stringify({ host: 'elsewhere', pid: 1 }));
    utimesSync(join(other, 'asking-past-a-grid.json'), 1e9, 1e9);
    assert.ok((await client(other, send).past(now())).ok);
    assert.equal(count(), 2);
  });

  it('are passed over where they are broken, another’s, of another kind, or hold for too long', async () => {
    const kept = newFolder();
    const { send, count } = good();
    await client(kept, send).past(now());
    const name = 'answer-past-a-grid.json';
    const whole = JSON.parse(readFileSync(join(kept, name), 'utf8')) as {
      asked: string;
      series: IntensitySeries;
    };
    const wrong: readonly unknown[] = [
      'x',
      null,
      { ...whole, asked: 'another' },
      { ...whole, series: { ...whole.series, kind: 'marginal' } },
      { ...whole, series: { ...whole.series, freshUntil: now() + 1e6 } },
      { ...whole, series: { ...whole.series, freshUntil: now() - 1 } },
      { ...whole, series: { ...whole.series, points: [] } },
      { ...whole, series: { ...whole.series, points: [{ ...whole.series.points[0], gramsPerKwh: 1e9 }] } },
    ];
    for (const [index, content] of wrong.entries()) {
      const folder = newFolder();
      writeFileSync(join(folder, name), index === 0 ? '{"asked":' : JSON.stringify(content));
      const answer = await client(folder, send).past(now());
      assert.equal(answer.ok ? answer.value.points[0]?.gramsPerKwh : null, 321);
      assert.equal(count(), 2 + index);
    }
  });

  it('are had where the folder can’t be written, by each for itself', async () => {
    const { send, count } = good();
    const answers = await Promise.all([1, 2].map(() => client('/no/such/folder', send).past(now())));
    assert.ok(answers.every(({ ok }) => ok));
    assert.equal(count(), 2);
  });
});
