import assert from 'node:assert/strict';
import { costOf } from '../../../src/model/cost';
import { readModelConfig } from '../../../src/model/read-config';
import { englishOf } from './english';

/** Counts of flash-linear-attention 0.6.0's own models of these configs, built on PyTorch's meta device. */
const counted: readonly (readonly [parameters: number, config: Readonly<Record<string, unknown>>])[] = [
  [
    1365677056,
    {
      model_type: 'delta_net',
      hidden_size: 2048,
      num_heads: 16,
      num_hidden_layers: 24,
      expand_k: 1,
      expand_v: 1,
    },
  ],
  [
    28971264,
    {
      model_type: 'delta_net',
      hidden_size: 512,
      num_heads: 4,
      num_hidden_layers: 3,
      expand_k: 0.5,
      expand_v: 2,
      use_gate: true,
      use_beta: false,
      use_short_conv: false,
      tie_word_embeddings: true,
    },
  ],
  [
    108856352,
    {
      model_type: 'gated_deltanet',
      hidden_size: 1024,
      num_heads: 4,
      num_v_heads: 8,
      head_dim: 128,
      num_hidden_layers: 3,
      attn: { layers: [1], num_heads: 16, num_kv_heads: 4, qkv_bias: true, window_size: 512 },
    },
  ],
  [
    101797376,
    {
      model_type: 'gla',
      hidden_size: 1024,
      num_heads: 4,
      num_kv_heads: 2,
      num_hidden_layers: 3,
      use_short_conv: true,
    },
  ],
  [
    1365501952,
    { model_type: 'gla', hidden_size: 2048, num_heads: 4, num_hidden_layers: 24, elementwise_affine: false },
  ],
  [
    88462848,
    { model_type: 'retnet', hidden_size: 1024, num_heads: 8, num_hidden_layers: 2, intermediate_size: 1000 },
  ],
  [104121344, { model_type: 'hgrn2', hidden_size: 1024, num_hidden_layers: 3, use_short_conv: true }],
  [
    104081408,
    {
      model_type: 'hgrn2',
      hidden_size: 1024,
      num_hidden_layers: 3,
      expand_ratio: null,
      num_heads: 16,
      use_lower_bound: false,
    },
  ],
  [
    35876736,
    {
      model_type: 'transformer',
      hidden_size: 1024,
      num_heads: 16,
      num_kv_heads: 4,
      num_hidden_layers: 3,
      qk_norm: true,
      qkv_bias: true,
      vocab_size: 1000,
    },
  ],
];

describe('models of flash-linear-attention', () => {
  for (const [parameters, config] of counted) {
    const { model_type: type, ...rest } = config;
    it(`${String(type)} ${JSON.stringify(rest)}`, () => {
      const reading = readModelConfig(JSON.stringify(config));
      assert.ok(reading.kind === 'model', JSON.stringify(reading));
      const short = costOf(reading.spec, { batch: 1, sequence: 1024 });
      assert.equal(short.parameters.total, parameters);
      // The recurrence grows with the sequence, not with its square.
      const long = costOf(reading.spec, { batch: 1, sequence: 2048 });
      const growth = (long.forward.byComponent.ssm ?? 0) / (short.forward.byComponent.ssm ?? 1);
      if (type !== 'transformer') assert.ok(growth > 1.9 && growth < 2.1, String(growth));
    });
  }

  it('a width that makes no whole heads is refused at its key', () => {
    const text = '{"model_type": "gla", "hidden_size": 1000, "num_heads": 3, "num_hidden_layers": 2}';
    const reading = readModelConfig(text);
    assert.ok(reading.kind === 'invalid');
    assert.match(englishOf(reading.diagnostics[0]), /expand_k makes 500 of the width/);
  });
});
