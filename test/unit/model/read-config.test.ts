import assert from 'node:assert/strict';
import { coveredModelTypes } from '../../../src/model/families/catalogue';
import { couldBeModelConfig, readModelConfig } from '../../../src/model/read-config';
import type { ConfigReading } from '../../../src/model/read-config';
import { inEnglish } from '../../../src/units/message';
import { englishOf } from './english';
import { processorMilliseconds } from './processor-time';

const read = (text: string): ConfigReading => readModelConfig(text);
const readValue = (value: unknown): ConfigReading => read(JSON.stringify(value, null, 2));

/** The text under each diagnostic's span, with its message. */
function complaints(text: string): { at: string; message: string }[] {
  const reading = read(text);
  assert.equal(reading.kind, 'invalid', JSON.stringify(reading).slice(0, 200));
  assert.ok(reading.diagnostics.length > 0);
  return reading.diagnostics.map(({ span, message }) => ({
    at: text.slice(span.offset, span.offset + span.length),
    message: inEnglish(message),
  }));
}

const tiny = { model_type: 'gpt2', n_embd: 64, n_layer: 2, n_head: 4, n_positions: 128, vocab_size: 65 };

describe('reading a model config', () => {
  it('reads a GPT-2 as the sample keeps it, with the places of its values', () => {
    const text = JSON.stringify(tiny, null, 2);
    const reading = read(text);
    assert.ok(reading.kind === 'model');
    assert.equal(reading.format, 'hugging-face');
    assert.equal(reading.spec.architecture, 'gpt2');
    assert.equal(reading.spec.contextLength, 128);
    assert.equal(
      text.slice(reading.anchor.offset, reading.anchor.offset + reading.anchor.length),
      '"model_type"',
    );
    const span = reading.positions.get('n_embd');
    assert.ok(span !== undefined);
    assert.equal(text.slice(span.offset, span.offset + span.length), '64');
    assert.deepEqual(reading.warnings, []);
  });

  it('knows every covered model type by its name alone, or says what the library has no default for', () => {
    for (const modelType of coveredModelTypes) {
      const reading = readValue({ model_type: modelType });
      // Those whose default the library itself can build are in test/truth, and read there.
      if (reading.kind !== 'invalid') assert.equal(reading.kind, 'model', modelType);
      else assert.match(englishOf(reading.diagnostics[0]), /^[\w.]+ /, modelType);
    }
  });

  it('says that other JSON is no model', () => {
    for (const value of [
      { name: 'x', version: '1.0.0', dependencies: {} },
      { compilerOptions: {} },
      [],
      [1, 2],
      3,
      null,
      'model_type',
      {},
      { architectures: [] },
    ])
      assert.equal(readValue(value).kind, 'notModel', JSON.stringify(value));
    for (const text of ['', ' ', 'hello', '\u0000\u0001', '{'.repeat(20_000), '\uFEFF', '"model_type"'])
      assert.equal(read(text).kind, 'notModel', text.slice(0, 20));
  });

  it('goes by the content, which has no name', () => {
    assert.equal(read(JSON.stringify(tiny)).kind, 'model');
    assert.ok(couldBeModelConfig(JSON.stringify(tiny)));
    assert.ok(!couldBeModelConfig('{ "name": "left-pad" }'));
  });

  it('refuses a size that Python wrote as NaN or Infinity, or too large for a number, as the file has it', () => {
    for (const written of ['NaN', 'Infinity', '-Infinity', '1e999'])
      for (const key of ['n_layer', 'n_inner', 'tie_word_embeddings']) {
        const text = `{"model_type": "gpt2", "n_embd": 64, "n_head": 4, "${key}": ${written}}`;
        assert.deepEqual(complaints(text), [
          { at: written, message: `${key} is ${written}: no value that can be costed.` },
        ]);
      }
  });

  it('says that an architecture is unknown, never a guess', () => {
    for (const modelType of ['llama9', 'constructor', '__proto__', 'toString', '']) {
      const reading = read(
        `{"model_type": ${JSON.stringify(modelType)}, "hidden_size": 64, "num_hidden_layers": 2}`,
      );
      assert.deepEqual(reading, {
        kind: 'unknownArchitecture',
        modelType,
        anchor: { offset: 1, length: 12 },
      });
    }
  });

  it('names the line where JSON breaks off', () => {
    const text = '{\n  "model_type": "gpt2",\n  "n_embd": 64\n  "n_layer": 2\n}';
    const [first] = complaints(text);
    assert.match(first?.message ?? '', /line 4, a comma is missing/);
    assert.ok(complaints('{"model_type": "gpt2", "n_embd": ').length > 0);
  });

  for (const [change, at, message] of [
    [{ n_embd: 65 }, '65', /n_embd \(65\) is not divisible by n_head \(4\)/],
    [{ n_embd: -64 }, '-64', /n_embd must be 1 or more/],
    [{ n_layer: 0 }, '0', /n_layer must be 1 or more/],
    [{ n_head: 4.5 }, '4.5', /n_head must be a whole number/],
    [{ n_layer: '2' }, '"2"', /n_layer must be a whole number, not "2"/],
    [{ n_layer: null }, 'null', /n_layer must be a whole number, not null/],
    [{ n_layer: {} }, '{}', /n_layer must be a whole number, not a section/],
    [{ vocab_size: 1e300 }, '1e+300', /vocab_size is 1e\+300: more than/],
    [{ n_layer: 1e8 }, '100000000', /n_layer is 100000000: more than/],
    [{ n_positions: [1] }, '[1]', /n_positions must be a whole number/],
    [{ tie_word_embeddings: 'yes' }, '"yes"', /tie_word_embeddings must be true or false/],
  ] as const) {
    it(`refuses ${JSON.stringify(change)} at its place`, () => {
      const [first] = complaints(JSON.stringify({ ...tiny, ...change }));
      assert.ok(first !== undefined);
      assert.equal(first.at, at);
      assert.match(first.message, message);
    });
  }

  it('refuses key-value heads that do not divide the heads, and more experts a token than there are', () => {
    const heads = complaints('{"model_type": "llama", "num_attention_heads": 32, "num_key_value_heads": 5}');
    assert.deepEqual(heads, [
      { at: '5', message: 'num_key_value_heads (5) does not divide the number of attention heads (32).' },
    ]);
    const experts = complaints('{"model_type": "mixtral", "num_local_experts": 4, "num_experts_per_tok": 5}');
    assert.deepEqual(experts, [
      { at: '5', message: 'num_experts_per_tok (5) is more than the 4 experts there are.' },
    ]);
  });

  it('refuses a width that the heads do not divide where the library does, head_dim or not', () => {
    const uneven = (model_type: string): string =>
      JSON.stringify({
        model_type,
        hidden_size: 98,
        num_attention_heads: 6,
        num_key_value_heads: 2,
        head_dim: 16,
      });
    assert.deepEqual(complaints(uneven('llama')), [
      { at: '98', message: 'hidden_size (98) is not divisible by num_attention_heads (6).' },
    ]);
    assert.equal(read(uneven('qwen3')).kind, 'model');
  });

  it('refuses kinds of layers that the family does not have, and knows their earlier names', () => {
    const layered = (model_type: string, layer_types: readonly string[]): string =>
      JSON.stringify({ model_type, num_hidden_layers: 2, layer_types });
    assert.deepEqual(
      complaints(layered('gemma3_text', ['full_attention', 'mystery'])).map(({ message }) => message),
      ['layer_types names "mystery", which is not covered.'],
    );
    assert.deepEqual(
      complaints(layered('cohere2', ['full_attention', 'chunked_attention'])).map(({ message }) => message),
      ['layer_types names "chunked_attention", which is not covered.'],
    );
    assert.equal(read(layered('qwen3_next', ['attention', 'mamba'])).kind, 'model');
  });

  for (const [config, key, message] of [
    [
      { model_type: 'olmo3', sliding_window: null },
      'sliding_window',
      /is null, and layers of sliding attention need/,
    ],
    [
      { model_type: 'olmo_hybrid', num_hidden_layers: 1 },
      'num_hidden_layers',
      /must leave at least one layer of linear/,
    ],
    [
      { model_type: 'nystromformer', num_landmarks: 128 },
      'num_landmarks',
      /\(128\) is more than segment_means_seq_len/,
    ],
    [
      { model_type: 'poolformer', num_encoder_blocks: 3 },
      'num_encoder_blocks',
      /is not the number of depths \(4\)/,
    ],
    [{ model_type: 'prophetnet', add_cross_attention: false }, 'add_cross_attention', /must be true/],
    [{ model_type: 'qwen4_exp_text', hidden_act: 'gelu' }, 'hidden_act', /must be "silu" or "sigmoid"/],
    [{ model_type: 'persimmon', partial_rotary_factor: 2 }, 'partial_rotary_factor', /must be 1 or less/],
    [{ model_type: 'qwen3_next', partial_rotary_factor: 1.5 }, 'partial_rotary_factor', /must be 1 or less/],
    [{ model_type: 'omniasr_audio', num_conv_pos_embeddings: 17 }, 'num_conv_pos_embeddings', /must be even/],
    [{ model_type: 'parakeet_encoder', subsampling_factor: 1 }, 'subsampling_factor', /must be 2 or more/],
    [
      { model_type: 'ovis2', tie_word_embeddings: false, hidden_size: 48 },
      'hidden_size',
      /must be text_config.hidden_size/,
    ],
    [
      { model_type: 'qwen3_vl_vision', deepstack_visual_indexes: [1, 1] },
      'deepstack_visual_indexes',
      /names a layer twice/,
    ],
    [{ model_type: 'poolformer', pool_size: 4 }, 'pool_size', /must be odd/],
    [
      { model_type: 'pvt', strides: [4, 2, 4, 2] },
      'strides',
      /leave \d+ places in stage 3, which learns \d+ positions/,
    ],
    [
      {
        model_type: 'qwen2',
        layer_types: ['sliding_attention'],
        num_hidden_layers: 1,
        use_sliding_window: false,
      },
      'use_sliding_window',
      /is false, and layers of sliding attention/,
    ],
    [
      { model_type: 'llama', head_dim: 13 },
      'head_dim',
      /of which 13 channels are turned by rotary embedding: a multiple of 2/,
    ],
    [
      { model_type: 'olmo', hidden_size: 78, num_attention_heads: 6 },
      'hidden_size',
      /of which 13 channels are turned/,
    ],
    [
      { model_type: 'phi', hidden_size: 84, num_attention_heads: 6 },
      'hidden_size',
      /of which 7 channels are turned/,
    ],
    [
      { model_type: 'qwen3_vl_vision', hidden_size: 56, num_heads: 4 },
      'hidden_size',
      /of which 14 channels are turned by rotary embedding: a multiple of 4/,
    ],
    [
      { model_type: 'qwen2_vl_text', hidden_size: 1024, num_attention_heads: 16 },
      'hidden_size',
      /heads of 32 pairs of channels, and the sections of mrope_section have 64/,
    ],
  ] as const) {
    it(`refuses what the library does not build or run: ${JSON.stringify(config)}`, () => {
      const value = JSON.stringify((config as Readonly<Record<string, unknown>>)[key]);
      const found = complaints(JSON.stringify(config)).find(({ message: text }) => message.test(text));
      assert.ok(found !== undefined);
      assert.equal(found.at, value);
      assert.ok(found.message.startsWith(key));
    });
  }

  it('passes a window of null where no layer is listed as sliding', () => {
    const layers = {
      num_hidden_layers: 2,
      max_window_layers: 1,
      use_sliding_window: true,
      sliding_window: null,
    };
    assert.equal(readValue({ model_type: 'qwen2', ...layers }).kind, 'model');
    const listed = { ...layers, layer_types: ['full_attention', 'sliding_attention'] };
    assert.equal(readValue({ model_type: 'qwen2', ...listed }).kind, 'invalid');
  });

  it('passes heads of an odd width where only a part of their channels is turned', () => {
    assert.equal(readValue({ model_type: 'phi', hidden_size: 78, num_attention_heads: 6 }).kind, 'model');
    assert.equal(readValue({ model_type: 'glm', head_dim: 13 }).kind, 'model');
    const half = { rope_parameters: { rope_theta: 10_000, partial_rotary_factor: 0.5 } };
    assert.equal(readValue({ model_type: 'llama', head_dim: 13, ...half }).kind, 'model');
  });

  it('refuses sizes that multiply beyond what can be counted', () => {
    const found = complaints(
      '{"model_type": "llama", "hidden_size": 100000000, "num_attention_heads": 1, "num_hidden_layers": 10000}',
    );
    assert.match(found[0]?.message ?? '', /2\^53/);
  });

  it('says that model_type is missing where sizes say that it is a model', () => {
    assert.match(
      complaints('{"hidden_size": 64, "num_hidden_layers": 2, "vocab_size": 9}')[0]?.message ?? '',
      /model_type is missing/,
    );
    assert.match(
      complaints('{"architectures": ["LlamaForCausalLM"]}')[0]?.message ?? '',
      /model_type is missing/,
    );
    assert.match(complaints('{"model_type": 3}')[0]?.message ?? '', /must be text/);
  });

  it('reads a file of before there were types as the shape that its keys are those of, and says so', () => {
    const plain =
      '{"hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 96, "max_position_embeddings": 32, "type_vocab_size": 2, "vocab_size": 99}';
    const untyped = read(plain);
    assert.ok(untyped.kind === 'model' && untyped.approximate !== undefined);
    assert.match(inEnglish(untyped.approximate), /^model_type is missing\. Read as a BERT-like encoder/);
    // A slip for the type is told instead.
    for (const key of ['model_typ', 'modeltype', 'type'])
      assert.match(
        complaints(plain.replace('{', `{"${key}": "bert", `))[0]?.message ?? '',
        /model_type is missing/,
      );
  });

  it('passes comments, trailing commas and duplicate keys with a warning; the last of two keys counts', () => {
    const reading = read(
      '{ // a comment\n "model_type": "gpt2", "n_embd": 64, "n_head": 4, "n_embd": 128,\n}',
    );
    assert.ok(reading.kind === 'model');
    assert.equal(reading.warnings.length, 2);
    const [embedding] = reading.spec.blocks;
    assert.ok(embedding?.layers.some((layer) => layer.kind === 'table' && layer.width === 128));
  });

  it('passes a byte order mark and the NaN and Infinity that Python writes', () => {
    const text =
      '\uFEFF{"model_type": "gpt2", "x": NaN, "y": [0.0, Infinity, -Infinity], "n_embd": 64, "n_head": 4}';
    const reading = read(text);
    assert.ok(reading.kind === 'model', JSON.stringify(reading));
    const span = reading.positions.get('n_embd');
    assert.ok(span !== undefined);
    assert.equal(text.slice(span.offset, span.offset + span.length), '64');
  });

  it('says that UTF-16 is not UTF-8', () => {
    const wrong = Buffer.from(JSON.stringify(tiny), 'utf16le').toString('utf8');
    assert.ok(couldBeModelConfig(wrong));
    assert.match(complaints(wrong)[0]?.message ?? '', /UTF-8/);
  });

  for (const [name, build] of [
    [
      'arrays nested 10,000 deep',
      () => `{"model_type": "gpt2", "x": ${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
    ],
    [
      'objects nested 10,000 deep',
      () => `{"model_type": "gpt2", "x": ${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`,
    ],
    [
      'a million open brackets after a broken string',
      () => `{"model_type": "gpt2", "x": "\n${'['.repeat(1e6)}`,
    ],
    ['50 MB', () => `{"model_type": "gpt2", "x": "${'a'.repeat(50e6)}"}`],
    [
      'a million layers in a list',
      () => `{"model_type": "gemma2", "layer_types": [${'"a",'.repeat(3e5)}"a"]}`,
    ],
  ] as const) {
    it(`refuses ${name} at once`, () => {
      const text = build();
      const milliseconds = processorMilliseconds(() => {
        assert.equal(read(text).kind, 'invalid');
      });
      assert.ok(milliseconds < 1500, String(milliseconds));
    });
  }

  it('tells a merge that is not resolved at its first mark, whatever the format', () => {
    const sides = (one: string, other: string): string =>
      `<<<<<<< HEAD\n${one}\n=======\n${other}\n>>>>>>> theirs\n`;
    const texts = [
      `{\n"model_type": "llama",\n${sides('"hidden_size": 512,', '"hidden_size": 1024,')}"num_hidden_layers": 4\n}`,
      `model:\n  name: mpt_causal_lm\n${sides('  d_model: 64', '  d_model: 128')}  n_heads: 4\n  n_layers: 2\n  vocab_size: 500\n  max_seq_len: 128\n`,
      `from transformers import LlamaConfig\nc = LlamaConfig(\n${sides('    hidden_size=64,', '    hidden_size=128,')}    num_attention_heads=4,\n)\n`,
    ];
    for (const text of [...texts, ...texts.map((each) => each.replaceAll('\n', '\r\n'))]) {
      const reading = readModelConfig(text);
      assert.equal(reading.kind, 'invalid', text);
      assert.equal(reading.diagnostics.length, 1);
      assert.match(englishOf(reading.diagnostics[0]), /merge conflict/);
      assert.equal(reading.diagnostics[0]?.span.offset, text.indexOf('<<<<<<<'));
    }
    // Seven of a sign are no conflict.
    const heading =
      '"""\nTitle\n=======\n"""\nfrom transformers import LlamaConfig\nc = LlamaConfig(hidden_size=64)\n';
    assert.equal(readModelConfig(heading).kind, 'model');
  });
});
