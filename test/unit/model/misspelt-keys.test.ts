import assert from 'node:assert/strict';
import { readModelConfig, readModelConfigs } from '../../../src/model/read-config';
import { englishOf } from './english';
import { inEnglish } from '../../../src/units/message';
import { examples } from './formats/examples';
import { usualFiles } from './formats/usual-files';

const llama = {
  model_type: 'llama',
  hidden_size: 4096,
  intermediate_size: 11008,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 32000,
};

/** What is said of a config's keys, each with the text that it is said of. */
function told(values: object): { readonly at: string; readonly message: string }[] {
  const text = JSON.stringify(values);
  const reading = readModelConfig(text);
  assert.equal(reading.kind, 'model', JSON.stringify(reading));
  return reading.warnings.map(({ message, span }) => ({
    at: text.slice(span.offset, span.offset + span.length),
    message: englishOf({ message }),
  }));
}

/** The config with one key under another name. */
const renamed = (key: keyof typeof llama, name: string): object => {
  const { [key]: value, ...others } = llama;
  return { ...others, [name]: value };
};

describe('misspelt keys', () => {
  const slips: readonly (readonly [keyof typeof llama, string])[] = [
    ['hidden_size', 'hiden_size'],
    ['hidden_size', 'hidden_szie'],
    ['hidden_size', 'hiddenSize'],
    ['hidden_size', 'hidden-size'],
    ['num_hidden_layers', 'num_hiden_layer'],
    // The library's default is null: without the key every head has keys of its own.
    ['num_key_value_heads', 'num_key_values_heads'],
    ['vocab_size', 'vocabsize'],
    ['intermediate_size', 'intermidiate_size'],
  ];
  for (const [key, slip] of slips) {
    it(`${slip} is told at its place, with the key that is meant`, () => {
      const warnings = told(renamed(key, slip));
      assert.equal(warnings.length, 1, JSON.stringify(warnings));
      assert.equal(warnings[0]?.at, `"${slip}"`);
      assert.match(warnings[0].message, new RegExp(`^${slip} is no key of llama: is ${key} meant\\?`));
    });
  }

  it('are told of texts, and of fields that no size hangs on', () => {
    const messages = (slips: object): readonly string[] =>
      told({ ...llama, ...slips }).map(({ message }) => message);
    assert.deepEqual(messages({ hiden_act: 'gelu', rope_thet: 1e4 }), [
      'hiden_act is no key of llama: is hidden_act meant? It is not in the file, and counts as the library\'s default ("silu").',
      'rope_thet is no key of llama: is rope_theta meant? It is not in the file.',
    ]);
    assert.deepEqual(
      messages({ hidden_act: 'silu', hiden_act: 'gelu', rope_theta: 1e4, hidden_sise: 'x' }),
      [],
    );
    const [groups] = told(renamed('num_key_value_heads', 'num_key_value_head'));
    assert.match(groups?.message ?? '', /counts as what follows from the other keys\.$/);
  });

  it('are told beside what they make impossible', () => {
    const text = JSON.stringify({ model_type: 'llama', hiden_size: 1536, num_attention_heads: 12 });
    const reading = readModelConfig(text);
    assert.equal(reading.kind, 'invalid');
    const messages = reading.diagnostics.map(englishOf);
    assert.match(messages[0] ?? '', /hidden_size .*is not divisible by num_attention_heads/);
    assert.match(messages[1] ?? '', /^hiden_size is no key of llama: is hidden_size meant\?/);
    assert.equal(reading.diagnostics[1]?.span.offset, text.indexOf('"hiden_size"'));
    assert.equal(messages.length, 2);
  });

  it('are told in a section of its own type', () => {
    const [warning] = told({
      model_type: 'llava',
      text_config: renamed('num_hidden_layers', 'num_hidden_layer'),
      vision_config: { model_type: 'clip_vision_model', hidden_size: 768 },
    });
    assert.match(warning?.message ?? '', /^text_config\.num_hidden_layer is no key of llama/);
  });

  it('are not seen in keys that say something else, or stand beside the right one', () => {
    assert.deepEqual(told(llama), []);
    assert.deepEqual(told({ ...llama, hiden_size: 3, my_size: 4, rope: true, n_head: 2 }), []);
    // A field of other classes is no slip.
    assert.deepEqual(
      told({ model_type: 'deepseek_v3', q_lora_rank: 512, num_shared_experts: 1, num_experts_per_token: 8 }),
      [],
    );
    assert.deepEqual(told({ model_type: 'llama', hidden_dropout: 0.1, hidden_sizes: [1, 2] }), []);
  });
});

