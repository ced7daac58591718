import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { openEach } from '../../../src/meter/open-sources';
import { rungs, type Source } from '../../../src/meter/source';

const failing = (open: Source['open']): Source => ({
  key: 'odd',
  name: 'Odd source',
  rung: rungs.energyCounter,
  open,
});

describe('sources that are opened', () => {
  it('have their status and note where they fail in an unforeseen way', async () => {
    const failures: readonly Source['open'][] = [
      () => Promise.reject(new Error('out of order')),
      () => {
        throw new Error('out of order');
      },
    ];
    for (const open of failures) {
      const sources = await openEach([failing(open)]);
      const why = 'it failed in an unforeseen way (out of order)';
      assert.deepEqual(sources.statuses, [{ source: 'Odd source', rung: 1, usable: false, why, fix: null }]);
      assert.deepEqual(sources.notes, [`Odd source: ${why}`]);
      sources.close();
    }
  });

  it('name the devices that they leave out', async () => {
    const note = 'NVIDIA GPU 1: no energy or power (lost); not in the sum.';
    const sources = await openEach([
      failing(() => Promise.resolve({ statuses: [], probes: [], notes: [note], close: () => undefined })),
    ]);
    assert.deepEqual(sources.notes, [note]);
  });
});
