import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { costOf } from '../../../src/model/cost';
import { defaultsOf } from '../../../src/model/library-defaults';
import { readModelConfig } from '../../../src/model/read-config';
import { englishOf } from './english';
import { examples } from './formats/examples';
import { inEnglish, message } from '../../../src/units/message';

type Values = Readonly<Record<string, unknown>>;

const read = (values: Values): ReturnType<typeof readModelConfig> => readModelConfig(JSON.stringify(values));

/** The whole config of a library type, as its file would hold it. */
const whole = (modelType: string, values: Values = {}): Values => ({
  ...defaultsOf(modelType)?.values,
  model_type: modelType,
  ...values,
});

function parametersOf(values: Values): { readonly total: number; readonly approximate: string | undefined } {
  const reading = read(values);
  assert.equal(reading.kind, 'model', JSON.stringify(reading));
  const { total } = costOf(reading.spec, { batch: 1, sequence: 4 }).parameters;
  return { total, approximate: reading.approximate && inEnglish(reading.approximate) };
}

/** The same values under a type that nobody knows. */
const asUnknown = (values: Values): Values => ({ ...values, model_type: 'never_heard_of' });

describe('keys that the library writes beside its fields', () => {
  for (const [modelType, keys] of [
    ['dbrx', { num_key_value_heads: 8 }],
    ['falcon_h1', { ssm_in_multiplier: 1.25, ssm_out_multiplier: 0.25 }],
    ['gpt_bigcode', { num_key_value_heads: 1 }],
    ['zamba2', { mamba_headdim: 64 }],
  ] as const) {
    it(`are no other class's: ${modelType}`, () => {
      assert.deepEqual(parametersOf(whole(modelType, keys)), parametersOf({ model_type: modelType }));
      assert.equal(parametersOf(whole(modelType, keys)).approximate, undefined);
    });
  }

  it('are read where a field is another name for them', () => {
    const sizes = { hidden_size: 96, num_attention_heads: 6, num_key_value_heads: 2, num_hidden_layers: 2 };
    const asField = parametersOf({ model_type: 'qwen3_moe', ...sizes, num_experts: 12 });
    assert.deepEqual(parametersOf({ model_type: 'qwen3_moe', ...sizes, num_local_experts: 12 }), asField);
    const both = { num_local_experts: 12, num_experts: 40 };
    assert.deepEqual(parametersOf({ model_type: 'qwen3_moe', ...sizes, ...both }), asField);
  });
});

