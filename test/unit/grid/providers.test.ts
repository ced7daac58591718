import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import type { IntensitySeries } from '../../../src/carbon/intensity-series';
import type { Answer } from '../../../src/grid/answer';
import { httpSend } from '../../../src/grid/http';
import { jsonPathSteps, valueAt } from '../../../src/grid/json-path';
import { openLiveClient, type LiveClient } from '../../../src/grid/live-client';
import { hasEnergyCharts } from '../../../src/grid/providers/energy-charts';
import { openProvider, zoneOf } from '../../../src/grid/open-provider';
import { providerIds, type ProviderId } from '../../../src/grid/provider';
import { readXml, textAt } from '../../../src/grid/xml';
import { unixSeconds, type UnixSeconds } from '../../../src/units/quantities';
import { IntensityServer, trueGrams, type Trouble } from '../../sim/intensity-server';
import { direct, regionOf, setupOf } from './setups';

const hour = 3600;
const nowSeconds = (): UnixSeconds => unixSeconds(Date.now() / 1000);

describe('the providers of live intensity', () => {
  const server = new IntensityServer();
  const stop = new AbortController();
  let address = '';
  before(async () => {
    address = await server.start();
  });
  beforeEach(() => {
    server.troubleOf = () => 'none';
    server.received.length = 0;
  });
  after(async () => {
    stop.abort();
    await server.stop();
  });

  const clientOf = (id: ProviderId, zone?: string): LiveClient => {
    const opened = openLiveClient(setupOf(id, address, zone), regionOf(id), direct, stop.signal, null);
    assert.ok(opened.ok, opened.ok ? '' : opened.problem.message);
    return opened.value;
  };
  const past = async (
    id: ProviderId,
    from: UnixSeconds,
    timeoutMs = 5000,
  ): Promise<Answer<IntensitySeries>> => {
    const setup = setupOf(id, address);
    const opened = openProvider({ ...setup, zone: setup.zone ?? zoneOf(id, regionOf(id)) ?? '' });
    assert.ok(opened.ok);
    const send = httpSend({
      ...direct,
      provider: opened.value.name,
      secrets: Object.values(setup.keys).flatMap((key) => key ?? []),
      timeoutMs,
      stop: stop.signal,
    });
    return opened.value.past(send, from, nowSeconds());
  };
  const seriesOf = (answer: Answer<IntensitySeries>): IntensitySeries => {
    assert.ok(answer.ok, answer.ok ? '' : answer.problem.message);
    return answer.value;
  };
  const assertTrue = ({ points }: IntensitySeries): void => {
    assert.ok(points.length > 0);
    for (const [index, { from, to, gramsPerKwh }] of points.entries()) {
      assert.ok(to > from && from >= (points[index - 1]?.to ?? 0));
      assert.ok(Math.abs(gramsPerKwh / trueGrams(from) - 1) < 0.01, `${gramsPerKwh} for ${trueGrams(from)}`);
    }
  };

  for (const id of providerIds)
    it(`${id}: the present, within 1 % of what the server tells, its unit converted`, async () => {
      const series = seriesOf(await clientOf(id).present());
      const now = nowSeconds();
      const present = series.points.find(({ from, to }) => from <= now && now < to);
      assert.ok(present !== undefined);
      // ENTSO-E's newest value is of some hours ago, and stands in as an estimate.
      if (id === 'entsoe') assert.ok(present.isEstimated);
      assertTrue({ ...series, points: series.points.filter(({ to }) => id !== 'entsoe' || to <= now) });
      assert.equal(series.kind, id === 'watttime' ? 'marginal' : 'average');
      assert.ok(series.freshUntil > now && series.freshUntil <= now + hour + 1);
      assert.ok(series.licence !== '' && series.source !== '');
    });

  for (const id of [
    'electricity-maps',
    'watttime',
    'uk-carbon-intensity',
    'energy-charts',
    'entsoe',
  ] as const)
    it(`${id}: the hours that were missed`, async () => {
      const from = unixSeconds(nowSeconds() - 7 * hour);
      const series = seriesOf(await past(id, from));
      const measured = series.points.filter(({ isEstimated }) => !isEstimated);
      assertTrue({ ...series, points: measured });
      assert.ok((measured[0]?.from ?? Infinity) <= from);
      assert.ok((measured.at(-1)?.to ?? 0) >= nowSeconds() - 3 * hour);
    });

  it('electricity-maps: a range of the past where a day is not enough', async () => {
    const from = unixSeconds(nowSeconds() - 60 * hour);
    assertTrue(seriesOf(await past('electricity-maps', from)));
    assert.match(
      server.received[0]?.path ?? '',
      /past-range\?zone=DE&start=\d{4}-\d\d-\d\dT\d\d%3A\d\dZ&end=/,
    );
    assert.equal(server.received[0]?.headers['auth-token'], 'secret-token');
  });

  for (const id of ['electricity-maps', 'watttime', 'uk-carbon-intensity', 'energy-charts'] as const)
    it(`${id}: the forecast of the next day`, async () => {
      const client = clientOf(id);
      assert.ok(client.hasForecast);
      const series = seriesOf(await client.forecast(24));
      assertTrue(series);
      assert.ok((series.points.at(-1)?.to ?? 0) >= nowSeconds() + 23 * hour);
    });

  it('entsoe and a custom URL: no forecast, and they say so', async () => {
    for (const id of ['entsoe', 'custom'] as const) {
      const answer = await clientOf(id).forecast(24);
      assert.match(answer.ok ? '' : answer.problem.message, /has no forecast/);
    }
    assert.equal(server.received.length, 0);
  });

  it('uk-carbon-intensity: a region by its number and by a postcode', async () => {
    for (const [zone, path] of [
      ['12', /^\/regional\/intensity\/.*\/regionid\/12$/],
      ['rg10', /^\/regional\/intensity\/.*\/postcode\/RG10$/],
    ] as const) {
      assertTrue(seriesOf(await clientOf('uk-carbon-intensity', zone).present()));
      assert.match(server.received.at(-1)?.path ?? '', path);
    }
  });

  it('watttime: signs in once, finds the region of a coordinate, and has the index that is free', async () => {
    const client = clientOf('watttime', '37.8, -122.4');
    seriesOf(await client.present());
    seriesOf(await client.forecast(24));
    const percentile = await client.percentile();
    assert.deepEqual(percentile, { ok: true, value: 37.1 });
    const paths = server.received.map(({ path }) => path.split('?')[0]);
    assert.deepEqual(paths, [
      '/login',
      '/v3/region-from-loc',
      '/v3/forecast',
      '/v3/forecast',
      '/v3/signal-index',
    ]);
    assert.match(server.received[2]?.path ?? '', /region=CAISO_NORTH/);
  });

  it('ask again only once an answer has ended', async () => {
    const client = clientOf('electricity-maps');
    for (let time = 0; time < 50; time++) seriesOf(await client.forecast(24));
    await Promise.all(Array.from({ length: 50 }, () => client.present()));
    assert.equal(server.received.length, 2);
  });

  const meanings: readonly (readonly [Trouble, string, RegExp])[] = [
    ['nothing', 'no data', /has no data for this place \(204\)/],
    ['endless', 'unreachable', /can’t be reached \(the answer is too long\)/],
    ['too many', 'too many requests', /was asked too often \(429: Too many requests\)/],
    ['failing', 'failing', /has trouble of its own \(503\)/],
    ['other schema', 'schema changed', /is not as its documentation says|has no intensity|no XML/],
    ['no json', 'failing', /no JSON|no XML/],
    ['redirect', 'schema changed', /has moved to another address \(302\)/],
    ['cut off', 'unreachable', /can’t be reached/],
    ['silent', 'unreachable', /can’t be reached \(no answer within 0\.2 s\)/],
  ];
  for (const [trouble, kind, message] of meanings)
    it(`say in a phrase without a key: ${trouble}`, async () => {
      server.troubleOf = () => trouble;
      for (const id of providerIds) {
        const answer = await past(id, nowSeconds(), trouble === 'silent' ? 200 : 5000);
        assert.ok(!answer.ok, id);
        // Other than XML is a page of trouble to who reads XML.
        const isPage = id === 'entsoe' && trouble === 'other schema';
        assert.equal(answer.problem.kind, isPage ? 'failing' : kind, id);
        assert.match(answer.problem.message, message, id);
        assert.doesNotMatch(answer.problem.message, /secret-|pässword/);
        if (trouble === 'too many') assert.equal(answer.problem.retryAfterSeconds, 120);
      }
    });

  const keyed: readonly ProviderId[] = ['electricity-maps', 'watttime', 'entsoe'];
  for (const [trouble, ofKey, ofNone] of [
    ['unauthorized', /does not accept the key \(401/, /refuses the request \(401/],
    ['forbidden', /does not give this place or these data to this key \(403/, /refuses the request \(403/],
  ] as const)
    it(`speak of a key where they have one, and else of none: ${trouble}`, async () => {
      server.troubleOf = () => trouble;
      for (const id of providerIds) {
        const answer = await past(id, nowSeconds());
        const hasKey = keyed.includes(id);
        assert.ok(!answer.ok, id);
        assert.equal(
          answer.problem.kind,
          trouble === 'unauthorized' && hasKey ? 'not signed in' : 'not allowed',
        );
        assert.match(answer.problem.message, hasKey ? ofKey : ofNone);
        assert.doesNotMatch(answer.problem.message, hasKey ? /secret-|pässword|Basic \w/ : / key/);
      }
    });

  it('tell no part of a key, wherever a long message is cut off', async () => {
    const server = createServer((request, response) => {
      const before = Number(new URL(request.url ?? '/', 'http://x').searchParams.get('before'));
      response.writeHead(400).end(JSON.stringify({ error: `${'x'.repeat(before)}secret-token` }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const send = httpSend({
      ...direct,
      provider: 'It',
      secrets: ['secret-token'],
      timeoutMs: 5000,
      stop: stop.signal,
    });
    for (let before = 140; before < 165; before++) {
      const answer = await send({ url: `http://127.0.0.1:${port}/?before=${before}`, headers: {} });
      assert.doesNotMatch(answer.ok ? 'secret' : answer.problem.message, /x(s|se|sec|secr.*)\)$|secret/);
    }
    server.close();
  });

  it('are left alone for a day at most, whatever they ask for', async () => {
    const server = createServer((request, response) => {
      const retryAfter = decodeURIComponent((request.url ?? '/').slice(1));
      response.writeHead(429, { 'retry-after': retryAfter }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const send = httpSend({ ...direct, provider: 'It', secrets: [], timeoutMs: 5000, stop: stop.signal });
    // 25 days in milliseconds are more than a timer can wait for: it would end at once.
    for (const [text, seconds] of [
      ['60', 60],
      ['2160000', 86_400],
      ['9'.repeat(400), 86_400],
      ['Fri, 31 Dec 9999 23:59:59 GMT', 86_400],
      ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
      ['soon', null],
    ] as const) {
      const answer = await send({ url: `http://127.0.0.1:${port}/${encodeURIComponent(text)}`, headers: {} });
      assert.equal(answer.ok ? undefined : answer.problem.retryAfterSeconds, seconds, text);
    }
    server.close();
  });

  it('that answer with a page of trouble, or with far too many values, hold nobody up', async () => {
    const opened = openProvider({ ...setupOf('electricity-maps', 'http://server'), zone: 'DE' });
    assert.ok(opened.ok);
    const history = Array.from({ length: 50_000 }, (_, index) => ({
      carbonIntensity: 300,
      datetime: new Date(1e12 - index * 1_800_000).toISOString(),
    }));
    const body = JSON.stringify({ history });
    const send = (): Promise<Answer<{ body: string; maxAgeSeconds: null }>> =>
      Promise.resolve({ ok: true, value: { body, maxAgeSeconds: null } });
    const answer = await opened.value.past(send, unixSeconds(1e9 - 7200), unixSeconds(1e9));
    assert.equal(answer.ok ? '' : answer.problem.kind, 'schema changed');
    const server = createServer((_request, response) => {
      response.writeHead(503).end('<'.repeat(5_000_000));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const ask = httpSend({ ...direct, provider: 'It', secrets: [], timeoutMs: 60_000, stop: stop.signal });
    const refused = await ask({ url: `http://127.0.0.1:${port}/`, headers: {} });
    assert.equal(refused.ok ? '' : refused.problem.message, 'It has trouble of its own (503)');
    server.close();
  });

  it('say where an answer is as documented and has no value', async () => {
    server.troubleOf = () => 'empty';
    for (const id of providerIds) {
      const answer = await past(id, unixSeconds(nowSeconds() - 7 * hour));
      assert.ok(!answer.ok, id);
      const kind = id === 'custom' ? 'schema changed' : 'no data';
      assert.equal(answer.problem.kind, kind, `${id}: ${answer.problem.message}`);
    }
  });

  it('are told apart from a proxy that lets nothing through', async () => {
    for (const [status, words] of [
      [407, /the proxy asks for a name and password \(407\)/],
      [403, /the proxy lets nothing through to it \(403\)/],
    ] as const) {
      const proxy = createServer();
      proxy.on('connect', (_request, socket) =>
        socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`),
      );
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
      const { port } = proxy.address() as AddressInfo;
      const network = { ...direct, proxyFor: () => `http://127.0.0.1:${port}` };
      const opened = openProvider({ ...setupOf('energy-charts', address), zone: 'DE' });
      assert.ok(opened.ok);
      const send = httpSend({ ...network, provider: 'It', secrets: [], timeoutMs: 5000, stop: stop.signal });
      const answer = await opened.value.past(send, nowSeconds(), nowSeconds());
      assert.equal(answer.ok ? '' : answer.problem.kind, 'unreachable');
      assert.match(answer.ok ? '' : answer.problem.message, words);
      proxy.close();
    }
    assert.equal(server.received.length, 0);
  });

  it('say that a proxy is of a kind that is not known, or no address', async () => {
    for (const [proxy, kind, words] of [
      ['socks5://127.0.0.1:1080', 'wrong setup', /a socks5 proxy is set/],
      ['http://', 'unreachable', /can’t be reached \(ERR_INVALID_URL\)/],
    ] as const) {
      const network = { ...direct, proxyFor: () => proxy };
      const send = httpSend({ ...network, provider: 'It', secrets: [], timeoutMs: 5000, stop: stop.signal });
      const answer = await send({ url: address, headers: {} });
      assert.equal(answer.ok ? '' : answer.problem.kind, kind);
      assert.match(answer.ok ? '' : answer.problem.message, words);
    }
  });

  it('know what they have no data for', () => {
    const problemOf = (id: ProviderId, zone: string): string => {
      const opened = openProvider({ ...setupOf(id, address), zone });
      return opened.ok ? '' : opened.problem.message;
    };
    for (const zone of ['US', 'JP', 'RU', 'XX', 'DE-LU', 'Germany'])
      assert.match(
        problemOf('energy-charts', zone),
        /has no data for .*; it has AL, AT, .* GB, GB-NIR/,
        zone,
      );
    for (const zone of ['DE', 'fr', 'GB', 'uk', 'GB-NIR', 'nie', 'XK'])
      assert.equal(problemOf('energy-charts', zone), '', zone);
    for (const zone of ['FR', 'IE', 'GB-NIR', '18', '0', 'London'])
      assert.match(problemOf('uk-carbon-intensity', zone), /knows Great Britain/, zone);
    for (const zone of ['GB', 'uk', '17', 'rg10'])
      assert.equal(problemOf('uk-carbon-intensity', zone), '', zone);
    for (const zone of ['GB', 'US', 'RU', '10Y'])
      assert.match(problemOf('entsoe', zone), /has no area/, zone);
    for (const zone of ['IT-NO', 'SE3', '10Y1001A1001A83F'])
      assert.equal(problemOf('entsoe', zoneOf('entsoe', zone) ?? zone), '', zone);
    assert.match(problemOf('watttime', '91,0'), /no latitude and longitude/);
    assert.match(problemOf('watttime', '0,-181'), /no latitude and longitude/);
    // From the place of a run: each tells what it covers.
    const ofRun = (id: ProviderId, region: string): string => {
      const opened = openLiveClient(
        { ...setupOf(id, address), zone: undefined },
        region,
        direct,
        stop.signal,
        null,
      );
      return opened.ok ? '' : opened.problem.message;
    };
    assert.match(
      ofRun('energy-charts', 'US'),
      /it covers countries of Europe, of which none is surely US; name one with --intensity-zone/,
    );
    assert.match(
      ofRun('uk-carbon-intensity', 'IE'),
      /it covers Great Britain \(GB\), its regions .*, of which none is surely IE/,
    );
    assert.match(
      ofRun('watttime', 'US-CA'),
      /its own regions, or a latitude and longitude .*, of which none is surely US-CA/,
    );
  });

  it('energy-charts: takes the countries that its description names, but those that publish no generation', () => {
    const named =
      'ch al am at az ba be bg by cy cz de dk ee es fi fr ge gr hr hu ie it lt lu lv md me mk mt nl no pl pt ro rs ru se si sk tr ua xk'
        .toUpperCase()
        .split(' ');
    const silent = ['AM', 'AZ', 'BY', 'MT', 'RU', 'TR'];
    for (const code of [...named, 'GB', 'GB-NIR'])
      assert.equal(hasEnergyCharts(code), !silent.includes(code), code);
    for (const code of ['US', 'IS', 'EU', 'ALL', 'UK', null]) assert.equal(hasEnergyCharts(code), false);
  });

  it('ask for another day where the hours that were missed are of it', async () => {
    await past('energy-charts', nowSeconds());
    await past('energy-charts', unixSeconds(nowSeconds() - 30 * hour));
    const [now, missed] = server.received.map(({ path }) => path);
    assert.equal(now, '/co2eq?country=de');
    assert.match(missed ?? '', /^\/co2eq\?country=de&start=\d{4}-\d\d-\d\dT\d\d%3A\d\dZ&end=/);
  });

  it('say where there are no data', async () => {
    server.troubleOf = () => 'no data';
    for (const id of ['electricity-maps', 'entsoe'] as const) {
      const answer = await past(id, nowSeconds());
      assert.equal(answer.ok ? '' : answer.problem.kind, 'no data', id);
    }
  });

  it('are not reached where nobody listens', async () => {
    const opened = openLiveClient(
      setupOf('energy-charts', 'http://127.0.0.1:1'),
      'DE',
      direct,
      AbortSignal.abort(),
      null,
    );
    assert.ok(opened.ok);
    const answer = await opened.value.present();
    assert.equal(answer.ok ? '' : answer.problem.kind, 'unreachable');
  });

  it('need their keys and a place that they know', () => {
    const problemOf = (id: ProviderId, zone: string, region: string | null): string => {
      const setup = { ...setupOf(id, address), zone: zone === '' ? undefined : zone, keys: {} };
      const opened = openLiveClient(setup, region, direct, stop.signal, null);
      return opened.ok ? '' : opened.problem.message;
    };
    assert.match(problemOf('electricity-maps', 'DE', null), /needs a key \(WATTLENS_ELECTRICITY_MAPS_KEY\)/);
    assert.match(problemOf('watttime', '', 'US-CA'), /must be told the place/);
    assert.match(problemOf('energy-charts', '', null), /no place is set/);
    assert.match(problemOf('uk-carbon-intensity', 'DE', null), /not DE/);
    assert.match(problemOf('energy-charts', '../admin', null), /is no place/);
    for (const unit of ['g', 'constructor']) {
      const setup = setupOf('custom', address);
      const opened = openProvider({ ...setup, zone: 'DE', custom: { ...setup.custom, unit } });
      assert.match(opened.ok ? '' : opened.problem.message, /the unit \w+ is not known; there are g\/kWh/);
    }
  });

  it('are told the place of a run in their own words', () => {
    assert.equal(zoneOf('electricity-maps', 'aws:us-east-1'), 'US-MIDA-PJM');
    assert.equal(zoneOf('electricity-maps', 'gcp:us-west1'), 'US-NW-BPAT');
    assert.equal(zoneOf('energy-charts', 'gcp:europe-west8'), 'IT');
    assert.equal(zoneOf('electricity-maps', 'SE3'), 'SE-SE3');
    assert.equal(zoneOf('electricity-maps', 'US-CA'), null);
    assert.equal(zoneOf('energy-charts', 'aws:eu-central-1'), 'DE');
    assert.equal(zoneOf('entsoe', 'SE3'), 'SE-SE3');
    assert.equal(zoneOf('entsoe', 'US'), null);
    assert.equal(zoneOf('energy-charts', 'US'), null);
    assert.equal(zoneOf('energy-charts', 'SE3'), 'SE');
    assert.equal(zoneOf('energy-charts', 'GB-NIR'), 'GB-NIR');
    assert.equal(zoneOf('energy-charts', 'aws:eu-west-2'), 'GB');
    assert.equal(zoneOf('uk-carbon-intensity', 'uk'), 'GB');
    assert.equal(zoneOf('uk-carbon-intensity', 'GB-NIR'), null);
    for (const id of providerIds)
      assert.equal(zoneOf(id, 'nowhere at all'), id === 'custom' ? 'nowhere at all' : null);
  });

  it('survive any answer', async () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constant('<GL_MarketDocument><TimeSeries/></GL_MarketDocument>'),
    );
    await fc.assert(
      fc.asyncProperty(anything, fc.constantFrom(...providerIds), async (body, id) => {
        const setup = setupOf(id, 'http://server');
        const opened = openProvider({ ...setup, zone: setup.zone ?? zoneOf(id, regionOf(id)) ?? '' });
        assert.ok(opened.ok);
        const send = (): Promise<Answer<{ body: string; maxAgeSeconds: null }>> =>
          Promise.resolve({ ok: true, value: { body, maxAgeSeconds: null } });
        const answer = await opened.value.past(send, unixSeconds(1e9), unixSeconds(1e9 + 10));
        if (answer.ok) assert.ok(answer.value.points.length > 0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what a custom URL answers', () => {
  it('is of the kind and scope that are said, else an average of direct emissions', () => {
    const opened = (kind?: string, scope?: string): unknown => {
      const setup = setupOf('custom', 'http://server');
      const answer = openProvider({ ...setup, zone: 'DE', custom: { ...setup.custom, kind, scope } });
      return answer.ok ? [answer.value.kind, answer.value.scope] : answer.problem.message;
    };
    assert.deepEqual(opened(), ['average', 'direct']);
    assert.deepEqual(opened('marginal', 'life cycle'), ['marginal', 'life cycle']);
    assert.match(String(opened('mean')), /not mean/);
    assert.match(String(opened('average', 'all')), /not all/);
  });

  it('is found by a path', () => {
    const value = { data: [{ intensity: { actual: 7 } }, { 'a.b': 8 }] };
    const at = (path: string): unknown => valueAt(value, jsonPathSteps(path) ?? ['none']);
    assert.equal(at('data[0].intensity.actual'), 7);
    assert.equal(at('$.data[-1]["a.b"]'), 8);
    assert.equal(at('data[9].intensity'), undefined);
    assert.equal(at('constructor.name'), undefined);
    assert.equal(jsonPathSteps('data[x]'), null);
    assert.deepEqual(jsonPathSteps('$'), []);
  });
});

describe('XML', () => {
  it('is read without namespaces, and not at all where it is broken', () => {
    const root = readXml('<?xml version="1.0"?><a:x xmlns:a="u"><a:b> 1 &amp; 2 </a:b></a:x>');
    assert.ok(root !== null);
    assert.equal(textAt(root, 'b'), '1 & 2');
    assert.equal(readXml('<a><b></a>'), null);
    assert.equal(readXml('no xml'), null);
    assert.equal(readXml(''), null);
    // A reader that goes on after the first error, or keeps all that is open, takes gigabytes for these.
    assert.equal(readXml('<'.repeat(5_000_000)), null);
    assert.equal(readXml('<a>'.repeat(1_500_000)), null);
  });
});
