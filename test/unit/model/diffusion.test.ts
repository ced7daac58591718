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
      { class_embed_type: 'other' },
      { only_cross_attention: [true, true, true, false] },
      { time_embedding_type: 'fourier' },
      { cross_attention_dim: 'x' },
      { sample_size: -4 },
    ]) {
      const text = JSON.stringify({ ...base, ...wrong });
      const reading = readModelConfig(text);
      assert.equal(reading.kind, 'invalid', text);
      assert.ok(reading.diagnostics.length > 0);
    }
  });

  it('of the other classes are refused at the value too, and never end in a figure that is none', () => {
    const wrongs: readonly (readonly [string, Record<string, unknown>])[] = [
      ['DiTTransformer2DModel', { patch_size: 64 }],
      ['DiTTransformer2DModel', { norm_type: 'layer_norm' }],
      ['DiTTransformer2DModel', { activation_fn: 'toString' }],
      ['DiTTransformer2DModel', { num_layers: -3 }],
      ['Transformer2DModel', {}],
      ['PixArtTransformer2DModel', { attention_type: 'gated' }],
      ['PixArtTransformer2DModel', { attention_head_dim: 71 }],
      ['PixArtTransformer2DModel', { caption_channels: 4096, cross_attention_dim: 7 }],
      ['SD3Transformer2DModel', { num_attention_heads: 24 }],
      ['SD3Transformer2DModel', { dual_attention_layers: 'all' }],
      ['SD3Transformer2DModel', { sample_size: 1024 }],
      ['AutoencoderKL', { block_out_channels: [64, 64] }],
      ['AutoencoderKL', { layers_per_block: 1e7 }],
      ['AutoencoderKL', { down_block_types: ['DownBlock2D'] }],
      ['UNet2DModel', { sample_size: 30 }],
      ['UNet2DModel', { attention_head_dim: 1000 }],
      ['UNet2DModel', { time_embedding_type: 'learned' }],
      ['QwenImageTransformer2DModel', { num_layers: 0 }],
      ['CogVideoXTransformer3DModel', { sample_height: 1 }],
      ['CogVideoXTransformer3DModel', { ofs_embed_dim: 256 }],
      ['SanaTransformer2DModel', { mlp_ratio: -2 }],
      ['SanaTransformer2DModel', { cross_attention_dim: null }],
    ];
    for (const [name, wrong] of wrongs) {
      const text = JSON.stringify({ _class_name: name, ...wrong });
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
