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

  it('takes one meter of the whole machine, by rung, and puts all else within it', () => {
    const board = probe('node:machine', 'node', { rung: rungs.machine, source: 'board' });
    const parts = [probe('cpu:package-0', 'cpu', { rung: 1 }), probe('gpu:a', 'gpu')];
    const { probes, notes } = chooseProbes([
      source(probe('node:machine', 'node', { rung: rungs.machine, source: 'battery', canEnd: true })),
      source(board),
      source(probe('node:machine', 'node', { source: 'Cray' })),
      source(probe('node:psys', 'node'), ...parts),
      source(model, probe('dram:model', 'dram', { provenance: 'modelled', rung: rungs.model })),
    ]);
    assert.deepEqual(
      probes.map(({ id, source: name, within }) => [id, name, within]),
      [
        ['node:machine', 'Cray', null],
        ['cpu:package-0', 'a source', 'node:machine'],
        ['gpu:a', 'a source', 'node:machine'],
      ],
    );
    assert.ok(notes.some((note) => note.includes('Cray is the sum; what else is read lies within it')));
    assert.ok(notes.some((note) => note.startsWith('board (rung 5): not used, because Cray (rung 1)')));
    assert.ok(notes.some((note) => note.startsWith('battery (rung 5): not used')));
    assert.ok(notes.some((note) => note.startsWith('node:psys by a source: not used')));
  });

  it('puts the platform within the machine, and its packages within the platform', () => {
    const machine = probe('node:machine', 'node', { rung: rungs.machine });
    const platform = [probe('node:psys', 'node'), probe('cpu:package-0', 'cpu', { within: 'node:psys' })];
    assert.deepEqual(chosenIds(source(machine), source(...platform)), [
      'node:psys in node:machine',
      'cpu:package-0 in node:psys',
      'node:machine',
    ]);
  });

  it('takes the battery only where nothing else measures the processor', () => {
    const battery = probe('node:machine', 'node', {
      rung: rungs.machine,
      source: 'battery',
      canEnd: true,
    });
    assert.deepEqual(chosenIds(source(battery), source(model)), ['node:machine']);
    assert.deepEqual(chosenIds(source(battery), source(probe('gpu:a', 'gpu'))), [
      'gpu:a in node:machine',
      'node:machine',
    ]);
    const beside = chooseProbes([source(battery), source(probe('cpu:package-0', 'cpu'))]);
    assert.deepEqual(
      beside.probes.map(({ id, within }) => [id, within]),
      [['cpu:package-0', null]],
    );
    assert.match(beside.notes.join('\n'), /by battery: not used, because the processor is measured/);
  });

  it('uses no meter of the machine where a part of it is kept from the run, and models again', () => {
    const machine = probe('node:machine', 'node', { rung: rungs.machine });
    const opened = [source(machine), source(model), source(probe('gpu:a', 'gpu'))];
    assert.deepEqual(chosenIds(...opened), ['gpu:a in node:machine', 'node:machine']);
    const { probes, notes } = chooseProbes(opened, { machine: false });
    assert.deepEqual(
      probes.map(({ id, within }) => [id, within]),
      [
        ['gpu:a', null],
        ['cpu:model', null],
      ],
    );
    assert.match(notes.join('\n'), /kept from this run/);
  });

  it('puts processors, memory and GPUs within their modules, and those within the machine', () => {
    const modules = [0, 1].map((socket) => probe(`module:${socket}`, 'module', { source: 'board' }));
    const gpus = ['a', 'b'].map((name) => probe(`gpu:${name}`, 'gpu'));
    const other = probe('module:nvml', 'module', { rung: rungs.averagedPower, source: 'NVML' });
    assert.deepEqual(chosenIds(source(...modules), source(...gpus, other), source(model)), [
      'module:0',
      'module:1',
      'gpu:a in module:0',
      'gpu:b in module:1',
    ]);
    const machine = probe('node:machine', 'node', { rung: rungs.machine });
    assert.deepEqual(chosenIds(source(...modules), source(...gpus), source(machine)), [
      'module:0 in node:machine',
      'module:1 in node:machine',
      'gpu:a in module:0',
      'gpu:b in module:1',
      'node:machine',
    ]);
  });

  it('puts what a user’s own meter covers within it, though its rung is worse', () => {
    const asked = { rung: rungs.program, isRequested: true, source: 'command' };
    const parts = [probe('cpu:package-0', 'cpu'), probe('gpu:a', 'gpu'), probe('gpu:b', 'gpu')];
    assert.deepEqual(chosenIds(source(...parts), source(probe('gpu:command', 'gpu', asked))), [
      'gpu:command',
      'cpu:package-0',
      'gpu:a in gpu:command',
      'gpu:b in gpu:command',
    ]);
    const whole = probe('node:machine', 'node', asked);
    const cray = probe('node:machine', 'node', { source: 'Cray' });
    assert.deepEqual(
      chooseProbes([source(cray), source(whole)]).probes.map(({ source: name }) => name),
      ['command'],
    );
  });

  it('models nothing that a measured domain covers', () => {
    const memory = probe('dram:model', 'dram', { provenance: 'modelled', rung: rungs.model });
    const gpu = probe('gpu:a', 'gpu', { provenance: 'modelled', rung: rungs.model });
    const measured = (domain: Probe['domain']): OpenedSource => source(probe(`${domain}:x`, domain));
    const left = (domain: Probe['domain']): string[] =>
      chosenIds(source(model, memory, gpu), measured(domain)).filter((id) => !id.startsWith(`${domain}:x`));
    assert.deepEqual(left('node'), []);
    assert.deepEqual(left('module'), []);
    assert.deepEqual(left('cpu'), ['dram:model', 'gpu:a']);
    assert.deepEqual(left('dram'), ['cpu:model', 'gpu:a']);
    assert.deepEqual(left('gpu'), ['cpu:model', 'dram:model', 'gpu:a']);
  });

  it('does not note what is not on this machine', () => {
    const elsewhere: OpenedSource = {
      ...source(),
      statuses: [{ source: 'EMI', rung: 1, usable: false, why: 'not Windows', fix: null, isAbsent: true }],
    };
    assert.deepEqual(chooseProbes([elsewhere]).notes, []);
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
