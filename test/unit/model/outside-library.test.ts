import assert from 'node:assert/strict';
import { costOf } from '../../../src/model/cost';
import { coveredModelTypes, libraryModelTypes } from '../../../src/model/families/catalogue';
import { readModelConfig } from '../../../src/model/read-config';
import { englishOf } from './english';

interface Published {
  readonly model: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Total of the checkpoint's tensors as its model page on the Hugging Face Hub shows it, or as its report says. */
  readonly parameters: number;
}

const openElm = {
  model_type: 'openelm',
  head_dim: 64,
  vocab_size: 32000,
  ffn_dim_divisor: 256,
  ffn_with_glu: true,
  normalize_qk_projections: true,
  share_input_output_layers: true,
};

/** Sizes of published checkpoints whose classes are not in the library. */
const published: readonly Published[] = [
  {
    model: 'ChatGLM3-6B',
    config: {
      model_type: 'chatglm',
      architectures: ['ChatGLMModel'],
      num_layers: 28,
      hidden_size: 4096,
      ffn_hidden_size: 13696,
      kv_channels: 128,
      num_attention_heads: 32,
      multi_query_attention: true,
      multi_query_group_num: 2,
      padded_vocab_size: 65024,
      add_qkv_bias: true,
      add_bias_linear: false,
      rmsnorm: true,
      seq_length: 8192,
      tie_word_embeddings: false,
    },
    parameters: 6_243_584_000,
  },
  {
    model: 'ChatGLM-6B',
    config: {
      model_type: 'chatglm',
      architectures: ['ChatGLMModel'],
      num_layers: 28,
      hidden_size: 4096,
      inner_hidden_size: 16384,
      num_attention_heads: 32,
      vocab_size: 130528,
      max_sequence_length: 2048,
    },
    parameters: 6_173_286_400,
  },
  {
    model: 'InternLM2-7B',
    config: {
      model_type: 'internlm2',
      hidden_size: 4096,
      intermediate_size: 14336,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      vocab_size: 92544,
      bias: false,
    },
    parameters: 7_737_708_544,
  },
  {
    model: 'Baichuan-7B',
    config: {
      model_type: 'baichuan',
      hidden_size: 4096,
      intermediate_size: 11008,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      vocab_size: 64000,
    },
    parameters: 7_000_559_616,
  },
  {
    model: 'Baichuan2-13B',
    config: {
      model_type: 'baichuan',
      hidden_size: 5120,
      intermediate_size: 13696,
      num_hidden_layers: 40,
      num_attention_heads: 40,
      vocab_size: 125696,
    },
    parameters: 13_896_668_160,
  },
  {
    model: 'Qwen-7B',
    config: {
      model_type: 'qwen',
      hidden_size: 4096,
      intermediate_size: 22016,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      kv_channels: 128,
      vocab_size: 151936,
      no_bias: true,
      tie_word_embeddings: false,
    },
    parameters: 7_721_324_544,
  },
  {
    model: 'MiniCPM-2B',
    config: {
      model_type: 'minicpm',
      hidden_size: 2304,
      intermediate_size: 5760,
      num_hidden_layers: 40,
      num_attention_heads: 36,
      num_key_value_heads: 36,
      vocab_size: 122753,
    },
    parameters: 2_724_880_896,
  },
  {
    model: 'MiMo-7B-Base',
    config: {
      model_type: 'mimo',
      hidden_size: 4096,
      intermediate_size: 11008,
      num_hidden_layers: 36,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      head_dim: 128,
      vocab_size: 151680,
      attention_bias: true,
      num_nextn_predict_layers: 1,
      tie_word_embeddings: false,
    },
    parameters: 7_833_409_536,
  },
  {
    model: 'Kimi-K2-Instruct',
    config: {
      model_type: 'kimi_k2',
      hidden_size: 7168,
      intermediate_size: 18432,
      moe_intermediate_size: 2048,
      num_hidden_layers: 61,
      num_attention_heads: 64,
      num_key_value_heads: 64,
      n_routed_experts: 384,
      n_shared_experts: 1,
      num_experts_per_tok: 8,
      first_k_dense_replace: 1,
      kv_lora_rank: 512,
      q_lora_rank: 1536,
      qk_nope_head_dim: 128,
      qk_rope_head_dim: 64,
      v_head_dim: 128,
      topk_method: 'noaux_tc',
      vocab_size: 163840,
      tie_word_embeddings: false,
    },
    parameters: 1_026_408_232_448,
  },
  {
    model: 'MiniMax-M1',
    config: {
      model_type: 'minimax_m1',
      architectures: ['MiniMaxM1ForCausalLM'],
      attn_type_list: Array.from({ length: 80 }, (_, layer) => (layer % 8 === 7 ? 1 : 0)),
      hidden_size: 6144,
      intermediate_size: 9216,
      num_hidden_layers: 80,
      num_attention_heads: 64,
      num_key_value_heads: 8,
      head_dim: 128,
      num_local_experts: 32,
      num_experts_per_tok: 2,
      shared_intermediate_size: 0,
      vocab_size: 200064,
      tie_word_embeddings: false,
    },
    parameters: 456_089_655_296,
  },
  {
    model: 'Dream-7B',
    config: {
      model_type: 'Dream',
      architectures: ['DreamModel'],
      hidden_size: 3584,
      intermediate_size: 18944,
      num_hidden_layers: 28,
      num_attention_heads: 28,
      num_key_value_heads: 4,
      vocab_size: 152064,
      tie_word_embeddings: false,
    },
    parameters: 7_615_616_512,
  },
  {
    model: 'Yi-6B',
    config: {
      model_type: 'Yi',
      hidden_size: 4096,
      intermediate_size: 11008,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 4,
      vocab_size: 64000,
    },
    parameters: 6_061_035_520,
  },
  {
    model: 'StableLM-3B-4E1T',
    config: {
      model_type: 'stablelm_epoch',
      hidden_size: 2560,
      intermediate_size: 6912,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 32,
      vocab_size: 50304,
      tie_word_embeddings: false,
    },
    parameters: 2_795_443_200,
  },
  {
    model: 'phi-1_5, first release',
    config: {
      model_type: 'phi-msft',
      n_embd: 2048,
      n_layer: 24,
      n_head: 32,
      n_inner: null,
      n_positions: 2048,
      vocab_size: 51200,
    },
    parameters: 1_418_270_720,
  },
  {
    model: 'phi-2, first release',
    config: {
      model_type: 'phi-msft',
      n_embd: 2560,
      n_layer: 32,
      n_head: 32,
      n_inner: null,
      n_positions: 2048,
      vocab_size: 51200,
    },
    parameters: 2_779_683_840,
  },
  {
    model: 'Falcon-7B, first release',
    config: {
      model_type: 'RefinedWebModel',
      hidden_size: 4544,
      n_layer: 32,
      n_head: 71,
      multi_query: true,
      parallel_attn: true,
      bias: false,
      alibi: false,
      vocab_size: 65024,
    },
    parameters: 6_921_720_704,
  },
  {
    model: 'Falcon-40B, first release',
    config: {
      model_type: 'RefinedWeb',
      hidden_size: 8192,
      n_layer: 60,
      n_head: 128,
      n_head_kv: 8,
      parallel_attn: true,
      bias: false,
      alibi: false,
      vocab_size: 65024,
    },
    parameters: 41_303_293_952,
  },
  {
    model: 'OLMo-7B',
    config: {
      model_type: 'hf_olmo',
      d_model: 4096,
      n_heads: 32,
      n_layers: 32,
      mlp_hidden_size: 22016,
      vocab_size: 50280,
      embedding_size: 50304,
      layer_norm_type: 'default',
      layer_norm_with_affine: false,
      activation_type: 'swiglu',
      include_bias: false,
      weight_tying: false,
      max_sequence_length: 2048,
    },
    parameters: 6_888_095_744,
  },
  {
    model: 'DeepSeek-MoE-16B',
    config: {
      model_type: 'deepseek',
      hidden_size: 2048,
      intermediate_size: 10944,
      moe_intermediate_size: 1408,
      num_hidden_layers: 28,
      num_attention_heads: 16,
      num_key_value_heads: 16,
      n_routed_experts: 64,
      n_shared_experts: 2,
      num_experts_per_tok: 6,
      first_k_dense_replace: 1,
      moe_layer_freq: 1,
      vocab_size: 102400,
    },
    parameters: 16_375_728_128,
  },
  {
    model: 'OpenELM-270M',
    config: {
      ...openElm,
      model_dim: 1280,
      num_transformer_layers: 16,
      num_query_heads: [12, 12, 12, 12, 12, 16, 16, 16, 16, 16, 16, 16, 20, 20, 20, 20],
      num_kv_heads: [3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5],
      ffn_multipliers: [
        0.5, 0.73, 0.97, 1.2, 1.43, 1.67, 1.9, 2.13, 2.37, 2.6, 2.83, 3.07, 3.3, 3.53, 3.77, 4.0,
      ],
    },
    parameters: 271_527_168,
  },
  {
    model: 'Phi-3-small-8k-instruct',
    config: {
      model_type: 'phi3small',
      architectures: ['Phi3SmallForCausalLM'],
      hidden_size: 4096,
      ff_intermediate_size: 14336,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      max_position_embeddings: 8192,
      vocab_size: 100352,
    },
    parameters: 7_392_272_384,
  },
  {
    model: 'LLaDA-8B-Base',
    config: {
      model_type: 'llada',
      architectures: ['LLaDAModelLM'],
      block_type: 'llama',
      d_model: 4096,
      n_heads: 32,
      n_kv_heads: 32,
      n_layers: 32,
      mlp_hidden_size: 12288,
      vocab_size: 126464,
      embedding_size: 126464,
      include_bias: false,
      include_qkv_bias: false,
      layer_norm_type: 'rms',
      max_sequence_length: 4096,
      weight_tying: false,
    },
    parameters: 8_015_581_184,
  },
  {
    model: 'Molmo-7B-D-0924',
    config: {
      model_type: 'molmo',
      architectures: ['MolmoForCausalLM'],
      hidden_size: 3584,
      intermediate_size: 37888,
      num_hidden_layers: 28,
      num_attention_heads: 28,
      num_key_value_heads: 4,
      vocab_size: 152064,
      embedding_size: 152064,
      qkv_bias: true,
      attention_layer_norm: false,
      layer_norm_type: 'rms',
      max_position_embeddings: 4096,
      tie_word_embeddings: false,
    },
    parameters: 8_021_025_280,
  },
];

