import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { adviceCodes, edited, type Advice, type Fix } from '../../../src/advice/advice';
import { alignmentOf, flashWidthOf } from '../../../src/advice/alignment';
import { adviceOnModel } from '../../../src/editor/diagnostics/document-advice';
import { modelCostsOf, type CostSettings } from '../../../src/editor/model-cost';
import { findHardware } from '../../../src/hardware/find-hardware';
import { knownModels } from '../../../src/model/known-models';
import { lineOf } from '../../../src/model/documents/document';
import { inEnglish } from '../../../src/units/message';
import { unsetEstimate } from '../editor/unset-estimate';
import { assertGolden } from '../golden';

const plain: CostSettings = { region: 'FR', pue: undefined, estimate: unsetEstimate };
const onHardware = (hardware: string, more: Partial<CostSettings['estimate']> = {}): CostSettings => ({
  ...plain,
  estimate: { ...unsetEstimate, hardware, ...more },
});

function adviceOf(text: string, language = 'json', settings = plain): readonly Advice[] {
  const costs = modelCostsOf(text, settings, language);
  return costs.flatMap((_cost, model) => adviceOnModel(text, language, settings, costs, model));
}

/** Every advice of a text, with what each of its fixes makes of the lines that it touches. */
function described(text: string, language = 'json', settings = plain): string {
  return adviceOf(text, language, settings)
    .map(({ code, severity, message, span, fixes }) => {
      const at = `${lineOf(text, span.offset)} «${text.slice(span.offset, span.offset + span.length)}»`;
      const ways = fixes().map((fix) => `  ${inEnglish(fix.title)}\n${changedLines(text, fix)}`);
      return `${severity} ${code} ${at}\n  ${inEnglish(message)}\n${ways.join('')}`;
    })
    .join('');
}

function changedLines(text: string, { edits, plan }: Fix): string {
  if (plan !== null) return `    ${JSON.stringify(plan)}\n`;
  const before = new Set(text.split('\n'));
  const lines = edited(text, edits).split('\n');
  return lines
    .filter((line) => !before.has(line))
    .map((line) => `    + ${line}\n`)
    .join('');
}

const llama = {
  model_type: 'llama',
  hidden_size: 2048,
  intermediate_size: 5632,
  num_hidden_layers: 16,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 32000,
  max_position_embeddings: 4096,
};
const json = (changes: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ ...llama, ...changes }, null, 2);

const axolotl = `base_model: meta-llama/Llama-2-7b-hf
sequence_len: 8192 # long
micro_batch_size: 64
gradient_checkpointing: false
max_steps: 100
`;
const nanotron = `model:
  dtype: bfloat16
  model_config:
    is_llama_config: true
    hidden_size: 4096
    intermediate_size: 11008
    num_attention_heads: 32
    num_hidden_layers: 32
    num_key_value_heads: 8
    vocab_size: 32000
    max_position_embeddings: 4096
optimizer:
  zero_stage: 0
parallelism:
  dp: 16
  tp: 1
  pp: 1
tokens:
  micro_batch_size: 1
  sequence_length: 2048
  train_steps: 1000
`;
const megatron = `#!/bin/bash
torchrun --nproc_per_node 8 pretrain_gpt.py --num-layers 2 --hidden-size 1536 --num-attention-heads 12 \\
  --seq-length 1024 --max-position-embeddings 512 --vocab-size 50257 --micro-batch-size 1 --tensor-model-parallel-size 4
`;
const torchtitan = `[model]
name = "llama3"
flavor = "8B"

[training]
local_batch_size = 64 # a slip
seq_len = 8192
steps = 1000

[parallelism]
data_parallel_shard_degree = 8

[activation_checkpoint]
mode = "none"
`;
const nanoGpt =
  'from model import GPTConfig\nc = GPTConfig(n_layer=12, n_head=12, n_embd=768, block_size=1024, vocab_size=50_257)\n';

