import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as v from 'valibot';
import type { IntensitySeries } from '../../../src/carbon/intensity-series';
import { answered, failed, type Answer } from '../../../src/grid/answer';
import { httpSend } from '../../../src/grid/http';
import { openProvider } from '../../../src/grid/open-provider';
import type { IntensityProvider, ProviderId, Send } from '../../../src/grid/provider';
import { unixSeconds } from '../../../src/units/quantities';
import { direct, setupOf } from './setups';

const opened = (id: ProviderId, zone: string): IntensityProvider => {
  const answer = openProvider({ ...setupOf(id, 'http://server'), zone });
  assert.ok(answer.ok);
  return answer.value;
};

describe('an odd answer of a provider', () => {
  it('of a request that took too long is no last word, and a date to wait for is of the provider’s own clock', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/408') response.writeHead(408).end();
      else
        response
          .writeHead(503, {
            date: 'Sun, 06 Nov 1994 08:49:37 GMT',
            'retry-after': 'Sun, 06 Nov 1994 08:50:37 GMT',
          })
          .end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const send = httpSend({
      ...direct,
      provider: 'It',
      secrets: [],
      timeoutMs: 5000,
      stop: new AbortController().signal,
    });
    const problemAt = async (path: string): Promise<unknown[]> => {
      const answer = await send({ url: `http://127.0.0.1:${port}${path}`, headers: {} });
      return answer.ok ? [] : [answer.problem.kind, answer.problem.retryAfterSeconds];
    };
    assert.deepEqual(await problemAt('/408'), ['failing', null]);
    assert.deepEqual(await problemAt('/503'), ['failing', 60]);
    server.close();
  });

  it('electricity-maps: direct emissions are another quantity, and a mark before the JSON is none of it', async () => {
    const provider = opened('electricity-maps', 'DE');
    const ask = (emissionFactorType: string): Promise<Answer<IntensitySeries>> => {
      const value = { carbonIntensity: 300, datetime: '2001-09-09T01:00:00.000Z', emissionFactorType };
      const body = `\uFEFF${JSON.stringify(value)}`;
      const send = (): Promise<Answer<{ body: string; maxAgeSeconds: null }>> =>
        Promise.resolve({ ok: true, value: { body, maxAgeSeconds: null } });
      return provider.past(send, unixSeconds(1e9), unixSeconds(1e9));
    };
    const taken = await ask('lifecycle');
    assert.equal(taken.ok ? taken.value.points[0]?.gramsPerKwh : taken.problem.message, 300);
    const refused = await ask('direct');
    assert.match(
      refused.ok ? '' : refused.problem.message,
      /is not as its documentation says \(emissionFactorType\)/,
    );
  });

  it('watttime: signs in anew, once, where a token ends before its time', async () => {
    const provider = opened('watttime', 'CAISO_NORTH');
    const asked: string[] = [];
    let isEnded = false;
    const send: Send = ({ url, headers }) => {
      const { pathname } = new URL(url);
      asked.push(pathname);
      if (pathname === '/login')
        return Promise.resolve(answered({ body: `{"token":"${asked.length}"}`, maxAgeSeconds: null }));
      if (isEnded || headers['authorization'] === 'Bearer 1')
        return Promise.resolve(failed('not signed in', 'it does not accept the key (401)'));
      const meta = { units: 'lbs_co2_per_mwh' };
      const data = [{ point_time: '2001-09-09T01:45:00+00:00', value: 1000 }];
      return Promise.resolve(answered({ body: JSON.stringify({ data, meta }), maxAgeSeconds: null }));
    };
    const ask = (): Promise<Answer<IntensitySeries>> =>
      provider.past(send, unixSeconds(1e9), unixSeconds(1e9));
    // A token that is refused at once is no token that has ended.
    assert.equal((await ask()).ok, false);
    assert.deepEqual(asked, ['/login', '/v3/forecast']);
    assert.ok((await ask()).ok);
    isEnded = true;
    asked.length = 0;
    assert.equal((await ask()).ok, false);
    assert.deepEqual(asked, ['/v3/forecast', '/login', '/v3/forecast']);
  });

  it('custom: is converted from every unit that settings offer', async () => {
    const manifest = readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8');
    const [, offered = ''] =
      /"wattlens\.carbon\.customUnit": \{[^}]*?"enum": (\[[^\]]*\])/.exec(manifest) ?? [];
    const units = v.parse(v.array(v.string()), JSON.parse(offered));
    const told = {
      'g/kWh': 453.59237,
      'kg/MWh': 453.59237,
      'kg/kWh': 0.45359237,
      't/MWh': 0.45359237,
      'lb/MWh': 1000,
    };
    assert.deepEqual(units, Object.keys(told));
    for (const [unit, value] of Object.entries(told)) {
      const custom = openProvider({
        ...setupOf('custom', 'http://server'),
        zone: 'DE',
        custom: { path: 'it', unit, kind: undefined, scope: undefined },
      });
      assert.ok(custom.ok);
      const send: Send = () =>
        Promise.resolve(answered({ body: JSON.stringify({ it: value }), maxAgeSeconds: null }));
      const answer = await custom.value.past(send, unixSeconds(1e9), unixSeconds(1e9));
      assert.ok(answer.ok && Math.abs((answer.value.points[0]?.gramsPerKwh ?? 0) - 453.59237) < 1e-9, unit);
    }
  });
});
