import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layerListEdits } from '../../../src/editor/hints/layer-lists';
import { otherValuesMarkdown } from '../../../src/editor/hints/other-values';
import { valueHints, type ValueHint } from '../../../src/editor/hints/value-hints';
import { modelCostsOf, type CostSettings, type ModelCost } from '../../../src/editor/model-cost';
import { inEnglish } from '../../../src/units/message';

const settings: CostSettings = {
  region: 'FR',
  pue: undefined,
  estimate: {
    hardware: 'H100 SXM5 80GB',
    gpus: 8,
    tokens: 1e10,
    sequenceLength: 2048,
    batchSize: undefined,
    dtype: undefined,
  },
};

const mixtral = JSON.stringify(
  {
    model_type: 'mixtral',
    hidden_size: 4096,
    intermediate_size: 14336,
    num_hidden_layers: 32,
    num_attention_heads: 32,
    num_key_value_heads: 8,
    num_local_experts: 8,
    num_experts_per_tok: 2,
    max_position_embeddings: 32768,
    vocab_size: 32000,
    layer_norm_epsilon: 1e-5,
  },
  null,
  2,
);

interface Hinted {
  readonly costs: readonly ModelCost[];
  readonly hints: readonly ValueHint[];
}

/** Nothing is said of the length of training. */
const openSettings: CostSettings = { ...settings, estimate: { ...settings.estimate, tokens: undefined } };

function hintsOf(text: string, language = 'json', under = settings): Hinted {
  const costs = modelCostsOf(text, under, language);
  return { costs, hints: valueHints({ text, language, settings: under, costs }) };
}

/** The text with its hints behind the values, as a person sees it. */
function withHints(text: string, language = 'json', under = settings): string {
  const { hints } = hintsOf(text, language, under);
  return hints.reduceRight((shown, { span, label }) => {
    const end = span.offset + span.length;
    return `${shown.slice(0, end)}«${inEnglish(label)}»${shown.slice(end)}`;
  }, text);
}

function hoverOf(text: string, name: string, language = 'json'): string {
  const { costs, hints } = hintsOf(text, language);
  const hint = hints.find(({ concept }) => inEnglish(concept.name) === name);
  assert.ok(hint !== undefined, `${name}: ${hints.map(({ concept }) => inEnglish(concept.name)).join()}`);
  const present = costs[hint.model];
  assert.ok(present?.kind === 'estimate');
  return otherValuesMarkdown(text, language, settings, hint, present);
}

function assertGolden(name: string, text: string): void {
  const file = join(__dirname, 'golden', name);
  if (process.env['WATTLENS_GOLDEN'] === '1') writeFileSync(file, text);
  assert.equal(text, readFileSync(file, 'utf8'));
}