const cases: readonly [name: string, text: string, language?: string, settings?: CostSettings][] = [
  ['nothing to say', json({})],
  ['a vocabulary', json({ vocab_size: 50257 })],
  ['a vocabulary, saved beside weights', json({ vocab_size: 50257, transformers_version: '4.50.0' })],
  [
    'widths',
    json({ hidden_size: 2080, intermediate_size: 5630, num_attention_heads: 20, num_key_value_heads: 4 }),
  ],
  ['heads', json({ hidden_size: 2560, num_attention_heads: 32, num_key_value_heads: 32 })],
  ['a head with a key of its own', json({ head_dim: 80 })],
  [
    'heads without flash kernels',
    json({ hidden_size: 2304, num_key_value_heads: 32 }),
    'json',
    onHardware('V100 SXM2 32GB'),
  ],
  ['keys and values of every head', json({ num_key_value_heads: 32 })],
  ['the same, not written', JSON.stringify({ ...llama, num_key_value_heads: undefined }, null, '\t')],
  ['the same on one line', JSON.stringify({ ...llama, num_key_value_heads: undefined })],
  [
    'the same in Python',
    'from transformers import LlamaConfig\nc = LlamaConfig(\n    hidden_size=2048,\n    num_attention_heads=32,  # wide\n    num_hidden_layers=16,\n)\n',
    'python',
  ],
  ['training that does not fit', axolotl, 'yaml', onHardware('A100 SXM4 40GB', { gpus: 4 })],
  [
    'a batch that does not fit',
    axolotl.replace('checkpointing: false', 'checkpointing: true'),
    'yaml',
    onHardware('A100 SXM4 40GB', { gpus: 8 }),
  ],
  ['a stage that does not fit', nanotron, 'yaml', onHardware('A100 SXM4 40GB')],
  [
    'training that does not fit, by the settings',
    json({ hidden_size: 8192 }),
    'json',
    onHardware('RTX 4090', { gpus: 1, batchSize: 8 }),
  ],
  ['a batch that does not fit, in TOML', torchtitan, 'toml'],
  ['a launch script', megatron, 'shellscript'],
  ['a degree that cuts heads', megatron.replace('parallel-size 4', 'parallel-size 8'), 'shellscript'],
  ['more stages than layers', nanotron.replace('pp: 1', 'pp: 64'), 'yaml'],
  ['a vocabulary in Python', nanoGpt, 'python'],
  ['a contradiction', json({ hidden_size: 2050 })],
  ['key-value heads that don’t divide', json({ num_key_value_heads: 5 })],
  ['two contradictions', json({ hidden_size: 2050, num_key_value_heads: 5 })],
  ['a word for a number', json({ hidden_size: 'wide' })],
  [
    'a key that is there twice, which the editor tells of JSON',
    '{"model_type": "gpt2", "n_layer": 2, "n_layer": 3}',
  ],
  [
    'a key that is there twice, in YAML',
    'model:\n  name: mpt_causal_lm\n  d_model: 64\n  d_model: 128\n  n_heads: 4\n  n_layers: 2\n  vocab_size: 512\n  max_seq_len: 128\n',
    'yaml',
  ],
  ['hardware that is not known', json({}), 'json', onHardware('H9000')],
  ['a TPU', json({ intermediate_size: 5600, vocab_size: 32_064 }), 'json', onHardware('TPU v4')],
  [
    'an AMD accelerator, of which nothing is published',
    json({ vocab_size: 50257 }),
    'json',
    onHardware('MI300X'),
  ],
];

