import assert from 'node:assert/strict';
import { cpuTable } from '../../../src/hardware/cpu-table';
import { assumedWattsPerCore, findCpu, findTypedCpu } from '../../../src/hardware/cpus';
import { findHardware } from '../../../src/hardware/find-hardware';

describe('processors', () => {
  for (const [brand, watts] of [
    ['Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz', 120],
    ['Intel(R) Xeon(R) Platinum 8175M CPU @ 2.50GHz', 240],
    ['AMD EPYC 7763 64-Core Processor', 280],
    ['AMD Ryzen 9 5950X 16-Core Processor', 105],
    ['AMD Ryzen 7 7840U w/ Radeon 780M Graphics', 28],
    ['Intel(R) Core(TM) i7-8700K CPU @ 3.70GHz', 95],
    ['Intel(R) Core(TM) Ultra 7 155H', 28],
    ['Apple M1', 10],
  ] as const) {
    it(`finds ${brand}`, () => {
      assert.equal(findCpu(brand)?.tdpWatts, watts);
    });
  }

  it('does not guess', () => {
    for (const brand of [
      '',
      'QEMU Virtual CPU version 2.5+',
      'Intel Xeon',
      'i7',
      'AMD EPYC 7763X',
      'x'.repeat(1e6),
    ]) {
      assert.equal(findCpu(brand), null, brand.slice(0, 40));
    }
  });

  it('names the nearest of a processor that is not known, and none for what is no processor’s name', () => {
    const nearest = (name: string): readonly string[] => {
      const found = findHardware(name);
      assert.ok(!found.ok, name);
      return found.nearest;
    };
    assert.ok(nearest('EPYC 7743').includes('AMD EPYC 7742'));
    assert.ok(nearest('i7-8709K').includes('Intel Core i7-8700'));
    assert.ok(nearest('ryzen 9 9990X').every((name) => name.startsWith('AMD Ryzen 9')));
    assert.ok(nearest(`xeon ${'\u0000y'.repeat(1e5)}`).length <= 4);
    assert.deepEqual(nearest('core of something else'), []);
    assert.ok(nearest('NVIDIA B400 Tensor Core').includes('B200 SXM'));
    assert.ok(nearest('H10').every((name) => !/Intel|AMD/.test(name)));
  });

  it('finds each name of its table, and has a range for the others', () => {
    const names = cpuTable.split('\n').flatMap((line) => line.split('|')[1]?.split(',') ?? []);
    assert.ok(names.length > 1500, String(names.length));
    for (const name of names) assert.ok(findCpu(name) !== null, name);
    assert.ok(
      assumedWattsPerCore.low < assumedWattsPerCore.mid && assumedWattsPerCore.mid < assumedWattsPerCore.high,
    );
  });

  it('are found without the maker’s name, as people type them', () => {
    for (const [typed, name] of [
      ['EPYC 9654', 'AMD EPYC 9654'],
      ['Xeon Platinum 8280', 'Intel Xeon Platinum 8280'],
      ['i9-13900K', 'Intel Core i9-13900K'],
    ] as const)
      assert.equal(findTypedCpu(typed)?.name, name);
    assert.equal(findTypedCpu('EPYC 99999'), null);
  });
});
