import assert from 'node:assert/strict';
import { accelerators, findAccelerator } from '../../../src/hardware/accelerators';
import { findHardware } from '../../../src/hardware/find-hardware';
import { hostOf } from '../../../src/hardware/hosts';
import { interconnectOf } from '../../../src/hardware/interconnect';
import { productCeiling } from '../../../src/hardware/product-ceiling';
import { inEnglish } from '../../../src/units/message';

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
    ['RTX2080Ti', 'RTX 2080 Ti'],
    ['2080ti', 'RTX 2080 Ti'],
    ['gaudi3', 'Gaudi 3 OAM'],
    ['h100_80gb', 'H100 SXM5 80GB'],
    ['TPU v4', 'TPU v4'],
    ['tpu-v5e', 'TPU v5e'],
    ['Jetson AGX Orin', 'Jetson AGX Orin 64GB'],
    ['Quadro RTX 8000', 'Quadro RTX 8000'],
    ['trn1', 'Trainium1'],
    ['a100 40g', 'A100 SXM4 40GB'],
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
    const invented = findAccelerator('H900');
    assert.ok(
      !invented.ok && invented.nearest.every((name) => name.startsWith('H')),
      JSON.stringify(invented),
    );
    assert.deepEqual(findAccelerator(''), { ok: false, nearest: [] });
    assert.deepEqual(findAccelerator('\u0000'.repeat(1e6)), { ok: false, nearest: [] });
  });

  it('have links, a host and a ceiling, each with a source', () => {
    for (const accelerator of accelerators) {
      const links = interconnectOf(accelerator);
      assert.ok(links.devicesPerNode >= 1 && inEnglish(links.source).length > 3, accelerator.name);
      assert.ok(links.withinNodeGigabytesPerSecond >= links.betweenNodesGigabytesPerSecond, accelerator.name);
      const { wattsPerAccelerator: watts, acceleratorDrawShare } = hostOf(accelerator);
      assert.ok(watts.low > 0 && watts.low <= watts.mid && watts.mid <= watts.high, accelerator.name);
      assert.ok(acceleratorDrawShare > 0 && acceleratorDrawShare <= 1, accelerator.name);
      for (const bits of [8, 16] as const) {
        const { share, source } = productCeiling(accelerator, bits);
        assert.ok(share > 0.3 && share <= 1 && inEnglish(source).length > 3, accelerator.name);
      }
    }
    const h100 = accelerators.find(({ name }) => name === 'H100 SXM5 80GB');
    assert.ok(h100 !== undefined);
    assert.equal(interconnectOf(h100).withinNodeGigabytesPerSecond, 450);
    assert.equal(productCeiling(h100, 16).share, 0.803);
  });

  it('have an estimated power limit only where the maker publishes none, and say so', () => {
    const assumed = accelerators.filter(({ isPowerLimitAssumed }) => isPowerLimitAssumed);
    assert.ok(assumed.every(({ vendor }) => vendor === 'Google' || vendor === 'AWS'));
    assert.ok(assumed.some(({ name }) => name === 'TPU v5e'));
  });
});

describe('hardware', () => {
  it('is an accelerator, a processor by its brand, or any processor', () => {
    const brand = findHardware('Intel(R) Core(TM) i7-8700K CPU @ 3.70GHz');
    assert.ok(brand.ok && brand.accelerator.kind === 'processor');
    assert.equal(brand.accelerator.powerLimitWatts, 95);
    const any = findHardware('CPU');
    assert.ok(any.ok && any.accelerator.kind === 'processor');
    const gpu = findHardware('a100');
    assert.ok(gpu.ok && gpu.accelerator.name === 'A100 SXM4 80GB');
    assert.ok(!findHardware('abacus').ok);
  });
});