describe('advice on a model', () => {
  it('says what is wrong or could cost less, and what each way out costs', () => {
    const all = cases.map(([name, ...rest]) => `## ${name}\n${described(...rest)}`).join('\n');
    assertGolden(__dirname, 'advice.txt', all);
  });

  for (const [name, text, language = 'json', settings = plain] of cases) {
    it(`has fixes that resolve it: ${name}`, () => {
      for (const advice of adviceOf(text, language, settings)) {
        for (const { edits, plan, title } of advice.fixes()) {
          if (plan === 'ask') continue;
          const choices = { ...settings.choices, ...plan };
          const after = adviceOf(edited(text, edits), language, { ...settings, choices });
          const left = after.filter(
            ({ code, span }) => code === advice.code && span.offset === advice.span.offset,
          );
          assert.deepEqual(
            left.map(({ message }) => inEnglish(message)),
            [],
            inEnglish(title),
          );
        }
      }
    });
  }

  it('of one of many models of a source is what it is alone', () => {
    const model = (name: string): string =>
      `${name} = LlamaConfig(\n    hidden_size=2080,\n    num_attention_heads=20,\n    vocab_size=50_257,\n)\n\n`;
    const titles = (text: string, index: number): readonly string[] =>
      adviceOf(text, 'python')
        .filter((advice) => advice.model === index)
        .flatMap(({ fixes, message }) => [message, ...fixes().map(({ title }) => title)].map(inEnglish));
    const names = Array.from({ length: 60 }, (_one, index) => `config_${index}`);
    const alone = titles(model('config'), 0);
    assert.ok(alone.length > 6, alone.join('\n'));
    assert.deepEqual(titles(names.map(model).join(''), 41), alone);
  });

  it('keeps the rest of the file as it is: tabs, comments, line ends', () => {
    const text = `{\r\n\t// mine\r\n\t"model_type": "llama",\r\n\t"num_attention_heads": 16, // so many\r\n\t"vocab_size": 50257\r\n}\r\n`;
    const fixes = adviceOf(text, 'jsonc').flatMap((advice) => advice.fixes());
    const texts = fixes.map(({ edits }) => edited(text, edits));
    assert.ok(texts.includes(text.replace('50257', '50304')), texts.join());
    assert.ok(texts.includes(text.replace('16,', '16,\r\n\t"num_key_value_heads": 8,')), texts.join());
  });

  it('is not on tower’s values, nor on models whose weights are there, beyond a hint', () => {
    const tower = JSON.stringify({
      model_type: 'llava',
      text_config: { ...llama },
      vision_config: { model_type: 'clip_vision_model', hidden_size: 780 },
    });
    assert.deepEqual(adviceOf(tower), []);
    for (const { modelType, values } of knownModels.filter((_model, index) => index % 5 === 0)) {
      const text = JSON.stringify({ model_type: modelType, ...values, transformers_version: '4.50.0' });
      for (const { severity, message } of adviceOf(text)) assert.equal(severity, 'hint', inEnglish(message));
    }
  });

  it('is of places in the text, whatever the sizes, and silent where all are round', () => {
    const size = fc.integer({ min: 1, max: 9000 });
    const shape = fc.record({
      hidden_size: size,
      intermediate_size: size,
      num_hidden_layers: fc.integer({ min: 1, max: 40 }),
      num_attention_heads: fc.integer({ min: 1, max: 64 }),
      num_key_value_heads: fc.integer({ min: 1, max: 64 }),
      vocab_size: size,
    });
    fc.assert(
      fc.property(shape, (changes) => {
        const text = json(changes);
        for (const { span, message, fixes } of adviceOf(text)) {
          assert.ok(span.offset >= 0 && span.length > 0 && span.offset + span.length <= text.length);
          assert.doesNotMatch(inEnglish(message), /NaN|Infinity|undefined|\{\d\}/);
          for (const fix of fixes())
            assert.doesNotMatch(inEnglish(fix.title), /NaN|Infinity|undefined|\{\d\}/);
        }
      }),
      { numRuns: 30 },
    );
    const round = fc.record({
      hidden_size: fc.integer({ min: 1, max: 16 }).map((count) => count * 1024),
      intermediate_size: fc.integer({ min: 1, max: 100 }).map((count) => count * 128),
      vocab_size: fc.integer({ min: 1, max: 2000 }).map((count) => count * 128),
      num_attention_heads: fc.constantFrom(8, 16),
      num_key_value_heads: fc.constant(4),
      head_dim: fc.constantFrom(32, 64, 96, 128, 192, 256),
    });
    fc.assert(
      fc.property(round, (changes) => {
        assert.deepEqual(adviceOf(json(changes)), []);
      }),
      { numRuns: 30 },
    );
  });

  it('has a section for each code in docs/diagnostics.md', () => {
    const page = readFileSync('docs/diagnostics.md', 'utf8');
    for (const code of adviceCodes) assert.match(page, new RegExp(`^## ${code}$`, 'm'));
  });
});

describe('the sizes that hardware likes', () => {
  const of = (name: string, dtype: 'bf16' | 'fp16' | 'fp32' | 'tf32' | 'fp8'): number[] | null => {
    const found = findHardware(name);
    assert.ok(found.ok, name);
    const alignment = alignmentOf(found.accelerator, dtype);
    return alignment === null ? null : [alignment.least, alignment.best];
  };

  it('follow from its maker’s guide and the precision', () => {
    assert.deepEqual(of('H100 SXM5 80GB', 'bf16'), [8, 64]);
    assert.deepEqual(of('H100 SXM5 80GB', 'fp8'), [16, 128]);
    assert.deepEqual(of('A100 SXM4 80GB', 'tf32'), [4, 32]);
    assert.deepEqual(of('V100 SXM2 32GB', 'fp16'), [8, 8]);
    assert.deepEqual(of('TPU v4', 'bf16'), [8, 128]);
    assert.equal(of('A100 SXM4 80GB', 'fp32'), null);
    assert.equal(of('P100 SXM2', 'fp16'), null);
    assert.equal(of('MI300X', 'bf16'), null);
  });

  it('of a head are those of flash kernels', () => {
    assert.deepEqual([40, 64, 80, 100, 128, 130, 256, 288].map(flashWidthOf), [
      64,
      64,
      96,
      128,
      128,
      192,
      256,
      null,
    ]);
  });
});
