import assert from 'node:assert/strict';
import { findAccelerator } from '../../../src/hardware/accelerators';
import { runAllowance } from '../../../src/energy/run-allowance';
import { isUnfused, softwareAgeOf, type SoftwareAge } from '../../../src/energy/software-age';

const size = {
  deviceHours: 100_000,
  devices: 512,
  software: 'recent' as const,
  isMixture: false,
  isNarrow: false,
};

describe('the allowance for a whole run', () => {
  it('adds nothing to a job of some hours, which varies less than a long run', () => {
    const { low, mid, high } = runAllowance({ ...size, deviceHours: 10 });
    assert.equal(mid, 1);
    const long = runAllowance(size);
    assert.ok(low > long.low / long.mid && high < long.high / long.mid && low < 1 && high > 1);
  });

  it('grows with the devices, while its range is as wide as that of any long run', () => {
    const factors = [8, 32, 64, 128, 4096].map((devices) => runAllowance({ ...size, devices }));
    const [one, few, eight, many, most] = factors.map(({ mid }) => mid);
    assert.equal(one, 1);
    assert.equal(few, 1);
    assert.ok((eight ?? 0) > 1 && (many ?? 0) > (eight ?? 0));
    assert.equal(many, most);
    const widths = factors.map(
      ({ low, mid, high }) => `${(low / mid).toFixed(6)} ${(high / mid).toFixed(6)}`,
    );
    assert.equal(new Set(widths).size, 1);
  });

  it('is more where architecture and GPU are of before 2023, and finite for what is no number', () => {
    const early = runAllowance({ ...size, software: 'early' });
    assert.ok(early.mid > runAllowance(size).mid && early.high > early.mid);
    assert.equal(runAllowance({ ...size, deviceHours: NaN }).mid, 1);
  });

  it('is less for mixtures of experts, and has a part of its own for early software on a few servers', () => {
    assert.ok(runAllowance({ ...size, isMixture: true }).mid < runAllowance(size).mid);
    const few = (software: SoftwareAge, devices: number): number =>
      runAllowance({ ...size, software, devices }).mid;
    assert.equal(few('early', 8), 1);
    assert.ok(few('early', 16) > 1 && few('early', 32) > few('early', 16));
    assert.ok(few('early, compiled', 32) > 1);
    assert.equal(few('early, compiled', 4096), few('early, compiled', 32));
  });

  const of = (architecture: string, hardware: string): SoftwareAge => {
    const found = findAccelerator(hardware);
    assert.ok(found.ok);
    return softwareAgeOf(architecture, found.accelerator);
  };

  it('takes software to be early where both are, and tells that of TPUs apart', () => {
    assert.equal(of('gpt_neox', 'A100 SXM4 40GB'), 'early');
    assert.equal(of('gpt_neox', 'H100 SXM5 80GB'), 'recent');
    assert.equal(of('llama', 'A100 SXM4 40GB'), 'recent');
    assert.equal(of('t5', 'TPU v3'), 'early, compiled');
    assert.equal(of('t5', 'TPU v5p'), 'recent');
  });

  it('takes elementwise work to be unfused on the GPUs of before 2020 under such an architecture', () => {
    const unfused = (architecture: string, hardware: string): boolean => {
      const found = findAccelerator(hardware);
      assert.ok(found.ok);
      return isUnfused(architecture, found.accelerator);
    };
    assert.equal(unfused('roberta', 'V100 SXM2 32GB'), true);
    assert.equal(unfused('roberta', 'A100 SXM4 40GB'), false);
    assert.equal(unfused('llama', 'V100 SXM2 32GB'), false);
    assert.equal(unfused('bert', 'TPU v2'), false);
  });
});