describe('model types outside the library', () => {
  for (const { model, config, parameters } of published) {
    it(`counts ${model} as published`, () => {
      const reading = readModelConfig(JSON.stringify(config));
      assert.equal(reading.kind, 'model', JSON.stringify(reading));
      const cost = costOf(reading.spec, { batch: 1, sequence: 8 });
      assert.equal(cost.parameters.total, parameters);
      assert.ok(cost.forward.matmul > 0 && Number.isFinite(cost.trainingStepMatmul));
    });
  }

  // Jais' report says 13.0 billion and no more of it.
  it('counts Jais-13B as published', () => {
    const reading = readModelConfig(
      JSON.stringify({
        model_type: 'jais',
        architectures: ['JAISLMHeadModel'],
        n_embd: 5120,
        n_head: 40,
        n_layer: 40,
        n_inner: 13653,
        n_positions: 2048,
        vocab_size: 84992,
        position_embedding_type: 'alibi',
        activation_function: 'swiglu',
      }),
    );
    assert.equal(reading.kind, 'model', JSON.stringify(reading));
    const { total } = costOf(reading.spec, { batch: 1, sequence: 8 }).parameters;
    assert.ok(Math.abs(total / 13.0e9 - 1) < 0.004, String(total));
  });

  // Llama-3.3-Nemotron-Super is a thinned Llama 3.3 70B: unthinned, its blocks are that model's 70,553,706,496 parameters.
  const whole = {
    attention: { n_heads_in_group: 8, no_op: false, replace_with_linear: false },
    ffn: { ffn_mult: 5.25, no_op: false, replace_with_linear: false },
  };
  const searched = (blocks: readonly unknown[]): Readonly<Record<string, unknown>> => ({
    model_type: 'nemotron-nas',
    hidden_size: 8192,
    num_attention_heads: 64,
    num_hidden_layers: blocks.length,
    vocab_size: 128256,
    tie_word_embeddings: false,
    block_configs: blocks,
  });
  const parametersOf = (config: Readonly<Record<string, unknown>>): number => {
    const reading = readModelConfig(JSON.stringify(config));
    assert.equal(reading.kind, 'model', JSON.stringify(reading));
    return costOf(reading.spec, { batch: 1, sequence: 8 }).parameters.total;
  };

  it('counts a searched Llama by what its layers kept', () => {
    const all = Array.from({ length: 80 }, () => whole);
    const llama = 70_553_706_496;
    assert.equal(parametersOf(searched(all)), llama);
    const withoutAttention = { ...whole, attention: { no_op: true } };
    const attentionParameters = 2 * 8192 * 8192 + 2 * 8192 * 1024 + 8192;
    assert.equal(parametersOf(searched([withoutAttention, ...all.slice(1)])), llama - attentionParameters);
    const linearFeedForward = { ...whole, ffn: { replace_with_linear: true } };
    assert.equal(
      parametersOf(searched([linearFeedForward, ...all.slice(1)])),
      llama - 3 * 8192 * 28672 + 8192 * 8192,
    );
  });

  it('refuses a MiniMax whose layers it can’t tell apart', () => {
    const { config } = published.find(({ model }) => model === 'MiniMax-M1') ?? {};
    for (const wrong of [
      { attn_type_list: [1, 0] },
      { attn_type_list: null },
      { shared_intermediate_size: 4 },
    ])
      assert.equal(readModelConfig(JSON.stringify({ ...config, ...wrong })).kind, 'invalid');
  });

  it('refuses blocks that say nothing', () => {
    for (const blocks of [[{}], [null], [{ ...whole, attention: { n_heads_in_group: 7 } }]])
      assert.equal(readModelConfig(JSON.stringify(searched(blocks))).kind, 'invalid');
  });

  it('refuses a bad value at its own key, in the file’s spelling', () => {
    const reading = readModelConfig(
      JSON.stringify({ ...published[0]?.config, ffn_hidden_size: -3, num_layers: 'many' }),
    );
    assert.equal(reading.kind, 'invalid');
    const messages = reading.diagnostics.map(englishOf).join('\n');
    assert.match(messages, /ffn_hidden_size must be 1 or more/);
    assert.match(messages, /num_layers must be a whole number/);
  });

  it('gives a figure or a diagnostic for every such type, whatever its values', () => {
    const values = [null, -1, 0, 1.5, 3, 1e99, 'x', true, [], [1, -2], { a: 1 }];
    const keys = [
      'hidden_size',
      'num_attention_heads',
      'num_layers',
      'num_query_heads',
      'mlp_ratio',
      'n_embd',
    ];
    for (const modelType of coveredModelTypes.filter((type) => !libraryModelTypes.includes(type)))
      for (const key of keys)
        for (const value of values) {
          const reading = readModelConfig(JSON.stringify({ model_type: modelType, [key]: value }));
          if (reading.kind === 'model') {
            const cost = costOf(reading.spec, { batch: 1, sequence: 8 });
            assert.ok(Number.isSafeInteger(cost.parameters.total), `${modelType} ${key}`);
          } else {
            assert.equal(reading.kind, 'invalid', modelType);
          }
        }
  });
});
