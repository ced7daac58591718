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

  it('tells words joined, counts in another number, and all of them at once', () => {
    const titan = (keys: string): string =>
      `[model]\nname = "llama3"\nflavor = "8B"\n[training]\n${keys}\n[parallelism]\ntensor_parallel_degree = 1\n`;
    assert.deepEqual(told(titan('local_batchsize = 4\nseqlen = 4096\nstep = 10')), [
      meant(5, 'training.local_batchsize', 'local_batch_size'),
      meant(6, 'training.seqlen', 'seq_len'),
      meant(7, 'training.step', 'steps'),
    ]);
    assert.deepEqual(told(titan('local_batch_size = 4\nseq_len = 4096\nsteps = 10\nstep = "x"')), []);
  });

  it('tells nanoGPT’s sizes in the words of others, where it has none of its own', () => {
    const settings = 'out_dir = "o"\nbatch_size = 12\nblock_size = 1024\nmax_iters = 1000\n';
    assert.deepEqual(told(`${settings}n_layers = 24\nn_head = 16\nn_emb = 1024\n`), [
      meant(5, 'n_layers', 'n_layer'),
      meant(7, 'n_emb', 'n_embd'),
    ]);
    assert.deepEqual(told(`${settings}n_layers = 24\nmodel = GPT(n_layer=n_layers)\n`), []);
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
    const joined = text.replace('hiden_size', 'dmodel');
    assert.deepEqual(
      slipsBesidesModel(joined, planOf(joined)).map(({ message }) => inEnglish(message)),
      ['model.model_config.dmodel is no key that is read of this plan: is d_model meant?'],
    );
    assert.deepEqual(slipsBesidesModel(texts.nanotron, planOf(texts.nanotron)), []);
    const twice = `${texts.nanotron}extra: 1\nextra: 2\n`;
    assert.deepEqual(slipsBesidesModel(twice, planOf(twice)), []);
  });

  it('stands with the model that the plan names', () => {
    const text = texts.llamaFactory.replace('cutoff_len', 'cutof_len');
    const settings = { estimate: unsetEstimate, region: undefined, pue: undefined };
    const [cost] = modelCostsOf(text, settings);
    assert.equal(cost?.kind, 'estimate');
    assert.equal(cost.reading.warnings.length, 1);
  });
});

describe('slips of a plan', () => {
  const slips = (text: string): string[] =>
    (planOf(text).warnings ?? []).map(({ message }) => inEnglish(message));

  it('are told of short keys too, by a letter at the end, and of words that are shortened', () => {
    const tune = 'model:\n  _component_: torchtune.models.llama3_1.llama3_1_8b\nbatch_size: 2\n';
    assert.deepEqual(slips(`${tune}epoch: 5\n`), [
      'epoch is no key that is read of this plan: is epochs meant?',
    ]);
    assert.deepEqual(slips(`${tune}epochs: 5\nepoch: 5\n`), []);
    const axolotl = 'base_model: a/b\nmicro_batch_size: 2\nnum_epochs: 1\n';
    assert.deepEqual(slips(`${axolotl}sequence_length: 4096\n`), [
      'sequence_length is no key that is read of this plan: is sequence_len meant?',
    ]);
    assert.deepEqual(slips(`${axolotl}sequence_len: 4096\nsequence_length: 4096\n`), []);
  });

  it('are told in nanoGPT’s settings', () => {
    const nano = "out_dir = 'out'\nblock_size = 256\nmax_iters = 5000\n";
    assert.deepEqual(slips(`${nano}batch_sizes = 12\n`), [
      'batch_sizes is no key that is read of this plan: is batch_size meant?',
    ]);
    assert.deepEqual(slips(`${nano}batch_size = 12\n`), []);
  });
});

describe('values of a plan that can’t be', () => {
  const told = (text: string): string[] => {
    const { diagnostics, notes } = planOf(text);
    return [...diagnostics.map(({ message }) => message), ...notes].map(inEnglish);
  };
  const axolotl = 'base_model: a/b\nsequence_len: 1024\n';
  const factory =
    'model_name_or_path: a/b\nstage: sft\nfinetuning_type: lora\ncutoff_len: 1024\nper_device_train_batch_size: 1\n';

  it('are told: a batch of none, epochs below 1, texts for numbers', () => {
    for (const [text, message] of [
      [`${axolotl}num_epochs: -1\n`, 'num_epochs is -1: no number that a plan can have (at most 1000000).'],
      [`${axolotl}num_epochs: 0\n`, 'num_epochs is 0: no number that a plan can have (at most 1000000).'],
      [
        `${axolotl}micro_batch_size: 0\n`,
        'micro_batch_size is 0: no number that a plan can have (at most 100000000).',
      ],
      [`${axolotl}adapter: lora\nlora_r: sixteen\n`, 'lora_r must be a number, not "sixteen".'],
      [`${factory}max_samples: many\n`, 'max_samples must be a number, not "many".'],
      [
        '[training]\nseq_len = 2048\nlocal_batch_size = 1\n[parallelism]\ntensor_parallel_degree = 0\n',
        'parallelism.tensor_parallel_degree must be a whole number of 1 or more, not 0.',
      ],
      [
        `${axolotl}optimizer: adamw_bnb_9bit\n`,
        'The optimizer adamw_bnb_9bit is not known: is adamw_bnb_8bit meant? Its memory is assumed.',
      ],
    ] as const)
      assert.ok(told(text).includes(message), `${text}\n${told(text).join('\n')}`);
  });

  it('are none: epochs that steps leave open, Lightning’s without end, optimizers by their names', () => {
    assert.deepEqual(told(`${axolotl}num_epochs: -1\nmax_steps: 10\n`), []);
    assert.deepEqual(told('trainer:\n  max_epochs: -1\n  devices: 2\n  accelerator: gpu\n'), []);
    for (const optimizer of [
      'adamw_torch_fused',
      'adamw_bnb_8bit',
      'paged_adamw_8bit',
      'lion_32bit',
      'torch.optim.AdamW',
      'fused_adamw',
      'distributed_fused_adamw',
      'adamw_4bit',
      'q_galore_adamw8bit',
    ])
      assert.deepEqual(told(`${axolotl}optimizer: ${optimizer}\n`), [], optimizer);
  });

  it('leave pretraining by litgpt what it is, by a model’s name', () => {
    const litgpt = 'model_name: tiny-llama-1.1b\ntrain:\n  micro_batch_size: 4\n  max_token: 3000000000000\n';
    assert.equal(planOf(litgpt).options.fineTunes, false);
    assert.equal(planOf(`checkpoint_dir: checkpoints/a/b\n${litgpt}`).options.fineTunes, undefined);
  });
});