describe('misspelt keys of other formats', () => {
  const warningsOf = (text: string): readonly string[] =>
    readModelConfigs(text).flatMap((reading) => {
      const told =
        reading.kind === 'model' ? reading.warnings : reading.kind === 'invalid' ? reading.diagnostics : [];
      return told.map(
        ({ message, span }) =>
          `${text.slice(span.offset, span.offset + span.length)}: ${englishOf({ message })}`,
      );
    });

  for (const [format, from, to, meant] of [
    ['nanotron', 'num_key_value_heads', 'num_key_value_head', 'num_key_value_heads'],
    ['olmo', 'vocab_size', 'voca_size', 'vocab_size'],
    ['levanter', 'num_heads', 'num_eads', 'num_heads'],
    ['mamba-ssm', 'vocab_size', 'vocab_szie', 'vocab_size'],
    ['python', 'intermediate_size', 'intermediate_sise', 'intermediate_size'],
  ] as const)
    it(`are named at the key: ${format}`, () => {
      const example = examples.find(({ format: own, text }) => own === format && text.includes(from));
      assert.ok(example !== undefined);
      const warnings = warningsOf(example.text.replaceAll(from, to));
      assert.ok(
        warnings.some((warning) => warning.includes(to) && warning.includes(`${meant} meant?`)),
        JSON.stringify(warnings),
      );
    });

  for (const [format, text] of Object.entries(usualFiles))
    it(`are not seen among all the keys that are usual: ${format}`, () => {
      const reading = readModelConfig(text);
      assert.equal(reading.kind === 'model' ? reading.format : reading.kind, format);
      assert.deepEqual(warningsOf(text), []);
    });

  it('are not seen in files as they should be', () => {
    for (const { what, text } of examples)
      assert.deepEqual(
        warningsOf(text).filter((warning) => warning.includes('meant?')),
        [],
        what,
      );
  });
});

describe('values of a model’s config that can’t be', () => {
  const told = (config: object): string[] => {
    const [reading] = readModelConfigs(JSON.stringify(config));
    if (reading.kind === 'invalid') return reading.diagnostics.map(({ message }) => inEnglish(message));
    return reading.kind === 'model' ? reading.warnings.map(({ message }) => inEnglish(message)) : [];
  };

  it('tell a type of numbers that PyTorch has not, and the one that is meant', () => {
    for (const model_type of ['llama', 'internlm3'])
      assert.deepEqual(
        told({
          model_type,
          architectures: ['LlamaForCausalLM'],
          hidden_size: 64,
          num_hidden_layers: 2,
          num_attention_heads: 4,
          intermediate_size: 128,
          vocab_size: 100,
          torch_dtype: 'bflot16',
        }),
        ['torch_dtype is "bflot16", which is no type of PyTorch: is bfloat16 meant?'],
        model_type,
      );
    assert.deepEqual(told({ model_type: 'llama', dtype: 'decimal' }), [
      'dtype is "decimal", which is no type of PyTorch.',
    ]);
    for (const dtype of ['bfloat16', 'torch.float16', 'auto', 'float8_e4m3fn', null, ''])
      assert.deepEqual(told({ model_type: 'llama', dtype }), [], String(dtype));
  });

  it('refuse groups that do not divide the experts, where the router has groups', () => {
    for (const model_type of ['deepseek_v3', 'glm4_moe', 'kimi_linear'])
      assert.ok(
        told({ model_type, n_group: 7 }).some((text) => text.startsWith('n_group (7) does not divide')),
        model_type,
      );
    assert.deepEqual(told({ model_type: 'deepseek_v3', n_group: 4 }), []);
    assert.deepEqual(
      told({ model_type: 'deepseek_v2', n_group: 7, topk_method: 'greedy', num_experts_per_tok: 6 }),
      [],
    );
  });
});

