import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { openEach, type OpenSources } from '../../../src/meter/open-sources';
import { cpuModelSource } from '../../../src/meter/sources/cpu-model';
import { whyNoneOfSource } from '../../../src/meter/power-options';
import { rungs, type OpenedSource, type Source, type SourceStatus } from '../../../src/meter/source';

const failing = (open: Source['open']): Source => ({
  key: 'odd',
  name: 'Odd source',
  rung: rungs.energyCounter,
  open,
});

const statusesOf = ({ opened }: OpenSources): SourceStatus[] =>
  opened.flatMap(({ source }) => source.statuses);

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
      assert.deepEqual(statusesOf(sources), [
        { source: 'Odd source', rung: 1, usable: false, why, fix: null },
      ]);
      assert.deepEqual(sources.notes, [`Odd source: ${why}`]);
      sources.close();
    }
  });

  it('are given up where they do not answer, and closed when they come too late', async () => {
    let isClosed = false;
    let answer = (_opened: OpenedSource): void => undefined;
    const slow = failing(() => new Promise((done) => (answer = done)));
    const sources = await openEach([slow], { runsFolder: null }, 0.05);
    assert.deepEqual(
      statusesOf(sources).map(({ source, why }) => [source, why]),
      [['Odd source', 'it did not answer within 0.05 s']],
    );
    answer({ statuses: [], probes: [], notes: [], close: () => (isClosed = true) });
    await new Promise((done) => setImmediate(done));
    assert.ok(isClosed);
    sources.close();
  });

  it('say why the one that alone was asked for reads nothing', async () => {
    const statuses = ['not there', 'not there', 'for root alone'].map((why) => ({
      source: 'Odd source',
      rung: 1,
      usable: false,
      why,
      fix: null,
    }));
    const sources = await openEach([
      failing(() => Promise.resolve({ statuses, probes: [], notes: [], close: () => undefined })),
    ]);
    const why = whyNoneOfSource('odd', sources) ?? '';
    assert.match(why, /The source odd, .* reads nothing here: not there; for root alone\.$/);
    assert.equal(whyNoneOfSource(undefined, sources), null);
    const [probe] = (await openEach([cpuModelSource()])).probes;
    assert.ok(probe !== undefined);
    assert.equal(whyNoneOfSource('odd', { ...sources, probes: [probe] }), null);
  });

  it('name the devices that they leave out', async () => {
    const note = 'NVIDIA GPU 1: no energy or power (lost); not in the sum.';
    const sources = await openEach([
      failing(() => Promise.resolve({ statuses: [], probes: [], notes: [note], close: () => undefined })),
    ]);
    assert.deepEqual(sources.notes, [note]);
  });
});
