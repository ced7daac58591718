import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shareOfDevice } from '../../../../src/meter/attribution/device-share';
import type { DeviceProcess } from '../../../../src/meter/source';

const on = (
  pid: number,
  utilization: number | null = null,
  memoryBytes: number | null = null,
): DeviceProcess => ({
  pid,
  utilization,
  memoryBytes,
});
const ownPids = new Set([1, 2]);
const share = (
  processes: readonly DeviceProcess[] | null,
  allocatedBy: string | null = null,
  sliceShare: number | null = null,
) => shareOfDevice({ processes, ownPids, allocatedBy, sliceShare });

describe('the share of an accelerator', () => {
  it('is all where the run is alone on it', () => {
    assert.equal(share([on(1), on(2)]).share, 1);
    assert.equal(share([on(1)], 'CUDA_VISIBLE_DEVICES=0').share, 1);
  });

  it('follows use, else memory, else equal parts', () => {
    assert.equal(share([on(1, 0.75), on(9, 0.25)]).share, 0.75);
    assert.equal(share([on(1, 0.25), on(2, 0.5), on(9, 0.25)]).share, 0.75);
    assert.equal(share([on(1, 0, 30), on(9, 0, 10)]).share, 0.75, 'nobody computes');
    assert.equal(share([on(1, null, 30), on(9, null, 10)]).share, 0.75);
    assert.equal(share([on(1), on(9), on(8), on(7)]).share, 0.25);
    assert.match(share([on(1), on(9)]).method, /estimate/);
  });

  it('is what was allocated where the driver lists nothing', () => {
    for (const processes of [null, []]) {
      assert.equal(share(processes, 'CUDA_VISIBLE_DEVICES=0').share, 1);
      assert.match(share(processes, 'CUDA_VISIBLE_DEVICES=0').method, /allocated by CUDA_VISIBLE_DEVICES=0/);
      assert.equal(share(processes).share, null);
    }
  });

  it('is nothing where others alone are on it, and not known where it was allocated all the same', () => {
    assert.equal(share([on(9)]).share, 0);
    assert.equal(share([on(9)], 'CUDA_VISIBLE_DEVICES=0').share, null);
  });

  it('is the slices of a divided device', () => {
    assert.equal(share(null, 'CUDA_VISIBLE_DEVICES=MIG-a', 3 / 7).share, 3 / 7);
  });

  it('is from 0 to 1, and those of two runs that share a device add up to all of it', () => {
    const process = fc.record({
      pid: fc.integer({ min: 1, max: 4 }),
      utilization: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      memoryBytes: fc.option(fc.nat()),
    });
    fc.assert(
      fc.property(fc.uniqueArray(process, { selector: ({ pid }) => pid, minLength: 1 }), (processes) => {
        const of = (pids: number[]): number | null =>
          shareOfDevice({ processes, ownPids: new Set(pids), allocatedBy: null, sliceShare: null }).share;
        const shares = [of([1, 2]), of([3, 4])];
        for (const each of shares) assert.ok(each === null || (each >= 0 && each <= 1));
        assert.ok(Math.abs((shares[0] ?? 0) + (shares[1] ?? 0) - 1) < 1e-9);
      }),
    );
  });
});
