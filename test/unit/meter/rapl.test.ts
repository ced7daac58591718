import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { OpenedSource } from '../../../src/meter/source';
import { raplSource } from '../../../src/meter/sources/rapl';

type Zones = Readonly<Record<string, { readonly name: string; readonly microjoules: number }>>;

/** The kernel's tree: all zones lie side by side in /sys/class/powercap, named by their place. */
function tree(zones: Zones): string {
  const root = mkdtempSync(join(tmpdir(), 'wattlens-rapl-'));
  mkdirSync(join(root, 'intel-rapl'));
  for (const [zone, { name, microjoules }] of Object.entries(zones)) {
    mkdirSync(join(root, zone));
    writeFileSync(join(root, zone, 'name'), `${name}\n`);
    writeFileSync(join(root, zone, 'energy_uj'), `${microjoules}\n`);
    writeFileSync(join(root, zone, 'max_energy_range_uj'), '262143328850\n');
  }
  return root;
}

async function open(zones: Zones): Promise<OpenedSource & { readonly root: string }> {
  const root = tree(zones);
  return { ...(await raplSource(root).open({ runsFolder: null })), root };
}

const server: Zones = {
  'intel-rapl:0': { name: 'package-0', microjoules: 1e6 },
  'intel-rapl:0:0': { name: 'core', microjoules: 5e5 },
  'intel-rapl:0:1': { name: 'dram', microjoules: 2e5 },
  'intel-rapl:1': { name: 'package-1', microjoules: 3e6 },
  'intel-rapl:1:0': { name: 'dram', microjoules: 4e5 },
  'intel-rapl-mmio:0': { name: 'package-0', microjoules: 1e6 },
};

