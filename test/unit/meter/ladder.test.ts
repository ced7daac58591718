import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { chooseProbes } from '../../../src/meter/ladder';
import { rungs, type OpenedSource, type Probe } from '../../../src/meter/source';
import { parseProcStat } from '../../../src/meter/sources/cpu-load';

const probe = (id: string, domain: Probe['domain'], more: Partial<Probe> = {}): Probe => ({
  id,
  name: id,
  domain,
  source: 'a source',
  rung: rungs.energyCounter,
  provenance: 'measured',
  range: { low: 1, mid: 1, high: 1 },
  within: null,
  counter: null,
  averagedSeconds: 0,
  highestWatts: Infinity,
  read: () => ({ ok: false, reason: 'not read in this test' }),
  ...more,
});
const source = (...probes: Probe[]): OpenedSource => ({
  statuses: [],
  probes,
  notes: [],
  close: () => undefined,
});
const model = probe('cpu:model', 'cpu', { provenance: 'modelled', rung: rungs.model, source: 'CPU model' });
const chosenIds = (...sources: OpenedSource[]): string[] =>
  chooseProbes(sources).probes.map(({ id, within }) => (within === null ? id : `${id} in ${within}`));

describe('the ladder', () => {
  it('models the processor only where nothing measures it', () => {
    assert.deepEqual(chosenIds(source(model)), ['cpu:model']);
    assert.deepEqual(chosenIds(source(model), source(probe('cpu:package-0', 'cpu'))), ['cpu:package-0']);
    assert.deepEqual(chosenIds(source(model), source(probe('gpu:a', 'gpu'))), ['gpu:a', 'cpu:model']);
  });

  it('takes the better rung for one device', () => {
    const sensor = probe('gpu:a', 'gpu', { rung: rungs.instantaneousPower, source: 'sensor' });
    const { probes } = chooseProbes([source(sensor), source(probe('gpu:a', 'gpu', { source: 'counter' }))]);
    assert.deepEqual(
      probes.map((chosen) => chosen.source),
      ['counter'],
    );
  });

  it('takes the platform as the whole, unless a card is measured by itself', () => {
    const platform = source(
      probe('node:psys', 'node'),
      probe('cpu:package-0', 'cpu', { within: 'node:psys' }),
    );
    assert.deepEqual(chosenIds(platform, source(model)), ['node:psys', 'cpu:package-0 in node:psys']);
    assert.deepEqual(chosenIds(platform, source(probe('gpu:a', 'gpu'))), ['cpu:package-0', 'gpu:a']);
  });

  it('notes what is modelled, and why other sources are not there', () => {
    const missing: OpenedSource = {
      ...source(),
      statuses: [{ source: 'RAPL', rung: 1, usable: false, why: 'root alone', fix: 'chmod' }],
    };
    assert.deepEqual(chooseProbes([source(model), missing]).notes, [
      'cpu:model: modelled by CPU model, not measured.',
      'RAPL: root alone',
    ]);
  });
});

describe('the load of the processors', () => {
  it('is busy over all time, without what was stolen and what waited for a disk', () => {
    assert.deepEqual(parseProcStat('cpu  10 1 5 100 20 2 3 7 4 0\ncpu0 1 1 1 1 1 1 1\n'), {
      busy: 21,
      total: 148,
    });
    assert.deepEqual(parseProcStat('cpu  10 1 5 100\n'), { busy: 16, total: 116 });
    assert.equal(parseProcStat('intr 1 2 3\n'), null);
    assert.equal(parseProcStat('cpu  a b c\n'), null);
  });
});