describe('a model type that is not known', () => {
  const shapes: readonly { readonly as: RegExp; readonly values: Values }[] = [
    { as: /Llama-like/, values: whole('llama', { rms_norm_eps: 1e-6, head_dim: 64 }) },
    {
      as: /Llama-like/,
      values: whole('llama', { rms_norm_eps: 1e-6, attention_bias: true, mlp_bias: true }),
    },
    { as: /Llama-like/, values: whole('qwen3', { rms_norm_eps: 1e-6, qk_norm: true }) },
    { as: /Mixtral-like/, values: whole('mixtral', { rms_norm_eps: 1e-5 }) },
    { as: /DeepSeek-like/, values: whole('deepseek_v3', { rms_norm_eps: 1e-6 }) },
    { as: /BERT-like/, values: whole('bert', { layer_norm_eps: 1e-12 }) },
    { as: /GPT-2-like/, values: whole('gpt2', { layer_norm_epsilon: 1e-5 }) },
  ];
  for (const { as, values } of shapes) {
    it(`with the keys of ${String(values['model_type'])} is read as ${String(as)}, and said to be`, () => {
      const known = parametersOf(values);
      const unknown = parametersOf(asUnknown(values));
      assert.equal(known.approximate, undefined);
      assert.match(unknown.approximate ?? '', as);
      assert.equal(unknown.total, known.total);
    });
  }

  it('is read under other spellings of the same keys', () => {
    const spelled = {
      model_type: 'never_heard_of',
      d_model: 512,
      num_layers: 4,
      num_heads: 8,
      num_kv_heads: 2,
      ffn_hidden_size: 1024,
      vocab_size: 1000,
      rms_norm_eps: 1e-5,
    };
    const plain = whole('llama', {
      hidden_size: 512,
      num_hidden_layers: 4,
      num_attention_heads: 8,
      num_key_value_heads: 2,
      intermediate_size: 1024,
      vocab_size: 1000,
    });
    assert.equal(parametersOf(spelled).total, parametersOf(plain).total);
  });

  it('has its shared experts, as Hunyuan-Large spells them: 389 billion parameters, 52 for a token', () => {
    const reading = read({
      model_type: 'hunyuan',
      hidden_size: 6400,
      intermediate_size: 18304,
      num_hidden_layers: 64,
      num_attention_heads: 80,
      num_key_value_heads: 8,
      attention_head_dim: 128,
      num_experts: 16,
      num_shared_expert: 1,
      moe_topk: 1,
      vocab_size: 129024,
      tie_word_embeddings: true,
      rms_norm_eps: 1e-5,
    });
    assert.equal(reading.kind, 'model', JSON.stringify(reading));
    assert.match(inEnglish(reading.approximate ?? message('')), /Mixtral-like/);
    const { total, active } = costOf(reading.spec, { batch: 1, sequence: 1 }).parameters;
    assert.ok(Math.abs(total / 389e9 - 1) < 0.01, String(total));
    assert.ok(Math.abs(active / 52e9 - 1) < 0.02, String(active));
  });

  it('says that it assumes an untied output where the file does not tell', () => {
    const open = whole('llama', { rms_norm_eps: 1e-6, tie_word_embeddings: undefined });
    assert.match(parametersOf(asUnknown(open)).approximate ?? '', /read as not tied/);
  });

  const notKnown: readonly Values[] = [
    {},
    { hidden_size: 512, num_hidden_layers: 4 },
    { ...whole('llama'), rms_norm_eps: 1e-6, is_encoder_decoder: true },
    { ...whole('llama'), rms_norm_eps: 1e-6, ssm_state_size: 16 },
    { ...whole('llama'), rms_norm_eps: 1e-6, layer_types: ['mamba', 'attention'] },
    { ...whole('llama'), rms_norm_eps: 1e-6, vision_config: { hidden_size: 64 } },
    { ...whole('llama'), rms_norm_eps: 1e-6, intermediate_size: [100, 200] },
    { ...whole('llama'), rms_norm_eps: 1e-6, num_experts: 8 },
    { ...whole('llama'), rms_norm_eps: 1e-6, kv_lora_rank: 64 },
    { ...whole('mixtral'), rms_norm_eps: 1e-6, moe_layer_freq: 2 },
    { ...whole('mixtral'), rms_norm_eps: 1e-6, parallel_attn_mlp_res: true },
    { ...whole('llama', { num_hidden_layers: 3 }), rms_norm_eps: 1e-6, heads_of_layers: [4, 8, 8] },
    { ...whole('bert'), is_decoder: true },
    { ...whole('vit'), vocab_size: 100 },
    whole('t5'),
    whole('whisper'),
  ];
  for (const values of notKnown) {
    it(`with keys of something else has no figure: ${JSON.stringify(values).slice(0, 60)}`, () => {
      assert.equal(read(asUnknown(values)).kind, 'unknownArchitecture');
    });
  }

  it('around a language model that is known is counted as that one, and said to be', () => {
    const text = { model_type: 'qwen2', hidden_size: 128, num_attention_heads: 4, num_key_value_heads: 2 };
    const alone = parametersOf({ ...text, tie_word_embeddings: true });
    const unknown = parametersOf({
      model_type: 'never_heard_of',
      tie_word_embeddings: true,
      text_config: text,
      vision_config: { model_type: 'nor_of_this', hidden_size: 64 },
    });
    assert.equal(unknown.total, alone.total);
    assert.match(unknown.approximate ?? '', /language model \(qwen2\) alone/);
  });

  it('has its bad values refused in the file’s own spelling', () => {
    const reading = read({
      model_type: 'never_heard_of',
      d_model: 500,
      num_layers: -2,
      num_heads: 8,
      num_kv_heads: 3,
      ffn_hidden_size: 1024,
      vocab_size: 'many',
      rms_norm_eps: 1e-5,
    });
    assert.equal(reading.kind, 'invalid');
    const messages = reading.diagnostics.map(englishOf).join('\n');
    assert.match(messages, /num_layers must be 1 or more/);
    assert.match(messages, /num_kv_heads \(3\) does not divide/);
    assert.match(messages, /vocab_size must be a whole number/);
  });
});

