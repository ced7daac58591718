import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { OpenedSource } from '../../../../src/meter/source';
import { parseProcessorList, perfEnergySource } from '../../../../src/meter/sources/perf-energy';
import { kernelTree } from '../../../sim/kernel-tree';

/**
 * The type of the software events, and the clock of a processor in nanoseconds among them: the real system call on an
 * event that every machine has, whose "joules" are the seconds that pass.
 */
const clockEvent = {
  'power/type': 1,
  'power/cpumask': '0',
  'power/events/energy-pkg': 'event=0x00',
  'power/events/energy-pkg.scale': '1e-9',
  'power/events/energy-pkg.unit': 'Joules',
};

const open = (root: string): Promise<OpenedSource> =>
  perfEnergySource({
    power: join(root, 'power'),
    processors: join(root, 'cpu'),
    powercap: join(root, 'powercap'),
  }).open({ runsFolder: null });

/** Whether this user may count the whole machine. */
function mayCount(): boolean {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) return false;
  const paranoid = Number(readFileSync('/proc/sys/kernel/perf_event_paranoid', 'utf8'));
  return process.getuid?.() === 0 || paranoid <= 0;
}

describe('RAPL by perf events', function () {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  it('reads a counter by the real system call, scaled to joules', async function () {
    if (!mayCount()) this.skip();
    const source = await open(kernelTree(clockEvent));
    // A container may forbid the call all the same, and then says so.
    if (source.probes.length === 0) {
      assert.match(source.statuses[0]?.why ?? '', /not allowed|refuses/);
      this.skip();
    }
    const [probe] = source.probes;
    assert.deepEqual([probe?.id, probe?.domain, probe?.within], ['cpu:package-0', 'cpu', null]);
    const first = probe?.read();
    const began = performance.now();
    while (performance.now() - began < 30);
    const second = probe?.read();
    assert.ok(first?.ok === true && second?.ok === true);
    const seconds = (second.counterJoules ?? 0) - (first.counterJoules ?? 0);
    assert.ok(seconds > 0.02 && seconds < 20, `${seconds} s`);
    source.close();
    assert.equal(probe?.read().ok, false);
  });

  it('puts packages and memory within the platform, and takes one of each socket', async function () {
    if (!mayCount()) this.skip();
    const root = kernelTree({
      ...clockEvent,
      'power/events/energy-ram': 'event=0x00',
      'power/events/energy-ram.scale': '1e-9',
      'power/events/energy-psys': 'event=0x00',
      'power/events/energy-psys.scale': '1e-9',
      'power/events/energy-cores': 'event=0x00',
      'power/events/energy-cores.scale': '1e-9',
      'cpu/cpu0/topology/physical_package_id': 3,
    });
    const source = await open(root);
    if (source.probes.length === 0) this.skip();
    assert.deepEqual(
      source.probes.map(({ id, within }) => [id, within]),
      [
        ['cpu:package-3', 'node:psys'],
        ['dram:package-3', 'node:psys'],
        ['node:psys', null],
      ],
    );
    source.close();
  });

  it('is not needed where powercap can be read', async () => {
    const source = await open(kernelTree({ ...clockEvent, 'powercap/intel-rapl:0/energy_uj': 12 }));
    assert.deepEqual(source.probes, []);
    assert.match(source.statuses[0]?.why ?? '', /not needed/);
  });

  it('names an event that the kernel does not know, and a machine without', async () => {
    const none = await open(kernelTree({ 'power/type': 9 }));
    assert.match(none.statuses[0]?.why ?? '', /no energy events/);
    assert.match(none.statuses[0]?.fix ?? '', /modprobe/);
    const unknown = await open(kernelTree({ ...clockEvent, 'power/type': 4_000_000 }));
    assert.equal(unknown.statuses[0]?.usable, false);
    assert.notEqual(unknown.statuses[0].why, '');
    const oddUnit = await open(kernelTree({ ...clockEvent, 'power/events/energy-pkg.unit': 'Furlongs' }));
    assert.equal(oddUnit.statuses[0]?.usable, false);
  });

  it('reads lists of processors', () => {
    assert.deepEqual(parseProcessorList('0,18'), [0, 18]);
    assert.deepEqual(parseProcessorList('0-2,36\n'), [0, 1, 2, 36]);
    assert.deepEqual(parseProcessorList(''), []);
  });
});
