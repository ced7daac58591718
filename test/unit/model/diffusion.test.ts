import assert from 'node:assert/strict';
import truth from '../../truth-diffusers/cases.json';
import { costOf } from '../../../src/model/cost';
import { readModelConfig } from '../../../src/model/read-config';

describe('diffusers configs', () => {
  for (const { config, parameters, forward, forwardAndBackward } of truth.cases) {
    it(`cost ${config._class_name} of ${parameters} parameters as ${truth.countedBy} count`, () => {
      const reading = readModelConfig(JSON.stringify(config));
      assert.equal(reading.kind, 'model', JSON.stringify(reading));
      assert.equal(reading.format, 'diffusers');
      const cost = costOf(reading.spec, { batch: 1, sequence: 1 });
      assert.equal(cost.parameters.total, parameters);
      assert.ok(Math.abs(cost.forward.matmul / forward - 1) <= 1e-4, `${cost.forward.matmul} for ${forward}`);
      assert.ok(
        Math.abs(cost.trainingStepMatmul / forwardAndBackward - 1) <= 1e-3,
        `${cost.trainingStepMatmul} for ${forwardAndBackward}`,
      );
    });
  }

  it('of a pipeline name its parts; of another class say that it is not known', () => {
    const pipeline = readModelConfig(
      '{"_class_name": "StableDiffusionPipeline", "unet": ["diffusers", "UNet2DConditionModel"], "vae": ["diffusers", "AutoencoderKL"]}',
    );
    assert.match(
      pipeline.kind === 'unknownArchitecture' ? pipeline.modelType : '',
      /a pipeline of unet, vae/,
    );
    const other = readModelConfig('{"_class_name": "SomeTransformer3DModel"}');
    assert.equal(other.kind === 'unknownArchitecture' && other.modelType, 'SomeTransformer3DModel');
  });

  it('that are wrong or name a feature that is not counted are refused at the value', () => {
    const base = { _class_name: 'UNet2DConditionModel' };
    for (const wrong of [
      { block_out_channels: [320, -1, 3, 4] },
      { block_out_channels: 'wide' },
      { block_out_channels: [] },
      { layers_per_block: 1e9 },
      { attention_head_dim: [7, 7, 7, 7] },
      { down_block_types: ['KDownBlock2D', 'DownBlock2D', 'DownBlock2D', 'DownBlock2D'] },
      { class_embed_type: 'projection' },
      { cross_attention_dim: 'x' },
      { sample_size: -4 },
    ]) {
      const text = JSON.stringify({ ...base, ...wrong });
      const reading = readModelConfig(text);
      assert.equal(reading.kind, 'invalid', text);
      assert.ok(reading.diagnostics.length > 0);
    }
  });

  it('of Primus name FLUX.1, whose sizes are the library’s', () => {
    const reading = readModelConfig(
      'model:\n  name: flux.1-schnell\n  config:\n    config:\n      trainable_modules: dit\n',
    );
    assert.equal(reading.kind, 'model');
    assert.equal(costOf(reading.spec, { batch: 1, sequence: 1 }).parameters.total, 11_891_178_560);
  });
});
