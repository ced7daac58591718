import assert from 'node:assert/strict';
import { estimated } from './models';

/**
 * Images a second of ResNet-50 (v1.5) in mixed precision: NVIDIA/DeepLearningExamples,
 * PyTorch/Classification/ConvNets/resnet50v1.5/README.md, container 21.03, by accelerators.
 */
const published = [
  ['V100 SXM2 16GB', 1, 1200],
  ['V100 SXM2 16GB', 8, 8322],
  ['V100 SXM2 32GB', 1, 1156],
  ['V100 SXM2 32GB', 8, 8056],
  ['A100 SXM4 80GB', 1, 2470],
  ['A100 SXM4 80GB', 8, 16_621],
] as const;

/** Places of an image after the first layers, which are its tokens. */
const positions = 56 * 56;

describe('a network of convolutions', () => {
  for (const [hardware, gpus, imagesPerSecond] of published)
    it(`takes the time that was published for ResNet-50, within its range: ${gpus} x ${hardware}`, () => {
      const images = 1.28e6;
      const { training, plan } = estimated(
        { model_type: 'resnet', architectures: ['ResNetForImageClassification'] },
        { hardware, gpus, tokens: images * positions, dtype: hardware.startsWith('V100') ? 'fp16' : 'bf16' },
      );
      const { low, mid, high } = training.hours;
      const hours = images / imagesPerSecond / 3600;
      assert.ok(low <= hours && hours <= high, `${low} to ${high}, published ${hours}`);
      assert.ok(Math.abs(Math.log(mid / hours)) < Math.log(1.6), `${mid}, published ${hours}`);
      assert.ok(plan.batchSize >= 64);
    });
});
