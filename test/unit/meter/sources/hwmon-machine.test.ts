import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { OpenedSource } from '../../../../src/meter/source';
import { hwmonCpuSource } from '../../../../src/meter/sources/hwmon-cpu';
import { boardMeterSource, crayCountersSource, parseCray } from '../../../../src/meter/sources/node-meters';
import { kernelTree, tell } from '../../../sim/kernel-tree';

const anywhere = { runsFolder: null };
const readings = ({ probes }: OpenedSource): unknown[] =>
  probes.map((probe) => {
    const now = probe.read();
    return [probe.id, probe.rung, now.ok ? (now.counterJoules ?? now.watts) : now.reason];
  });

describe('processor sensors of the kernel', function () {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  it('are the sockets of amd_energy, and not their cores beside them', async () => {
    const root = kernelTree({
      'hwmon3/name': 'amd_energy',
      'hwmon3/energy1_label': 'Ecore000',
      'hwmon3/energy1_input': 1_000_000,
      'hwmon3/energy2_label': 'Ecore001',
      'hwmon3/energy2_input': 2_000_000,
      'hwmon3/energy3_label': 'Esocket0',
      'hwmon3/energy3_input': 9_000_000,
      'hwmon3/energy10_label': 'Esocket1',
      'hwmon3/energy10_input': 8_000_000,
      'hwmon0/name': 'nvme',
      'hwmon0/power1_input': 5,
    });
    const source = await hwmonCpuSource(root).open(anywhere);
    assert.deepEqual(readings(source), [
      ['cpu:package-0', 1, 9],
      ['cpu:package-1', 1, 8],
    ]);
    tell(root, 'hwmon3/energy3_input', 10_500_000);
    assert.deepEqual(source.probes[0]?.read(), { ok: true, counterJoules: 10.5, watts: null });
    source.close();
  });

  it('are the cores and the rest of the chip together by zenpower, and the package by fam15h_power', async () => {
    const zen = await hwmonCpuSource(
      kernelTree({
        'hwmon1/name': 'zenpower',
        'hwmon1/power1_label': 'SVI2_P_Core',
        'hwmon1/power1_input': 40_000_000,
        'hwmon1/power2_label': 'SVI2_P_SoC',
        'hwmon1/power2_input': 8_500_000,
      }),
    ).open(anywhere);
    assert.deepEqual(readings(zen), [['cpu:package-0', 2, 48.5]]);
    zen.close();
    // A fork of the driver has the package with its cores beside it, and numbers the sockets.
    const sockets = await hwmonCpuSource(
      kernelTree({
        'hwmon1/name': 'zenpower',
        'hwmon1/power1_label': 'cpu0 RAPL_P_Package',
        'hwmon1/power1_input': 65_000_000,
        'hwmon1/power2_label': 'cpu0 RAPL_P_Core',
        'hwmon1/power2_input': 30_000_000,
        'hwmon2/name': 'zenpower',
        'hwmon2/power1_label': 'cpu1 RAPL_P_Package',
        'hwmon2/power1_input': 70_000_000,
      }),
    ).open(anywhere);
    assert.deepEqual(readings(sockets), [
      ['cpu:package-0', 2, 65],
      ['cpu:package-1', 2, 70],
    ]);
    sockets.close();
    const old = await hwmonCpuSource(
      kernelTree({
        'hwmon1/name': 'fam15h_power',
        'hwmon1/power1_input': 25_000_000,
        'hwmon1/power1_average': 1,
      }),
    ).open(anywhere);
    assert.deepEqual(readings(old), [['cpu:package-0', 2, 25]]);
    old.close();
  });

  it('are not used where they tell cores alone, a blank, or nothing', async () => {
    const trees = [
      {
        'hwmon0/name': 'amd_energy',
        'hwmon0/energy1_label': 'Ecore000',
        'hwmon0/energy1_input': 1,
      },
      {
        'hwmon0/name': 'amd_energy',
        'hwmon0/energy1_label': 'Esocket0',
        'hwmon0/energy1_input': '',
      },
      {},
    ];
    for (const files of trees) {
      const source = await hwmonCpuSource(kernelTree(files)).open(anywhere);
      assert.deepEqual(source.probes, []);
      assert.equal(source.statuses[0]?.usable, false);
    }
  });
});

describe('meters of the whole machine by the kernel', function () {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  it('are ACPI’s power meter, whether its files are in the device’s folder or beside', async () => {
    for (const place of ['hwmon2', 'hwmon2/device']) {
      const root = kernelTree({ 'hwmon2/name': 'power_meter', [`${place}/power1_average`]: 312_000_000 });
      const source = await boardMeterSource(root).open(anywhere);
      assert.deepEqual(readings(source), [['node:machine', 5, 312]]);
      tell(root, `${place}/power1_average`, 0);
      assert.equal(source.probes[0]?.read().ok, false);
      source.close();
    }
  });

  it('are the module and the processor on Grace, and no parts of the processor', async () => {
    const files: Record<string, string | number> = Object.fromEntries(
      ['Module', 'Grace', 'CPU', 'SysIO'].flatMap((part, index): [string, string | number][] => [
        [`hwmon${index}/name`, 'power_meter'],
        [`hwmon${index}/device/power1_oem_info`, `${part} Power Socket 0`],
        [`hwmon${index}/device/power1_average`, (4 - index) * 100_000_000],
      ]),
    );
    const source = await boardMeterSource(kernelTree(files)).open(anywhere);
    assert.deepEqual(
      source.probes.map(({ id, domain }) => [id, domain]),
      [
        ['module:Module 0 (CPU and GPU)', 'module'],
        ['cpu:Grace processor 0', 'cpu'],
      ],
    );
    source.close();
  });

  it('are the system’s sensor on POWER and the total of a power supply', async () => {
    const power = await boardMeterSource(
      kernelTree({
        'hwmon0/name': 'ibmpowernv',
        'hwmon0/power1_label': 'Chip 0',
        'hwmon0/power1_input': 95_000_000,
        'hwmon0/power12_label': 'System',
        'hwmon0/power12_input': 440_000_000,
      }),
    ).open(anywhere);
    assert.deepEqual(readings(power), [['node:machine', 5, 440]]);
    power.close();
    const supply = await boardMeterSource(
      kernelTree({
        'hwmon0/name': 'corsairpsu',
        'hwmon0/power1_label': 'power total',
        'hwmon0/power1_input': 180_000_000,
        'hwmon0/power2_label': 'power +12v',
        'hwmon0/power2_input': 160_000_000,
      }),
    ).open(anywhere);
    assert.deepEqual(readings(supply), [['node:machine', 5, 180]]);
    supply.close();
  });

  it('are Cray’s counters of energy, with power beside them', async () => {
    const root = kernelTree({
      energy: '28314159 J 1617235461123456 us',
      power: '412 W 1617235461123456 us',
      raw_scan_hz: 10,
    });
    const source = await crayCountersSource(root).open(anywhere);
    assert.deepEqual(source.probes[0]?.read(), { ok: true, counterJoules: 28_314_159, watts: 412 });
    assert.equal(source.probes[0].counter?.tickSeconds, 0.1);
    source.close();
    assert.equal(parseCray('12 W 5 us', 'J'), null);
    assert.equal(parseCray('', 'J'), null);
    const none = await crayCountersSource(join(root, 'nowhere')).open(anywhere);
    assert.equal(none.statuses[0]?.usable, false);
  });
});
