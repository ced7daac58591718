import assert from 'node:assert/strict';
import { setBack, withoutOwnVariables } from '../../../src/editor/launch/own-variables';
import {
  handoverVariables,
  networkVariables,
  readHandover,
  readIntensitySetup,
  readNetworkSettings,
  setupVariables,
} from '../../../src/grid/intensity-setup';
import { keysOf } from '../../../src/grid/keys';
import { takeHandedRun } from '../../../src/meter/delayed-run';
import { delayedRunVariable } from '../../../src/runs/delayed-runs';

describe('what a file of the workspace says of the environment', () => {
  const keys = { WATTLENS_ELECTRICITY_MAPS_KEY: 'a', WATTLENS_ENTSOE_KEY: 'b' };
  const brought = {
    ...setupVariables({
      id: 'electricity-maps',
      zone: 'DE',
      address: 'https://elsewhere.example',
      keys: {},
      custom: { path: 'a', unit: 'lb/MWh', kind: 'marginal', scope: 'direct' },
    }),
    ...networkVariables({
      proxy: 'http://elsewhere.example',
      exceptions: ['b'],
      checksCertificates: false,
      proxyAuthorization: undefined,
    }),
    ...handoverVariables('/tmp/elsewhere'),
    [delayedRunVariable]: '{}',
    wattlens_intensity_url: 'http://elsewhere.example',
  };

  it('turns no provider on, names no address and no proxy, and hands nothing over', () => {
    const left = withoutOwnVariables({ ...brought, ...keys, CUDA_VISIBLE_DEVICES: '0', HTTPS_PROXY: 'p' });
    assert.deepEqual(left, { ...keys, CUDA_VISIBLE_DEVICES: '0', HTTPS_PROXY: 'p' });
    assert.equal(readIntensitySetup({}, left), null);
    assert.deepEqual(readNetworkSettings(left), readNetworkSettings({}));
  });

  it('is set back in a terminal that gets it by itself: to what the user has, else to nothing, which turns nothing on', () => {
    const names = [...Object.keys(brought), ...Object.keys(keys), 'CUDA_VISIBLE_DEVICES'];
    const back = setBack(names, { WATTLENS_INTENSITY_ZONE: 'FR' });
    assert.deepEqual(Object.keys(back).sort(), Object.keys(brought).sort());
    assert.equal(back['WATTLENS_INTENSITY_ZONE'], 'FR');
    assert.equal(readIntensitySetup({}, back), null);
    assert.deepEqual(readNetworkSettings(back), readNetworkSettings({}));
    assert.equal(readHandover(back), undefined);
    assert.equal(takeHandedRun({ ...back }), null);
  });

  it('may hold any key', () => {
    const all = Object.fromEntries(
      Object.values(keysOf)
        .flat()
        .map((name) => [name, 'key']),
    );
    assert.deepEqual(withoutOwnVariables(all), all);
  });
});
