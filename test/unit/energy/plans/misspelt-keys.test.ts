import assert from 'node:assert/strict';
import { readTrainingPlan, slipsBesidesModel } from '../../../../src/energy/plans/read-plan';
import { modelCostsOf } from '../../../../src/editor/model-cost';
import { inEnglish } from '../../../../src/units/message';
import { unsetEstimate } from '../../editor/unset-estimate';
import * as examples from './plan-examples';

const { planOf, ...texts } = examples;

/** What is said of a plan's keys, each with the line that it is said of. */
const told = (text: string): string[] =>
  (planOf(text).warnings ?? []).map(
    ({ message, span }) => `${text.slice(0, span.offset).split('\n').length}: ${inEnglish(message)}`,
  );

const meant = (line: number, key: string, word: string): string =>
  `${line}: ${key} is no key that is read of this plan: is ${word} meant?`;

describe('misspelt keys of training plans', () => {
  it('are in none of the examples', () => {
    for (const [name, text] of Object.entries(texts)) assert.deepEqual(told(text), [], name);
  });

  const slips: readonly (readonly [text: string, from: string, to: string, told: string])[] = [
    [texts.axolotl, 'micro_batch_size', 'micro_batchsize', meant(10, 'micro_batchsize', 'micro_batch_size')],
    [texts.axolotl, 'sequence_len:', 'sequense_len:', meant(9, 'sequense_len', 'sequence_len')],
    [
      texts.llamaFactory,
      'gradient_accumulation_steps',
      'gradient_acumulation_step',
      meant(8, 'gradient_acumulation_step', 'gradient_accumulation_steps'),
    ],
    [texts.torchtune, 'max_seq_len', 'max_sqe_len', meant(8, 'tokenizer.max_sqe_len', 'max_seq_len')],
    [
      texts.nanotron,
      'sequence_length',
      'sequence_lenght',
      `${texts.nanotron.slice(0, texts.nanotron.indexOf('sequence_length')).split('\n').length}: tokens.sequence_lenght is no key that is read of this plan: is sequence_length meant?`,
    ],
  ];
  for (const [text, from, to, expected] of slips)
    it(`tells ${to}`, () => {
      assert.ok(text.includes(from));
      assert.deepEqual(told(text.replace(from, to)), [expected]);
    });

  it('tells arguments of a command', () => {
    const command =
      'torchrun pretrain_gpt.py --num-layers 24 --micro-batch-size 4 --seq-lenght 2048 --train-iters 100\n';
    assert.deepEqual(told(command), [meant(1, '--seq-lenght', '--seq-length')]);
  });

  it('leaves keys alone that are words of their own', () => {
    const others = [
      'no_gradient_checkpointing: true',
      'q_lora_r: 8',
      'max_prompt_length: 512',
      'dataset_names: x',
    ];
    for (const other of others) assert.deepEqual(told(`${texts.axolotl}${other}\n`), [], other);
    // What is read is not missed, whatever else is there.
    assert.deepEqual(told(`${texts.axolotl}micro_batch_sise: 2\n`), []);
  });

  it('tells keys that are there twice', () => {
    assert.deepEqual(
      told(`${texts.torchtune}batch_size: 3\nbatch_size: 4\n`).at(-1)?.includes('is there twice'),
      true,
    );
  });

  it('tells sizes of a model that is not found, and those alone', () => {
    const text = `${texts.nanotron}  model_config:\n    hiden_size: 2048\n    num_attention_heads: 32\n    num_hidden_layers: 24\n    vocab_size: 49152\n`;
    const reading = readTrainingPlan(text);
    assert.equal(reading.kind, 'plan');
    assert.deepEqual(
      slipsBesidesModel(text, reading.plan).map(({ message }) => inEnglish(message)),
      ['model.model_config.hiden_size is no key that is read of this plan: is hidden_size meant?'],
    );
    assert.deepEqual(slipsBesidesModel(texts.nanotron, planOf(texts.nanotron)), []);
  });

  it('stands with the model that the plan names', () => {
    const text = texts.llamaFactory.replace('cutoff_len', 'cutof_len');
    const settings = { estimate: unsetEstimate, region: undefined, pue: undefined };
    const [cost] = modelCostsOf(text, settings);
    assert.equal(cost?.kind, 'estimate');
    assert.equal(cost.reading.warnings.length, 1);
  });
});
