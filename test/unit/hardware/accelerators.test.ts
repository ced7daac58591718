import assert from 'node:assert/strict';
import { accelerators, findAccelerator } from '../../../src/hardware/accelerators';

const found = (name: string): string | null => {
  const lookup = findAccelerator(name);
  return lookup.ok ? lookup.accelerator.name : null;
};

describe('accelerators', () => {
  it('are at least 80, each with a source, a peak rate and memory', () => {
    assert.ok(accelerators.length >= 80, String(accelerators.length));
    for (const accelerator of accelerators) {
      assert.ok(accelerator.source.length > 3, accelerator.name);
      assert.ok(
        Object.values(accelerator.peakTeraflops).some((peak) => peak !== null && peak > 0),
        accelerator.name,
      );
      for (const value of [
        accelerator.memoryGigabytes,
        accelerator.bandwidthGigabytesPerSecond,
        accelerator.powerLimitWatts ?? 1,
        accelerator.idleWatts ?? 1,
        accelerator.embodiedKilograms ?? 1,
        ...Object.values(accelerator.peakTeraflops).map((peak) => peak ?? 1),
      ]) {
        assert.ok(Number.isFinite(value) && value > 0, `${accelerator.name}: ${value}`);
      }
      assert.ok((accelerator.idleWatts ?? 0) < (accelerator.powerLimitWatts ?? Infinity), accelerator.name);
      assert.ok(accelerator.year >= 2014 && accelerator.year <= 2026, accelerator.name);
    }
  });

  it('have names of their own, under which they are found', () => {
    assert.equal(new Set(accelerators.map(({ name }) => name)).size, accelerators.length);
    for (const { name } of accelerators) assert.equal(found(name), name);
  });

  for (const [asked, name] of [
    ['NVIDIA H100 80GB HBM3', 'H100 SXM5 80GB'],
    ['H100', 'H100 SXM5 80GB'],
    ['NVIDIA H100 PCIe', 'H100 PCIe 80GB'],
    ['a100-80gb', 'A100 SXM4 80GB'],
    ['NVIDIA A100-SXM4-40GB', 'A100 SXM4 40GB'],
    ['NVIDIA A100 80GB PCIe', 'A100 PCIe 80GB'],
    ['Tesla V100-SXM2-16GB', 'V100 SXM2 16GB'],
    ['NVIDIA GeForce RTX 4090', 'RTX 4090'],
    ['NVIDIA GeForce RTX 4090 Laptop GPU', 'RTX 4090 Laptop'],
    ['rtx4090', 'RTX 4090'],
    ['4090', 'RTX 4090'],
    ['RTX 4090 24GB', 'RTX 4090'],
    ['Tesla T4', 'T4'],
    ['AMD Instinct MI300X OAM', 'MI300X'],
    ['M1 Max', 'Apple M1 Max 32c'],
  ] as const) {
    it(`knows ${asked}`, () => {
      assert.equal(found(asked), name);
    });
  }

  it('refuses what is ambiguous, with the products it could be', () => {
    assert.deepEqual(findAccelerator('RTX 4060 Ti'), {
      ok: false,
      nearest: ['RTX 4060 Ti 8GB', 'RTX 4060 Ti 16GB'],
    });
  });

  it('refuses what is not known, with what comes nearest', () => {
    const lookup = findAccelerator('H10O SXM5');
    assert.ok(!lookup.ok && lookup.nearest.includes('H100 SXM5 80GB'), JSON.stringify(lookup));
    assert.deepEqual(findAccelerator(''), { ok: false, nearest: [] });
    assert.deepEqual(findAccelerator('\u0000'.repeat(1e6)), { ok: false, nearest: [] });
  });
});
