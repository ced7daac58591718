import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Attribution } from '../../../../src/meter/attribution/attribution';
import type { Selection } from '../../../../src/meter/attribution/visible-devices';
import type { ProcessRecord } from '../../../../src/meter/processes/linux-processes';
import type { Probe } from '../../../../src/meter/source';

const processor: Probe = {
  id: 'cpu:model',
  name: 'Processor',
  domain: 'cpu',
  source: 'CPU model (TDP x load)',
  rung: 6,
  provenance: 'modelled',
  range: { low: 0.5, mid: 1, high: 1.6 },
  within: null,
  counter: null,
  averagedSeconds: 0,
  highestWatts: Infinity,
  read: () => ({ ok: true, counterJoules: null, watts: 50 }),
};
const selection: Selection = { ids: [], method: null, notes: [], sliceShares: new Map() };

describe('the share of a run', () => {
  it('is not known below one tick of the kernel’s clock, and known from there on', () => {
    const root: ProcessRecord = { pid: 7, parent: 1, startTicks: 100, cpuSeconds: 0, hasEnded: false };
    let processes: ProcessRecord[] = [root];
    let busy = 50;
    let now = 0;
    const attribution = new Attribution(
      [processor],
      selection,
      { list: () => processes, busySeconds: () => busy },
      () => now,
    );
    attribution.start(7, [0]);
    now = 2;
    busy = 51;
    attribution.update([100]);
    assert.deepEqual(attribution.shareJoules(), [null]);
    assert.match(attribution.takeNews()?.methods[0] ?? '', /^not known: .*10 ms/);

    processes = [{ ...root, cpuSeconds: 0.5 }];
    now = 4;
    busy = 52;
    attribution.update([200]);
    assert.deepEqual(attribution.shareJoules(), [50]);
    assert.equal(attribution.takeNews()?.methods[0], 'its processor time over that of all processes');
  });
});
