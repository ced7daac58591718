import assert from 'node:assert/strict';
import { adapt, type AdapterPlan } from '../../../src/model/adapters';
import type { ConfigObject } from '../../../src/model/config-fields';
import { costOf } from '../../../src/model/cost';
import { describeModel } from '../../../src/model/describe';
import type { ModelSpec } from '../../../src/model/spec';
import { inEnglish } from '../../../src/units/message';

/** What peft makes trainable and what PyTorch counts of one forward and backward pass. */
interface Case {
  readonly modelType: string;
  readonly config: ConfigObject;
  readonly targets: string | readonly string[];
  readonly rank: number;
  readonly shape: readonly [number, number];
  readonly whole?: readonly string[];
  readonly trainable: number;
  readonly flops: number;
}

const llama = {
  hidden_size: 256,
  intermediate_size: 640,
  num_hidden_layers: 3,
  num_attention_heads: 8,
  num_key_value_heads: 2,
  vocab_size: 1000,
};
const gpt2 = { n_layer: 3, n_embd: 96, n_head: 4, vocab_size: 500, n_positions: 64 };

// Counted with peft 0.21, transformers 5.23 and torch 2.15 on the meta device (on a CPU where peft needs values), eager attention.
const cases: readonly Case[] = [
  {
    modelType: 'llama',
    config: {},
    targets: ['q_proj', 'v_proj'],
    rank: 8,
    shape: [1, 16],
    trainable: 4194304,
    flops: 422043451392,
  },
  {
    modelType: 'llama',
    config: llama,
    targets: ['q_proj', 'v_proj'],
    rank: 8,
    shape: [2, 16],
    trainable: 19968,
    flops: 286162944,
  },
  {
    modelType: 'llama',
    config: llama,
    targets: ['q_proj', 'k_proj', 'v_proj', 'o_proj'],
    rank: 8,
    shape: [2, 16],
    trainable: 39936,
    flops: 290127872,
  },
  {
    modelType: 'llama',
    config: llama,
    targets: 'all-linear',
    rank: 16,
    shape: [2, 16],
    trainable: 208896,
    flops: 322174976,
  },
  {
    modelType: 'llama',
    config: llama,
    targets: ['gate_proj', 'up_proj', 'down_proj'],
    rank: 4,
    shape: [2, 16],
    trainable: 32256,
    flops: 262701056,
  },
  {
    modelType: 'llama',
    config: llama,
    targets: ['v_proj'],
    rank: 4,
    shape: [2, 16],
    trainable: 3840,
    flops: 282738688,
  },
  {
    modelType: 'llama',
    config: llama,
    targets: ['q_proj', 'v_proj'],
    rank: 4,
    shape: [2, 16],
    whole: ['lm_head', 'embed_tokens'],
    trainable: 521984,
    flops: 307445760,
  },
  {
    modelType: 'gpt2',
    config: gpt2,
    targets: ['c_attn'],
    rank: 8,
    shape: [2, 16],
    trainable: 9216,
    flops: 50331648,
  },
  {
    modelType: 'gpt2',
    config: gpt2,
    targets: ['c_attn', 'c_proj', 'c_fc'],
    rank: 8,
    shape: [2, 16],
    trainable: 36864,
    flops: 55640064,
  },
  {
    modelType: 'gpt_neox',
    config: {
      hidden_size: 96,
      num_hidden_layers: 2,
      num_attention_heads: 4,
      intermediate_size: 300,
      vocab_size: 500,
    },
    targets: 'all-linear',
    rank: 8,
    shape: [2, 16],
    trainable: 21888,
    flops: 31997952,
  },
  {
    modelType: 'phi3',
    config: {
      hidden_size: 96,
      num_hidden_layers: 2,
      num_attention_heads: 4,
      num_key_value_heads: 2,
      intermediate_size: 300,
      vocab_size: 500,
      pad_token_id: 0,
    },
    targets: 'all-linear',
    rank: 8,
    shape: [2, 16],
    trainable: 25152,
    flops: 40120320,
  },
  {
    modelType: 'deepseek_v3',
    config: {
      hidden_size: 96,
      num_hidden_layers: 3,
      num_attention_heads: 4,
      num_key_value_heads: 4,
      intermediate_size: 300,
      vocab_size: 500,
      moe_intermediate_size: 32,
      n_routed_experts: 8,
      n_group: 2,
      topk_group: 1,
      num_experts_per_tok: 2,
      q_lora_rank: 24,
      kv_lora_rank: 16,
      qk_rope_head_dim: 8,
      v_head_dim: 16,
      qk_nope_head_dim: 16,
      first_k_dense_replace: 1,
    },
    targets: ['q_a_proj', 'q_b_proj', 'kv_a_proj_with_mqa', 'kv_b_proj', 'o_proj'],
    rank: 8,
    shape: [2, 16],
    trainable: 15936,
    flops: 34418688,
  },
  {
    modelType: 't5',
    config: { d_model: 64, d_kv: 16, num_heads: 4, d_ff: 128, num_layers: 2, vocab_size: 300 },
    targets: ['q', 'v'],
    rank: 8,
    shape: [2, 16],
    trainable: 12288,
    flops: 26312704,
  },
  {
    modelType: 't5',
    config: { d_model: 64, d_kv: 16, num_heads: 4, d_ff: 128, num_layers: 2, vocab_size: 300 },
    targets: ['q', 'k', 'v', 'o', 'wi', 'wo'],
    rank: 8,
    shape: [2, 16],
    trainable: 36864,
    flops: 31096832,
  },
  {
    modelType: 't5',
    config: { d_model: 64, d_kv: 16, num_heads: 4, d_ff: 128, num_layers: 2, vocab_size: 300 },
    targets: ['wi', 'wo'],
    rank: 8,
    shape: [2, 16],
    trainable: 12288,
    flops: 24641536,
  },
  {
    modelType: 'bart',
    config: {
      d_model: 64,
      encoder_layers: 2,
      decoder_layers: 2,
      encoder_attention_heads: 4,
      decoder_attention_heads: 4,
      encoder_ffn_dim: 128,
      decoder_ffn_dim: 128,
      vocab_size: 300,
      max_position_embeddings: 64,
    },
    targets: ['q_proj', 'v_proj'],
    rank: 8,
    shape: [2, 16],
    trainable: 12288,
    flops: 26312704,
  },
  {
    modelType: 'falcon',
    config: { hidden_size: 96, num_hidden_layers: 2, num_attention_heads: 4, vocab_size: 500 },
    targets: ['query_key_value'],
    rank: 8,
    shape: [2, 16],
    trainable: 3840,
    flops: 27181056,
  },
  {
    modelType: 'phi',
    config: {
      hidden_size: 96,
      num_hidden_layers: 2,
      num_attention_heads: 4,
      intermediate_size: 300,
      vocab_size: 500,
    },
    targets: ['q_proj', 'v_proj'],
    rank: 8,
    shape: [2, 16],
    trainable: 6144,
    flops: 27033600,
  },
  {
    modelType: 'gptj',
    config: { n_embd: 96, n_layer: 2, n_head: 4, rotary_dim: 8, vocab_size: 500, n_positions: 64 },
    targets: ['q_proj', 'v_proj'],
    rank: 8,
    shape: [2, 16],
    trainable: 6144,
    flops: 30130176,
  },
  {
    modelType: 'cohere',
    config: {
      hidden_size: 96,
      num_hidden_layers: 2,
      num_attention_heads: 4,
      num_key_value_heads: 4,
      intermediate_size: 300,
      vocab_size: 500,
      pad_token_id: 0,
      bos_token_id: 1,
      eos_token_id: 2,
    },
    targets: ['q_proj', 'v_proj'],
    rank: 8,
    shape: [2, 16],
    trainable: 6144,
    flops: 32563200,
  },
  {
    modelType: 'gpt_neox',
    config: {
      hidden_size: 96,
      num_hidden_layers: 2,
      num_attention_heads: 4,
      intermediate_size: 300,
      vocab_size: 500,
    },
    targets: ['query_key_value'],
    rank: 8,
    shape: [2, 16],
    trainable: 6144,
    flops: 27181056,
  },
];

