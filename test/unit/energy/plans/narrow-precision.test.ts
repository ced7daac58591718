import assert from 'node:assert/strict';
import { inEnglish } from '../../../../src/units/message';
import { estimated, llama8b } from '../models';
import { axolotl, foundry, llamaFactory, planOf, torchtune } from './plan-examples';

const titan = (converters: string, further = ''): string =>
  `[model]\nname = "llama3"\nflavor = "8B"\n${converters}\n[training]\nlocal_batch_size = 4\nseq_len = 4096\nsteps = 10\n[parallelism]\ntensor_parallel_degree = 1\n${further}`;
const maxtext = (quantization: string): string =>
  `base_emb_dim: 512\nbase_num_decoder_layers: 4\nper_device_batch_size: 4\nmax_target_length: 2048\nsteps: 100\ndtype: bfloat16\n${quantization}\n`;
const nemo = (keys: string): string =>
  `trainer:\n  devices: 8\n  num_nodes: 2\n  precision: bf16\n  max_steps: 10\nexp_manager: {name: x}\nmodel:\n  micro_batch_size: 1\n  global_batch_size: 64\n${keys}\n`;
const levanter = (key: string): string =>
  `trainer:\n  num_train_steps: 10\n  train_batch_size: 8\n  mp: p=f32,c=bfloat16\n${key}\n`;
const launched = (precision: string): string =>
  `#!/bin/bash\naccelerate launch --mixed_precision ${precision} --num_processes 4 train.py --model_name_or_path org/model-7b --per_device_train_batch_size 4 --bf16 True --num_train_epochs 1 --max_length 512\n`;

describe('plans that train in fp8', () => {
  it('by the word that each trainer has for it', () => {
    const dtypeOf = (text: string): unknown => planOf(text).options.dtype;
    const narrow: readonly string[] = [
      titan('converters = ["float8"]'),
      titan('converters = ["quantize.linear.float8"]'),
      titan('converters = ["quantize.grouped_mm.mx", "other"]'),
      titan('converters = "mx"'),
      maxtext('quantization: "fp8"'),
      maxtext('quantization: nanoo_fp8'),
      maxtext('quantization: te_fp8_delayedscaling'),
      nemo('  transformer_engine: True\n  fp8: True'),
      nemo('  fp8: hybrid'),
      nemo('  fp8: e4m3'),
      levanter('  quantization: {fp8: true}'),
      foundry.replace('amp_bf16', 'amp_fp8'),
      axolotl.replace('bf16: auto', 'bf16: true\nfp8: true'),
      llamaFactory.replace('bf16: true', 'bf16: true\nfp8: true'),
      torchtune.replace('dtype: bf16', 'dtype: bf16\nenable_fp8_training: true'),
      'compute_environment: LOCAL_MACHINE\nnum_processes: 8\nmixed_precision: fp8\n',
      launched('fp8'),
    ];
    for (const text of narrow) assert.equal(dtypeOf(text), 'fp8', text);
    const wide: readonly string[] = [
      maxtext('quantization: ""'),
      nemo('  transformer_engine: True\n  fp8: False'),
      levanter('  quantization: {fp8: false}'),
      axolotl.replace('bf16: auto', 'bf16: true\nfp8: false'),
      llamaFactory,
      launched('bf16'),
    ];
    for (const text of wide) assert.equal(dtypeOf(text), 'bf16', text);
    assert.equal(dtypeOf(titan('converters = []')), undefined);
    assert.equal(dtypeOf(titan('converters = ["remixer"]')), undefined);
  });

  it('tell products in whole numbers, whose gain is not counted', () => {
    const plan = planOf(maxtext('quantization: int8'));
    assert.equal(plan.options.dtype, 'bf16');
    assert.match(plan.notes.map(inEnglish).join(), /^quantization is int8: what such products gain/);
  });
});

describe('a pipeline that is hardly filled', () => {
  const waits = (microBatches: number): readonly string[] =>
    estimated(llama8b, { pipelineParallel: 8, gpus: 8, batchSize: 1, microBatches, tokens: 1e9 })
      .notes.map(inEnglish)
      .filter((note) => note.startsWith('The pipeline'));

  it('is told with the share of a step that it waits for', () => {
    const [note = ''] = waits(2);
    const share = Number(
      /of 8 stages waits for (\d+) % of each step, as only 2 micro-batches/.exec(note)?.[1],
    );
    // Seven of eight stages over two pieces: 3.5 micro-batches of 5.5, less what the optimizer takes.
    assert.ok(share > 50 && share <= 64, note);
    assert.deepEqual(waits(32), []);
  });
});

describe('pipelines of torchtitan', () => {
  const pipeline = (further: string): string => titan('', `pipeline_parallel_degree = 8\n${further}`);

  it('cut the local batch into micro-batches', () => {
    const plain = planOf(pipeline('')).options;
    assert.deepEqual([plain.batchSize, plain.gradientAccumulation], [1, 4]);
    const given = planOf(pipeline('pipeline_parallel_microbatch_size = 2\n'));
    assert.deepEqual([given.options.batchSize, given.options.gradientAccumulation], [2, 2]);
    assert.equal(given.places.get('batchSize')?.key, 'parallelism.pipeline_parallel_microbatch_size');
    const alone = planOf(titan('', 'pipeline_parallel_microbatch_size = 2\n')).options;
    assert.deepEqual([alone.batchSize, alone.gradientAccumulation], [4, undefined]);
  });

  it('of a whole step’s batch go through it in as many as that has', () => {
    const whole = pipeline('data_parallel_shard_degree = 2\n').replace(
      'steps = 10',
      'steps = 10\nglobal_batch_size = 64',
    );
    const { options, notes } = planOf(whole);
    assert.deepEqual([options.batchSize, options.gradientAccumulation], [1, 32]);
    assert.match(notes.map(inEnglish).join(), /fills and empties its pipeline for each local batch of 4/);
  });

  it('refuse a size that does not divide the batch, at its place', () => {
    const text = pipeline('pipeline_parallel_microbatch_size = 3\n');
    const [problem] = planOf(text).diagnostics;
    assert.ok(problem !== undefined);
    assert.equal(text.slice(problem.span.offset, problem.span.offset + problem.span.length), '3');
    assert.match(inEnglish(problem.message), /\(3\) must divide the local batch of 4/);
  });
});
