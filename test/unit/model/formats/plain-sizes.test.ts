import assert from 'node:assert/strict';
import { totalParameters } from '../../../../src/model/cost';
import { readModelConfig, readModelConfigs, type ConfigReading } from '../../../../src/model/read-config';
import { inEnglish } from '../../../../src/units/message';

const dictionary = (name: string, values: object, others = ''): string =>
  `import torch\n\n${name} = ${JSON.stringify(values).replaceAll('false', 'False').replaceAll('true', 'True')}\n${others}`;

const book = {
  vocab_size: 50257,
  context_length: 1024,
  emb_dim: 768,
  n_heads: 12,
  n_layers: 12,
  drop_rate: 0.1,
  qkv_bias: false,
};

function counted(reading: ConfigReading): { readonly total: number; readonly on: string } {
  assert.equal(reading.kind, 'model', JSON.stringify(reading));
  assert.ok(reading.approximate);
  return { total: totalParameters(reading.spec), on: inEnglish(reading.approximate) };
}

describe('plain sizes of a Transformer', () => {
  it('in a dictionary of Python are counted as GPT-2 without tied embeddings, and said to be approximate', () => {
    const { total, on } = counted(readModelConfig(dictionary('GPT_CONFIG', book)));
    const layer = 4 * 768 * 768 + 768 + 8 * 768 * 768 + 5 * 768 + 4 * 768;
    assert.equal(total, 2 * 50257 * 768 + 1024 * 768 + 12 * layer + 2 * 768);
    assert.match(on, /GPT-2-like.* of GPT_CONFIG is not known.* not tied/);
  });

  it('count biases and a tied output where the keys say so', () => {
    const plain = counted(readModelConfig(dictionary('A', book))).total;
    const biased = counted(readModelConfig(dictionary('A', { ...book, qkv_bias: true }))).total;
    assert.equal(biased - plain, 12 * 3 * 768);
    const tied = counted(readModelConfig(dictionary('A', { ...book, tie_embeddings: true })));
    assert.equal(plain - tied.total, 50257 * 768);
    assert.doesNotMatch(tied.on, /does not say whether/);
  });

  it('with rotary positions are counted as Llama', () => {
    const { vocab_size, context_length, emb_dim, n_heads, n_layers } = book;
    const sizes = { vocab_size, context_length, emb_dim, n_heads, n_layers };
    const values = { ...sizes, hidden_dim: 2048, n_kv_groups: 4, rope_base: 10000 };
    const { total, on } = counted(readModelConfig(dictionary('LLAMA', values)));
    const layer = 2 * 768 * 768 + 2 * 768 * 256 + 3 * 768 * 2048 + 2 * 768;
    assert.equal(total, 2 * 50257 * 768 + 12 * layer + 768);
    assert.match(on, /Llama-like/);
  });

  it('of several dictionaries are read each', () => {
    const text = dictionary('SMALL', book) + dictionary('LARGE', { ...book, n_layers: 24 });
    const [small, large] = readModelConfigs(text).map((reading) => counted(reading).total);
    assert.ok(small !== undefined && large !== undefined && large > 1.4 * small);
  });

  it('are not read where one is missing or only running the code would tell it', () => {
    const { emb_dim, n_heads, n_layers } = book;
    const rest = { emb_dim, n_heads, n_layers };
    assert.notEqual(readModelConfig(dictionary('A', rest, 'vocab_size: int = 3\n')).kind, 'model');
    const open = dictionary('A', book).replace('50257', 'tokenizer.n_vocab');
    assert.notEqual(readModelConfig(open).kind, 'model');
  });

  it('of other models are not known', () => {
    for (const others of [
      { num_classes: 4 },
      { patch_size: 16 },
      { num_experts: 8 },
      { d_state: 16 },
      { src_vocab_size: 9 },
    ])
      assert.equal(
        readModelConfig(dictionary('A', { ...book, ...others })).kind,
        'unknownArchitecture',
        JSON.stringify(others),
      );
  });

  it('in the YAML of a trainer, or of hydra, are counted', () => {
    const block = 'hidden_size: 512\nnum_layers: 6\nnum_heads: 8\nvocab_size: 32000\n';
    const model = `model:\n${block.replace(/^/gm, '  ').trimEnd()}\ntrainer:\n  max_steps: 10\n`;
    const layer = 12 * 512 * 512 + 9 * 512 + 4 * 512;
    const total = 2 * 32000 * 512 + 6 * layer + 2 * 512;
    assert.equal(counted(readModelConfig(model)).total, total);
    const hydra = counted(readModelConfig(`_target_: mine.Decoder\n${block}`));
    assert.equal(hydra.total, total);
    assert.match(hydra.on, /of mine\.Decoder is not known/);
    // What is read as a model's has a sign that it is one.
    assert.equal(readModelConfig(block).kind, 'notModel');
  });

  it('in a config.json of a type that is not known, or of none, are counted where its class writes texts', () => {
    const sizes = { d_model: 512, n_layers: 6, n_heads: 8, n_kv_heads: 2, ffn_dim: 1408, vocab_size: 32000 };
    const llama = { ...sizes, use_rope: true, norm: 'rmsnorm', tie_embeddings: true };
    const total = 32000 * 512 + 6 * (2 * 512 * 512 + 2 * 512 * 128 + 3 * 512 * 1408 + 2 * 512) + 512;
    const typed = { model_type: 'mine', architectures: ['MineForCausalLM'], torch_dtype: 'bfloat16' };
    for (const own of [{}, { model_type: 'mine' }, typed]) {
      const reading = counted(readModelConfig(JSON.stringify({ ...own, ...llama })));
      assert.equal(reading.total, total);
      assert.match(reading.on, /^Read as a Llama-like decoder by the names of its sizes alone/);
    }
    for (const other of [
      { architectures: ['MineForMaskedLMs'] },
      { architectures: ['MineForSequenceClassification'] },
      { image_size: 224 },
      { ssm_state: 16 },
      { windows: [1, 2, 3, 4, 5, 6] },
      { num_labels: 2 },
    ])
      assert.equal(
        readModelConfig(JSON.stringify({ ...typed, ...llama, ...other })).kind,
        'unknownArchitecture',
        JSON.stringify(other),
      );
    assert.equal(readModelConfig(JSON.stringify({ modeltype: 'llama', ...llama })).kind, 'invalid');
  });

  it('that can’t be are told at their place', () => {
    const text = dictionary('A', { ...book, n_heads: 7 });
    const reading = readModelConfig(text);
    assert.equal(reading.kind, 'invalid');
    const [first] = reading.diagnostics;
    assert.ok(first);
    assert.match(text.slice(first.span.offset), /^(?:768|7\b|"emb_dim"|"n_heads")/);
  });
});