describe('a model type whose checkpoint brings code of its own', () => {
  const ofClass = (modelType: string, name: string): string | undefined =>
    parametersOf({
      ...whole(modelType),
      auto_map: {
        AutoConfig: `configuration.${name}Config`,
        AutoModelForCausalLM: `modeling.${name}ForCausalLM`,
      },
    }).approximate;

  it('is approximate where its class is another one, and says which', () => {
    assert.match(
      ofClass('llama', 'LlamaWithMemory') ?? '',
      /as llama by its keys.*LlamaWithMemoryForCausalLM, in auto_map/,
    );
    assert.match(ofClass('bert', 'JinaBert') ?? '', /JinaBert/);
  });

  it('is exact where its class is called as the library’s', () => {
    for (const [type, name] of [
      ['llama', 'Llama'],
      ['gpt_bigcode', 'GPTBigCode'],
      ['hunyuan_v1_dense', 'HunYuanDenseV1'],
      ['xlm-roberta', 'XLMRoberta'],
    ] as const)
      assert.equal(ofClass(type, name), undefined, type);
    const { approximate } = parametersOf({
      ...whole('llama'),
      auto_map: { AutoTokenizer: ['tokenizer.Mine', null] },
    });
    assert.equal(approximate, undefined);
  });

  it('is not told as a fact where a known type’s file speaks of more than its layers', () => {
    const minicpm = {
      model_type: 'minicpm',
      hidden_size: 64,
      num_hidden_layers: 2,
      num_attention_heads: 4,
      intermediate_size: 128,
      vocab_size: 256,
    };
    assert.equal(parametersOf(minicpm).approximate, undefined);
    assert.match(
      parametersOf({ ...minicpm, num_experts: 8, num_experts_per_tok: 2 }).approximate ?? '',
      /num_experts says that there are experts, which the layers of minicpm do not have/,
    );
    assert.equal(parametersOf({ ...minicpm, num_experts: 1 }).approximate, undefined);
    assert.match(
      parametersOf({ model_type: 'mistral', text_config: { hidden_size: 64, num_hidden_layers: 2 } })
        .approximate ?? '',
      /Not among the keys of [^]*text_config\.hidden_size, text_config\.num_hidden_layers of the file/,
    );
  });

  it('is approximate where an activation is none of the library’s, or has learned numbers that are not counted', () => {
    const bert = { model_type: 'bert', hidden_size: 64, num_hidden_layers: 2, num_attention_heads: 4 };
    assert.equal(parametersOf({ ...bert, hidden_act: 'silu' }).approximate, undefined);
    assert.match(
      parametersOf({ ...bert, hidden_act: 'swiglu' }).approximate ?? '',
      /hidden_act is "swiglu", which is no activation of the library/,
    );
    assert.match(
      parametersOf({ ...bert, hidden_act: 'prelu' }).approximate ?? '',
      /hidden_act is "prelu": its learned numbers are not counted/,
    );
    // A part whose defaults the library's class does not say.
    assert.match(
      parametersOf({ model_type: 'blt', patcher_config: { hidden_act: 'prelu' } }).approximate ?? '',
      /patcher_config\.hidden_act is "prelu": its learned numbers are not counted/,
    );
    const clip = (hidden_act: string) => ({ model_type: 'clip', vision_config: { hidden_act } });
    assert.equal(parametersOf(clip('gelu')).approximate, undefined);
    assert.match(parametersOf(clip('swiglu')).approximate ?? '', /vision_config\.hidden_act is "swiglu"/);
    assert.equal(parametersOf({ model_type: 't5', feed_forward_proj: 'gated-gelu' }).approximate, undefined);
    assert.match(
      parametersOf({ model_type: 't5', feed_forward_proj: 'swiglu' }).approximate ?? '',
      /feed_forward_proj is "swiglu"/,
    );
  });

  it('says that code of its own is taken for the library’s where its class is called so', () => {
    const reading = readModelConfig(
      JSON.stringify({
        ...whole('llama'),
        auto_map: { AutoModelForCausalLM: 'modeling_llama.LlamaForCausalLM' },
      }),
    );
    assert.equal(reading.kind, 'model');
    assert.match(
      reading.spec.notes.map(inEnglish).join(' '),
      /modeling_llama\.LlamaForCausalLM, in auto_map\) is taken to have the layers of the library’s class/,
    );
  });

  it('is approximate where its configuration is a class of its own', () => {
    assert.match(
      parametersOf({ ...whole('llama'), auto_map: { AutoConfig: 'configuration_my.MyConfig' } })
        .approximate ?? '',
      /MyConfig, in auto_map/,
    );
  });

  it('is approximate where architectures names a class that the library does not have of the type', () => {
    const invented = [
      ['imagegpt', 'ImageGPTForPixels'],
      ['cpmant', 'CpmAntForPoems'],
      ['kosmos-2', 'Kosmos2ForGrounding'],
      ['voxtral_realtime', 'VoxtralRealtimeForDubbing'],
      ['llama', 'MyLlama'],
      ['detr', 'DetrEncoder'],
      ['t5', 'PretrainedT5Model'],
    ] as const;
    for (const [model_type, name] of invented)
      assert.match(
        parametersOf({ model_type, architectures: [name] }).approximate ?? '',
        new RegExp(`${name}, in architectures, is no class of the library’s ${model_type}`),
      );
  });

  it('is approximate where a class has tokens see all others, which is not counted', () => {
    const of = (name: string): string =>
      parametersOf({ model_type: 'longformer', architectures: [name] }).approximate ?? '';
    assert.match(of('LongformerForSequenceClassification'), /tokens that see all others/);
    assert.equal(of('LongformerForMaskedLM'), '');
  });

  it('is a fact where a type whose classes are another’s has its own name for them', () => {
    for (const name of ['InternLM3ForCausalLM', 'LlamaForCausalLM'])
      assert.equal(
        parametersOf({ ...whole('internlm3'), architectures: [name] }).approximate,
        undefined,
        name,
      );
  });

  it('is approximate where architectures names a class of another type, which the library does not go by', () => {
    const values = { ...whole('llama'), architectures: ['MistralForCausalLM'] };
    assert.match(
      parametersOf(values).approximate ?? '',
      /MistralForCausalLM, in architectures, is a class of mistral: read as llama/,
    );
    const uncovered = { ...values, model_type: 'step3p7', architectures: ['LlamaForCausalLM'] };
    assert.match(parametersOf(uncovered).approximate ?? '', /goes by model_type, and step3p7 is not covered/);
  });

  it('is a fact under every class that the truth holds', () => {
    const folder = path.join(__dirname, '../../truth');
    for (const file of readdirSync(folder)) {
      const { cases } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as {
        readonly cases: readonly { readonly config: Readonly<Record<string, unknown>> }[];
      };
      for (const { config } of cases)
        if ('architectures' in config)
          assert.equal(parametersOf(config).approximate, undefined, JSON.stringify(config));
    }
  });

  it('is approximate where the head of the class that is named is not counted', () => {
    const llama = { model_type: 'llama', hidden_size: 64, num_attention_heads: 4, num_hidden_layers: 2 };
    for (const counted of ['LlamaForCausalLM', 'LlamaModel', 'LlamaForTokenClassification'])
      assert.equal(parametersOf({ ...llama, architectures: [counted] }).approximate, undefined, counted);
    for (const other of ['LlamaForRewardModel', 'LlamaForRegression'])
      assert.match(
        parametersOf({ ...llama, architectures: [other] }).approximate ?? '',
        new RegExp(`Counted without the task head of ${other}: the body alone`),
      );
    // A family that does not look at the class.
    assert.match(
      parametersOf({ model_type: 'qwen2_vl_vision', architectures: ['Qwen2VLForScoring'] }).approximate ?? '',
      /Counted without the task head of Qwen2VLForScoring/,
    );
  });

  it('is a fact where a type’s own keys say that no layer has experts', () => {
    const dense = { model_type: 'deepseek_v3', num_hidden_layers: 2, first_k_dense_replace: 2 };
    assert.equal(parametersOf({ ...dense, n_routed_experts: 8 }).approximate, undefined);
  });

  it('is approximate beside keys that its class does not have and that speak of other layers, which are named', () => {
    const sizes = { hidden_size: 64, num_hidden_layers: 2, num_attention_heads: 4, vocab_size: 256 };
    const llama = { model_type: 'llama', ...sizes, intermediate_size: 128 };
    const gpt2 = { model_type: 'gpt2', n_embd: 64, n_layer: 2, n_head: 4, vocab_size: 256, n_inner: null };
    for (const [base, further] of [
      [llama, { use_moe: true }],
      [llama, { moe_topk: 2 }],
      [llama, { n_loops: 4 }],
      [llama, { mlp_ratio: 3 }],
      [llama, { d_ff: 1000 }],
      [llama, { tie_embeddings: true }],
      [llama, { layers_block_type: ['mamba', 'attention'] }],
      [gpt2, { num_key_value_heads: 2 }],
      [gpt2, { head_dim: 32 }],
      [gpt2, { intermediate_size: 100 }],
    ] as const) {
      const [key = ''] = Object.keys(further);
      const { approximate } = parametersOf({ ...base, ...further });
      assert.match(approximate ?? '', new RegExp(`whose code leaves them aside: ${key}\\.`));
      assert.equal(parametersOf(base).approximate, undefined);
    }
    const call = readModelConfig('c = LlamaConfig(hidden_size=64, num_hidden_layers=2, use_moe=True)\n');
    assert.match(JSON.stringify(call), /leaves them aside.*use_moe/);
    const lingua = examples.find(({ format }) => format === 'lingua')?.text ?? '';
    assert.doesNotMatch(JSON.stringify(readModelConfig(lingua)), /not counted/);
    const looped = lingua.replace(/^( *)(n_layers:)/m, '$1n_loops: 4\n$1$2');
    assert.match(JSON.stringify(readModelConfig(looped)), /not counted.*n_loops/);
  });

  it('is exact beside keys that change nothing, or that files of its type have for other ends', () => {
    const sizes = { hidden_size: 64, num_hidden_layers: 2, num_attention_heads: 4, vocab_size: 256 };
    for (const values of [
      // What only other classes read, or says what is so.
      { model_type: 'llama', ...sizes, intermediate_size: 128, head_dim: 16, num_kv_heads: 4, mlp_ratio: 2 },
      { model_type: 'llama', ...sizes, pretraining_tp: 1, sliding_window: 4096, max_window_layers: 28 },
      { model_type: 'llama', ...sizes, use_moe: false, num_loops: 1, moe_topk: 0, moe_aux_loss_coef: 0.1 },
      {
        model_type: 'llama',
        ...sizes,
        mamba_ssm_dtype: 'float32',
        auto_map: {},
        quantization_config: { bits: 4 },
      },
      { model_type: 'bert', ...sizes, pooler_num_attention_heads: 12, pooler_size_per_head: 128 },
      { model_type: 'gpt2', n_embd: 64, n_head: 4, n_ctx: 9, n_special: 0, summary_use_proj: true },
      { model_type: 'mamba', ...sizes, d_inner: 128, intermediate_size: 128, expand: 2, ssm_cfg: {} },
      { model_type: 'deepseek_v3', ...sizes, moe_layer_freq: 1, head_dim: 64 },
    ])
      assert.equal(parametersOf(values).approximate, undefined, JSON.stringify(values));
  });

  it('is approximate where its class is called as a known one and comes with the checkpoint', () => {
    const values = whole('rwkv', { model_type: 'rwkv5', architectures: ['RwkvForCausalLM'] });
    assert.equal(parametersOf(values).approximate, undefined);
    const own = { auto_map: { AutoModelForCausalLM: 'modeling_rwkv5.RwkvForCausalLM' } };
    assert.match(parametersOf({ ...values, ...own }).approximate ?? '', /its code of its own \(auto_map\)/);
  });
});