describe('the hints behind values', () => {
  it('try other numbers of layers with the lists that have a value a layer', () => {
    const types = Array.from({ length: 26 }, (_value, layer) =>
      layer % 6 === 5 ? 'full_attention' : 'sliding_attention',
    );
    const gemma = {
      model_type: 'gemma3_text',
      hidden_size: 1152,
      intermediate_size: 6912,
      num_hidden_layers: 26,
      num_attention_heads: 4,
      num_key_value_heads: 1,
      vocab_size: 262144,
      sliding_window: 512,
      layer_types: types,
    };
    const json = hoverOf(JSON.stringify(gemma, null, 2), 'layers');
    assert.match(json, /\| layers \| 24 \| 28 \|/);
    assert.match(json, /\| training energy \| −[\d.]+ % \| \+[\d.]+ % \|/);
    const mixed = ['conv', 'conv', 'full_attention', 'conv'];
    const source = `config = Lfm2Config(\n    num_hidden_layers=4,\n    layer_types=[\n${mixed.map((type) => `        "${type}",\n`).join('')}    ],\n)\n`;
    assert.match(hoverOf(source, 'layers', 'python'), /\| layers \| 3 \| 5 \|/);
    const edits = (text: string, wanted: number): string =>
      layerListEdits(text, 4, wanted).reduceRight(
        (so, edit) => so.slice(0, edit.offset) + edit.text + so.slice(edit.offset + edit.length),
        text,
      );
    assert.equal(
      edits('a: [1, 0, 1, 0]\nrope_section: [1, 2, 3, 4]\nb: [1, 2]', 5),
      'a: [1, 0, 1, 0, 1]\nrope_section: [1, 2, 3, 4]\nb: [1, 2]',
    );
    assert.equal(edits('"kinds": [\n  "a",\n  "b",\n  "c",\n  "d"\n]', 2), '"kinds": [\n  "a",\n  "b"\n]');
    assert.equal(edits('kinds = ["a", "b", "c", "d",]', 5), 'kinds = ["a", "b", "c", "d", "d",]');
  });

  it('tell what each value costs', () => {
    assertGolden('hints-mixtral.txt', `${withHints(mixtral)}\n`);
  });

  it('are of a plan’s values too, and of each model of a source', () => {
    const plan = 'base_model: gpt2\nsequence_len: 512\nmicro_batch_size: 4\nmax_steps: 100\n';
    assertGolden('hints-plan.txt', withHints(plan, 'yaml'));
    const epochs = (count: string, more = '', under = openSettings): string[] =>
      hintsOf(`base_model: gpt2\nnum_epochs: ${count}\n${more}`, 'yaml', under).hints.map(({ concept }) =>
        inEnglish(concept.name),
      );
    assert.deepEqual(epochs('3.0'), ['epochs']);
    assert.deepEqual(epochs('2.5'), []);
    // Steps stand over epochs, and so do tokens of a setting.
    assert.deepEqual(epochs('3', 'max_steps: 100\n'), ['steps']);
    assert.deepEqual(epochs('3', '', settings), []);
    const call = 'LlamaConfig(hidden_size=512, num_hidden_layers=8, num_attention_heads=8)';
    const source = `a = ${call}\nb = ${call.replace('512', '1024')}\n`;
    const { hints } = hintsOf(source, 'python');
    const widths = hints.filter(({ concept }) => inEnglish(concept.name) === 'hidden size');
    assert.deepEqual(
      widths.map(({ value, model }) => [value, model]),
      [
        [512, 0],
        [1024, 1],
      ],
    );
    assert.notDeepEqual(widths[0]?.label, widths[1]?.label);
  });

  it('say in their hovers what the next smaller and larger value would change', () => {
    const hovers = [
      'key-value heads',
      'layers',
      'hidden size',
      'vocabulary',
      'experts',
      'positions',
      'heads',
    ];
    assertGolden('hint-hovers.md.txt', `${hovers.map((name) => hoverOf(mixtral, name)).join('\n\n')}\n`);
  });

  it('recompute with the very value', () => {
    const hover = hoverOf(mixtral, 'key-value heads');
    assert.match(hover, /\| key-value heads \| 4 \| 16 \|/);
    const total = (heads: number): number => {
      const [cost] = modelCostsOf(mixtral.replace('_heads": 8', `_heads": ${heads}`), settings);
      assert.ok(cost?.kind === 'estimate');
      return cost.estimate.memory.kvCacheBytesPerToken ?? 0;
    };
    assert.equal(total(4) / total(8), 0.5);
    assert.match(hover, /\| KV cache \| −50 % \| \+100 % \|/);
  });

  it('are not behind what is no number, and of a tower only where all are asked for', () => {
    const text = JSON.stringify({
      model_type: 'llava',
      text_config: { model_type: 'llama', hidden_size: 4096 },
      vision_config: { model_type: 'clip_vision_model', hidden_size: 768 },
    });
    assert.deepEqual(
      hintsOf(text).hints.map(({ value, concept }) => [value, concept.matters]),
      [
        [4096, true],
        [768, false],
      ],
    );
    assert.deepEqual(hintsOf('{"model_type": "gpt2", "n_embd": null}').hints, []);
    assert.deepEqual(hintsOf('').hints, []);
  });

  it('count the parameters of the layers that a file speaks of, and of no others', () => {
    const labelOf = (config: object): string => {
      const { hints } = hintsOf(JSON.stringify(config));
      const hint = hints.find(({ concept }) => inEnglish(concept.name) === 'layers');
      return hint === undefined ? '' : inEnglish(hint.label);
    };
    // Four projections of 768 x 768 and a feed-forward of 3072, with biases; two norms.
    const layer = 4 * (768 * 768 + 768) + 2 * 768 * 3072 + 3072 + 768 + 2 * 2 * 768;
    assert.equal(layer, 7_087_872);
    assert.equal(labelOf({ model_type: 'vit', num_hidden_layers: 12 }), '7.09M parameters each');
    // An encoder's, not its decoder's.
    assert.equal(
      labelOf({ model_type: 't5', d_model: 512, d_ff: 2048, num_layers: 6, num_decoder_layers: 2 }),
      '3.15M parameters each',
    );
    const text = { model_type: 'llama', num_hidden_layers: 4, hidden_size: 512, intermediate_size: 1024 };
    const alone = labelOf(text);
    const vision = { model_type: 'clip_vision_model', num_hidden_layers: 24 };
    assert.equal(labelOf({ model_type: 'llava', text_config: text, vision_config: vision }), alone);
    assert.match(
      labelOf({ model_type: 'deepseek_v3', num_hidden_layers: 61 }),
      /^[\d.]+B parameters each, on average$/,
    );
  });

  it('are behind the values of each format that a framework has', () => {
    const names = (text: string, language: string): string[] => [
      ...new Set(hintsOf(text, language).hints.map(({ concept }) => inEnglish(concept.name))),
    ];
    const model = ['positions', 'hidden size', 'layers', 'heads', 'key-value heads'];
    const files: [language: string, text: string, expected: string[]][] = [
      ['json', mixtral, [...model, 'experts', 'experts of a token', 'vocabulary', 'feed-forward width']],
      [
        'yaml',
        'trainer:\n  max_steps: 5000\n  devices: 8\nmodel:\n  micro_batch_size: 4\n  global_batch_size: 256\n  encoder_seq_length: 2048\n  max_position_embeddings: 2048\n  num_layers: 24\n  hidden_size: 2048\n  ffn_hidden_size: 5440\n  num_attention_heads: 16\n  num_query_groups: 4\n  vocab_size: 32000\n',
        [
          ...model,
          'steps',
          'batch',
          'batch of all devices',
          'accelerators',
          'sequence',
          'feed-forward width',
          'vocabulary',
        ],
      ],
      [
        'yaml',
        'model:\n  type: llama\n  seq_len: 2048\n  hidden_dim: 2048\n  intermediate_dim: 5632\n  num_layers: 24\n  num_heads: 16\n  num_kv_heads: 4\ntrainer:\n  train_batch_size: 256\n  num_train_steps: 10000\n',
        [
          'sequence',
          'steps',
          'batch of all devices',
          'hidden size',
          'layers',
          'heads',
          'key-value heads',
          'feed-forward width',
        ],
      ],
      [
        'toml',
        '[model]\nname = "llama3"\nflavor = "8B"\n\n[training]\nlocal_batch_size = 2\nseq_len = 4096\nsteps = 1000\n',
        ['batch', 'sequence', 'steps'],
      ],
      [
        'python',
        'from transformers import LlamaConfig, TrainingArguments\nconfig = LlamaConfig(hidden_size=2048, num_hidden_layers=24, num_attention_heads=16, num_key_value_heads=4, max_position_embeddings=4_096, vocab_size=32_000)\nargs = TrainingArguments(per_device_train_batch_size=8, max_steps=10_000, output_dir="x")\n',
        [...model, 'vocabulary', 'batch', 'steps'],
      ],
      [
        'python',
        'n_layer = 12\nn_head = 12\nn_embd = 768\nblock_size = 1024\nbatch_size = 12\ngradient_accumulation_steps = 40\nmax_iters = 600000\nlearning_rate = 6e-4\n',
        ['layers', 'hidden size', 'sequence', 'batch', 'accumulated batches', 'steps'],
      ],
    ];
    for (const [language, text, expected] of files)
      assert.deepEqual(names(text, language).sort(), expected.sort(), text);
    assert.deepEqual(hintsOf(files[2]?.[1] ?? '', 'yaml').hints.filter(({ isOfPlan }) => isOfPlan).length, 3);
  });
});
