import assert from 'node:assert/strict';
import {
  dropKeys,
  networkVariables,
  readIntensitySetup,
  readNetworkSettings,
  setupVariables,
} from '../../../src/grid/intensity-setup';
import { environmentProxy } from '../../../src/grid/proxy';
import { settingsNetwork } from '../../../src/grid/settings-network';

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
    assert.deepEqual(setupVariables(setup), {
      WATTLENS_INTENSITY_PROVIDER: 'entsoe',
      WATTLENS_INTENSITY_ZONE: 'FR',
      WATTLENS_INTENSITY_SCOPE: 'life cycle',
    });
  });
});