describe('RAPL', function () {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  it('reads packages and memory, once each, and no part of a package', async () => {
    const source = await open(server);
    assert.deepEqual(source.probes.map((probe) => probe.id).sort(), [
      'cpu:package-0',
      'cpu:package-1',
      'dram:package-0',
      'dram:package-1',
    ]);
    assert.deepEqual(
      source.probes.map((probe) => probe.within),
      [null, null, null, null],
    );
    source.close();
  });

  it('reads what the counter says now, in joules, and knows where it wraps', async () => {
    const source = await open({ 'intel-rapl:0': { name: 'package-0', microjoules: 1_500_000 } });
    const [probe] = source.probes;
    assert.deepEqual(probe?.read(), { ok: true, counterJoules: 1.5, watts: null });
    writeFileSync(join(source.root, 'intel-rapl:0/energy_uj'), '2750000\n');
    assert.deepEqual(probe.read(), { ok: true, counterJoules: 2.75, watts: null });
    assert.equal(probe.counter?.wrapJoules, 262_143.328_85);
    writeFileSync(join(source.root, 'intel-rapl:0/energy_uj'), '');
    assert.equal(probe.read().ok, false);
    source.close();
  });

  it('puts packages and memory within the platform', async () => {
    const source = await open({
      'intel-rapl:0': server['intel-rapl:0'] ?? { name: '', microjoules: 0 },
      'intel-rapl:1': { name: 'psys', microjoules: 9e6 },
    });
    assert.deepEqual(
      source.probes.map(({ id, domain, within }) => [id, domain, within]),
      [
        ['node:psys', 'node', null],
        ['cpu:package-0', 'cpu', 'node:psys'],
      ],
    );
    source.close();
  });

  it('reads hexadecimal zone names, and cores where there is no package', async () => {
    const hexadecimal = await open({ 'intel-rapl:a': { name: 'package-10', microjoules: 1 } });
    assert.deepEqual(
      hexadecimal.probes.map((probe) => probe.id),
      ['cpu:package-10'],
    );
    hexadecimal.close();
    const cores = await open({
      'intel-rapl:0': { name: 'other', microjoules: 1 },
      'intel-rapl:0:0': { name: 'core', microjoules: 1 },
    });
    assert.deepEqual(
      cores.probes.map((probe) => probe.id),
      ['cpu:core'],
    );
    cores.close();
  });

  it('counts dies that mirror their socket once, and dies of their own each', async () => {
    const dies = (second: number): Zones => ({
      'intel-rapl:0': { name: 'package-0-die-0', microjoules: 5_000_000_000 },
      'intel-rapl:1': { name: 'package-0-die-1', microjoules: second },
    });
    const mirrored = await open(dies(5_000_010_000));
    assert.equal(mirrored.probes.length, 1);
    mirrored.close();
    const separate = await open(dies(4_100_000_000));
    assert.equal(separate.probes.length, 2);
    separate.close();
  });

  it('does not take a blank for 0, neither at first nor later', async () => {
    const root = tree(Object.fromEntries(Object.entries(server).filter(([zone]) => !zone.includes('mmio'))));
    const blank = join(root, 'intel-rapl:0/energy_uj');
    writeFileSync(blank, '\n');
    const source = await raplSource(root).open({ runsFolder: null });
    assert.deepEqual(source.probes.map((probe) => probe.id).sort(), [
      'cpu:package-1',
      'dram:package-0',
      'dram:package-1',
    ]);
    assert.match(source.statuses[0]?.why ?? '', /cpu:package-0 can't be read \(it told no number\)/);
    assert.deepEqual(source.notes, [
      "RAPL: cpu:package-0 can't be read (it told no number); it is not in the sum.",
    ]);
    writeFileSync(join(root, 'intel-rapl:1/energy_uj'), '\n');
    assert.equal(source.probes.find((probe) => probe.id === 'cpu:package-1')?.read().ok, false);
    source.close();
  });

  it('is not usable where its zones open and can’t be read, so that the processor is still modelled', async () => {
    // A folder opens like a file and reads as EISDIR: an error of the reading, as the kernel gives for a dead zone.
    const root = tree({ 'intel-rapl:0': { name: 'package-0', microjoules: 1 } });
    rmSync(join(root, 'intel-rapl:0/energy_uj'));
    mkdirSync(join(root, 'intel-rapl:0/energy_uj'));
    const source = await raplSource(root).open({ runsFolder: null });
    assert.deepEqual(source.probes, []);
    assert.equal(source.statuses[0]?.usable, false);
    assert.match(source.statuses[0].why, /EISDIR/);
  });

  it('takes MMIO where MSR can’t be read or stands at 0, and MSR otherwise', async () => {
    const both = (msr: number): Zones => ({
      'intel-rapl:0': { name: 'package-0', microjoules: msr },
      'intel-rapl-mmio:0': { name: 'package-0', microjoules: 7e6 },
    });
    for (const [msr, joules] of [
      [5e6, 5],
      [0, 7],
    ] as const) {
      const source = await open(both(msr));
      assert.deepEqual(
        source.probes.map((probe) => probe.read()),
        [{ ok: true, counterJoules: joules, watts: null }],
      );
      source.close();
    }
    const root = tree(both(5e6));
    writeFileSync(join(root, 'intel-rapl:0/energy_uj'), '\n');
    const source = await raplSource(root).open({ runsFolder: null });
    assert.deepEqual(source.probes[0]?.read(), { ok: true, counterJoules: 7, watts: null });
    source.close();
    const withMemory = tree({ ...both(0), 'intel-rapl:0:0': { name: 'dram', microjoules: 3e6 } });
    const memory = await raplSource(withMemory).open({ runsFolder: null });
    assert.deepEqual(
      memory.probes.map((probe) => probe.id),
      ['cpu:package-0', 'dram:package-0'],
    );
    memory.close();
  });

  it('does not believe a counter that stands at 0: a virtual machine, a memory without a sensor', async () => {
    const source = await open({
      'intel-rapl:0': { name: 'package-0', microjoules: 1e6 },
      'intel-rapl:0:0': { name: 'dram', microjoules: 0 },
    });
    assert.deepEqual(
      source.probes.map((probe) => probe.id),
      ['cpu:package-0'],
    );
    assert.match(source.notes.join(), /dram:package-0 can't be read \(the counter stood at 0/);
    source.close();
    const dead = await open({ 'intel-rapl:0': { name: 'package-0', microjoules: 0 } });
    assert.equal(dead.probes.length, 0);
    assert.equal(dead.statuses[0]?.usable, false);
  });

  it('takes the platform of the first socket where each has one', async () => {
    const source = await open({
      'intel-rapl:0': { name: 'package-0', microjoules: 1e6 },
      'intel-rapl:1': { name: 'psys-1', microjoules: 2e6 },
      'intel-rapl:2': { name: 'psys', microjoules: 9e6 },
    });
    const platform = source.probes.filter(({ domain }) => domain === 'node');
    assert.deepEqual(
      platform.map((probe) => probe.read()),
      [{ ok: true, counterJoules: 9, watts: null }],
    );
    source.close();
  });

  it('says how to open to all what root alone may read, where some zones can be read as well', async function () {
    if (process.getuid?.() === 0) this.skip();
    const root = tree(server);
    chmodSync(join(root, 'intel-rapl:1/energy_uj'), 0o000);
    const source = await raplSource(root).open({ runsFolder: null });
    assert.equal(source.statuses[0]?.usable, true);
    assert.match(source.statuses[0].fix ?? '', /udev/);
    source.close();
  });

  it('says why there is nothing, and what to do', async () => {
    for (const root of [join(tmpdir(), 'no-such-powercap'), tree({})]) {
      const [status] = (await raplSource(root).open({ runsFolder: null })).statuses;
      assert.equal(status?.usable, false);
      assert.match(status.why, /holds no RAPL zone/);
      assert.notEqual(status.fix, null);
    }
  });
});
