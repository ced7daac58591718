import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from '../../../src/grid/answer';
import { httpSend } from '../../../src/grid/http';
import {
  dropKeys,
  headerValue,
  networkVariables,
  readIntensitySetup,
  readNetworkSettings,
  setupVariables,
} from '../../../src/grid/intensity-setup';
import { environmentProxy } from '../../../src/grid/proxy';
import { settingsNetwork } from '../../../src/grid/settings-network';
import { ForwardProxy } from '../../sim/forward-proxy';

const https = new URL('https://api.example.org/v3');

describe('the proxy', () => {
  it('is the environment’s, by the kind of address, and not for what is excepted', () => {
    assert.equal(environmentProxy(https, {}), null);
    assert.equal(environmentProxy(https, { HTTPS_PROXY: 'proxy:3128' }), 'http://proxy:3128');
    assert.equal(environmentProxy(https, { HTTP_PROXY: 'proxy:3128' }), null);
    assert.equal(environmentProxy(https, { ALL_PROXY: 'http://a', https_proxy: 'http://b' }), 'http://b');
    for (const exception of ['*', 'example.org', '.example.org', '*.example.org', 'x, api.example.org:443'])
      assert.equal(environmentProxy(https, { HTTPS_PROXY: 'proxy', NO_PROXY: exception }), null, exception);
    for (const exception of ['', 'ample.org', 'example.org:80', 'example.org.evil'])
      assert.equal(
        environmentProxy(https, { HTTPS_PROXY: 'proxy', NO_PROXY: exception }),
        'http://proxy',
        exception,
      );
  });

  it('is VS Code’s where one is set there, and reaches the meter with its exceptions', () => {
    const settings = {
      proxy: 'http://user:word@p:1',
      exceptions: ['local.example'],
      checksCertificates: false,
      proxyAuthorization: undefined,
    };
    const environment: Record<string, string | undefined> = {
      ...networkVariables(settings),
      HTTPS_PROXY: 'other',
    };
    assert.deepEqual(readNetworkSettings(environment), settings);
    const network = settingsNetwork(readNetworkSettings(environment), environment);
    assert.equal(network.proxyFor(https), 'http://user:word@p:1');
    assert.equal(network.proxyFor(new URL('https://local.example')), null);
    assert.equal(network.checksCertificates, false);
    // Its password is not for the command that is metered.
    dropKeys(environment);
    assert.equal(JSON.stringify(environment).includes('word'), false);
    assert.equal(
      settingsNetwork(readNetworkSettings({}), { HTTPS_PROXY: 'other' }).proxyFor(https),
      'http://other',
    );
  });
});

describe('the header that a proxy asks for', () => {
  const header = 'Bearer of-the-company';
  const proxy = new ForwardProxy();
  const target = createServer((_request, response) => response.end('{}'));
  let address = '';
  before(async () => {
    address = (await proxy.start()).replace('http://', 'http://name:word@');
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => {
    proxy.authorizations.length = 0;
    proxy.asksFor = null;
  });
  after(() => {
    proxy.stop();
    target.close();
  });
  const ask = (proxyAuthorization: string | undefined): Promise<Answer<unknown>> =>
    httpSend({
      provider: 'A provider',
      secrets: [],
      proxyFor: () => address,
      proxyAuthorization,
      timeoutMs: 5000,
      checksCertificates: true,
      stop: new AbortController().signal,
    })({ url: `http://127.0.0.1:${(target.address() as AddressInfo).port}/`, headers: {} });

  it('is sent over the name and password of its address, and else these', async () => {
    assert.ok((await ask(header)).ok);
    assert.ok((await ask(undefined)).ok);
    assert.deepEqual(proxy.authorizations, [header, `Basic ${btoa('name:word')}`]);
  });

  it('lets the request through, and is in no message where it does not', async () => {
    proxy.asksFor = header;
    assert.ok((await ask(header)).ok);
    const refused = await ask('Bearer of-another');
    assert.ok(!refused.ok);
    assert.match(refused.problem.message, /the proxy asks for a name and password \(407\)/);
    assert.doesNotMatch(JSON.stringify(refused), /of-another/);
  });

  it('stands in no task, and not in the environment of the command; one that is none is not sent', () => {
    const settings = { ...readNetworkSettings({}), proxyAuthorization: header };
    assert.doesNotMatch(JSON.stringify(networkVariables(settings)), /of-the-company/);
    const environment: Record<string, string | undefined> = { WATTLENS_PROXY_AUTHORIZATION: header };
    assert.equal(readNetworkSettings(environment).proxyAuthorization, header);
    dropKeys(environment);
    assert.deepEqual(environment, {});
    for (const none of ['', '  ', 'a\r\nHost: b', 'Basic \u20ac', null, 1, ['Basic a']])
      assert.equal(headerValue(none), undefined, JSON.stringify(none));
  });
});

describe('the setup of a provider', () => {
  it('is read from options before the environment, and is none by default', () => {
    assert.equal(readIntensitySetup({}, {}), null);
    assert.equal(readIntensitySetup({}, { WATTLENS_ELECTRICITY_MAPS_KEY: 'key' }), null);
    assert.equal(
      readIntensitySetup({ intensityProvider: 'none' }, { WATTLENS_INTENSITY_PROVIDER: 'entsoe' }),
      null,
    );
    assert.match(
      JSON.stringify(readIntensitySetup({ intensityProvider: 'x' }, {})),
      /there is no provider x/,
    );
    const setup = readIntensitySetup(
      { intensityZone: 'FR' },
      {
        WATTLENS_INTENSITY_PROVIDER: 'entsoe',
        WATTLENS_INTENSITY_ZONE: 'DE',
        WATTLENS_ENTSOE_KEY: ' key ',
        WATTLENS_INTENSITY_SCOPE: 'life cycle',
        WATTLENS_WATTTIME_PASSWORD: 'of another',
      },
    );
    assert.ok(setup !== null && typeof setup !== 'string');
    assert.deepEqual([setup.id, setup.zone, setup.keys], ['entsoe', 'FR', { WATTLENS_ENTSOE_KEY: 'key' }]);
    assert.deepEqual(
      Object.entries(setupVariables(setup)).filter(([, value]) => value !== ''),
      [
        ['WATTLENS_INTENSITY_PROVIDER', 'entsoe'],
        ['WATTLENS_INTENSITY_ZONE', 'FR'],
        ['WATTLENS_INTENSITY_SCOPE', 'life cycle'],
      ],
    );
    // A terminal's own variables don't add an address that the key would be sent to.
    const elsewhere = { WATTLENS_INTENSITY_URL: 'http://elsewhere.example', WATTLENS_ENTSOE_KEY: 'key' };
    assert.deepEqual(readIntensitySetup({}, { ...elsewhere, ...setupVariables(setup) }), setup);
  });
});