function specOf(modelType: string, config: ConfigObject): ModelSpec {
  const described = describeModel(modelType, config);
  assert.equal(described.kind, 'described', JSON.stringify(described));
  return described.spec;
}
function adapted(spec: ModelSpec, plan: AdapterPlan): NonNullable<ReturnType<typeof adapt>> {
  const found = adapt(spec, plan);
  assert.ok(found !== null);
  return found;
}

describe('adapters', () => {
  for (const { modelType, config, targets, rank, shape, whole, trainable, flops } of cases) {
    const names = typeof targets === 'string' ? [targets] : targets;
    it(`of rank ${rank} beside ${names.join(', ')} of ${modelType}${whole === undefined ? '' : ' with whole modules'} count as in peft`, () => {
      const found = adapted(specOf(modelType, config), {
        method: 'lora',
        rank,
        targets: names,
        ...(whole === undefined ? {} : { trainedWhole: whole }),
      });
      assert.equal(found.trainableParameters, trainable);
      const [batch, sequence] = shape;
      assert.equal(found.trainingStepMatmul({ batch, sequence }), flops);
    });
  }

  it('of DoRA have a magnitude for each output', () => {
    const found = adapted(specOf('llama', llama), { method: 'dora', rank: 4, targets: ['q_proj', 'v_proj'] });
    assert.equal(found.trainableParameters, 10_944); // peft's count
  });

  it('without named targets take those of peft, and say so', () => {
    const found = adapted(specOf('llama', {}), { method: 'lora', rank: 8, targets: [] });
    assert.equal(found.trainableParameters, 4_194_304);
    assert.match(found.notes.map(inEnglish).join(), /q_proj, v_proj, as peft/);
    assert.equal(
      adapted(specOf('gpt2', gpt2), { method: 'lora', rank: 8, targets: [] }).trainableParameters,
      9216,
    );
  });

  it('on a 4-bit base keep little more than half a byte for each weight of the layers', () => {
    const found = adapted(specOf('llama', {}), { method: 'lora', rank: 8, targets: [], baseBits: 4 });
    const { frozenBytesPerParameter } = found;
    assert.ok(frozenBytesPerParameter !== null);
    // 6,476,005,376 weights in the layers, 262,410,240 in the tables, norms and head.
    const expected = (6_476_005_376 * (4 + 8 / 64 + 32 / 16384)) / 8 + 2 * 262_410_240;
    assert.ok(Math.abs(frozenBytesPerParameter * 6_738_415_616 - expected) < 1);
    assert.equal(found.quantisedParameters, 6_476_005_376);
  });

  it('whose names fit no matrix are none; those that fit stand', () => {
    const spec = specOf('llama', llama);
    assert.equal(adapt(spec, { method: 'lora', rank: 8, targets: ['no_such_module'] }), null);
    assert.equal(adapt(spec, { method: 'lora', rank: 0, targets: ['q_proj'] }), null);
    const found = adapted(spec, { method: 'lora', rank: 8, targets: ['q_proj', 'no_such_module'] });
    assert.match(found.notes.map(inEnglish).join(), /called no_such_module/);
  });

  it('cost less than training the whole model, more than a forward pass', () => {
    const spec = specOf('llama', llama);
    const shape = { batch: 2, sequence: 64 };
    const whole = costOf(spec, shape);
    const step = adapted(spec, { method: 'lora', rank: 4, targets: ['all-linear'] }).trainingStepMatmul(
      shape,
    );
    assert.ok(step < whole.trainingStepMatmul && step > whole.forward.matmul);
  });
});
