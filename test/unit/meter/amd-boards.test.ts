import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { boardsOf, type AmdDevice } from '../../../src/meter/sources/amd-boards';
import { kfdProcesses } from '../../../src/meter/sources/kfd-processes';
import { hasNoCard, pciDisplays } from '../../../src/meter/sources/pci-displays';
import { temporaryFolder } from '../../sim/command-line';

const device = (index: number, rest: Partial<AmdDevice> = {}): AmdDevice => ({
  index,
  name: 'AMD Instinct MI300X',
  uuid: null,
  pciAddress: `0000:${(0xc0 + index).toString(16)}:00.0`,
  hasReading: true,
  ...rest,
});

const groups = (devices: readonly AmdDevice[]): number[][] =>
  boardsOf(devices).map(({ meter, parts }) => [meter.index, ...parts.map(({ index }) => index)]);

describe('what of AMD’s devices is one board', () => {
  it('is each device, where each tells its power', () => {
    assert.deepEqual(groups([device(0), device(1), device(2)]), [
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });

  it('is the two dies of an MI250, of which the second tells nothing', () => {
    const name = 'AMD INSTINCT MI250 (MCM) OAM AC MBA';
    const dies = [0, 1, 2, 3].map((index) => device(index, { name, hasReading: index % 2 === 0 }));
    assert.deepEqual(groups(dies), [
      [0, 0, 1],
      [2, 2, 3],
    ]);
  });

  it('is what has one serial number or one place on the bus, in any order', () => {
    const uuid = 'GPU-719d230578348e8c';
    assert.deepEqual(groups([device(1, { uuid }), device(0, { uuid })]), [[0, 0, 1]]);
    const partitions = [0, 1, 2].map((index) =>
      device(index, { pciAddress: `0000:c1:00.${index}`, hasReading: index === 1 }),
    );
    assert.deepEqual(groups(partitions), [[1, 0, 1, 2]]);
  });

  it('is never a card with a broken sensor beside a good one', () => {
    assert.deepEqual(groups([device(0), device(1, { hasReading: false })]), [
      [0, 0],
      [1, 1],
    ]);
  });
});

/** Files by their paths. */
function tree(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder('tree');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${text}\n`);
  }
  return root;
}

describe('processes on AMD’s accelerators, by the kernel', () => {
  const properties = 'cpu_cores_count 0\nsimd_count 440\nsimd_per_cu 4\nlocation_id 49408\ndomain 0';
  const folder = tree({
    'topology/nodes/0/gpu_id': '0',
    'topology/nodes/1/gpu_id': '51234',
    'topology/nodes/1/properties': properties,
    'proc/4711/vram_51234': '1073741824',
    'proc/4711/stats_51234/cu_occupancy': '55',
    'proc/4712/vram_51234': '2048',
    'proc/4713/vram_999': '2048',
    // It works on another device, and may use this one.
    'proc/4714/vram_51234': '0',
    'proc/4714/stats_51234/cu_occupancy': '0',
    'proc/4714/vram_999': '4096',
  });

  it('are those with memory on it, with the share of compute units that they occupy', () => {
    assert.deepEqual(kfdProcesses(folder).at(['0000:c1:00.0']), [
      { pid: 4711, memoryBytes: 1_073_741_824, utilization: 0.5 },
      { pid: 4712, memoryBytes: 2048, utilization: null },
    ]);
  });

  it('are not known of other devices, and on other systems', () => {
    assert.equal(kfdProcesses(folder).at(['0000:c2:00.0']), null);
    assert.equal(kfdProcesses('/nowhere').at(['0000:c1:00.0']), null);
  });
});

describe('cards on the bus', () => {
  it('are displays and accelerators of the vendors, and nothing else of theirs', () => {
    const folder = tree({
      '0000:C1:00.0/vendor': '0x1002',
      '0000:C1:00.0/class': '0x120000',
      '0000:01:00.0/vendor': '0x10de',
      '0000:01:00.0/class': '0x030200',
      '0000:01:00.1/vendor': '0x10de',
      '0000:01:00.1/class': '0x040300',
    });
    assert.deepEqual(pciDisplays(folder), [
      { vendor: 'nvidia', address: '0000:01:00.0' },
      { vendor: 'amd', address: '0000:c1:00.0' },
    ]);
    assert.equal(hasNoCard('intel', folder), true);
    assert.equal(hasNoCard('amd', folder), false);
  });
});