describe('slips in the names of a model', () => {
  it('tells at model_type that the class decides where nobody has that type', () => {
    for (const slip of ['lama', 'Llama', 'mistrl'])
      assert.deepEqual(told({ ...llama, model_type: slip, architectures: ['LlamaForCausalLM'] }), [
        {
          at: `"${slip}"`,
          message: `model_type is "${slip}", which is no type of the library: read as llama, by the class in architectures.`,
        },
      ]);
  });

  it('says nothing of types that come with code of their own', () => {
    const own = { AutoModelForCausalLM: 'modeling_mine.LlamaForCausalLM' };
    assert.deepEqual(
      told({ ...llama, model_type: 'mine', architectures: ['LlamaForCausalLM'], auto_map: own }),
      [],
    );
    assert.deepEqual(
      told({ ...llama, model_type: 'internlm2', architectures: ['InternLM2ForCausalLM'] }),
      [],
    );
  });

  it('tells at architectures that model_type decides where the class is another’s, or a slip', () => {
    assert.deepEqual(told({ ...llama, architectures: ['MistralForCausalLM'] }), [
      {
        at: '["MistralForCausalLM"]',
        message:
          'MistralForCausalLM, in architectures, is a class of mistral: read as llama, as the library goes by model_type.',
      },
    ]);
    assert.deepEqual(told({ ...llama, architectures: ['LlamaForCausualLM'] }), [
      {
        at: '["LlamaForCausualLM"]',
        message:
          'architectures names LlamaForCausualLM, which is no class of the library’s llama: is LlamaForCausalLM meant?',
      },
    ]);
    assert.deepEqual(told({ ...llama, architectures: ['LlamaForCausalLM'] }), []);
    assert.deepEqual(told({ ...llama, architectures: ['SomethingElse'] }), []);
  });
});

describe('slips that keep a call of a source from being a model', () => {
  const other = 'teacher = LlamaConfig(hidden_size=256, num_hidden_layers=4, num_attention_heads=4)\n';
  const slipped = 'student = GPTConfig(block_size=64, vocab_size=100, n_layer=2, n_head=2, n_emb=64)\n';

  /** What is said of a source, each with the text that it is said of. */
  function toldOf(text: string): string[] {
    return readModelConfigs(text).flatMap((reading) => {
      const found =
        reading.kind === 'model' ? reading.warnings : reading.kind === 'invalid' ? reading.diagnostics : [];
      return found.map(
        ({ message, span }) => `${text.slice(span.offset, span.offset + span.length)}: ${inEnglish(message)}`,
      );
    });
  }

  const told = ['n_emb: n_emb is no key that is read of GPTConfig: is n_embd meant?'];

  it('are told at the keyword, beside another model and alone', () => {
    for (const text of [other + slipped, slipped + other, slipped]) assert.deepEqual(toldOf(text), told);
    assert.equal(readModelConfig(other + slipped).kind, 'model');
    assert.deepEqual(toldOf('ModelArgs(dim=64, n_layer=2, n_heads=2, vocab_size=100)\n'), [
      'n_layer: n_layer is no key that is read of ModelArgs: is n_layers meant?',
    ]);
  });

  it('are none where a class of the source has that key, or the call says all sizes', () => {
    const own = 'class GPTConfig:\n    n_layer: int = 2\n    n_head: int = 2\n    n_emb: int = 64\n';
    assert.deepEqual(toldOf(own + slipped), []);
    assert.deepEqual(toldOf(other + slipped.replace('n_emb', 'n_embd')), []);
    assert.deepEqual(toldOf(other + slipped.replace('n_emb=64', 'emb_dropout=0')), []);
  });
});
