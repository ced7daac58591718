import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepBaseline, recallBaseline } from '../../../src/meter/known-baseline';
import { temporaryFolder } from '../../sim/command-line';

const devices = [
  { id: 'gpu:a', source: 'NVML energy counter' },
  { id: 'cpu:package-0', source: 'RAPL' },
];
const baseline = { seconds: 5, watts: [60, 20], spreadWatts: [1, 0.5] };
const hours = 3.6e6;

describe('the idle power of the machine', () => {
  it('is kept for later runs of the same devices, for a day', () => {
    const folder = temporaryFolder('baseline');
    assert.equal(recallBaseline(folder, devices), null);
    mkdirSync(join(folder, 'run-1'));
    keepBaseline(join(folder, 'run-1'), devices, baseline);
    const recalled = recallBaseline(folder, devices);
    assert.deepEqual([recalled?.watts, recalled?.spreadWatts, recalled?.seconds], [[60, 20], [1, 0.5], 5]);
    assert.ok(recalled?.measuredAt !== undefined);
    assert.deepEqual(recallBaseline(folder, devices.slice(1))?.watts, [20]);
    assert.equal(recallBaseline(folder, devices, Date.now() + 25 * hours), null);
    assert.equal(recallBaseline(folder, devices, Date.now() - hours), null, 'of the future');
    assert.equal(recallBaseline(folder, [{ id: 'gpu:b', source: 'NVML energy counter' }]), null);
    assert.equal(recallBaseline(folder, [{ id: 'gpu:a', source: 'nvidia-smi' }]), null);
    assert.equal(recallBaseline(folder, []), null);
  });

  it('is not kept of a moment, nor read from anything else', () => {
    const folder = temporaryFolder('baseline');
    const run = join(folder, 'run-1');
    mkdirSync(run);
    keepBaseline(run, devices, { ...baseline, seconds: 0.2 });
    assert.equal(recallBaseline(folder, devices), null);
    for (const text of ['', '[]', '{"host":1}', 'null']) {
      writeFileSync(join(run, 'idle-power.json'), text);
      assert.equal(recallBaseline(folder, devices), null);
    }
    keepBaseline('/nowhere', devices, baseline);
  });
});
